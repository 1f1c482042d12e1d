"""Lays out one block of an article: its lines, or the cells of its table, or its picture and caption."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextCharFormat, QTextLayout, QTextOption

from desktop_app.core.document import Block, BlockKind, InlineKind
from desktop_app.ui.reader.geometry import LineBox
from desktop_app.ui.reader.page import SIDE, Page, pieces
from desktop_app.ui.reader.table_columns import column_widths, portions_of, rows_of, sample_rows
from desktop_app.ui.reader.typesetting import BASELINE, Measures, Setting, Typesetting, column_alignment

_CENTRED = Qt.AlignmentFlag.AlignHCenter
_RIGHTWARDS = Qt.LayoutDirection.LeftToRight


class Part(NamedTuple):
    """One of Qt's blocks: its first position, where its layout's origin stands in our block, and its lines' height.

    `leading` is 0 where a line is as high as what stands in it.
    """

    position: int
    x: int
    y: int
    height: int
    leading: int


@dataclass(slots=True)
class Laid:
    """A block that has been laid out, without the space above it. `rows` are the tops and bottoms of a table's rows.

    `boxes` are its lines as they were last asked for, when the block began at `boxes_top`.
    """

    height: int
    parts: tuple[Part, ...]
    rows: tuple[tuple[int, int], ...] = ()
    boxes: tuple[LineBox, ...] = ()
    boxes_top: int = -1


class BlockSetter:
    """Lays out the blocks of one page in one typesetting and width, the sides included.

    Tables that are too wide for it slide, or else their words are broken.
    """

    def __init__(self, page: Page, typesetting: Typesetting, width: int, *, sliding: bool) -> None:
        self._page = page
        self._set = typesetting
        self._left, self._room = SIDE, max(1, width - 2 * SIDE)
        self._options: dict[tuple[Qt.AlignmentFlag | None, bool], QTextOption] = {}
        self._widths: dict[int, list[int]] = {}
        self._sliding = sliding
        self._slid: dict[int, int] = {}

    def lay_out(self, index: int) -> Laid:
        """Lay out the block of this index."""
        block = self._page.content.blocks[index]
        base = self._page.text_map.base(index)
        if block.kind is BlockKind.TABLE:
            return self._table(block, base)
        if block.kind is BlockKind.FIGURE:
            return self._figure(index, block, base)
        follows = index > 0 and self._page.content.blocks[index - 1].kind is block.kind
        setting = self._set.setting(block) if follows else self._set.opening(block)
        part = self._lines(index, self._page.document.findBlock(base), setting, self._left, 0, self._room)
        return Laid(part.height, (part,))

    def _lines(
        self,
        index: int,
        block: QTextBlock,
        setting: Setting,
        x: int,
        y: int,
        room: int,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> Part:
        """Break one of Qt's blocks into lines, `x` and `y` from the corner of our block."""
        measures = self._set.measures(setting)
        layout = block.layout()
        if self._set.justifies(setting):
            alignment = Qt.AlignmentFlag.AlignJustify
        rightwards = block.textDirection() == _RIGHTWARDS
        layout.setTextOption(self._option(alignment, rightwards=rightwards))
        formats = list(self._formats(index, block, setting))
        if formats:
            layout.setFormats(formats)
        width = max(1, room - measures.left - measures.right)
        height = _break(layout, measures, width, rightwards=rightwards)
        return Part(block.position(), x, y, height, measures.leading)

    def _formats(self, index: int, block: QTextBlock, setting: Setting) -> Iterator[QTextLayout.FormatRange]:
        """Yield the sizes and faces of a block's words, where they are not those of ordinary text."""
        ours = self._page.content.blocks[index]
        ordinary = setting.size == 1 and not setting.mono and setting.weight == self._set.plain.weight
        if not ours.inline:
            if not ordinary:
                yield _range(0, block.length() - 1, self._set.char_format(setting))
            return
        if ordinary and all(span.kind is not InlineKind.CODE for span in ours.inline):
            return
        yield from self._span_formats(ours, block, setting)

    def _span_formats(self, ours: Block, block: QTextBlock, setting: Setting) -> Iterator[QTextLayout.FormatRange]:
        to_shown, first = self._page.text_map.to_shown, block.position()
        length, done = block.length() - 1, 0
        marked = self._set.span_format(setting, frozenset({InlineKind.FOOTNOTE_REFERENCE}))
        for start, end, over in pieces(ours.start, ours.end, ours.inline):
            begins = max(0, to_shown(start) - first)
            ends = min(length, to_shown(end, ending=True) - first)
            if start < end and begins < ends:
                if done < begins:  # between two pieces stands the mark of a footnote
                    yield _range(done, begins - done, marked)
                kinds = frozenset(span.kind for span in over if span.kind is not InlineKind.FOOTNOTE_REFERENCE)
                yield _range(begins, ends - begins, self._set.span_format(setting, kinds))
                done = ends
        if done < length:
            yield _range(done, length - done, marked)

    def _figure(self, index: int, block: Block, base: int) -> Laid:
        picture = self._page.document.findBlock(base)
        first = self._lines(index, picture, self._set.picture, self._left, 0, self._room, _CENTRED)
        if block.end == block.start:
            return Laid(first.height, (first,))
        measures = self._set.measures(self._set.caption)
        gap = max(self._set.measures(self._set.picture).below, measures.above)
        under = first.height + gap
        second = self._lines(index, picture.next(), self._set.caption, self._left, under, self._room, _CENTRED)
        return Laid(under + second.height, (first, second))

    def _table(self, block: Block, base: int) -> Laid:
        rows = rows_of(self._page.content, block)
        padding = self._set.cell_padding
        index = self._page.text_map.block(block.start)
        widths = self._columns(index)
        cell = self._page.document.findBlock(base)
        parts: list[Part] = []
        edges: list[tuple[int, int]] = []
        top = 0
        for number, row in enumerate(rows):
            setting = self._set.row(heading=number < block.level)
            left, bottom = self._left - self.slid(index), top
            for column in range(len(row)):
                room = widths[column] - 2 * padding
                aligned = column_alignment(block, column)
                parts.append(self._lines(index, cell, setting, left + padding, top + padding, room, aligned))
                bottom = max(bottom, top + parts[-1].height + 2 * padding)
                left += widths[column]
                cell = cell.next()
            edges.append((top, bottom))
            top = bottom
        return Laid(top, tuple(parts), tuple(edges))

    def overhang(self, index: int) -> int:
        """Return by how many pixels the table in a block is wider than the page."""
        is_table = self._page.content.blocks[index].kind is BlockKind.TABLE
        return max(0, sum(self._columns(index)) - self._room) if is_table else 0

    def slid(self, index: int) -> int:
        """Return how far the table in a block has been slid to the left."""
        return self._slid.get(portions_of(self._page.content.blocks, index).start, 0) if self._slid else 0

    def slide(self, index: int, to: int) -> range:
        """Slide the table in a block so far to the left; return the blocks that it comes in."""
        portions = portions_of(self._page.content.blocks, index)
        self._slid[portions.start] = to
        return portions

    def _columns(self, index: int) -> list[int]:
        """Return the widths of a table's columns, the same for all the blocks that it comes in."""
        portions = portions_of(self._page.content.blocks, index)
        known = self._widths.get(portions.start)
        if known is None:
            heading = self._page.content.blocks[portions.start].level > 0
            metrics = QFontMetricsF(self._set.char_format(self._set.row(heading=heading)).font())
            rows = sample_rows(self._page.content, portions)
            padding = self._set.cell_padding
            known = column_widths(rows, metrics, self._room, padding, sliding=self._sliding)
            self._widths[portions.start] = known
        return known

    def _option(self, alignment: Qt.AlignmentFlag | None, *, rightwards: bool) -> QTextOption:
        known = self._options.get((alignment, rightwards))
        if known is None:
            known = QTextOption(self._page.document.defaultTextOption())
            known.setTextDirection(_RIGHTWARDS if rightwards else Qt.LayoutDirection.RightToLeft)
            side = Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight
            known.setAlignment(side if alignment is None else alignment)
            known.setTabStopDistance(self._set.tab_stop)
            self._options[alignment, rightwards] = known
        return known


def let_go(layout: QTextLayout) -> None:
    """Free the memory that a layout holds; laying it out again brings everything back."""
    layout.clearLayout()


def _break(layout: QTextLayout, measures: Measures, width: int, *, rightwards: bool) -> int:
    """Break a layout's words into lines; return their height together.

    Baselines stand where Qt's layout has them, but for lines whose fallback face brings a leading of its own: there Qt
    lets them climb.
    """
    leading, left = measures.leading, measures.left
    baseline = BASELINE * leading
    y = 0
    layout.setCacheEnabled(True)  # Qt would shape the words again for every repaint
    layout.beginLayout()
    line = layout.createLine()
    indent = measures.indent
    while line.isValid():
        line.setLineWidth(width - indent)
        if leading:
            line.setPosition(QPointF(left + (indent if rightwards else 0), y + baseline - line.ascent()))
            y += leading
        else:
            line.setPosition(QPointF(left, y))
            y += ceil(line.height())
        line = layout.createLine()
        indent = 0
    layout.endLayout()
    return y


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = form
    return made
