"""A real start of the window that tells when its page was painted, and is then closed as a person closes it.

Run as a process of its own. `--bare FILE` shows a text in Qt's own browser instead, with nothing of Margent: what a
start costs at the least on this machine at this moment.
"""

import json
import sys
import time
from pathlib import Path

from desktop_app.__main__ import hasten

if "--data-dir" in sys.argv:
    hasten()  # as the command does, before Qt

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTextBrowser

from tests.benchmarks.measuring import peak_memory_mb

_SIZE = (1440, 900)


class PaintWatch(QObject):
    """Notes when a page that shows something has been painted for the first time."""

    def __init__(self, page: QTextBrowser) -> None:
        super().__init__(page)
        self._page = page
        self.painted: int | None = None
        self.cpu_ms = 0.0
        page.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Deliver the paint event from here, to come back when it has been dealt with."""
        if event.type() != QEvent.Type.Paint or self._page.document().isEmpty():
            return False
        self._page.viewport().removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)
        self.painted, self.cpu_ms = time.monotonic_ns(), time.process_time() * 1000
        return True

    def tell(self) -> None:
        """Print the answer."""
        answer = {"painted": self.painted, "cpu_ms": self.cpu_ms, "peak_mb": peak_memory_mb()}
        print(json.dumps(answer))


def show_margent(folder: str, stay: int) -> None:
    """Start Margent's window as its command does, and close it `stay` milliseconds after the page was shown."""
    from desktop_app import app
    from desktop_app.ui.window import MainWindow

    watches: list[PaintWatch] = []

    class Watched(MainWindow):
        def __init__(self, *built_of: object) -> None:
            super().__init__(*built_of)  # type: ignore[arg-type]
            watches.append(PaintWatch(self.reader.page))
            self._leaving = QTimer(self, interval=max(20, stay))
            self._leaving.timeout.connect(self._leave)
            self._leaving.start()

        def _leave(self) -> None:
            if watches[0].painted is not None:
                self._leaving.stop()
                self.close()

    vars(app)["MainWindow"] = Watched  # the one name that differs from a real start
    app.run_window(["--data-dir", folder])
    watches[0].tell()


def remember(folder: str, document: str) -> None:
    """Make the window remember that this article was open in the reader when it was last closed."""
    from desktop_app.ui.frame.stage import READER
    from desktop_app.ui.settings import WindowSettings

    application = QApplication([])
    settings = WindowSettings(Path(folder))
    settings.keep(document=document, room=READER)
    settings.save()
    application.quit()
    print("{}")


def show_bare(file: str) -> None:
    """Show a text in a plain browser."""
    application = QApplication([])
    page = QTextBrowser()
    page.setPlainText(Path(file).read_text(encoding="utf-8"))
    page.resize(*_SIZE)
    watch = PaintWatch(page)
    page.show()
    QTimer.singleShot(100, application.quit)
    application.exec()
    watch.tell()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--bare", file]:
            show_bare(file)
        case ["--remember", folder, document]:
            remember(folder, document)
        case ["--data-dir", folder, stay]:
            show_margent(folder, int(stay))
