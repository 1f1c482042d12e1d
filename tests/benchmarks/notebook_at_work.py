"""The notebook of a window over a library with very many annotations, at work.

Run as a process of its own: `notebook_at_work FOLDER BULK` answers for each thing that a person does (`open`, `enter`,
`type`, `filter`, `group`, `sort`, `page`, `select_all`, `recolour`; `stock` for a list of Qt's own) lists of
milliseconds: until it is shown, and under `NAME_work` the longest that the window's thread worked without a look at its
next event, in processor time.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEventLoop, QStringListModel, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop_app.compose import compose
from desktop_app.core.annotation import Colour
from desktop_app.core.notebook_view import Facet, Filter, Grouping, NotebookView, Order
from desktop_app.ui.rooms.notebook_room import NotebookRoom
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow
from tests.benchmarks.dressing import dressed_application

TYPED = ("the boats", "captain", "when of")
_PATIENCE = 600.0  # seconds
_KIND = "annotation"


class Work:
    """Measures one thing after another."""

    def __init__(self) -> None:
        self.answer: dict[str, list[float]] = {}

    def until(self, name: str, reached: Callable[[], bool], act: Callable[[], object]) -> None:
        """Do something; take how long it is until a condition holds, and the longest work between two events."""
        loop, end = QEventLoop(), time.perf_counter() + _PATIENCE
        last = worst = 0.0

        def look() -> None:
            nonlocal last, worst
            now = time.thread_time()
            worst, last = max(worst, now - last), time.thread_time()
            if reached() or time.perf_counter() > end:
                loop.quit()

        timer = QTimer(interval=0, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(look)
        QApplication.processEvents()
        last, begun = time.thread_time(), time.perf_counter()
        act()
        timer.start()
        loop.exec()
        timer.stop()
        self.answer.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        self.answer.setdefault(f"{name}_work", []).append(worst * 1000)


def main(folder: Path, bulk: int) -> None:
    """Measure, and print the answer."""
    application = dressed_application()
    themes = ThemeSwitch(application, Theme.LIGHT)
    work = Work()
    with closing(compose(folder)) as margent:
        margent.indexing.pause()
        window = MainWindow(margent, WindowSettings(folder), themes, Appearance(themes.palette))
        window.resize(1440, 900)
        window.show()
        QTest.qWait(300)
        room = window.rooms.notebook
        work.until("open", lambda: room.list.model().rowCount() > 0, lambda: window.stage.enter("notebook"))
        _look_around(work, window, room)
        _change(work, window, room, bulk)
        _stock(work, room)
        window.close()
    print(json.dumps(work.answer))


def _look_around(work: Work, window: MainWindow, room: NotebookRoom) -> None:
    def shown() -> bool:
        return room._model.listing.view == room.view and not room.head._typing.isActive()

    for _ in range(3):
        window.stage.enter("library")
        work.until("enter", shown, lambda: window.stage.enter("notebook"))
    for words in TYPED:
        for letter in words:
            work.until("type", shown, lambda letter=letter: QTest.keyClicks(room.head.words, letter))  # type: ignore[misc]
        work.until("filter", shown, lambda: room.look_at(NotebookView()))
    for colour in Colour:
        view = NotebookView((Filter(Facet.COLOUR, colour),))
        work.until("filter", shown, lambda view=view: room.look_at(view))  # type: ignore[misc]
    for grouping in (*Grouping, Grouping.ARTICLE):
        view = NotebookView(grouping=grouping)
        work.until("group", shown, lambda view=view: room.look_at(view))  # type: ignore[misc]
    for order in (*Order, Order.PLACE):
        view = NotebookView(order=order)
        work.until("sort", shown, lambda view=view: room.look_at(view))  # type: ignore[misc]
    for _ in range(60):
        work.until("page", lambda: True, lambda: QTest.keyClick(room.list, Qt.Key.Key_PageDown))
    for _ in range(3):
        work.until("select_all", lambda: True, room.list.selectAll)
        work.until("select_all", lambda: True, lambda: room.list.setCurrentIndex(room.list.currentIndex()))


def _stock(work: Work, room: NotebookRoom) -> None:
    """Show as many rows of one line in a list of Qt's own, which asks for the height of each."""
    lines = ["A line as long as a short quote is, or a little longer."] * room._model.rowCount()
    for _ in range(3):
        view, model = QListView(), QStringListModel(lines)
        view.resize(room.list.size())
        work.until("stock", lambda: True, lambda view=view, model=model: _show(view, model))  # type: ignore[misc]
        view.close()


def _show(view: QListView, model: QStringListModel) -> None:
    view.setModel(model)
    view.show()
    view.repaint()


def _change(work: Work, window: MainWindow, room: NotebookRoom, bulk: int) -> None:
    entries = room._model.entries([(0, len(room._model.listing.rows))])[:bulk]
    ids = room._source.ids(entries.tolist())
    room.list.selectAll()
    done: list[bool] = []
    window.bridge.changed.connect(lambda changed: done.extend(one == ids[-1] for one in changed.change_set.ids(_KIND)))
    work.until("recolour", lambda: any(done), lambda: room.colour_requested.emit(ids, Colour.PINK))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
