"""How wide the columns of a table are: as wide as their words if there is room, and else by how much they hold."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from PySide6.QtGui import QFontMetricsF


def column_widths(rows: Sequence[Sequence[str]], metrics: QFontMetricsF, room: int, padding: int) -> list[int]:
    """Share out `room` pixels among the columns, with `padding` at both sides of every cell."""
    columns = list(zip_longest(*rows, fillvalue=""))
    each = 2 * padding + 1  # a pixel for what rounding takes away
    wished = [each + max(map(metrics.horizontalAdvance, cells)) for cells in columns]
    needed = [each + max(map(metrics.horizontalAdvance, _longest(cells))) for cells in columns]
    if sum(wished) <= room:
        widths = [width + (room - sum(wished)) / len(columns) for width in wished]
    elif sum(needed) <= room:
        over = sum(wished) - sum(needed)
        spare = room - sum(needed)
        widths = [least + spare * (wish - least) / over for wish, least in zip(wished, needed, strict=True)]
    else:
        widths = [room * least / sum(needed) for least in needed]
    edges = [round(sum(widths[:place])) for place in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _longest(cells: Sequence[str]) -> list[str]:
    return [max(cell.split(), key=len, default="") for cell in cells]
