"""Geometry over a LazyLayout."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock

from desktop_app.ui.reader.geometry.geometry import LineBox
from desktop_app.ui.reader.geometry.lines import NO_LINE, LineGeometry
from desktop_app.ui.reader.lazy.blocks import Laid, Part
from desktop_app.ui.reader.lazy.layout import LazyLayout
from desktop_app.ui.reader.setting.page import BOTTOM, MARGIN, SIDE, Page
from desktop_app.ui.reader.setting.typesetting import BASELINE


class LazyGeometry(LineGeometry):
    """See `Geometry`. Whatever is asked of a block lays it out, which may move what stands below it."""

    def __init__(self, page: Page, layout: LazyLayout) -> None:
        super().__init__(page, layout)
        self._lazy = layout

    def settle(self, index: int, y: float, height: float) -> None:
        if self._blocks:
            self._lazy.settle(index, y, height)

    def settle_end(self, height: float) -> None:
        if self._blocks:
            last = self.standing_for(len(self._blocks) - 1)
            self._lazy.settle(last, height - BOTTOM - self._lazy.laid(last).height, height)

    def forget(self) -> None:
        """Nothing: lines are kept with the layout they were read from."""

    def height(self) -> float:
        return self._lazy.height()

    def column(self) -> tuple[float, float]:
        return SIDE, max(SIDE, self._lazy.width - SIDE)

    def blocks_in(self, top: float, bottom: float) -> Sequence[int]:
        if not self._blocks:
            return range(0)
        return self.seen(self._lazy.block_at(top - MARGIN), self._lazy.block_at(bottom + MARGIN) + 1)

    def seen(self, first: int, stop: int) -> Sequence[int]:
        return self._lazy.folds.seen(first, stop)

    def standing_for(self, index: int) -> int:
        return self._lazy.folds.standing_for(index)

    def top_of(self, index: int) -> float:
        if not self._blocks:
            return 0.0
        self._lazy.laid(index)
        return self._lazy.top_of(index)

    def block_rect(self, index: int) -> QRectF:
        if not self._blocks:
            return QRectF()
        height = self._lazy.laid(index).height
        return QRectF(SIDE, self._lazy.top_of(index), max(0, self._lazy.width - 2 * SIDE), height)

    def left_of(self, index: int, block: QTextBlock) -> float:
        parts = self._lazy.laid(index).parts
        if len(parts) == 1:
            return parts[0].x
        position = block.position()
        return next((part.x for part in parts if part.position == position), parts[0].x)

    def lines(self, index: int) -> Sequence[LineBox]:
        laid, top = self._lazy.laid(index), self._lazy.top_of(index)
        if laid.boxes_top != top:
            known = laid.boxes
            laid.boxes = _moved(known, top - laid.boxes_top) if known else tuple(self._measure(index, laid, top))
            laid.boxes_top = top
        return laid.boxes or (NO_LINE,)

    def lines_below(self, index: int, y: float) -> Sequence[LineBox]:
        part = self._unmeasured(index)
        if part is None:
            return self.lines(index)
        last = part.height // part.leading - 1
        first = max(0, min(last, int((y - self._lazy.top_of(index)) // part.leading)))
        return tuple(self._measure_part(index, part, self._lazy.top_of(index), first, first + 2))

    def lines_over(self, index: int, start: int, end: int) -> Sequence[LineBox]:
        block, part = self._blocks[index], self._unmeasured(index)
        if part is None or (start <= block.start and end >= block.end):
            return self.lines(index)
        layout = self._page.document.findBlock(part.position).layout()
        places = (self._map.to_shown(max(start, block.start)), self._map.to_shown(min(end, block.end)))
        first, last = (layout.lineForTextPosition(place - part.position).lineNumber() for place in places)
        return tuple(self._measure_part(index, part, self._lazy.top_of(index), first, last + 1))

    def rows(self, index: int) -> Sequence[QRectF]:
        left, right = self.column()
        left += self._lazy.indent(index)
        if over := self._lazy.overhang(index):  # what is wider than the column goes on to the edges of the page
            slid = self._lazy.slid(index)
            left, right = max(0, left - slid), min(self._lazy.width, right + over - slid)
        top = self._lazy.top_of(index)
        return [QRectF(left, top + above, right - left, below - above) for above, below in self._lazy.laid(index).rows]

    def _unmeasured(self, index: int) -> Part | None:
        """Return the one part of a block whose lines are all as high and have not been measured.

        To turn a page, two or three of its lines have to be known.
        """
        laid = self._lazy.laid(index)
        alone = len(laid.parts) == 1 and laid.parts[0].leading and laid.boxes_top != self._lazy.top_of(index)
        return laid.parts[0] if alone else None

    def _measure(self, index: int, laid: Laid, top: int) -> Iterator[LineBox]:
        for part in laid.parts:
            yield from self._measure_part(index, part, top)

    def _measure_part(
        self, index: int, part: Part, top: int, first: int = 0, stop: int | None = None
    ) -> Iterator[LineBox]:
        layout = self._page.document.findBlock(part.position).layout()
        leading, count = part.leading, layout.lineCount()
        to_text = self._map.reader_of(index, part.position)
        shown = layout.lineAt(first).textStart() if first else 0
        y, start = float(top + part.y + first * leading), to_text(shown)
        for number in range(first, count if stop is None else min(stop, count)):
            line = layout.lineAt(number)
            shown += line.textLength()
            natural = line.naturalTextRect()
            left, height = part.x + natural.left(), leading or line.height()
            baseline = y + BASELINE * leading if leading else y + line.ascent()
            end = to_text(shown)
            yield LineBox(index, start, end, left, left + natural.width(), y, y + height, baseline)
            y += height
            start = end


def _moved(boxes: Sequence[LineBox], by: int) -> tuple[LineBox, ...]:
    """Return the same lines further down on the page."""
    return tuple(
        LineBox(block, start, end, left, right, top + by, bottom + by, baseline + by)
        for block, start, end, left, right, top, bottom, baseline in boxes
    )
