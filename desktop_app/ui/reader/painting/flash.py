"""A line that one has jumped to glows for a moment."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter

from desktop_app.ui.reader.geometry.geometry import Geometry

_LASTS = 900  # milliseconds
_STRENGTH = 0.22


class Flash(QObject):
    """Fades a tint behind one line; `update` asks for a repaint."""

    def __init__(self, update: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.offset: int | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(_STRENGTH)
        self._animation.setEndValue(0.0)
        self._animation.setDuration(_LASTS)
        self._animation.valueChanged.connect(update)
        self._animation.finished.connect(self._end)

    def start(self, offset: int) -> None:
        """Glow behind the line of a code point."""
        self._animation.stop()
        self.offset = offset
        self._animation.start()

    def paint(self, painter: QPainter, colour: QColor, geometry: Geometry) -> None:
        """Paint what is left of the glow."""
        if self.offset is None:
            return
        tint = QColor(colour)
        tint.setAlphaF(float(self._animation.currentValue()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        (left, right), line = geometry.column(), geometry.line_of(self.offset)
        rect = QRectF(left - 6, line.top, right - left + 12, line.bottom - line.top)
        painter.drawRoundedRect(rect, 4, 4)

    def _end(self) -> None:
        self.offset = None
