"""Scrolling while a selection is dragged beyond the edge of a page: the farther the mouse is out, the faster."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea

_TICK = 16  # milliseconds
_SLOWEST, _FASTEST = 60.0, 1600.0  # pixels a second
_STEEPNESS = 20.0  # more pixels a second for each pixel beyond the edge


def speed(beyond: float) -> float:
    """Return how fast the page moves, in pixels a second; `beyond` is how far below the page the mouse is, or above.

    Above is negative, and so is the speed.
    """
    fast = min(_SLOWEST + _STEEPNESS * abs(beyond), _FASTEST)
    return fast if beyond > 0 else -fast if beyond < 0 else 0.0


class DragScroll(QObject):
    """Keeps the mouse of a drag within the view: Qt would bring each place that it is dragged to into sight at once."""

    moved = Signal(object)
    """A QMouseEvent for the view: the mouse has come to another place, or other words have come below it."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._last: QMouseEvent | None = None
        self._beyond = self._rest = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._tick)

    def follow(self, event: QMouseEvent) -> None:
        """Hand a move of the mouse on, within the view, and scroll from now on as far as it is beyond."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.stop()
            self.moved.emit(event)
            return
        box, at = self._view().viewport().rect(), event.position()
        inside = QPointF(min(max(at.x(), 0.0), box.right()), min(max(at.y(), 0.0), box.bottom()))
        self._beyond = at.y() - inside.y()
        self._last = _moved(event, inside)
        if not self._beyond:
            self._timer.stop()
        elif not self._timer.isActive():
            self._rest = 0.0
            self._since.start()
            self._timer.start()
        self.moved.emit(self._last)

    def stop(self) -> None:
        """Scroll no more: the button is up."""
        self._timer.stop()
        self._last = None

    def _view(self) -> QAbstractScrollArea:
        view = self.parent()
        assert isinstance(view, QAbstractScrollArea)
        return view

    def _tick(self) -> None:
        bar = self._view().verticalScrollBar()
        self._rest += speed(self._beyond) * self._since.restart() / 1000
        whole = int(self._rest)
        self._rest -= whole
        bar.setValue(bar.value() + whole)
        if self._last is not None:
            self.moved.emit(_moved(self._last, self._last.position()))


def _moved(event: QMouseEvent, place: QPointF) -> QMouseEvent:
    return QMouseEvent(
        event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers(),
        event.pointingDevice(),
    )  # fmt: skip
