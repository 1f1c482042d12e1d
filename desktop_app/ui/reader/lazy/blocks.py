"""Lays out one block of an article: its lines, or the cells of its table, or its picture and caption."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextCharFormat, QTextLayout, QTextOption

from desktop_app.core.document import Block, BlockKind, Inline, InlineKind
from desktop_app.ui.reader.geometry.geometry import LineBox
from desktop_app.ui.reader.lazy.hanging import Hanging
from desktop_app.ui.reader.setting.page import SIDE, Page, pieces
from desktop_app.ui.reader.setting.table_columns import cells_of, column_widths, portions_of, sample_rows
from desktop_app.ui.reader.setting.table_scale import Fitted, fitted
from desktop_app.ui.reader.setting.typesetting import BASELINE, Measures, Setting, Typesetting, column_alignment

_ENDLESS = 1 << 30
_DEEPEST = 0.4
"""The part of a line that may stand empty before what goes on from the line of code above."""

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


class Words(Protocol):
    """What is broken into lines: a block's words, or those of a table's cell."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def inline(self) -> Sequence[Inline]: ...


class _Manner(NamedTuple):
    """How words of one setting are laid out: made once. `formats` are empty where words are ordinary text."""

    setting: Setting
    measures: Measures
    formats: list[QTextLayout.FormatRange]
    rightwards: QTextOption
    leftwards: QTextOption


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

    Tables that are too wide for it slide, or else they are set smaller.
    """

    def __init__(self, page: Page, typesetting: Typesetting, width: int, *, sliding: bool) -> None:
        self._page = page
        self._set = typesetting
        self._left, self._room = SIDE, max(1, width - 2 * SIDE)
        self._manners: dict[tuple[Setting, Qt.AlignmentFlag | None], _Manner] = {}
        self._fitted: dict[int, Fitted] = {}
        self._sliding = sliding
        self._slid: dict[int, int] = {}

    def lay_out(self, index: int) -> Laid:
        """Lay out the block of this index."""
        block = self._page.content.blocks[index]
        base = self._page.text_map.base(index)
        if block.kind is BlockKind.TABLE:
            return self._table(index, block, base)
        if block.kind is BlockKind.FIGURE:
            return self._figure(block, base)
        follows = index > 0 and self._page.content.blocks[index - 1].kind is block.kind
        setting = self._set.setting(block) if follows else self._set.opening(block)
        shown = self._page.document.findBlock(base)
        rightwards = self._page.content.text_of(block).isascii() or _runs_rightwards(shown)
        part = self._lines(block, shown, self._manner(setting), rightwards=rightwards)
        return Laid(part.height, (part,))

    def _lines(self, words: Words, shown: QTextBlock, manner: _Manner, y: int = 0, *, rightwards: bool) -> Part:
        """Break one of Qt's blocks into lines over the whole column, `y` from the top of our block."""
        measures = manner.measures
        width = max(1, self._room - measures.left - measures.right)
        height = self._set_words(words, shown, manner, width, rightwards=rightwards)
        return Part(shown.position(), self._left, y, height, measures.leading)

    def _set_words(self, words: Words, shown: QTextBlock, manner: _Manner, width: int, *, rightwards: bool) -> int:
        """Break one of Qt's blocks, in which these words are shown, into lines; return their height."""
        layout = shown.layout()
        layout.setTextOption(manner.rightwards if rightwards else manner.leftwards)
        formats = manner.formats
        if words.inline and (formats or any(span.kind is InlineKind.CODE for span in words.inline)):
            formats = list(self._span_formats(words, shown, manner.setting))
        if formats:
            layout.setFormats(formats)
        hanging = Hanging(shown.text(), width * _DEEPEST) if manner.setting.mono else None
        return _break(layout, manner.measures, width, hanging, rightwards=rightwards)

    def _manner(self, setting: Setting, alignment: Qt.AlignmentFlag | None = None) -> _Manner:
        known = self._manners.get((setting, alignment))
        if known is None:
            if self._set.justifies(setting):
                alignment = Qt.AlignmentFlag.AlignJustify
            ordinary = setting.size == 1 and not setting.mono and setting.weight == self._set.plain.weight
            formats = [] if ordinary else [_range(0, _ENDLESS, self._set.char_format(setting))]
            options = (self._option(alignment, rightwards=rightwards) for rightwards in (True, False))
            known = _Manner(setting, self._set.measures(setting), formats, *options)
            self._manners[setting, alignment] = known
        return known

    def _option(self, alignment: Qt.AlignmentFlag | None, *, rightwards: bool) -> QTextOption:
        made = QTextOption(self._page.document.defaultTextOption())
        made.setTextDirection(_RIGHTWARDS if rightwards else Qt.LayoutDirection.RightToLeft)
        side = Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight
        made.setAlignment(side if alignment is None else alignment)
        made.setTabStopDistance(self._set.tab_stop)
        return made

    def _span_formats(self, words: Words, shown: QTextBlock, setting: Setting) -> Iterator[QTextLayout.FormatRange]:
        """Yield the sizes and faces of words, span by span."""
        to_shown, first = self._page.text_map.to_shown, shown.position()
        length, done = shown.length() - 1, 0
        marked = self._set.span_format(setting, frozenset({InlineKind.FOOTNOTE_REFERENCE}))
        for start, end, over in pieces(words.start, words.end, words.inline):
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

    def _figure(self, block: Block, base: int) -> Laid:
        picture = self._page.document.findBlock(base)
        manner = self._manner(self._set.picture, _CENTRED)
        first = self._lines(block, picture, manner, rightwards=_runs_rightwards(picture))
        if block.end == block.start:
            return Laid(first.height, (first,))
        measures = self._set.measures(self._set.caption)
        gap = max(self._set.measures(self._set.picture).below, measures.above)
        under, caption = first.height + gap, picture.next()
        manner = self._manner(self._set.caption, _CENTRED)
        second = self._lines(block, caption, manner, under, rightwards=_runs_rightwards(caption))
        return Laid(under + second.height, (first, second))

    def _table(self, index: int, block: Block, base: int) -> Laid:
        scale, widths = self._columns(index)
        padding = round(self._set.cell_padding * scale)
        ascii_only = self._page.content.text_of(block).isascii()
        manners = self._cells(block, len(widths), self._set.row(heading=False, scale=scale))
        headings = self._cells(block, len(widths), self._set.row(heading=True, scale=scale)) if block.level else []
        shown = self._page.document.findBlock(base)
        parts: list[Part] = []
        edges: list[tuple[int, int]] = []
        top = 0
        for number, row in enumerate(cells_of(self._page.content, block)):
            left, bottom = self._left + self.indent(index) - self.slid(index), top
            for cell, width, manner in zip(row, widths, headings if number < block.level else manners, strict=False):
                rightwards = ascii_only or _runs_rightwards(shown)
                room = max(1, width - 2 * padding)
                height = self._set_words(cell, shown, manner, room, rightwards=rightwards)
                parts.append(Part(shown.position(), left + padding, top + padding, height, manner.measures.leading))
                bottom = max(bottom, top + height + 2 * padding)
                left += width
                shown = shown.next()
            edges.append((top, bottom))
            top = bottom
        return Laid(top, tuple(parts), tuple(edges))

    def _cells(self, table: Block, columns: int, setting: Setting) -> list[_Manner]:
        return [self._manner(setting, column_alignment(table, column)) for column in range(columns)]

    def overhang(self, index: int) -> int:
        """Return by how many pixels the table in a block is wider than the page."""
        is_table = self._page.content.blocks[index].kind is BlockKind.TABLE
        return max(0, sum(self._columns(index).widths) - self._table_room(index)) if is_table else 0

    def indent(self, index: int) -> int:
        """Return how far the table in a block stands in, in pixels."""
        return self._set.table_indent(self._page.content.blocks[index])

    def _table_room(self, index: int) -> int:
        return max(1, self._room - self.indent(index))

    def slid(self, index: int) -> int:
        """Return how far the table in a block has been slid to the left."""
        return self._slid.get(portions_of(self._page.content.blocks, index).start, 0) if self._slid else 0

    def slide(self, index: int, to: int) -> range:
        """Slide the table in a block so far to the left; return the blocks that it comes in."""
        portions = portions_of(self._page.content.blocks, index)
        self._slid[portions.start] = to
        return portions

    def _columns(self, index: int) -> Fitted:
        """Return how a table is set, the same for all the blocks that it comes in."""
        portions = portions_of(self._page.content.blocks, index)
        known = self._fitted.get(portions.start)
        if known is None:
            blocks = self._page.content.blocks[portions.start : portions.stop]
            metrics = QFontMetricsF(self._set.char_format(self._set.row(heading=blocks[0].level > 0)).font())
            rows = sample_rows(self._page.content, portions)
            padding, room = self._set.cell_padding, self._table_room(index)
            if self._sliding:
                known = Fitted(1.0, column_widths(rows, metrics, room, padding))
            else:
                styled = any(block.inline for block in blocks)
                known = fitted(rows, metrics, room, padding, styled=styled)
            self._fitted[portions.start] = known
        return known


def _runs_rightwards(shown: QTextBlock) -> bool:
    return shown.textDirection() == _RIGHTWARDS


def let_go(layout: QTextLayout) -> None:
    """Free the memory that a layout holds; laying it out again brings everything back."""
    layout.clearLayout()


def _break(layout: QTextLayout, measures: Measures, width: int, hanging: Hanging | None, *, rightwards: bool) -> int:
    """Break a layout's words into lines, some of which may be `hanging`; return their height together.

    Baselines stand where Qt's layout has them, but for lines whose fallback face brings a leading of its own: there Qt
    lets them climb.
    """
    leading, left = measures.leading, measures.left if rightwards else measures.right
    baseline = BASELINE * leading
    y = 0
    layout.setCacheEnabled(True)  # Qt would shape the words again for every repaint
    layout.beginLayout()
    line = layout.createLine()
    indent: float = measures.indent
    while line.isValid():
        if hanging is not None:
            indent = hanging.before(line)
        line.setLineWidth(width - indent)
        if leading:
            line.setPosition(QPointF(left + (indent if rightwards else 0), y + baseline - line.ascent()))
            y += leading
        else:
            line.setPosition(QPointF(left, y))
            y += ceil(line.height())
        if hanging is not None:
            hanging.follow(line)
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
