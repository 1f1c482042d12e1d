"""Where words stand on the page. Painting, hit tests, the margin, the header and the minimap ask nothing else.

Offsets are code points; rectangles are in document coordinates: logical pixels from the top left of the text, before
scrolling. Whatever lays the text out stands behind this, so that another layout can take its place.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF


class LineBox(NamedTuple):
    """One line: the code points in it and its box, which reaches to the boxes of the lines above and below.

    `left` and `right` are where its words begin and end, `baseline` is where they stand. A picture's line is empty.
    """

    block: int
    start: int
    end: int
    left: float
    right: float
    top: float
    bottom: float
    baseline: float

    @property
    def middle(self) -> float:
        """Half-way between top and bottom: a line counts as seen while its middle is."""
        return (self.top + self.bottom) / 2


class Run(NamedTuple):
    """The part of a range that stands in one line, or one of several where writing directions mix.

    `opens` and `closes` say whether the range itself begins or ends here, rather than going on in another line.
    """

    line: LineBox
    left: float
    right: float
    opens: bool
    closes: bool


Range = tuple[int, int, bool]
"""The first code point of a range and the one after its last, and whether it is meant with what `through` adds."""


class Geometry(Protocol):
    """What a layout of a page can be asked."""

    def height(self) -> float:
        """How tall the text is, as far as is known without laying out all of it."""

    def column(self) -> tuple[float, float]:
        """The left and right edge of the text."""

    def blocks_in(self, top: float, bottom: float) -> Sequence[int]:
        """The blocks of which something may stand between two heights, in order; what is folded away is left out."""

    def top_of(self, index: int) -> float:
        """Where the box of a block begins."""

    def block_rect(self, index: int) -> QRectF:
        """The box of a block, from edge to edge of the column, without the space around it."""

    def lines(self, index: int) -> Sequence[LineBox]:
        """The lines of a block that is in sight; those of a table's cells one cell after another."""

    def rows(self, index: int) -> Sequence[QRectF]:
        """The rows of a table; of any other block, none."""

    def line_of(self, offset: int) -> LineBox:
        """The line in which a code point stands; for the first of a picture's words, the picture.

        For what is folded away, the last line of the heading that stands for it.
        """

    def line_below(self, y: float) -> LineBox:
        """The first line whose middle is not above the height `y`, or the last one."""

    def runs(self, start: int, end: int, *, through: bool = False) -> list[Run]:
        """A range, line by line; `through` also what is shown at its end and is no text, as a footnote's mark."""

    def runs_in(self, index: int, ranges: Sequence[Range]) -> list[list[Run]]:
        """Several ranges of one block that is in sight, which come in order, each as `runs` tells them."""

    def x_of(self, offset: int) -> float:
        """Where the code point begins in its line."""

    def offset_at(self, point: QPointF) -> int:
        """The code point nearest to a point."""

    def is_over(self, point: QPointF, start: int, end: int) -> bool:
        """Whether a point is on the words of a range."""

    def settle(self, index: int, y: float, height: float) -> None:
        """Lay out what a window of this height shows while the block `index` begins at `y` in it.

        Until then heights may be estimates: where blocks begin on the page can change by this.
        """

    def settle_end(self, height: float) -> None:
        """Lay out what a window of this height shows at the end of the text."""

    def forget(self) -> None:
        """Drop what was measured: the text has been laid out anew."""
