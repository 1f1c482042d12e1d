"""The mouse in the margins beside the column: a drag may begin there, as on paper.

The margins belong to the page, not to its viewport, and Qt drops what happens there.
"""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_KINDS = _PRESSES | {QEvent.Type.MouseButtonRelease, QEvent.Type.MouseMove}


class MarginMouse:
    """Passes what begins in the margins on to the viewport."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        self._view = view
        self._dragging = False

    def takes(self, event: QMouseEvent) -> bool:
        """Pass a press in the margin on, and what follows it. False for what the viewport has already let through."""
        if event.type() not in _KINDS:
            return False
        if event.type() in _PRESSES:
            self._dragging = not self._view.viewport().geometry().contains(event.position().toPoint())
        ours = self._dragging
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._dragging = False
        if ours:
            self._pass_on(event)
            event.accept()
        return ours

    def _pass_on(self, event: QMouseEvent) -> None:
        inside = QPointF(self._view.viewport().mapFrom(self._view, event.position().toPoint()))
        moved = QMouseEvent(
            event.type(),
            inside,
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )
        QApplication.sendEvent(self._view.viewport(), moved)
