"""The caret of caret mode. It does not blink: one that is looked for should be there."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from desktop_app.ui.reader.geometry.geometry import Geometry

_ALWAYS = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)
_MOVES = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
})  # fmt: skip


class Caret:
    """Turns the caret of one view on and off, and paints it."""

    def __init__(self, view: QTextBrowser) -> None:
        self._view = view
        self.on = False
        self.extending = False
        view.setTextInteractionFlags(_ALWAYS)

    def turn(self, on: bool, position: int | None) -> None:
        """Turn the caret on, at Qt's `position` if one is given, or off."""
        self.on = on
        self.extending = False
        if not on:
            self._view.setTextInteractionFlags(_ALWAYS)
            return
        self._view.setTextInteractionFlags(_ALWAYS | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        if position is not None:
            cursor = QTextCursor(self._view.document())
            cursor.setPosition(position)
            self._view.setTextCursor(cursor)

    def extended(self, event: QKeyEvent) -> QKeyEvent:
        """Return the event as it shall be taken: a move with Shift while the selection is being extended."""
        if not (self.on and self.extending and event.key() in _MOVES):
            return event
        modifiers = event.modifiers() | Qt.KeyboardModifier.ShiftModifier
        return QKeyEvent(QEvent.Type.KeyPress, event.key(), modifiers, event.text(), event.isAutoRepeat())

    def paint(self, painter: QPainter, colour: QColor, geometry: Geometry, offset: int) -> None:
        """Paint the caret before a code point."""
        runs = geometry.runs(offset, offset + 1)
        line = runs[0].line if runs else geometry.line_of(offset)
        height = line.bottom - line.top
        rect = QRectF(round(geometry.x_of(offset)) - 1, line.top + 0.1 * height, 2, 0.84 * height)
        painter.fillRect(rect, colour)
