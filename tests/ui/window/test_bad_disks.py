"""A disk that is slow, locked or full: the window goes on, says what is not saved, and keeps every word."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.compose import compose
from desktop_app.formats import registry
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.transaction import Transaction
from desktop_app.storage.writer import Writer
from desktop_app.ui.dialogs.kept_words import KeptWords
from desktop_app.ui.margin.note_editor import NoteEditor
from tests.samples import done
from tests.ui.window.conftest import Person


@pytest.fixture
def messages(person: Person) -> list[str]:
    """Everything the status line says from now on."""
    said: list[str] = []
    say = person.window.status.say

    def listening(message: str, *, lasting: bool = False) -> None:
        said.append(message)
        say(message, lasting=lasting)

    vars(person.window.status)["say"] = listening
    return said


@pytest.fixture
def slow(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each commit takes a third of a second more."""
    whole: Any = Writer._committed

    def slowly(writer: Writer, work: Callable[[Transaction], object]) -> object:
        result = whole(writer, work)
        time.sleep(0.3)
        return result

    monkeypatch.setattr(Writer, "_committed", slowly)


@pytest.fixture
def full(person: Person) -> Iterator[Callable[[bool], None]]:
    """What fills the disk, or makes room again."""

    def fill(full: bool) -> None:
        def limit(transaction: Transaction) -> None:
            connection = transaction._connection
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages if full else 1_000_000}")
            while full and connection.execute("PRAGMA freelist_count").fetchone()[0]:
                connection.execute("CREATE TABLE IF NOT EXISTS filler (data)")
                connection.execute("INSERT INTO filler VALUES (zeroblob(4000))")

        done(person.margent.store.submit(limit))

    yield fill
    fill(False)


def editor() -> NoteEditor:
    """The note that is being typed."""
    field = QApplication.focusWidget()
    assert isinstance(field, NoteEditor)
    return field


def note_on_a_highlight(person: Person) -> None:
    """Highlight a sentence and begin a note on it."""
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.press("N")
    person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))


@pytest.mark.usefixtures("slow")
def test_on_a_slow_disk_saving_is_said_and_what_is_typed_early_belongs_to_the_note(
    person: Person, messages: list[str]
) -> None:
    person.read()
    person.press("N")
    person.type("house, 2 u")  # as commands: highlight, outline, underline, a colour, …
    person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    person.type("nits")
    assert editor().toPlainText() == "house, 2 units"
    assert "Saving…" in messages
    assert "Saved" not in messages[: messages.index("Saving…")]
    person.press("Escape")
    person.wait_for(lambda: [one.annotation.note for one in person.placed()] == ["house, 2 units"])
    person.wait_for(lambda: messages[-1] == "Saved")


@pytest.mark.parametrize("room", ["reader", "notebook"])
def test_a_window_that_is_closed_while_the_library_is_locked_waits_and_keeps_everything(
    person: Person, room: str
) -> None:
    note_on_a_highlight(person)
    if room == "notebook":
        annotation = person.window.desk.active
        assert annotation is not None
        person.press("Escape", "Ctrl+3")
        person.wait_for(lambda: person.window.rooms.notebook.list.model().rowCount() > 0)
        person.window.rooms.notebook.select(annotation)
        person.press("N")
        person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    person.type("Typed before the end")
    path = person.margent.store.path
    lock = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.7, lock.close)
    release.start()
    person.window.close()
    release.join()
    assert not person.window.isVisible()
    with closing(person.margent.store.reader()) as reader:
        assert [one.note for one in reader.annotations()] == ["Typed before the end"]


def test_on_a_full_disk_marks_fail_clearly_and_words_stay_on_the_screen(
    person: Person, full: Callable[[bool], None], messages: list[str]
) -> None:
    note_on_a_highlight(person)
    full(True)
    text = "words that find no room " * 400  # more than the library has left
    editor().setPlainText(text)
    person.press("Escape")
    person.wait_for(lambda: any("the disk is full" in message for message in messages))
    [field] = person.window.reader.margin.findChildren(NoteEditor)
    assert field.toPlainText() == text
    assert field.isVisible()
    assert person.window.reader.page.hasFocus()
    before = len(person.placed())
    messages.clear()
    for _ in range(8):  # until no page has room for another
        person.press("Alt+Down", "V", "W", "Shift+Right", "H", "Escape")
    person.wait_for(lambda: any("the disk is full" in message for message in messages))
    assert len(person.placed()) < before + 8
    full(False)
    field.setFocus()
    person.press("Escape")
    person.wait_for(lambda: text.rstrip() in {one.annotation.note for one in person.placed()})


def test_quitting_on_a_full_disk_asks_before_words_are_lost(
    person: Person, full: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []

    def ask(_parent: object, _title: str, question: str, _go_on: str, *, cautious: bool) -> bool:
        assert cautious
        questions.append(question)
        return False

    monkeypatch.setattr("desktop_app.ui.dialogs.asking.ask_whether", ask)
    note_on_a_highlight(person)
    full(True)
    text = "words that find no room " * 400
    editor().setPlainText(text)
    person.window.close()
    assert person.window.isVisible()
    assert "the disk is full" in questions[0]
    [field] = person.window.reader.margin.findChildren(NoteEditor)
    assert field.toPlainText() == text
    full(False)
    person.window.close()
    assert not person.window.isVisible()
    assert len(questions) == 1
    with closing(person.margent.store.reader()) as reader:
        assert [one.note for one in reader.annotations()] == [text.rstrip()]


def test_words_on_something_that_was_deleted_elsewhere_can_be_copied(person: Person) -> None:
    note_on_a_highlight(person)
    person.type("My remark")
    annotation = person.window.desk.active
    assert annotation is not None
    with closing(compose(person.margent.store.folder, parse=registry.parse)) as another:
        done(another.annotating.delete([annotation]))
    person.window.watch()
    person.wait_for(lambda: "could not be kept" in person.window.toast.message())
    person.window.toast.action_chosen.emit()
    assert QApplication.clipboard().text() == "My remark"


def test_letters_before_a_note_that_cannot_be_begun_are_no_commands_either(
    person: Person, full: Callable[[bool], None], messages: list[str]
) -> None:
    person.read()
    full(True)
    for _ in range(30):
        person.press("N")
        QTest.keyClick(person.window.reader.page, Qt.Key.Key_U)
        person.bot.wait(20)
        if isinstance(QApplication.focusWidget(), NoteEditor):
            person.type("u" * 200)
            person.press("Escape")
            person.press("Alt+Down")
        if any("the disk is full" in message for message in messages):
            break
    assert any("the disk is full" in message for message in messages)


def test_words_of_a_note_that_cannot_be_begun_are_kept_in_a_field_and_copied(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(writer: Writer, work: Callable[[Transaction], object]) -> object:
        time.sleep(0.2)
        raise StorageFailure("The library cannot be used: the disk is full.")

    person.read()
    place = person.window.reader.page.top_offset()
    with monkeypatch.context() as failing:
        failing.setattr(Writer, "_committed", refused)
        person.press("N")
        person.type("house, 2 u")
        person.wait_for(lambda: bool(person.window.findChildren(KeptWords)))
        [kept] = person.window.findChildren(KeptWords)
        person.wait_for(kept.field.hasFocus)
        person.type("nits")
    assert kept.field.toPlainText() == "house, 2 units"
    assert person.window.reader.page.top_offset() == place
    assert person.placed() == []
    person.press("Escape")
    assert QApplication.clipboard().text() == "house, 2 units"
