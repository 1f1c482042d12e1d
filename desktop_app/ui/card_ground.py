"""The ground of a card: a rounded sheet with its colour down the left edge."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

_EDGE = 4.0
_RADIUS = 8.0


@lru_cache(maxsize=64)
def ground(size: QSize, beneath: str, sheet: str, border: str, thickness: int, edge: str, scale: float) -> QPixmap:
    """Return the ground of a card, in logical pixels, for a screen of the given scale; do not change it.

    Its corners show what is `beneath` it. Cards have few heights, and a round corner takes as long to draw as all
    words of a card.
    """
    pixmap = QPixmap(size * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(QColor(beneath))
    inset = thickness / 2
    shape = QPainterPath()
    shape.addRoundedRect(
        QRectF(0, 0, size.width(), size.height()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS
    )
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, QColor(sheet))
    painter.setPen(QPen(QColor(border), thickness))
    painter.drawPath(shape)
    painter.setClipPath(shape)
    painter.fillRect(QRectF(0, 0, _EDGE, size.height()), QColor(edge))
    painter.end()
    return pixmap
