"""The tour: the whole main job done by the program itself, with real key events, where no person can see a window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.window import MainWindow

_PATIENCE = 20_000  # milliseconds for a step
_NOTE = "Who could grant relief, and for how long? Compare the licences. #sequencing"


class TourFailed(Exception):
    """A step of the tour did not lead where it should; the message says which."""


class Tour:
    """Opens, searches, highlights, notes, undoes, exports; takes a picture of each, and says where they lie."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder

    def take(self) -> None:
        """Go through all steps. Raises TourFailed."""
        window = self._window
        self._until("the first article opens", lambda: window.desk.opened is not None)
        self._picture("1-reader")
        self._search("sanctions relief")
        self._highlight()
        self._note()
        self._undo_and_redo()
        self._export()

    def _search(self, words: str) -> None:
        window = self._window
        panel = window.commands.searching.panel
        self._key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self._type(words)
        self._until("the search answers", panel.isVisible)
        self._picture("2-search")
        self._key(Qt.Key.Key_Return)
        self._until("the hit opens", lambda: window.reader.page.hasFocus() and not panel.isVisible())

    def _highlight(self) -> None:
        window = self._window
        for key in (Qt.Key.Key_V, Qt.Key.Key_Down):
            self._key(key)
        for _ in range(5):
            self._key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        self._key(Qt.Key.Key_H)
        self._until("the highlight is made", lambda: bool(window.desk.placed))

    def _note(self) -> None:
        window = self._window
        self._key(Qt.Key.Key_N)
        self._until("the note can be typed", lambda: not window.reader.page.hasFocus())
        self._type(_NOTE)
        self._key(Qt.Key.Key_Escape)
        self._until("the note is saved", lambda: any(one.annotation.note == _NOTE for one in window.desk.placed))
        self._picture("3-note")

    def _undo_and_redo(self) -> None:
        placed = self._window.desk.placed
        self._key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self._until("undo takes the note back", lambda: self._window.desk.placed != placed)
        self._key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        self._until("redo brings it back", lambda: self._window.desk.placed == placed)

    def _export(self) -> None:
        opened = self._window.desk.opened
        assert opened is not None
        notes = self._folder / "notes"
        self._window.commands.exporting.export([opened.document], notes)
        self._until("the Markdown is written", lambda: any(notes.glob("*.md")))
        for file in sorted(notes.glob("*.md")):
            print(f"Markdown: {file}")
        self._key(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        QTest.qWait(400)
        self._picture("4-notebook")

    def _until(self, what: str, reached: Callable[[], bool]) -> None:
        waited = 0
        while not reached():
            QTest.qWait(20)
            waited += 20
            if waited > _PATIENCE:
                raise TourFailed(f"The tour stopped where {what}.")
        QTest.qWait(200)

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focus(), key, modifiers)
        QTest.qWait(30)

    def _type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        QTest.qWait(30)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _picture(self, name: str) -> None:
        path = self._folder / f"{name}.png"
        self._window.grab().save(str(path))
        print(f"Picture:  {path}")
