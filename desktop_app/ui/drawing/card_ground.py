"""The ground of a card: a rounded sheet with its colour down the left edge."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

_EDGE = 4.0
_RADIUS = 8.0
_STRIP = 24  # high enough for the corners, above and below


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


def draw_ground(
    painter: QPainter, box: QRect, beneath: str, sheet: str, border: str, thickness: int, edge: str
) -> None:
    """Draw the ground of a card of any height, from a strip that all cards of its width and colours share."""
    scale = painter.device().devicePixelRatioF()
    strip = ground(QSize(box.width(), _STRIP), beneath, sheet, border, thickness, edge, scale)
    half, wide = _STRIP // 2, box.width() * scale
    left, top, height = box.left(), box.top(), box.height()
    painter.drawPixmap(QPointF(left, top), strip, QRectF(0, 0, wide, half * scale))
    painter.drawPixmap(QPointF(left, top + height - half), strip, QRectF(0, half * scale, wide, half * scale))
    # Plain filling is several times as fast as stretching a row of the strip.
    middle = QRect(left, top + half, box.width(), height - _STRIP)
    painter.fillRect(middle, QColor(border))
    painter.fillRect(middle.adjusted(thickness, 0, -thickness, 0), QColor(sheet))
    painter.fillRect(QRect(left, middle.top(), int(_EDGE), middle.height()), QColor(edge))
