"""Words and cards leave the window as Markdown, with their source and a link that leads back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.core.deep_link import deep_link
from desktop_app.ui.commands.articles.copying import dragged_data
from desktop_app.ui.margin.note_card import NoteCard
from tests.ui.window.conftest import Person

WORDS = "never seen one work"


@pytest.fixture(autouse=True)
def _empty_clipboard(person: Person) -> None:
    QGuiApplication.clipboard().setText("nothing")


def copied() -> str:
    return QGuiApplication.clipboard().text()


def mark(person: Person, words: str = WORDS, note: str = "") -> str:
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index(words)
    annotation, saved = person.margent.annotating.highlight(opened, start, start + len(words))
    saved.result(30)
    if note:
        person.margent.annotating.set_note(annotation.id, note).result(30)
    person.wait_for(lambda: [one.annotation.note for one in person.placed()] == [note])
    return annotation.id


def test_the_selection_is_copied_with_its_source(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    person.read()
    person.press("V", "S", "V", "Shift+Right", "Shift+Right", "Shift+Right")
    selected = person.window.reader.page.selected_range()
    assert selected is not None
    person.press("Ctrl+Shift+C")
    assert copied().startswith(f"> {opened.content.text[slice(*selected)].strip()}")
    assert f"[{opened.document.title}]({deep_link(opened.document.id)})" in copied()


def test_the_highlight_at_the_caret_is_copied_with_its_note(person: Person) -> None:
    found = mark(person, note="Whose hands?")
    person.read()
    person.press("Alt+Shift+Down", "Ctrl+Shift+C")
    assert copied().startswith(f"> {WORDS}\n>\n> — ")
    assert copied().endswith("\n\nWhose hands?\n")
    assert deep_link(person.placed()[0].annotation.document, found) in copied()


def test_selecting_just_what_is_highlighted_copies_the_highlight(person: Person) -> None:
    found = mark(person)
    person.window.reader.page.select(person.placed()[0].start, person.placed()[0].end)
    person.read()
    person.press("Ctrl+Shift+C")
    assert found in copied()


def test_with_nothing_chosen_it_says_what_to_choose(person: Person) -> None:
    person.read()
    person.press("Ctrl+Shift+C")
    assert copied() == "nothing"
    assert "Select some words" in person.window.toast.message()


def test_a_card_is_copied_with_ctrl_c_and_dragged_out(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    found = mark(person, note="Whose hands?")
    person.wait_for(lambda: bool(person.window.reader.margin.findChildren(NoteCard)))
    [card] = person.window.reader.margin.findChildren(NoteCard)
    card.setFocus()
    person.press("Ctrl+C")
    written = copied()
    assert written.startswith(f"> {WORDS}")
    given: list[str] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag: given.append(drag.mimeData().text()))
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    QTest.mouseMove(card, QPoint(64, 14))
    assert given == []
    QTest.mouseMove(card, QPoint(10, 60))
    QTest.mouseMove(card, QPoint(5, 80))
    assert given == [written]
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 80))
    assert not card.editing, "a drag is no click"
    assert found in given[0]


def test_other_programs_get_markdown_and_text() -> None:
    data = dragged_data("> é")
    assert data.text() == "> é"
    assert bytes(data.data("text/markdown").data()).decode() == "> é"


def test_cards_of_the_notebook_are_copied_too(person: Person) -> None:
    found = mark(person, note="Whose hands?")
    person.press("Ctrl+3")
    notebook = person.window.rooms.notebook
    person.wait_for(lambda: bool(notebook.chosen()) or notebook.list.model().rowCount() > 0)
    notebook.select(found)
    for keys in ("Ctrl+Shift+C", "Ctrl+C"):
        QGuiApplication.clipboard().setText("nothing")
        person.press(keys)
        person.wait_for(lambda: copied() != "nothing")
        assert copied().startswith(f"> {WORDS}\n>\n> — ")
        assert "Whose hands?" in copied()
