"""Geometry over QTextDocument's own layout. Lines are measured once for each block and layout."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextBlockFormat

from desktop_app.ui.reader.geometry.geometry import LineBox
from desktop_app.ui.reader.geometry.lines import NO_LINE, LineGeometry, caret_at
from desktop_app.ui.reader.setting.page import MARGIN, Page
from desktop_app.ui.reader.setting.typesetting import BASELINE

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


class StockGeometry(LineGeometry):
    """See `Geometry`."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.document.documentLayout())
        self._lines: dict[int, tuple[LineBox, ...]] = {}
        self._rects: dict[int, QRectF] = {}

    def settle(self, index: int, y: float, height: float) -> None:
        """Nothing: Qt lays out all that stands above whatever it is asked for."""

    def settle_end(self, height: float) -> None:
        """Nothing either."""

    def forget(self) -> None:
        self._lines.clear()
        self._rects.clear()

    def height(self) -> float:
        return self._layout.documentSize().height()

    def column(self) -> tuple[float, float]:
        frame = self._page.document.rootFrame().frameFormat()
        return frame.leftMargin(), max(frame.leftMargin(), self._page.document.textWidth() - frame.rightMargin())

    def blocks_in(self, top: float, bottom: float) -> Sequence[int]:
        if not self._blocks:
            return range(0)
        first = last = self._last_above(top - MARGIN)
        while last < len(self._blocks) and self.block_rect(last).top() < bottom + MARGIN:
            last += 1
        return range(first, last)

    def block_rect(self, index: int) -> QRectF:
        if not self._blocks:
            return QRectF()
        known = self._rects.get(index)
        if known is None:
            left, right = self.column()
            boxes = self.rows(index) if index in self._page.tables else self.lines(index)
            top = min(_top(box) for box in boxes)
            known = self._rects[index] = QRectF(left, top, right - left, max(_bottom(box) for box in boxes) - top)
        return known

    def left_of(self, index: int, block: QTextBlock) -> float:  # noqa: ARG002 - Qt knows by the block alone
        return self._layout.blockBoundingRect(block).left()

    def offset_at(self, point: QPointF) -> int:
        found = self._layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
        block = self._page.document.findBlock(found)
        layout, spot = block.layout(), point - self._layout.blockBoundingRect(block).topLeft()
        lines = (layout.lineAt(number) for number in range(layout.lineCount()))
        line = next((line for line in lines if line.y() <= spot.y() < line.y() + line.height()), None)
        return self._map.to_text(found if line is None else block.position() + caret_at(block, line, spot.x()))

    def lines(self, index: int) -> Sequence[LineBox]:
        known = self._lines.get(index)
        if known is None:
            boxes = tuple(box for block in self._qt_blocks(index) for box in self._measure(index, block))
            known = self._lines[index] = boxes or (NO_LINE,)
        return known

    def rows(self, index: int) -> Sequence[QRectF]:
        table = self._page.tables.get(index)
        if table is None:
            return ()
        left, right = self.column()
        left += table.format().leftMargin()
        padding = table.format().cellPadding()
        found: list[QRectF] = []
        for row in range(table.rows()):
            boxes = [
                box
                for column in range(table.columns())
                for box in self._measure(index, table.cellAt(row, column).firstCursorPosition().block())
            ]
            top = min(box.top for box in boxes) - padding
            found.append(QRectF(left, top, right - left, max(box.bottom for box in boxes) + padding - top))
        return found

    def _last_above(self, y: float) -> int:
        """Return the last block that begins above `y`, or the first of all.

        Searches outwards from where it was last found: scrolling moves little, and blocks far below the page are not
        laid out for the sake of an answer. (Qt's own hit test passes all tables above; deep in a book that is 4 ms.)
        """
        low, step = min(self._near, len(self._blocks) - 1), 1
        while low > 0 and self.block_rect(low).top() >= y:
            low, step = max(0, low - step), step * 2
        high, step = low + 1, 1
        while high < len(self._blocks) and self.block_rect(high).top() < y:
            low, high, step = high, high + step, step * 2
        high = min(high, len(self._blocks))
        while high - low > 1:
            middle = (low + high) // 2
            if self.block_rect(middle).top() < y:
                low = middle
            else:
                high = middle
        self._near = low
        return low

    def _qt_blocks(self, index: int) -> Iterator[QTextBlock]:
        last = self._map.to_shown(self._blocks[index].end, ending=False)
        block = self._page.document.findBlock(self._map.base(index))
        while block.isValid() and block.position() <= last:
            yield block
            block = block.next()

    def _measure(self, index: int, block: QTextBlock) -> Iterator[LineBox]:
        origin = self._layout.blockBoundingRect(block).topLeft()
        layout, form, position = block.layout(), block.blockFormat(), block.position()
        fixed = form.lineHeight() if form.lineHeightType() == _FIXED else 0.0
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            natural = line.naturalTextRect()
            baseline = origin.y() + line.y() + line.ascent()
            top = baseline - BASELINE * fixed if fixed else origin.y() + line.y()
            start = self._map.to_text(position + line.textStart())
            end = self._map.to_text(position + line.textStart() + line.textLength())
            yield LineBox(index, start, end, origin.x() + natural.left(), origin.x() + natural.right(), top,
                          top + (fixed or line.height()), baseline)  # fmt: skip


def _top(box: LineBox | QRectF) -> float:
    return box.top if isinstance(box, LineBox) else box.top()


def _bottom(box: LineBox | QRectF) -> float:
    return box.bottom if isinstance(box, LineBox) else box.bottom()
