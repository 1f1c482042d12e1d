"""A whole window over a library with many marks, many of them on one text: opened, turned, marked and written in.

Run as a process of its own: `marks_at_work FOLDER DOCUMENT PAGES SECONDS` answers lists of milliseconds. `open`,
`close` and `page_down` are durations, with `_work` what the window's thread itself has worked in them; `mark`, `undo`
and `redo` are the longest that it has worked without a pause for each; and `idle`, `quick`, `slow` and `recolour` are
by how much a look at the clock was late, again and again. It answers `recolour_s` and `back_s` besides: how long bulk
work took, and to take it back.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.compose import Margent, compose
from desktop_app.core.annotation import Colour
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow
from tests.benchmarks.dressing import dressed_application
from tests.benchmarks.lateness import Lateness
from tests.benchmarks.measuring import MeasuringFailed, Stopwatch
from tests.benchmarks.writing_person import WritingPerson, bad_disk

_SETTLING = 0.25  # seconds in which a change reaches everything that shows it


def main(folder: Path, document: str, pages: int, seconds: float) -> None:
    """Measure, and print the answer."""
    application = dressed_application()
    themes = ThemeSwitch(application, Theme.LIGHT)
    with closing(compose(folder)) as margent:
        margent.indexing.pause()  # what that costs is measured for itself
        window = MainWindow(margent, WindowSettings(folder), themes, Appearance(themes.palette))
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        answer: dict[str, object] = dict(_opened(window, document))
        window.stage.enter("reader")
        answer["page_down"], answer["page_down_work"] = _turned(window, pages)
        answer |= _marked(margent, window, pages // 10 + 1)
        answer["idle"] = Lateness().during(seconds)
        answer["quick"] = _written(window, seconds)
        with bad_disk(margent, seconds / 4):
            answer["slow"] = _written(window, seconds)
        answer |= _recoloured(margent, window)
        window.close()
    print(json.dumps(answer))


def _opened(window: MainWindow, document: str) -> dict[str, list[float]]:
    opening, closing_ = Stopwatch(), Stopwatch()
    for _ in range(5):
        with opening.running():
            window.open_document(document)
            QApplication.processEvents()
        with closing_.running():
            window.desk.clear()
            QApplication.processEvents()
    window.open_document(document)
    return {"open": opening.wall, "open_work": opening.cpu, "close": closing_.wall, "close_work": closing_.cpu}


def _turned(window: MainWindow, pages: int) -> tuple[list[float], list[float]]:
    page, bar = window.reader.page, window.reader.page.verticalScrollBar()
    page.set_smooth(False)
    page.setFocus()
    watch = Stopwatch()
    for number in range(pages + 3):
        before = bar.value()
        with watch.running():
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_PageDown)  # as a person does: the window knows of it
            QApplication.processEvents()
        if bar.value() <= before:
            raise MeasuringFailed("The key did not turn the page.")
        QTest.qWait(15 if number < pages else 0)  # as long as a held key leaves between two pages, or less
    return watch.wall[3:], watch.cpu[3:]


def _marked(margent: Margent, window: MainWindow, times: int) -> dict[str, list[float]]:
    """Mark sentences and take each back and do it again; return the longest stretch of work for each."""
    worst: dict[str, list[float]] = {"mark": [], "undo": [], "redo": []}
    page, standing = window.reader.page, window.desk.standing
    for _ in range(times):
        page.scroll_page(1)
        before = len(standing.all)
        steps: tuple[tuple[str, Callable[[], object], int], ...] = (
            ("mark", partial(_mark, margent, window), before + 1),
            ("undo", lambda: window.commands.run("edit.undo"), before),
            ("redo", lambda: window.commands.run("edit.redo"), before + 1),
        )
        for name, act, expected in steps:
            Lateness().during(_SETTLING)
            until, settling = Lateness(), Lateness()
            until.until(lambda expected=expected: len(standing.all) == expected, act)  # type: ignore[misc]
            settling.during(_SETTLING)
            worst[name].append(max(until.work + settling.work))
    return worst


def _mark(margent: Margent, window: MainWindow) -> None:
    opened, top = window.desk.opened, window.reader.page.top_offset()
    assert opened is not None
    window.notices.saving(margent.annotating.highlight(opened, top, top + 60)[1])


def _written(window: MainWindow, seconds: float) -> list[float]:
    person = WritingPerson(window)
    person.start()
    late = Lateness().during(seconds)
    person.stop()
    window.reader.margin.finish_editing()
    return late


def _recoloured(margent: Margent, window: MainWindow) -> dict[str, object]:
    Lateness().during(1.0)
    ids = [one.annotation.id for one in window.desk.placed]
    begun = time.perf_counter()
    done = margent.annotating.recolour_all(ids, Colour.PINK)
    late = Lateness().until(done.done)
    turned = time.perf_counter()
    back = margent.history.undo()
    late += Lateness().until(back.done)
    return {"recolour": late, "recolour_s": turned - begun, "back_s": time.perf_counter() - turned}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
