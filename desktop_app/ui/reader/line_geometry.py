"""What any layout of lines can be asked once it says which lines a block has."""

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QTextBlock, QTextLine

from desktop_app.ui.reader.geometry import LineBox, Run
from desktop_app.ui.reader.page import MARGIN, Page

NO_LINE = LineBox(0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
_RIGHT_TO_LEFT = "[\u0590-\u08ff\u200f\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"


class LineGeometry(ABC):
    """The part of `Geometry` that is the same whoever lays the page out. Holds no QTextBlock: one that outlives its
    document would crash."""

    def __init__(self, page: Page, layout: QAbstractTextDocumentLayout) -> None:
        self._page = page
        self._map = page.text_map
        self._blocks = page.content.blocks
        self._layout = layout
        self._near = 0

    @abstractmethod
    def blocks_in(self, top: float, bottom: float) -> Sequence[int]: ...

    @abstractmethod
    def block_rect(self, index: int) -> QRectF: ...

    def top_of(self, index: int) -> float:
        return self.block_rect(index).top()

    @abstractmethod
    def left_of(self, index: int, block: QTextBlock) -> float:
        """Where the layout of one of Qt's blocks, which belongs to the block `index`, has its left edge."""

    def seen(self, first: int, stop: int) -> Sequence[int]:
        """The blocks of a range that are not folded away."""
        return range(first, stop)

    def standing_for(self, index: int) -> int:
        """The block that is seen instead of one that is folded away; of any other, itself."""
        return index

    @abstractmethod
    def lines(self, index: int) -> Sequence[LineBox]: ...

    def line_of(self, offset: int) -> LineBox:
        if not self._blocks:
            return NO_LINE
        self._near = self.standing_for(self._map.block(offset))
        lines = self.lines(self._near)
        place = max(0, bisect_right(lines, offset, key=lambda box: box.start) - 1)
        while place and lines[place - 1].start == offset:  # a picture stands above its words
            place -= 1
        return lines[place]

    def line_below(self, y: float) -> LineBox:
        passed: int | None = None
        for index in self.blocks_in(y, y + 10 * MARGIN):
            if self.block_rect(index).bottom() >= y:
                found = next((box for box in self.lines_below(index, y) if box.middle >= y), None)
                if found is not None:
                    return found
            passed = index
        return self.lines(passed)[-1] if passed is not None else NO_LINE

    def lines_below(self, index: int, y: float) -> Sequence[LineBox]:  # noqa: ARG002 - for those who measure few
        """The lines of a block among which is the first whose middle is not above the height `y`."""
        return self.lines(index)

    def lines_over(self, index: int, start: int, end: int) -> Sequence[LineBox]:  # noqa: ARG002 - likewise
        """The lines of a block among which are those that a range is in."""
        return self.lines(index)

    def runs(self, start: int, end: int, *, through: bool = False) -> list[Run]:
        if not self._blocks or start >= end:
            return []
        found: list[Run] = []
        for index in self.seen(self._map.block(start), self._map.block(end - 1) + 1):
            for box in self.lines_over(index, start, end):
                if box.start < end and box.end > start:
                    found.extend(self._runs_in(box, start, end, through=through))
        return found

    def x_of(self, offset: int) -> float:
        box = self.line_of(offset)
        line, position, left = self._line(box.block, self._map.to_shown(offset))
        return left + _x(line, position) if line is not None else box.left

    def offset_at(self, point: QPointF) -> int:
        return self._map.to_text(self._layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit))

    def is_over(self, point: QPointF, start: int, end: int) -> bool:
        return any(
            run.left <= point.x() <= run.right and run.line.top <= point.y() < run.line.bottom
            for run in self.runs(start, end)
        )

    def _runs_in(self, box: LineBox, start: int, end: int, *, through: bool) -> Iterator[Run]:
        opens, closes = start >= box.start, end <= box.end
        if start <= box.start and end >= box.end:
            yield Run(box, box.left, box.right, opens, closes)
            return
        from_, to = max(start, box.start), min(end, box.end)
        shown = self._map.to_shown(from_), self._map.to_shown(to, ending=not through)
        line, first, left = self._line(box.block, shown[0])
        if line is None:
            return
        last = first + shown[1] - shown[0]
        text = self._page.content.text[box.start : box.end]
        if not text.isascii() and _right_to_left().search(text):
            for one, other in _visual_runs(line, first, last):
                yield Run(box, left + one, left + other, opens, closes)
        else:
            whole = to == box.end  # the white space at which a line is broken is not painted
            right = box.right if whole else left + _x(line, last)
            yield Run(box, left + _x(line, first), right, opens, closes)

    def _line(self, index: int, position: int) -> tuple[QTextLine | None, int, float]:
        """Return Qt's line at a position, the position in its block, and where the block's left edge stands."""
        block = self._page.document.findBlock(position)
        inside = position - block.position()
        layout = block.layout()
        line = layout.lineForTextPosition(inside)
        if not line.isValid():
            return None, 0, 0.0
        return line, inside, self.left_of(index, block)


@cache
def _right_to_left() -> re.Pattern[str]:
    return re.compile(_RIGHT_TO_LEFT)  # milliseconds, which a start has no need to spend


def caret_at(block: QTextBlock, line: QTextLine, x: float) -> int:
    """Return the place in one of Qt's blocks at which a caret would stand nearest to `x` in a line.

    In plain words, Qt's own answer. Beside letters with marks on them that is the line's end, and where writing
    directions meet often another letter than the nearest: there, every letter of the line is asked where it stands.
    """
    nearest, best = line.xToCursor(x), inf
    if block.text().isascii():
        return nearest
    layout, start, end = block.layout(), line.textStart(), line.textStart() + line.textLength()
    while start < end:
        following = layout.nextCursorPosition(start)
        leading, trailing = _x(line, start), _x(line, start, QTextLine.Edge.Trailing)
        away = max(min(leading, trailing) - x, x - max(leading, trailing), 0.0)
        if away < best:
            best = away
            nearest = start if abs(leading - x) <= abs(trailing - x) else following
        start = following if following > start else end
    return nearest


def _x(line: QTextLine, position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    return cast(tuple[float, int], line.cursorToX(position, edge))[0]


def _visual_runs(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """Return the stretches that the characters `first` to `last` take where writing directions mix.

    By their glyphs: where two directions meet, `cursorToX` gives one of two places, and often not the wanted one.
    """
    pieces = []
    for glyphs in line.glyphRuns(first, last - first):
        advances = glyphs.rawFont().advancesForGlyphIndexes(glyphs.glyphIndexes())
        places = [place.x() for place in glyphs.positions()]
        pieces.append((min(places), max(x + step.x() for x, step in zip(places, advances, strict=True))))
    merged: list[tuple[float, float]] = []
    for left, right in sorted(pieces):
        if merged and left <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged
