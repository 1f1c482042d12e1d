"""Links from outside lead to the very words, or are met with a sentence."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop_app.core.deep_link import deep_link, section_link
from desktop_app.core.document import Document
from desktop_app.core.ids import new_id
from desktop_app.ui.single_instance import SingleInstance
from tests.ui.window.conftest import Person

WORDS = "never seen one work"


@pytest.fixture
def marked(person: Person) -> str:
    """The id of a highlight in the open article, which has been closed since."""
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index(WORDS)
    annotation, saved = person.margent.annotating.highlight(opened, start, start + len(WORDS))
    saved.result(30)
    person.wait_for(lambda: len(person.placed()) == 1)
    person.press("Ctrl+W")
    assert person.window.desk.opened is None
    return annotation.id


def told(person: Person) -> str:
    return person.window.toast.message()


def test_a_link_opens_the_article_at_its_words(person: Person, document: Document, marked: str) -> None:
    person.window.take([deep_link(document.id, marked)])
    desk, page = person.window.desk, person.window.reader.page
    assert desk.opened is not None
    assert (desk.opened.document.id, desk.active, person.window.stage.room) == (document.id, marked, "reader")
    start = desk.opened.content.text.index(WORDS)
    assert page.top_offset() <= start <= page.last_offset()
    assert told(person) == ""


def test_a_link_to_an_article_opens_it(person: Person, document: Document, marked: str) -> None:
    person.window.take([deep_link(document.id)])
    assert person.window.desk.opened is not None
    assert person.window.desk.active is None


def test_the_annotation_counts_where_a_link_names_another_article(
    person: Person, document: Document, marked: str
) -> None:
    person.window.take([deep_link(new_id(), marked)])
    assert person.window.desk.opened is not None
    assert person.window.desk.opened.document.id == document.id


def test_what_is_not_here_is_told(person: Person, document: Document, marked: str) -> None:
    person.window.take([deep_link(new_id(), new_id())])
    assert "not in this library" in told(person)
    person.window.take([deep_link(new_id())])
    assert "an article that is not in this library" in told(person)
    assert person.window.desk.opened is None
    person.window.take(["margent://delete?document=" + document.id])
    assert "can only open" in told(person)
    person.window.take([deep_link(document.id, new_id())])
    assert "this is its article" in person.window.status.message()
    assert person.window.desk.opened is not None


def test_a_deleted_annotation_is_told_of_and_its_article_opened(
    person: Person, document: Document, marked: str
) -> None:
    person.margent.annotating.delete([marked]).result(30)
    person.window.take([deep_link(document.id, marked)])
    assert person.window.desk.opened is not None
    assert person.window.desk.active is None
    assert "lies in the trash" in told(person)


def test_a_deleted_article_is_told_of(person: Person, document: Document, marked: str) -> None:
    person.margent.library.delete(document.id).result(30)
    person.window.take([deep_link(document.id, marked)])
    assert "lies in the trash" in told(person)
    assert person.window.desk.opened is None


def test_where_the_text_is_gone_the_note_is_shown_in_the_notebook(
    person: Person, document: Document, marked: str
) -> None:
    person.margent.library.remove_source(document.id).result(30)
    person.window.take([deep_link(document.id, marked)])
    assert person.window.stage.room == "notebook"
    person.wait_for(lambda: person.window.rooms.notebook.chosen() == [marked])
    person.window.take([deep_link(document.id)])
    assert "Add its file" in told(person)


def test_a_link_on_the_clipboard_is_followed_and_not_added(person: Person, document: Document, marked: str) -> None:
    QGuiApplication.clipboard().setText(f" {deep_link(document.id, marked)}\n")
    person.press("Ctrl+V")
    assert person.window.desk.active == marked
    assert len(person.window.desk.reader.documents()) == 1


def test_another_start_hands_a_link_over(person: Person, document: Document, marked: str, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert not first.hand_over([])
    first.handed.connect(person.window.take)
    try:
        assert second.hand_over([deep_link(document.id, marked)])
        person.wait_for(lambda: person.window.desk.active == marked)
    finally:
        first.close()


def test_a_link_to_a_section_opens_it_where_it_stands_now(person: Person, document: Document, marked: str) -> None:
    person.window.take([deep_link(document.id)])
    desk, page = person.window.desk, person.window.reader.page
    assert desk.opened is not None
    section = desk.opened.sections[-1]
    person.press("Ctrl+W")
    person.window.take([section_link(document.id, section.heading.upper(), 0)])
    assert page.top_offset() <= section.start <= page.last_offset()
    assert told(person) == ""
    person.window.take([section_link(document.id, "A heading that is gone", section.start)])
    assert page.top_offset() == 0
    assert "not in the article any more" in told(person)
