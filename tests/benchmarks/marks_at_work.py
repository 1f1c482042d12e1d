"""A whole window over a library with many marks on one text: opened, closed, turned, and written in on two disks.

Run as a process of its own: `marks_at_work FOLDER DOCUMENT PAGES SECONDS` answers lists of milliseconds: `open`,
`close`, `page_down`, and by how much a timer was late, `idle`,
`quick` and `slow`.
"""

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.compose import Margent, compose
from desktop_app.storage.transaction import Transaction
from desktop_app.storage.writer import Writer
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow
from tests.benchmarks.dressing import dressed_application
from tests.benchmarks.measuring import Stopwatch

_FRAME = 8  # milliseconds between two looks at the clock
_EACH = 250  # milliseconds between two highlights
_LOCKED = 2.0  # seconds
_SLOWER = 0.08  # seconds for each commit


def main(folder: Path, document: str, pages: int, seconds: int) -> None:
    """Measure, and print the answer."""
    application = dressed_application()
    themes = ThemeSwitch(application, Theme.LIGHT)
    with closing(compose(folder)) as margent:
        window = MainWindow(margent, WindowSettings(folder), themes, Appearance(themes.palette))
        window.resize(1440, 900)
        window.show()
        opening, closing_ = Stopwatch(), Stopwatch()
        for _ in range(5):
            with opening.running():
                window.open_document(document)
                QApplication.processEvents()
            with closing_.running():
                window.desk.clear()
                QApplication.processEvents()
        window.open_document(document)
        answer = {"open": opening.wall, "close": closing_.wall, "page_down": _turned(window, pages)}
        answer["idle"] = _lateness(seconds)
        answer["quick"] = _writing(margent, window, seconds)
        answer["slow"] = _on_a_bad_disk(margent, window, seconds)
        window.close()
    print(json.dumps(answer))


def _turned(window: MainWindow, pages: int) -> list[float]:
    page = window.reader.page
    page.set_smooth(False)
    watch = Stopwatch()
    for number in range(pages + 3):
        with watch.running():
            page.scroll_page(1)
            QApplication.processEvents()
        QTest.qWait(15 if number < pages else 0)  # as long as a held key leaves between two pages, or less
    return watch.wall[3:]


def _lateness(seconds: float) -> list[float]:
    late: list[float] = []
    expected = time.perf_counter() + _FRAME / 1000

    def tick() -> None:
        nonlocal expected
        now = time.perf_counter()
        late.append(max(0.0, (now - expected) * 1000))
        expected = now + _FRAME / 1000

    timer = QTimer()
    timer.setTimerType(timer.timerType().PreciseTimer)
    timer.setInterval(_FRAME)
    timer.timeout.connect(tick)
    timer.start()
    QTest.qWait(round(seconds * 1000))
    timer.stop()
    return late


def _on_a_bad_disk(margent: Margent, window: MainWindow, seconds: float) -> list[float]:
    whole: Any = Writer._committed

    def slowly(writer: Writer, work: Callable[[Transaction], object]) -> object:
        def and_wait(transaction: Transaction) -> object:
            result = work(transaction)
            time.sleep(_SLOWER)
            return result

        return whole(writer, and_wait)

    Writer._committed = slowly  # type: ignore[assignment, method-assign]
    lock = threading.Timer(seconds / 4, _hold, (margent.store.path, min(_LOCKED, seconds / 2)))
    lock.start()
    late = _writing(margent, window, seconds)
    lock.join()
    return late


def _writing(margent: Margent, window: MainWindow, seconds: float) -> list[float]:
    opened = window.desk.opened
    assert opened is not None
    start = window.reader.page.top_offset()

    def write() -> None:
        nonlocal start
        annotation, saved = margent.annotating.highlight(opened, start, start + 40)
        window.notices.saving(saved)
        window.notices.saving(margent.annotating.set_note(annotation.id, "A remark on this."))
        start += 3

    writing = QTimer()
    writing.setInterval(_EACH)
    writing.timeout.connect(write)
    writing.start()
    late = _lateness(seconds)
    writing.stop()
    return late


def _hold(path: Path, seconds: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
