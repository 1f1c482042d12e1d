"""Somebody who marks sentences, writes notes and takes some of it back, with real keys; and a disk that is slow."""

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.compose import Margent
from desktop_app.storage.transaction import Transaction
from desktop_app.storage.writer import Writer
from desktop_app.ui.margin.note_editor import NoteEditor
from desktop_app.ui.window import MainWindow

_BETWEEN_KEYS = 55  # milliseconds
_WORDS = "The remark of somebody who reads, and is not quite convinced. "
_SLOWER = 0.08  # seconds for each commit
_LOCKED = 2.0  # seconds


class WritingPerson(QObject):
    """Presses a key each few milliseconds: a highlight, a note of some words on it, then an undo of all that."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._chance = random.Random(5)
        self._keys = self._script()
        self._timer = QTimer(self, interval=_BETWEEN_KEYS)
        self._timer.timeout.connect(lambda: next(self._keys))
        self.highlights = 0

    def start(self) -> None:
        """Begin to write."""
        self._timer.start()

    def stop(self) -> None:
        """Stop."""
        self._timer.stop()

    def _script(self) -> Iterator[None]:
        page = self._window.reader.page
        while True:
            page.setFocus()
            page.go_to(self._chance.randrange(len(page.content.text)))
            yield
            before = self._window.desk.active
            self.highlights += 1
            QTest.keyClick(page, Qt.Key.Key_H)
            while self._window.desk.active in (None, before):
                yield
            QTest.keyClick(page, Qt.Key.Key_N)
            while not isinstance(QApplication.focusWidget(), NoteEditor):
                yield
            for letter in _WORDS[: self._chance.randint(20, len(_WORDS))]:
                QTest.keyClicks(_editor(), letter)
                yield
            QTest.keyClick(_editor(), Qt.Key.Key_Escape)
            yield
            for _ in range(2):
                self._window.commands.run("edit.undo")
                yield


def _editor() -> NoteEditor:
    editor = QApplication.focusWidget()
    assert isinstance(editor, NoteEditor)
    return editor


@contextmanager
def bad_disk(margent: Margent, lock_after: float) -> Iterator[None]:
    """Make each commit take longer, and let somebody else keep the library locked for two seconds."""
    whole: Any = Writer._committed

    def slowly(writer: Writer, work: Callable[[Transaction], object]) -> object:
        def and_wait(transaction: Transaction) -> object:
            result = work(transaction)
            time.sleep(_SLOWER)
            return result

        return whole(writer, and_wait)

    Writer._committed = slowly  # type: ignore[assignment, method-assign]
    lock = threading.Timer(lock_after, _hold, (margent.store.path, _LOCKED))
    lock.start()
    try:
        yield
    finally:
        lock.join()
        Writer._committed = whole  # type: ignore[method-assign]


def _hold(path: Path, seconds: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")
