"""A panel that floats over the window: rounded, raised by a soft shadow, and moved along with the window's size."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.ui.theme.palette import Palette

SHADOW = 14
"""Pixels around the panel that its shadow takes."""


class Floating(QFrame):
    """A child of the window that lies above the others. Subclasses say in `settle` where."""

    def __init__(self, parent: QWidget, palette: Palette, radius: int = 8) -> None:
        super().__init__(parent)
        self.colours = palette
        self._radius = radius
        self._window = parent
        self.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        parent.installEventFilter(self)
        self.hide()

    def settle(self) -> None:
        """Take the size and place that suit the window."""

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self.colours = palette
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw shadow, ground and edge."""
        panel = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 10 if self.colours.dark else 3))
        for spread in range(SHADOW - 4, 0, -1):
            around = panel.adjusted(-spread, 2 - spread, spread, 4 + spread)
            painter.drawRoundedRect(around, self._radius + spread, self._radius + spread)
        painter.setBrush(QColor(self.colours.raised))
        painter.setPen(QColor(self.colours.line))
        painter.drawRoundedRect(panel.adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius)
        painter.end()


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say `words` without moving the keyboard."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not at the start, which says nothing

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def alert(widget: QWidget) -> None:
    """Tell a screen reader that a widget has something new to say."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
