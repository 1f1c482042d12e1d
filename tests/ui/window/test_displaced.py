"""The library's file is taken away while the window is open: it is said, and nothing is called saved from then on."""

from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.storage.rescue.backups import list_backups
from desktop_app.storage.store import Store
from desktop_app.ui.margin.note_editor import NoteEditor
from tests.ui.window.conftest import Person


def _note(person: Person, key: str, words: str) -> None:
    person.read()
    person.press(key)
    person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    person.type(words)
    person.press("Escape")


def _notes(store: Store) -> set[str]:
    with closing(store.reader()) as reader:
        return {annotation.note for annotation in reader.annotations()}


def test_a_library_that_was_deleted_under_the_window_is_kept_and_nothing_is_called_saved(
    person: Person, library: Path
) -> None:
    status, store = person.window.status, person.margent.store
    _note(person, "N", "before")
    person.wait_for(lambda: [one.annotation.note for one in person.placed()] == ["before"])
    person.wait_for(lambda: status.message() == "Saved")
    (library / "library.db").unlink()
    said: list[str] = []
    say = status.say

    def listening(message: str, *, lasting: bool = False) -> None:
        said.append(message)
        say(message, lasting=lasting)

    vars(status)["say"] = listening
    _note(person, "Shift+D", "after")
    person.wait_for(lambda: store.elsewhere is not None and "after" in _notes(store))
    person.wait_for(lambda: any("kept in “backups”" in message for message in said))
    assert "Saved" not in said
    assert "moved, replaced or deleted" in person.window.toast.message()
    (copy,) = list_backups(library)
    assert copy.path == store.elsewhere
    assert not (library / "library.db").exists()


def test_that_nothing_can_be_kept_any_more_is_said_too(person: Person, library: Path) -> None:
    (library / "backups").write_text("where the copies would go")
    (library / "library.db").unlink()
    person.window.watch()
    person.wait_for(lambda: "cannot be used" in person.window.toast.message())
    person.window.watch()
    assert person.margent.store.elsewhere is None
