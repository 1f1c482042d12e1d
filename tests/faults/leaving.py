"""Run as a program: the real window, in which somebody marks a sentence, looks into every room, and closes it.

Usage: python -m tests.faults.leaving FOLDER. Prints the text of the note that was written, and ends with the window.
"""

import sys
from collections.abc import Iterator

from desktop_app.__main__ import hasten

if __name__ == "__main__":
    hasten()  # as the command does, before Qt

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app import app
from desktop_app.ui.margin.note_editor import NoteEditor
from desktop_app.ui.window import MainWindow

NOTE = "written just before the window was closed"


class Leaving(MainWindow):
    """The window, with somebody who writes one note in it."""

    def __init__(self, *built_of: object) -> None:
        super().__init__(*built_of)  # type: ignore[arg-type]
        self._steps = self._script()
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(lambda: next(self._steps, None))
        self.equipped.connect(self._timer.start)

    def _script(self) -> Iterator[None]:
        page = self.reader.page
        while self.desk.opened is None or page.content is None:
            yield
        self.action_set.run("go.notebook")
        self.action_set.run("go.reader")
        self._margent.searching.search("water").result()
        page.setFocus()
        QTest.keyClick(page, Qt.Key.Key_N)
        while not isinstance(QApplication.focusWidget(), NoteEditor):
            yield
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, NOTE)
        self.close()


if __name__ == "__main__":
    vars(app)["MainWindow"] = Leaving  # the one name that differs from a real start
    sys.exit(app.run_window(["--data-dir", sys.argv[1]]))
