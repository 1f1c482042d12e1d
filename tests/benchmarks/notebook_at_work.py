"""The notebook of a window over a library with very many annotations, at work.

Run as a process of its own: `notebook_at_work FOLDER BULK` answers for each thing that a person does (`open`,
`gather`, `enter`, `type`, `filter`, `group`, `sort`, `page`, `wheel`, `select_all`, `edit`, `edit_listed`, `recolour`;
`stock` for a list of Qt's own) lists of milliseconds: until it is shown, and under `NAME_work` the longest that the
window's thread worked without a look at its next event, in processor time.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, QStringListModel, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop_app.compose import compose
from desktop_app.core.annotation import Colour
from desktop_app.core.ids import new_id
from desktop_app.core.notebook_view import Facet, Filter, Grouping, NotebookView, Order
from desktop_app.ui.margin.note_editor import NoteEditor
from desktop_app.ui.rooms.notebook.room import NotebookRoom
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow
from tests.benchmarks.dressing import dressed_application

TYPED = ("the boats", "captain", "when of")
_PATIENCE = 60.0  # seconds
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

        # A thread that looked without a pause would keep the notebook's own from its work, as no window does.
        timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(look)
        QApplication.processEvents()
        last, begun = time.thread_time(), time.perf_counter()
        act()
        timer.start()
        loop.exec()
        timer.stop()
        if not reached():
            sys.exit(f"“{name}” was not done within {_PATIENCE:.0f} s.")
        self.answer.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
        self.answer.setdefault(f"{name}_work", []).append(worst * 1000)


def main(folder: Path, bulk: int) -> None:
    """Measure, and print the answer."""
    application = dressed_application()
    new_id()  # as the program does after its first painting: the first one brings imports along
    themes = ThemeSwitch(application, Theme.LIGHT)
    work = Work()
    with closing(compose(folder)) as margent:
        margent.indexing.pause()
        window = MainWindow(margent, WindowSettings(folder), themes, Appearance(themes.palette))
        window.resize(1440, 900)
        window.show()
        QTest.qWait(300)
        gc.freeze()  # as the program does after its first painting
        room = window.rooms.notebook
        work.until("open", lambda: room.list.model().rowCount() > 0, lambda: window.stage.enter("notebook"))
        work.until("gather", lambda: not room.gathering, lambda: None)
        _look_around(work, window, room)
        _go_through(work, room)
        _edit(work, window, room)
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


def _go_through(work: Work, room: NotebookRoom) -> None:
    for _ in range(60):
        work.until("page", lambda: True, lambda: QTest.keyClick(room.list, Qt.Key.Key_PageDown))
    for turns in range(60):
        work.until("wheel", lambda: True, lambda turns=turns: _turn(room, 1 if turns % 20 < 5 else -1))  # type: ignore[misc]
    for _ in range(3):
        work.until("select_all", lambda: True, room.list.selectAll)
        work.until("select_all", lambda: True, lambda: room.list.setCurrentIndex(room.list.currentIndex()))


def _turn(room: NotebookRoom, lines: int) -> None:
    """Turn the wheel by three of its clicks."""
    place, turned = QPointF(room.list.viewport().rect().center()), QPoint(0, 3 * 120 * lines)
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    buttons = Qt.MouseButton.NoButton
    event = QWheelEvent(place, room.list.mapToGlobal(place), QPoint(), turned, buttons, keys, phase, False)
    QApplication.sendEvent(room.list.viewport(), event)


def _edit(work: Work, window: MainWindow, room: NotebookRoom) -> None:
    """Type a note in a card, letter by letter, and go on with the list."""
    work.until("edit", lambda: room.list.editing, lambda: QTest.keyClick(room.list, Qt.Key.Key_N))
    field = room.list.findChild(NoteEditor)
    assert field is not None
    for letter in "A note on this, **typed** where it stands.":
        work.until("edit", lambda: True, lambda letter=letter: QTest.keyClicks(field, letter))  # type: ignore[misc]
    saved: list[bool] = []
    before = room._model.listing
    window.bridge.changed.connect(lambda _: saved.append(True))
    work.until("edit", lambda: bool(saved), lambda: QTest.keyClick(field, Qt.Key.Key_Escape))
    work.until("edit_listed", lambda: room._model.listing is not before, lambda: None)


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
    # Those that have the colour already do not change, and nothing is heard of them.
    waiting = {one.id for one in window.desk.reader.annotations_among(ids) if one.colour is not Colour.PINK}
    window.bridge.changed.connect(lambda changed: waiting.difference_update(changed.change_set.ids(_KIND)))
    room.list.selectAll()
    work.until("recolour", lambda: not waiting, lambda: room.colour_requested.emit(ids, Colour.PINK))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
