"""Articles coming, going and being renamed; and what the window remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from desktop_app.compose import compose
from desktop_app.core.document import Document
from desktop_app.formats import registry
from desktop_app.services.articles.reading import open_document
from desktop_app.ui.commands.articles import filing
from desktop_app.ui.theme.palette import Theme
from tests.ui.window.conftest import ARTICLE, Person, opened_window


def _titles(person: Person) -> list[str]:
    return [document.title for document in person.window.desk.reader.documents()]


def test_files_dropped_on_the_window_are_added_and_the_last_is_opened(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "Night ferries.txt"
    file.write_text("Night ferries\n\nThe boats left at ten, and came back when the tide did.\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert person.window.commands.filing.take(data)
    person.wait_for(lambda: person.window.desk.opened is not None and "boats" in person.window.desk.opened.content.text)


def test_pasted_text_becomes_an_article(person: Person) -> None:
    data = QMimeData()
    data.setText("# Copied from somewhere\n\nSome words that were on the clipboard.")
    assert person.window.commands.filing.take(data)
    person.wait_for(lambda: "Copied from somewhere" in _titles(person))


@pytest.mark.parametrize(
    ("content", "expected"), [(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture"), (b"", "empty")]
)
def test_what_cannot_be_read_is_explained_and_the_window_goes_on(
    person: Person, tmp_path: Path, content: bytes, expected: str
) -> None:
    file = tmp_path / "thing.txt"
    file.write_bytes(content)
    before = _titles(person)
    person.window.commands.filing.add_files([file])
    status = person.window.status
    person.wait_for(lambda: "thing.txt" in status.message() and not status.message().startswith("Adding"))
    assert expected in status.message()
    assert _titles(person) == before


def test_deleting_the_open_article_shows_the_library_and_undo_brings_it_back(person: Person) -> None:
    person.window.action_set.run("file.delete")
    person.wait_for(lambda: person.window.desk.opened is None)
    assert person.window.stage.room == "library"
    assert not _titles(person)
    person.press("Ctrl+Z")
    person.wait_for(lambda: _titles(person) == ["The weavers of Lindholm"])


def test_renaming_shows_the_new_title(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "ask_line", lambda *_args: "  Cloth and   roads ")
    person.press("F2")
    person.wait_for(lambda: _titles(person) == ["Cloth and roads"])
    person.wait_for(lambda: person.window.windowTitle().startswith("Cloth and roads"))


def test_the_window_comes_back_as_it_was_left(person: Person, library: Path, document: Document) -> None:
    person.read()
    person.press("]", "]")
    place = person.window.reader.page.top_offset()
    person.press("Ctrl+=", "Ctrl+=", "F9")
    person.window.action_set.run("view.dark")
    size = person.window.commands.viewing.appearance.size
    person.window.close()
    person.margent.close()
    margent, window = opened_window(person.bot, library)
    try:
        remembered = window.commands.viewing.remembered()
        assert remembered.theme is Theme.DARK
        assert remembered.size == size
        assert remembered.document == document.id
        assert remembered.room == "reader"
        assert not remembered.panes
        assert window.commands.viewing.appearance.palette.dark
        window.open_document(document.id)
        assert window.reader.page.top_offset() == place
    finally:
        window.action_set.run("view.light")
        window.close()
        margent.close()


def test_what_the_command_line_writes_shows_in_the_open_window(
    person: Person, library: Path, document: Document
) -> None:
    other = compose(library, parse=registry.parse)
    try:
        reader = other.store.reader()
        opened = open_document(reader, document.id)
        start = opened.content.text.index("forty looms")
        other.annotating.highlight(opened, start, start + 11, note="from outside")[1].result()
        reader.close()
    finally:
        other.close()
    person.window.watch()
    person.wait_for(lambda: [one.annotation.note for one in person.placed()] == ["from outside"])


def test_a_changed_file_becomes_a_version_and_its_highlights_move_along(
    qtbot: QtBot, tmp_path: Path, library: Path
) -> None:
    file = tmp_path / "weavers.md"
    file.write_text(ARTICLE.read_text(encoding="utf-8"), encoding="utf-8")
    library.mkdir()
    margent, window = opened_window(qtbot, library)
    try:
        window.commands.filing.add_files([file])
        qtbot.waitUntil(lambda: window.desk.opened is not None, timeout=10_000)
        opened = window.desk.opened
        assert opened is not None
        start = opened.content.text.index("forty looms")
        margent.annotating.highlight(opened, start, start + 11)[1].result()
        file.write_text(
            "A new first line.\n\n" + file.read_text(encoding="utf-8").partition("---\n")[2], encoding="utf-8"
        )
        window.commands.filing.add_files([file])
        qtbot.waitUntil(lambda: len(window.desk.placed) == 1 and window.desk.placed[0].start != start, timeout=10_000)
        placed = window.desk.placed[0]
        assert window.desk.opened is not None
        assert window.desk.opened.content.text[placed.start : placed.end] == "forty looms"
    finally:
        window.close()
        margent.close()


def test_an_article_that_an_undo_brings_back_is_the_current_one(person: Person, document: Document) -> None:
    arrivals = [person.margent.importing.add_text(f"# {name}\n\nWords.") for name in ("Amber", "Basalt", "Cobalt")]
    others = [arrival.document.id for arrival in arrivals if arrival.document is not None]
    person.press("Ctrl+1")
    library = person.window.rooms.library
    person.wait_for(lambda: len(_titles(person)) == 4)
    library.select(others[1])
    library.list.setFocus()
    person.window.action_set.run("file.delete")
    person.wait_for(lambda: len(_titles(person)) == 3)
    person.wait_for(lambda: library.current_document() in (others[0], others[2]))
    person.press("Ctrl+Z")
    person.wait_for(lambda: library.current_document() == others[1])
    library.select(document.id)
    person.window.action_set.run("edit.redo")
    person.wait_for(lambda: library.list.model().rowCount() == 3)
    assert library.current_document() == document.id
