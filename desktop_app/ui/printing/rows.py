"""What the end of a sheet may not part: lines, rows of a table, its headings and its first row, a picture's caption."""

from PySide6.QtCore import QRectF

from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.reader.geometry.geometry import Geometry
from desktop_app.ui.reader.setting.table_columns import portions_of

_MOST = 0.4
"""The part of a sheet that headings may take when they stand on it once more."""


class UnpartedRows:
    """Tells them for the blocks of one content, on sheets of one height."""

    def __init__(self, content: Content, geometry: Geometry, height: float) -> None:
        self._blocks = content.blocks
        self._geometry = geometry
        self._height = height

    def of(self, index: int) -> list[tuple[float, float]]:
        """Return the tops and bottoms of all that is not parted in a block."""
        rows = [(row.top(), row.bottom()) for row in self._geometry.rows(index)]
        if not rows:
            lines = [(line.top, line.bottom) for line in self._geometry.lines(index)]
            whole = lines[0][0], lines[-1][1]
            together = self._blocks[index].kind is BlockKind.FIGURE and whole[1] - whole[0] <= self._height
            return [whole] if together else lines
        headings = max(0, self._blocks[index].level)
        first = rows[0][0], rows[min(headings, len(rows) - 1)][1]
        if first[1] - first[0] <= self._height:
            rows[: headings + 1] = [first]
        return [part for row in rows for part in self._parts(index, *row)]

    def heading(self, index: int) -> QRectF:
        """Return where the heading rows of a table stand."""
        rows = self._geometry.rows(index)[: self._blocks[index].level]
        return rows[0].united(rows[-1])

    def headed(self, index: int, above: float) -> int | None:
        """Return the block whose headings belong above a sheet that begins at a height in a block, or None."""
        if self._blocks[index].kind is not BlockKind.TABLE:
            return None
        first = portions_of(self._blocks, index).start
        if self._blocks[first].level <= 0:
            return None
        heading = self.heading(first)
        return first if above >= heading.bottom() - 1 and heading.height() <= self._height * _MOST else None

    def _parts(self, index: int, top: float, bottom: float) -> list[tuple[float, float]]:
        """Return a row, or its lines where no sheet is as high as it."""
        if bottom - top <= self._height:
            return [(top, bottom)]
        lines = sorted({(line.top, line.bottom) for line in self._geometry.lines(index) if top <= line.top < bottom})
        return [(top, lines[0][1]), *lines[1:-1], (lines[-1][0], bottom)] if len(lines) > 1 else [(top, bottom)]
