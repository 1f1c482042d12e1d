"""Run as a program: the real window, in which somebody types notes without end, until the process is killed.

Usage: python -m tests.faults.typing FOLDER SEED. Prints "ready", then a line of JSON for each thing that happens: the
text of a note after each key (`typed`), what the window has shown as saved (`saved`), each with the note's annotation
and the time on the clock that all processes share, and how long a save has taken (`took`).
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from desktop_app.__main__ import hasten

if __name__ == "__main__":
    hasten()  # as the command does, before Qt

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app import app
from desktop_app.ui.margin.note_editor import NoteEditor
from desktop_app.ui.window import MainWindow

_BETWEEN_KEYS = 12  # milliseconds
_LETTERS = "etaoin shrdlu, etaoin shrdlu. *#["


class Typing(MainWindow):
    """The window, with somebody at its keyboard."""

    seed = 0

    def __init__(self, *built_of: object) -> None:
        super().__init__(*built_of)  # type: ignore[arg-type]
        self._chance = random.Random(self.seed)
        self._kept: dict[str, str] = {}  # what has been handed over to be saved and is not yet said to be
        self._say, self._save = self.status.say, self.notices.saving
        vars(self.status)["say"] = self._said
        vars(self.notices)["saving"] = self._saving
        self.reader.margin.paused.connect(self._keep)
        self.reader.margin.edited.connect(lambda found, text, _back: self._keep(found, text))
        self._keys = self._script()
        self._timer = QTimer(self, interval=_BETWEEN_KEYS)
        self._timer.timeout.connect(lambda: next(self._keys))
        self.painted.connect(self._timer.start)

    def _script(self) -> Iterator[None]:
        page = self.reader.page
        while self.desk.opened is None or page.content is None:
            yield
        print("ready", flush=True)
        while True:
            page.setFocus()
            page.go_to(self._chance.randrange(len(self.desk.opened.content.text)))
            page.select(page.top_offset(), page.top_offset() + 40)
            yield
            QTest.keyClick(page, Qt.Key.Key_N)
            while not isinstance(QApplication.focusWidget(), NoteEditor):
                yield
            yield from self._note()

    def _note(self) -> Iterator[None]:
        editor, annotation = QApplication.focusWidget(), self.desk.active
        assert isinstance(editor, NoteEditor)
        for _ in range(self._chance.randint(20, 200)):
            QTest.keyClicks(editor, self._chance.choice(_LETTERS))
            _report("typed", annotation, editor.toPlainText())
            yield
            if self._chance.random() < 0.004:  # a pause for thought, in which the note is saved
                yield from (None for _ in range(2000 // _BETWEEN_KEYS))
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        yield

    def _keep(self, annotation: str, text: str) -> None:
        self._kept[annotation] = text

    def _said(self, message: str, *, lasting: bool = False) -> None:
        self._say(message, lasting=lasting)
        if message == "Saved":
            for annotation, text in self._kept.items():
                _report("saved", annotation, text)
            self._kept.clear()

    def _saving(self, saved: Future[Any], *rest: Any, **named: Any) -> None:
        begun = time.monotonic()
        saved.add_done_callback(lambda _: _report("took", None, str(time.monotonic() - begun)))
        self._save(saved, *rest, **named)


def _report(what: str, annotation: str | None, text: str) -> None:
    line = json.dumps([what, annotation, text, time.monotonic()]) + "\n"
    os.write(1, line.encode())  # at once: nobody could write it any more when the process is killed


if __name__ == "__main__":
    Typing.seed = int(sys.argv[2])
    vars(app)["MainWindow"] = Typing  # the one name that differs from a real start
    app.run_window(["--data-dir", sys.argv[1]])
