"""What any layout of lines can be asked once it says which lines a block has."""

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf
from operator import attrgetter
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QTextBlock, QTextLine

from desktop_app.ui.reader.geometry.geometry import LineBox, Range, Run
from desktop_app.ui.reader.setting.page import MARGIN, Page

_START = attrgetter("start")
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
            found.extend(self.runs_in(index, ((start, end, through),))[0])
        return found

    def runs_in(self, index: int, ranges: Sequence[Range]) -> list[list[Run]]:
        boxes = self.lines_over(index, ranges[0][0], ranges[-1][1])
        lines = _Lines(self, self._page, index)
        found: list[list[Run]] = []
        for start, end, through in ranges:
            runs: list[Run] = []
            for place in range(max(0, bisect_right(boxes, start, key=_START) - 1), len(boxes)):
                box = boxes[place]
                if box.start >= end:
                    break
                if start <= box.start and end >= box.end > start:
                    runs.append(Run(box, box.left, box.right, start >= box.start, end <= box.end))
                elif box.end > start:
                    runs.extend(self._runs_over(box, lines, start, end, through=through))
            found.append(runs)
        return found

    def x_of(self, offset: int) -> float:
        box = self.line_of(offset)
        if self._blocks and box.block != self._map.block(offset):  # folded away, where Qt may not even have the words
            return box.left
        found = _Lines(self, self._page, box.block).at(self._map.to_shown(offset))
        return found.left + _x(found.line, found.place) if found is not None else box.left

    def offset_at(self, point: QPointF) -> int:
        return self._map.to_text(self._layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit))

    def is_over(self, point: QPointF, start: int, end: int) -> bool:
        return any(
            run.left <= point.x() <= run.right and run.line.top <= point.y() < run.line.bottom
            for run in self.runs(start, end)
        )

    def _runs_over(self, box: LineBox, lines: "_Lines", start: int, end: int, *, through: bool) -> Iterator[Run]:
        """Yield a range's part in a line that it does not cover."""
        opens, closes = start >= box.start, end <= box.end
        from_, to = max(start, box.start), min(end, box.end)
        to_shown = self._map.to_shown_in
        first, last = to_shown(box.block, from_), to_shown(box.block, to, ending=not through)
        found = lines.at(first)
        if found is None:
            return
        line, left, place = found
        text = self._page.content.text[box.start : box.end]
        if not text.isascii() and _right_to_left().search(text):
            for one, other in _visual_runs(line, place, place + last - first):
                yield Run(box, left + one, left + other, opens, closes)
        else:
            whole = to == box.end  # the white space at which a line is broken is not painted
            right = box.right if whole else left + _x(line, place + last - first)
            yield Run(box, left + _x(line, place), right, opens, closes)


class _Found(NamedTuple):
    """Qt's line at a position, where its block's left edge stands, and the position in that block."""

    line: QTextLine
    left: float
    place: int


class _Lines:
    """Qt's lines of one block of ours, found by positions. Lives no longer than it takes to work something out."""

    def __init__(self, geometry: LineGeometry, page: Page, index: int) -> None:
        self._geometry = geometry
        self._document = page.document
        self._index = index
        self._first = self._following = -1

    def at(self, position: int) -> _Found | None:
        """Return what stands at a position, or None where nothing is laid out."""
        if not self._first <= position < self._following:
            block = self._document.findBlock(position)
            self._first, self._layout = block.position(), block.layout()
            self._following = self._first + block.length()
            self._left = self._geometry.left_of(self._index, block)
        line = self._layout.lineForTextPosition(position - self._first)
        return _Found(line, self._left, position - self._first) if line.isValid() else None


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
