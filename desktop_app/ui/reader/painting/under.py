"""What lies under the words: grounds, highlights, search hits and the selection, drawn before the text.

What does not change between two scrolls is worked out once for a block, as strokes relative to its top.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop_app.core.annotation import Placed, Scope, Style
from desktop_app.ui.reader.geometry.geometry import Geometry, Run
from desktop_app.ui.reader.painting.grounds import Grounds
from desktop_app.ui.reader.painting.marks import Marks, Piece
from desktop_app.ui.reader.painting.shapes import rounded
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Palette

_PEN = 1.5
_ABOVE, _BELOW = 0.66, 0.28
"""How far a fill reaches above and below the baseline, as parts of the line's height."""

_FIRST_BAR, _BAR, _BAR_STEP = 0.2, 2.0, 3.0
"""Where the first bar stands below the baseline (as a part of the line's height), bars' thickness and distance."""

_RADIUS = 3.0
_ENDLESS = 1 << 60
_RIBBON, _RIBBON_GAP = QSizeF(9, 15), 28.0
"""How large a bookmark's ribbon is, and how far left of its words it hangs, in pixels: beyond the sign for folding."""

_SIDE_BAR, _SIDE_BAR_ACTIVE, _SIDE_BAR_GAP, _SIDE_BAR_STEP = 3.0, 5.0, 8.0, 5.0
"""How wide the bar beside a noted paragraph is, also while its note is active; how far left of the words it stands, and
the next one from it, in pixels."""

_OVERHANG = 1.5
_SEAM = 1.0
"""How far a piece reaches below the one after it: edges that only meet between two pixels let the paper through."""


class Stroke(NamedTuple):
    """One thing to paint, relative to its block's top: a box, or a path where corners are round, or a dotted line."""

    rect: QRectF
    path: QPainterPath | None = None
    fill: QColor | None = None
    outline: QColor | None = None
    width: float = 1.0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a search matches: sorted ranges, and the index of the one a person is at."""

    ranges: Sequence[tuple[int, int]] = ()
    current: int | None = None

    def between(self, start: int, end: int) -> Iterable[tuple[int, tuple[int, int]]]:
        """Return the matches that meet a range, with their numbers."""
        first = max(0, bisect_right(self.ranges, start, key=lambda hit: hit[0]) - 1)
        last = bisect_left(self.ranges, end, key=lambda hit: hit[0])
        return ((number, self.ranges[number]) for number in range(first, last) if self.ranges[number][1] > start)


class _Colours:
    """The palette's colours, made once for all that is painted."""

    def __init__(self, palette: Palette) -> None:
        self.fills = {colour: palette.fill(colour) for colour in palette.fills}
        self.edges = {colour: palette.edge(colour) for colour in [None, *palette.edges]}
        self.selection = QColor(palette.selection)
        self.hit = QColor(palette.hit)
        self.hit_edge = self.hit.lighter(190) if palette.dark else self.hit.darker(135)
        self.current_edge = QColor(palette.accent)


