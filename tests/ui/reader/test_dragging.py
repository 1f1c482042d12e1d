"""A selection that is dragged beyond the page takes the page along, at a speed that one can stop at."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.reader.drag_scroll import speed
from desktop_app.ui.reader.view import ReaderView
from tests.ui.reader.pages import Show


def _long() -> Content:
    builder = ContentBuilder()
    for number in range(200):
        builder.add(BlockKind.PARAGRAPH, f"Paragraph {number} has some words of its own. " * 3)
    return builder.content()


def _mouse(view: ReaderView, kind: QEvent.Type, y: float) -> None:
    place, left = QPointF(200, y), Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    over = view.viewport().mapToGlobal(place)
    event = QMouseEvent(kind, place, over, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def test_the_page_follows_a_drag_by_and_by_and_stops_where_the_mouse_comes_back(qtbot: QtBot, show: Show) -> None:
    view = show(_long())
    bar, height = view.verticalScrollBar(), view.viewport().height()
    _mouse(view, QEvent.Type.MouseButtonPress, 100)
    _mouse(view, QEvent.Type.MouseMove, height + 300)
    first = view.selected_range()
    assert bar.value() == 0  # what is 300 pixels below is not brought up at once
    assert first is not None
    qtbot.waitUntil(lambda: bar.value() > 60)
    further = view.selected_range()
    assert further is not None
    assert further[0] == first[0]
    assert further[1] > first[1]
    _mouse(view, QEvent.Type.MouseMove, height - 40)
    stopped = bar.value()
    qtbot.wait(100)
    assert bar.value() == stopped
    _mouse(view, QEvent.Type.MouseMove, -30)
    qtbot.waitUntil(lambda: bar.value() < stopped)
    _mouse(view, QEvent.Type.MouseButtonRelease, -30)
    stopped = bar.value()
    qtbot.wait(100)
    assert bar.value() == stopped


def test_the_farther_out_the_faster_but_never_so_fast_that_nothing_can_be_read() -> None:
    assert speed(0) == 0
    speeds = [speed(beyond) for beyond in range(1, 60)]
    assert all(slow < fast for slow, fast in pairwise(speeds))
    assert speed(1) < 100
    assert speed(10_000) < 2_000
    assert speed(-40) == -speed(40)
