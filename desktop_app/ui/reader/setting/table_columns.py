"""How wide the columns of a table are: as wide as their words if there is room, and else by how much they hold.

A table that has no room even for single words is wider than the page, and is slid to and fro in it. On paper it is set
smaller instead: see `table_scale`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF

from desktop_app.core.document import Block, Content, Inline, InlineKind

_SAMPLED = 4
"""Of a table that comes in many blocks, so many tell how wide its columns are."""

_MOST = 0.6
"""The part of the room above which a column's longest word may be broken: it is hardly a word, and others want room."""

_EASY = 16
"""So many letters are easily read in one line of a column."""


def rows_of(content: Content, block: Block) -> list[list[str]]:
    """Return the cells of a table's rows."""
    return [line.split("\t") for line in content.text_of(block).split("\n")]


class Cell(NamedTuple):
    """The words of a cell, in code points of the text, and the spans over them."""

    start: int
    end: int
    inline: Sequence[Inline] = ()


def cells_of(content: Content, block: Block) -> list[list[Cell]]:
    """Return the cells of a table's rows with their places."""
    rows: list[list[Cell]] = []
    start = block.start
    for row in rows_of(content, block):
        cells: list[Cell] = []
        for words in row:
            cells.append(Cell(start, start + len(words)))
            start += len(words) + 1
        rows.append(cells)
    return _with_spans(rows, block.inline) if block.inline else rows


def portions_of(blocks: Sequence[Block], index: int) -> range:
    """Return the blocks that the table comes in of which the block at `index` is one."""
    first, last = index, index + 1
    while first > 0 and blocks[first].continues:
        first -= 1
    while last < len(blocks) and blocks[last].continues:
        last += 1
    return range(first, last)


def sample_rows(content: Content, portions: range) -> list[list[str]]:
    """Return all rows of a table, or of a few of its blocks at even distances, the first among them.

    The first row is as long as the longest, so that every column has its width.
    """
    step = -(-len(portions) // _SAMPLED)
    rows = [row for place in portions[::step] for row in _shown_rows(content, content.blocks[place])]
    lines = (line for place in portions for line in content.text_of(content.blocks[place]).split("\n"))
    most = 1 + max(line.count("\t") for line in lines)
    return [[*rows[0], *[""] * (most - len(rows[0]))], *rows[1:]]


def _shown_rows(content: Content, block: Block) -> list[list[str]]:
    """Return the cells of a table's rows with the marks of footnotes, which want room too."""
    if all(span.kind is not InlineKind.FOOTNOTE_REFERENCE for span in block.inline):
        return rows_of(content, block)
    return [[content.text[cell.start : cell.end] + _marks(cell) for cell in row] for row in cells_of(content, block)]


def _marks(cell: Cell) -> str:
    references = (span for span in cell.inline if span.kind is InlineKind.FOOTNOTE_REFERENCE)
    return "".join(span.href or "*" for span in references)


def column_widths(rows: Sequence[Sequence[str]], metrics: QFontMetricsF, room: int, padding: int) -> list[int]:
    """Share out `room` pixels among the columns, with `padding` at both sides of every cell.

    Where words would have to be broken for that, the columns take more room, as much as is easy to read.
    """
    columns = list(zip_longest(*rows, fillvalue=""))
    each = 2 * padding + 1  # a pixel for what rounding takes away
    wished = [each + max(map(metrics.horizontalAdvance, cells)) for cells in columns]
    most = room * _MOST
    needed = [min(most, each + max(map(metrics.horizontalAdvance, _longest(cells)))) for cells in columns]
    if sum(needed) <= room or sum(wished) <= room:
        return in_whole_pixels(shares(wished, needed, room))
    easy = each + _EASY * metrics.averageCharWidth()
    return in_whole_pixels([min(wish, max(least, easy)) for wish, least in zip(wished, needed, strict=True)])


def shares(wished: Sequence[float], needed: Sequence[float], room: int) -> list[float]:
    """Share out `room` among columns that have what they need at least.

    All have what they wish for, if there is room. Else those do that wish for little, and the others share the rest.
    """
    if sum(wished) <= room:
        return [width + (room - sum(wished)) / len(wished) for width in wished]
    widths = list(needed)
    wanting = sorted(range(len(wished)), key=wished.__getitem__)
    while wanting and wished[wanting[0]] <= (room - sum(widths)) / len(wanting) + widths[wanting[0]]:
        place = wanting.pop(0)
        widths[place] = wished[place]
    spare, over = room - sum(widths), sum(wished[place] - needed[place] for place in wanting)
    for place in wanting:
        widths[place] += spare * (wished[place] - needed[place]) / over
    return widths


def in_whole_pixels(widths: Sequence[float]) -> list[int]:
    """Return widths of whole pixels whose sum is that of `widths`, rounded."""
    edges = [round(sum(widths[:place])) for place in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _with_spans(rows: Sequence[Sequence[Cell]], spans: Sequence[Inline]) -> list[list[Cell]]:
    """Give each cell the spans that it has words of or marks for, in their order."""
    ends = [cell.end for row in rows for cell in row]
    starts = [cell.start for row in rows for cell in row]
    over: list[list[Inline]] = [[] for _ in ends]
    for span in spans:
        for place in range(bisect_left(ends, span.start), bisect_right(starts, span.end)):
            over[place].append(span)
    found = iter(over)
    return [[cell._replace(inline=next(found)) for cell in row] for row in rows]


def _longest(cells: Sequence[str]) -> list[str]:
    return [max(cell.split(), key=len, default="") for cell in cells]