class UnderPainter:
    """Paints under the words of one page. Give it new marks or hits by the attributes; `forget` after a new layout."""

    def __init__(self, geometry: Geometry, grounds: Grounds, appearance: Appearance, marks: Marks) -> None:
        self._geometry = geometry
        self._grounds = grounds
        self._colours = _Colours(appearance.palette)
        self._marks = marks
        self._hits = Hits()
        self._active: str | None = None
        self._strokes: dict[int, list[Stroke]] = {}

    @property
    def marks(self) -> Marks:
        """The annotations that are painted."""
        return self._marks

    @property
    def hits(self) -> Hits:
        """The search hits that are painted."""
        return self._hits

    @property
    def active(self) -> str | None:
        """The annotation that is outlined."""
        return self._active

    def set_marks(self, marks: Marks) -> None:
        self._marks = marks
        self._strokes.clear()

    def change_marks(self, gone: Iterable[Placed], come: Iterable[Placed]) -> set[int]:
        """Take some away and add some; return the blocks that look different."""
        touched = self._marks.change(gone, come)
        for index in touched:
            self._strokes.pop(index, None)
        return touched

    def set_hits(self, hits: Hits) -> None:
        self._hits = hits
        self._strokes.clear()

    def set_active(self, annotation: str | None) -> None:
        self._active = annotation
        self._strokes.clear()

    def set_appearance(self, appearance: Appearance) -> None:
        self._colours = _Colours(appearance.palette)
        self._grounds.set_palette(appearance.palette)
        self._strokes.clear()

    def forget(self) -> None:
        """Drop what was worked out from the last layout."""
        self._strokes.clear()

    def paint(
        self, painter: QPainter, blocks: Sequence[int], selection: tuple[int, int] | None, starts: Sequence[int]
    ) -> None:
        """Paint what lies under these blocks, in document coordinates. `starts` are all blocks' starts."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in blocks:
            self._grounds.paint(painter, index)
        for index in blocks:
            self._paint_strokes(painter, index, starts)
        if selection is not None and blocks:
            stop = blocks[-1] + 1
            following = starts[stop] if stop < len(starts) else selection[1]
            self._paint_selection(painter, max(selection[0], starts[blocks[0]]), min(selection[1], following))

    def prepare(self, top: int, bottom: float, starts: Sequence[int]) -> int | None:
        """Work out one more block of a page not yet shown, so that turning to it only paints.

        Return which, or None when there is no more.
        """
        index = next((one for one in self._geometry.blocks_in(top, bottom) if one not in self._strokes), None)
        if index is not None:
            self._strokes_of(index, starts)
        return index

    def _strokes_of(self, index: int, starts: Sequence[int]) -> list[Stroke]:
        strokes = self._strokes.get(index)
        if strokes is None:
            top = round(self._geometry.top_of(index))
            end = starts[index + 1] if index + 1 < len(starts) else _ENDLESS
            strokes = self._strokes[index] = self._work_out(index, top, starts[index], end)
        return strokes

    def _paint_strokes(self, painter: QPainter, index: int, starts: Sequence[int]) -> None:
        strokes = self._strokes_of(index, starts)
        if strokes:
            top = round(self._geometry.top_of(index))
            painter.translate(0, top)
            for stroke in strokes:
                _paint(painter, stroke)
            painter.translate(0, -top)

    def _work_out(self, index: int, top: int, start: int, end: int) -> list[Stroke]:
        marked = self._marks.touch(index)
        if not marked and not self._hits.ranges:  # as most blocks are
            return []
        if marked:
            self._geometry.lines(index)  # all of them, once: marks and the cards beside them ask for most of them
        strokes = self._fills(index, start, end, top) if marked else []
        for number, hit in self._hits.between(start, end):
            strokes.extend(self._hit(hit, start, end, top, current=number == self._hits.current))
        active = self._marks.get(self._active) if self._active else None
        by_bar = active is not None and active.annotation.target.scope is Scope.BLOCK
        if active is not None and not by_bar and active.start < end and active.end > start:
            strokes.extend(self._outline(active, start, end, top))
        for doubtful in self._marks.doubtful(index):
            strokes.extend(self._doubt(doubtful, start, end, top))
        strokes.extend(self._block_bars(index))
        strokes.extend(self._ribbons(index, start, end, top))
        return strokes

    def _fills(self, index: int, start: int, end: int, top: int) -> list[Stroke]:
        fills: list[Stroke] = []
        bars: list[Stroke] = []
        pieces = self._marks.pieces(index)
        if not pieces:
            return []
        # What reaches into other blocks is painted by them: twice over, its edges would be harder.
        ranges = [
            (max(start, piece.start), min(end, piece.end), following is not None and _goes_on(piece, following))
            for piece, following in zip_longest(pieces, pieces[1:])
        ]
        found = self._geometry.runs_in(index, ranges)
        for piece, following, runs in zip(pieces, (*pieces[1:], None), found, strict=True):
            next_bars = following.bars if following is not None and following.start == piece.end else ()
            for run in runs:
                if piece.fill is not None:
                    opens = piece.opens and run.opens and piece.start >= start
                    closes = piece.closes and run.closes and piece.end <= end
                    rect = _fill_rect(run, top, opens=opens, closes=closes)
                    rect.setRight(rect.right() + (_SEAM if run.closes and not closes else 0))
                    path = rounded(rect, _RADIUS, left=opens, right=closes) if opens or closes else None
                    fills.append(Stroke(rect, path, self._colours.fills[piece.fill]))
                for number, bar in enumerate(piece.bars):
                    rect = _bar_rect(run, top, number)
                    rect.setRight(rect.right() + (_SEAM if run.closes and bar in next_bars[number : number + 1] else 0))
                    bars.append(Stroke(rect, None, self._colours.edges[bar.colour], dotted=bar.note))
        return fills + bars

    def _hit(self, hit: tuple[int, int], start: int, end: int, top: int, *, current: bool) -> Iterable[Stroke]:
        outline = self._colours.current_edge if current else self._colours.hit_edge
        for run in self._geometry.runs(max(start, hit[0]), min(end, hit[1])):
            rect = _fill_rect(run, top, opens=True, closes=True)
            path = rounded(rect, _RADIUS, left=run.opens, right=run.closes)
            yield Stroke(rect, path, self._colours.hit, outline, 2.0 if current else 1.0)

    def _outline(self, active: Placed, start: int, end: int, top: int) -> Iterable[Stroke]:
        colour = self._colours.edges[active.annotation.colour]
        underline = active.annotation.style is Style.UNDERLINE or active.annotation.colour is None
        for run in self._geometry.runs(max(start, active.start), min(end, active.end)):
            if underline:
                rect = _bar_rect(run, top, 0)
                yield Stroke(rect.adjusted(0, -1, 0, 1), None, colour)
            else:
                fill = _fill_rect(run, top, opens=run.opens, closes=run.closes)
                # The pen lies inside: so it looks the same on whole and on half pixels.
                rect = fill.adjusted(_PEN / 2, _PEN / 2, -_PEN / 2, -_PEN / 2)
                yield Stroke(rect, rounded(rect, _RADIUS, left=run.opens, right=run.closes), None, colour, _PEN)

    def _doubt(self, doubtful: Placed, start: int, end: int, top: int) -> Iterable[Stroke]:
        """Draw a dotted edge around words that are not those that were marked."""
        colour = self._colours.edges[doubtful.annotation.colour]
        for run in self._geometry.runs(max(start, doubtful.start), min(end, doubtful.end)):
            rect = _fill_rect(run, top, opens=run.opens, closes=run.closes).adjusted(0.75, 0.75, -0.75, -0.75)
            path = QPainterPath()
            path.addRect(rect)
            yield Stroke(rect, path, None, colour, _PEN, dotted=True)

    def _ribbons(self, index: int, start: int, end: int, top: int) -> Iterable[Stroke]:
        """Draw a ribbon beside the line that a bookmark stands in."""
        left = self._geometry.block_rect(index).left() - _RIBBON_GAP
        for bookmark in self._marks.bookmarks(index):
            if start <= bookmark.start < end:
                line = self._geometry.line_of(bookmark.start)
                upper = line.baseline - top - _RIBBON.height()
                path = _ribbon(left, upper + 2)
                yield Stroke(path.boundingRect(), path, self._colours.current_edge)

    def _block_bars(self, index: int) -> Iterable[Stroke]:
        rect = self._geometry.block_rect(index)
        for number, annotation in enumerate(self._marks.blocks_noted(index)[:3]):
            wide = _SIDE_BAR_ACTIVE if annotation.id == self._active else _SIDE_BAR
            right = rect.left() - _SIDE_BAR_GAP - _SIDE_BAR_STEP * number + _SIDE_BAR
            bar = QRectF(right - wide, 2, wide, rect.height() - 4)
            yield Stroke(bar, None, self._colours.edges[annotation.colour])

    def _paint_selection(self, painter: QPainter, start: int, end: int) -> None:
        colour = self._colours.selection
        for run in self._geometry.runs(start, end):
            box = run.line
            # As deep as a highlight, which would show below it otherwise.
            bottom = max(box.bottom, round(_depth(run)))
            painter.fillRect(QRectF(run.left, box.top, max(run.right - run.left, 4.0), bottom - box.top), colour)


def _goes_on(piece: Piece, following: Piece) -> bool:
    """Tell whether a highlight reaches from one piece into the next."""
    return piece.end == following.start and not set(piece.annotations).isdisjoint(following.annotations)


def _ribbon(left: float, upper: float) -> QPainterPath:
    width, height = _RIBBON.width(), _RIBBON.height()
    path = QPainterPath(QPointF(left, upper))
    path.lineTo(left + width, upper)
    path.lineTo(left + width, upper + height)
    path.lineTo(left + width / 2, upper + height - 0.45 * width)
    path.lineTo(left, upper + height)
    path.closeSubpath()
    return path


def _fill_rect(run: Run, top: int, *, opens: bool, closes: bool) -> QRectF:
    height, baseline = run.line.bottom - run.line.top, run.line.baseline
    upper = run.line.top if _is_empty(run) else baseline - _ABOVE * height
    upper, lower = round(upper - top), round(_depth(run) - top)
    left = run.left - (_OVERHANG if opens else 0)
    right = run.right + (_OVERHANG if closes else 0)
    return QRectF(left, upper, max(2.0, right - left), lower - upper)


def _depth(run: Run) -> float:
    """Return how deep a fill reaches. A picture's line, which is as high as the picture, goes by its own box."""
    line = run.line
    return line.bottom if _is_empty(run) else line.baseline + _BELOW * (line.bottom - line.top)


