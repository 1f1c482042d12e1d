"""Round shapes as polygons whose corners lie on 64ths of a pixel.

Qt flattens curves where they are painted, and rounds a little differently at every height. What was scrolled on the
screen would then not be what is painted there anew.
"""

from functools import cache, lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

_GRID = 64
_STEPS = 4
"""Into how many edges a quarter of a circle is cut: with radii of a few pixels, no one sees the corners."""


def rounded(rect: QRectF, radius: float, *, left: bool = True, right: bool = True) -> QPainterPath:
    """Return a box with round corners at its left or right side, or at both."""
    radius = min(radius, rect.height() / 2, rect.width() / 2)
    start, end, top, height = on_grid(rect.left()), on_grid(rect.right()), rect.top(), rect.height()
    path = _side(radius if left else 0.0, height, leftwards=True).translated(start, top)
    path.connectPath(_side(radius if right else 0.0, height, leftwards=False).translated(end, top))
    path.closeSubpath()
    return path


def disc(centre: QPointF, radius: float) -> QPainterPath:
    """Return a disc."""
    return rounded(QRectF(on_grid(centre.x() - radius), on_grid(centre.y() - radius), 2 * radius, 2 * radius), radius)


def on_grid(value: float) -> float:
    """Return the place on the grid that is nearest to `value`."""
    return round(value * _GRID) / _GRID


@lru_cache(maxsize=256)
def _side(radius: float, height: float, *, leftwards: bool) -> QPainterPath:
    """Return a left side from its foot to its top, or a right side from its top to its foot; its edge stands at 0."""
    arc = _quarter(radius)
    points = [QPointF(radius - x, height - radius + y) for x, y in reversed(arc)]
    points += [QPointF(radius - x, radius - y) for x, y in arc]
    if not leftwards:
        points = [QPointF(-point.x(), point.y()) for point in reversed(points)]
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    return path


@cache
def _quarter(radius: float) -> tuple[tuple[float, float], ...]:
    """Return the points of a quarter of a circle, from its side to its top, by their distance from the centre."""
    if not radius:
        return ((0.0, 0.0),)
    angles = [pi / 2 * step / _STEPS for step in range(_STEPS + 1)]
    return tuple((on_grid(radius * cos(angle)), on_grid(radius * sin(angle))) for angle in angles)
