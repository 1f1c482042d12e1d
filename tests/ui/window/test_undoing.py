"""Undo tells where it has done something that is not seen, and leads there."""

from pathlib import Path

import pytest

from desktop_app.core.annotation import Annotation
from desktop_app.core.document import Document
from tests.ui.window.conftest import Person

_WORDS = "A word after another stands here, and a sentence ends. "
_OTHER = "# Of dyes\n\n" + "".join(f"## Dye {number}\n\n{_WORDS * 8}\n\n" for number in range(12))


@pytest.fixture
def other(person: Person, document: Document, tmp_path: Path) -> Document:
    """Another article of the library."""
    path = tmp_path / "dyes.md"
    path.write_text(_OTHER)
    arrival = person.margent.importing.add_file(path)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    del document
    return arrival.document


def _marked(person: Person, start: int) -> Annotation:
    opened = person.window.desk.opened
    assert opened is not None
    annotation, saved = person.margent.annotating.highlight(opened, start, start + 20)
    saved.result(30)
    person.wait_for(lambda: person.window.desk.standing.get(annotation.id) is not None)
    return annotation


def _undo(person: Person, told: str) -> None:
    person.press("Ctrl+Z")
    person.wait_for(lambda: person.window.toast.message() == told)


def test_what_is_undone_in_another_article_is_told_with_its_name_and_shown(
    person: Person, document: Document, other: Document
) -> None:
    annotation = _marked(person, len(_OTHER) // 2)
    person.margent.annotating.set_note(annotation.id, "Which mordant?").result(30)
    person.window.open_document(document.id)
    page = person.window.reader.page
    person.read()
    person.press("End")
    left = page.top_offset()
    _undo(person, "Undone: Edit note, in “Of dyes”")
    assert person.window.toast._other.isVisible()
    assert not person.window.desk.opened or person.window.desk.opened.document.id == document.id
    person.press("Alt+Z")
    person.wait_for(lambda: person.window.desk.opened is not None and person.window.desk.opened.document == other)
    assert person.window.desk.active == annotation.id
    placed = person.window.desk.standing.get(annotation.id)
    assert placed is not None
    assert page.in_sight(placed.start, placed.end)
    person.press("Alt+Left")
    assert person.window.desk.opened is not None
    assert person.window.desk.opened.document.id == document.id
    assert page.top_offset() == left


def test_the_article_is_named_in_the_rooms_that_show_no_page(person: Person, other: Document) -> None:
    annotation = _marked(person, 100)
    for room in ("Ctrl+3", "Ctrl+1"):
        person.margent.annotating.set_note(annotation.id, f"Typed before {room}").result(30)
        person.press(room)
        _undo(person, "Undone: Edit note, in “Of dyes”")
    person.margent.library.rename(other.id, "Of colours").result(30)
    _undo(person, "Undone: Rename: “Of dyes”")


def test_a_highlight_that_undo_takes_from_another_page_is_told_of_and_its_place_shown(
    person: Person, other: Document
) -> None:
    del other
    page = person.window.reader.page
    annotation = _marked(person, 40)
    person.read()
    person.press("End")
    _undo(person, "Undone: Highlight, above this page")
    assert person.window.desk.standing.get(annotation.id) is None
    person.window.toast._other.click()
    assert page.in_sight(40, 40)


def test_undo_in_the_library_leaves_one_there_with_the_article_current(
    person: Person, document: Document, other: Document
) -> None:
    window = person.window
    person.read()
    person.press("Ctrl+W")
    library = window.rooms.library
    person.wait_for(lambda: library.list.hasFocus() and library.list.model().rowCount() == 2)
    library.select(other.id)
    window.action_set.run("file.delete")
    person.wait_for(lambda: library.list.model().rowCount() == 1)
    person.press("Ctrl+Z")
    person.wait_for(lambda: library.list.model().rowCount() == 2)
    assert library.current_document() == other.id
    assert library.list.hasFocus()
    assert window.stage.room == "library"
    assert window.desk.opened is None
    assert window.desk.reader.document(document.id) is not None


def test_undo_opens_the_article_again_that_went_while_it_was_read(person: Person, document: Document) -> None:
    window = person.window
    window.action_set.run("file.delete")
    person.wait_for(lambda: window.desk.opened is None)
    person.press("Ctrl+Z")
    person.wait_for(lambda: window.desk.opened is not None and window.desk.opened.document.id == document.id)
    assert window.stage.room == "reader"


def test_what_is_seen_is_told_without_a_place(person: Person, other: Document) -> None:
    del other
    _marked(person, 0)
    person.read()
    _undo(person, "Undone: Highlight")
    assert not person.window.toast._other.isVisible()


def test_a_highlight_that_comes_back_looks_chosen_only_if_keys_speak_of_it(person: Person) -> None:
    page, desk = person.window.reader.page, person.window.desk
    person.read()
    person.press("H")
    person.wait_for(lambda: desk.active is not None)
    plain = page.grab().toImage()
    desk.activate(None)
    unchosen = page.grab().toImage()
    assert plain != unchosen
    desk.activate(person.placed()[0].annotation.id)
    person.press("Ctrl+Z")
    person.wait_for(lambda: not person.placed())
    person.press("Ctrl+Shift+Z")
    person.wait_for(lambda: len(person.placed()) == 1)
    assert desk.active is None
    person.bot.wait(50)
    assert page.grab().toImage() == unchosen