def _is_empty(run: Run) -> bool:
    return run.line.start == run.line.end


def _bar_rect(run: Run, top: int, number: int) -> QRectF:
    height = run.line.bottom - run.line.top
    below = min(_FIRST_BAR * height, run.line.bottom - run.line.baseline) if _is_empty(run) else _FIRST_BAR * height
    upper = round(run.line.baseline - top + below) + number * _BAR_STEP
    return QRectF(run.left, upper, run.right - run.left, _BAR)


def _paint(painter: QPainter, stroke: Stroke) -> None:
    if stroke.dotted and stroke.path is not None:
        painter.setPen(QPen(stroke.outline or Qt.GlobalColor.gray, stroke.width, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(stroke.path)
        return
    if stroke.dotted:
        pen = QPen(stroke.fill or Qt.GlobalColor.gray, stroke.rect.height(), Qt.PenStyle.DotLine)
        painter.setPen(pen)
        middle = stroke.rect.center().y()
        painter.drawLine(QPointF(stroke.rect.left(), middle), QPointF(stroke.rect.right(), middle))
        return
    if stroke.fill is not None and stroke.path is None:
        painter.fillRect(stroke.rect, stroke.fill)
    elif stroke.fill is not None and stroke.path is not None:
        painter.fillPath(stroke.path, stroke.fill)
    if stroke.outline is not None and stroke.path is not None:
        painter.strokePath(stroke.path, QPen(stroke.outline, stroke.width))
