"""Round shapes as polygons whose corners lie on 64ths of a pixel.

Qt flattens curves where they are painted, and rounds a little differently at every height. What was scrolled on the
screen would then not be what is painted there anew.
"""

from functools import cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

_GRID = 64
_STEPS = 4
"""Into how many edges a quarter of a circle is cut: with radii of a few pixels, no one sees the corners."""


def rounded(rect: QRectF, radius: float, *, left: bool = True, right: bool = True) -> QPainterPath:
    """Return a box with round corners at its left or right side, or at both."""
    radius = min(radius, rect.height() / 2, rect.width() / 2)
    start, end, top, bottom = on_grid(rect.left()), on_grid(rect.right()), rect.top(), rect.bottom()
    arc = _quarter(radius)
    if left:
        inner = start + radius
        points = [QPointF(inner - x, bottom - radius + y) for x, y in reversed(arc)]
        points += [QPointF(inner - x, top + radius - y) for x, y in arc]
    else:
        points = [QPointF(start, bottom), QPointF(start, top)]
    if right:
        inner = end - radius
        points += [QPointF(inner + x, top + radius - y) for x, y in reversed(arc)]
        points += [QPointF(inner + x, bottom - radius + y) for x, y in arc]
    else:
        points += [QPointF(end, top), QPointF(end, bottom)]
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def disc(centre: QPointF, radius: float) -> QPainterPath:
    """Return a disc."""
    return rounded(QRectF(on_grid(centre.x() - radius), on_grid(centre.y() - radius), 2 * radius, 2 * radius), radius)


def on_grid(value: float) -> float:
    """Return the place on the grid that is nearest to `value`."""
    return round(value * _GRID) / _GRID


@cache
def _quarter(radius: float) -> tuple[tuple[float, float], ...]:
    """Return the points of a quarter of a circle, from its side to its top, by their distance from the centre."""
    angles = [pi / 2 * step / _STEPS for step in range(_STEPS + 1)]
    return tuple((on_grid(radius * cos(angle)), on_grid(radius * sin(angle))) for angle in angles)
