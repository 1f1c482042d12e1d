"""How each kind of block and of inline span is set, in Qt's formats. Colours are no part of it: see `Colourings`.

Lines have a fixed height: a superscript, a word of code or another script's taller face does not push lines apart.
Measures are in ems of the text's size.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextLength, QTextTableFormat

from desktop_app.core.document import IN_QUOTE, Align, Block, BlockKind, Content, InlineKind
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.fonts import Family

BASELINE = 0.8
"""Where Qt puts the baseline of a line of fixed height, as a part of that height."""

INDENT = 1.6
"""How far a list item or a footnote stands in, for each level."""

QUOTE_INDENT = 1.5
"""How far a quote stands in, for each level."""

_DEEPEST = 14.0
"""How far anything stands in at most: a column is twice as wide, and more."""


def indent(nesting: str) -> float:
    """Return how far a block stands in that stands in all this, in ems of the text: never so far that no words fit."""
    return min(_DEEPEST, sum(QUOTE_INDENT if sign == IN_QUOTE else INDENT for sign in nesting))


_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_GAP = 0.86
_FIRST_LINE = 1.4
_AFTER_TABLE = 1.2
_PADDING = 0.42
_CODE = 0.86  # words of code among others
_TITLE = 1.73
_HEADINGS = (1.3, 1.135, 1.0)


_ALIGNED = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
}


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """The measures of one kind of block: size and space in ems of the text, leading in ems of its own size.

    Compared by identity, since formats are looked up by it for every block: there is one for each kind and level.
    """

    size: float = 1.0
    leading: float = 1.62
    above: float = 0.0
    below: float = _GAP
    left: float = 0.0
    right: float = 0.0
    weight: QFont.Weight = QFont.Weight.Normal
    muted: bool = False
    mono: bool = False
    indent: float = 0.0
    running: bool = False
    """Whether it is prose that may be justified."""
    figures: str = ""
    """The digits' feature where the face has it: `tnum` are of one width, so that they stand in columns."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A setting in whole pixels; `leading` is 0 where lines are as high as what stands in them.

    `left` is where lines begin, and so at the right of words that run to the left.
    """

    leading: int
    above: int
    below: int
    left: int
    right: int
    indent: int


class Typesetting:
    """The formats of one content in one appearance. Formats are made once and shared by all blocks of a kind."""

    def __init__(self, content: Content, appearance: Appearance) -> None:
        self.appearance = appearance
        self._levels = _heading_ranks(content)
        self._cell = Setting(0.86, 1.4, 0, 0, figures="tnum")
        self._heading_cell = replace(self._cell, weight=self._heading_weight)
        self._small_cells: dict[tuple[Setting, float], Setting] = {}
        self._first_footnote = Setting(0.86, 1.5, 2.4, 0.4, left=INDENT, running=True)
        self._openings: dict[tuple[BlockKind, int, int, str], Setting] = {}
        self._settings: dict[tuple[BlockKind, int, int, str], Setting] = {}
        self._blocks: dict[tuple[Setting, bool], QTextBlockFormat] = {}
        self._measures: dict[Setting, Measures] = {}
        self._chars: dict[Setting, QTextCharFormat] = {}
        self._spans: dict[tuple[Setting, frozenset[InlineKind]], QTextCharFormat] = {}

    @cached_property
    def font(self) -> QFont:
        """The font of ordinary text."""
        return fonts.sized(self.appearance.family.face, self.appearance.size)

    def setting(self, block: Block) -> Setting:
        """Return the measures of a block."""
        key = (block.kind, block.level, block.lists, block.within)
        known = self._settings.get(key)
        if known is None:
            known = self._settings[key] = self._make(block)
        return known

    def opening(self, block: Block) -> Setting:
        """Return the measures of a block that stands first among its like: it keeps clear of what stands above it."""
        if block.kind is BlockKind.FOOTNOTE:
            return self._first_footnote
        if not self.appearance.indented or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            return self.setting(block)
        key = (block.kind, block.level, block.lists, block.within)
        if key not in self._openings:
            self._openings[key] = replace(self.setting(block), above=_GAP, indent=0.0)
        return self._openings[key]

    def justifies(self, setting: Setting) -> bool:
        """Whether the lines of a setting are drawn out to the whole width."""
        return setting.running and self.appearance.justified

    @property
    def tab_stop(self) -> float:
        """How far apart tabs stop, in pixels."""
        return self.appearance.size * 2

    @property
    def cell_padding(self) -> int:
        """The space around the words of a table's cell, in pixels."""
        return round(_PADDING * self.appearance.size)

    def row(self, *, heading: bool, scale: float = 1.0) -> Setting:
        """Return the measures of a table's cells, of one that is set in so large a part of their usual size."""
        usual = self._heading_cell if heading else self._cell
        if scale == 1:
            return usual
        if (usual, scale) not in self._small_cells:
            self._small_cells[usual, scale] = replace(usual, size=usual.size * scale)
        return self._small_cells[usual, scale]

    plain = Setting()
    caption = Setting(0.82, 1.45, 0.35, 1.3, muted=True)
    picture = Setting(1.0, 0, 0.6, 0.2)
    nothing = Setting(0.05, 1, 0, 0)
    table = Setting(1.0, 0, _GAP, _AFTER_TABLE)

    def pixels(self, setting: Setting) -> float:
        """Return the size of a setting's text in logical pixels."""
        return self.appearance.size * setting.size

    def measures(self, setting: Setting) -> Measures:
        """Return the measures of a setting in pixels."""
        known = self._measures.get(setting)
        if known is None:
            em = self.appearance.size
            known = self._measures[setting] = Measures(
                round(setting.leading * setting.size * em),
                round(setting.above * em),
                round(setting.below * em),
                round(setting.left * em),
                round(setting.right * em),
                round(setting.indent * em),
            )
        return known

    def block_format(self, setting: Setting, *, leftwards: bool = False) -> QTextBlockFormat:
        """Return the shared block format of a setting, for words that run to the right or to the left."""
        known = self._blocks.get((setting, leftwards))
        if known is None:
            known = self._blocks[setting, leftwards] = self._block_format(setting, leftwards=leftwards)
        return known

    def char_format(self, setting: Setting) -> QTextCharFormat:
        """Return the shared character format of a setting's plain words."""
        known = self._chars.get(setting)
        if known is None:
            known = self._chars[setting] = self._char_format(setting)
        return known

    def span_format(self, setting: Setting, kinds: frozenset[InlineKind]) -> QTextCharFormat:
        """Return the shared character format of words under several inline kinds at once."""
        known = self._spans.get((setting, kinds))
        if known is None:
            known = self._spans[setting, kinds] = self._span_format(setting, kinds)
        return known

    def table_indent(self, table: Block) -> int:
        """Return how far a table stands in, in pixels."""
        return round(indent(table.nesting) * self.appearance.size)

    def table_format(self, table: Block, before: Block | None, after: Block | None) -> QTextTableFormat:
        """Return the frame of a table; its lines and grounds are painted by the view.

        Qt leaves out the space below the block before it and above the one after it, so that both have to be the
        table's own.
        """
        em = self.appearance.size
        made = QTextTableFormat()
        made.setBorder(0)
        made.setCellSpacing(0)
        made.setCellPadding(self.cell_padding)
        made.setLeftMargin(self.table_indent(table))
        below = self.setting(before).below if before is not None and before.kind is not BlockKind.TABLE else 0.0
        made.setTopMargin(round(max(_GAP, below) * em))
        above = self.setting(after).above if after is not None and after.kind is not BlockKind.TABLE else 0.0
        made.setBottomMargin(round(max(_AFTER_TABLE, above) * em))
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return made

    @property
    def _heading_weight(self) -> QFont.Weight:
        legible = self.appearance.family is Family.LEGIBLE
        return QFont.Weight.Bold if legible else QFont.Weight.DemiBold

    def _make(self, block: Block) -> Setting:
        leading, left = self.appearance.leading, indent(block.nesting)
        match block.kind:
            case BlockKind.HEADING:
                return self._heading(block.level)
            case BlockKind.LIST_ITEM:
                return Setting(leading=leading, below=0.35, left=left, running=True)
            case BlockKind.QUOTE:
                return Setting(leading=leading, above=_GAP, left=left, right=1.0, running=True)
            case BlockKind.CODE:
                above = 0.0 if block.continues else 1.7
                return Setting(0.8, 1.55, above, 1.85, left=left + 0.95, right=0.95, mono=True)
            case BlockKind.RULE:
                return Setting(leading=2.0, above=_GAP)
            case BlockKind.FOOTNOTE:
                return Setting(0.86, 1.5, 0, 0.4, left=INDENT, running=True)
            case _ if self.appearance.indented:
                return Setting(leading=leading, below=0, indent=_FIRST_LINE, running=True)
            case _:
                return Setting(leading=leading, above=_GAP, running=True)

    def _heading(self, level: int) -> Setting:
        rank = self._levels.get(level, 0)
        if rank == 0:
            return Setting(_TITLE, 1.25, 1.0, 1.1, weight=self._heading_weight)
        size = _HEADINGS[min(rank, len(_HEADINGS)) - 1]
        return Setting(size, 1.3, (1.85, 1.5, 1.3)[min(rank, 3) - 1], 0.65 if rank == 1 else 0.4,
                       weight=self._heading_weight)  # fmt: skip

    def _block_format(self, setting: Setting, *, leftwards: bool) -> QTextBlockFormat:
        measures = self.measures(setting)
        made = QTextBlockFormat()
        if measures.leading:
            made.setLineHeight(measures.leading, _FIXED)
        made.setTopMargin(measures.above)
        made.setBottomMargin(measures.below)
        made.setLeftMargin(measures.right if leftwards else measures.left)
        made.setRightMargin(measures.left if leftwards else measures.right)
        made.setTextIndent(measures.indent)
        if self.justifies(setting):
            made.setAlignment(Qt.AlignmentFlag.AlignJustify)
        return made

    def _char_format(self, setting: Setting) -> QTextCharFormat:
        made = QTextCharFormat()
        face = fonts.MONO if setting.mono else self.appearance.family.face
        font = fonts.sized(face, self.pixels(setting), setting.weight)
        if setting.figures:
            font.setFeature(QFont.Tag(setting.figures), 1)
        made.setFont(font)
        return made

    def _span_format(self, setting: Setting, kinds: frozenset[InlineKind]) -> QTextCharFormat:
        made = QTextCharFormat(self.char_format(setting))
        _style(made, kinds)
        if InlineKind.CODE in kinds and not setting.mono:
            made.setFontFamilies([fonts.MONO])
            made.setFontPointSize(fonts.points(self.pixels(setting) * _CODE))
        return made


def column_alignment(table: Block, column: int) -> Qt.AlignmentFlag | None:
    """Return how the words of a table's column are set, or None where they stand at the side that they run from."""
    return _ALIGNED.get(table.columns[column]) if column < len(table.columns) else None


def styled(kinds: frozenset[InlineKind]) -> QTextCharFormat:
    """Return the format of words under inline kinds apart from their size, which a layout adds."""
    made = QTextCharFormat()
    _style(made, kinds)
    if InlineKind.CODE in kinds:
        made.setFontFamilies([fonts.MONO])
    return made


def _style(form: QTextCharFormat, kinds: frozenset[InlineKind]) -> None:
    if InlineKind.EMPHASIS in kinds:
        form.setFontItalic(True)
    if InlineKind.STRONG in kinds:
        form.setFontWeight(QFont.Weight.Bold)
    if InlineKind.STRIKE in kinds:
        form.setFontStrikeOut(True)
    if kinds & {InlineKind.SUPERSCRIPT, InlineKind.FOOTNOTE_REFERENCE}:
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if InlineKind.SUBSCRIPT in kinds:
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    if InlineKind.LINK in kinds:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)


def _heading_ranks(content: Content) -> dict[int, int]:
    """Rank the heading levels in use from 1; a single heading that opens the text above deeper ones is rank 0."""
    heading = BlockKind.HEADING
    used = [block.level for block in content.blocks if block.kind is heading]
    levels = sorted(set(used))
    first = content.blocks[0].kind is heading if content.blocks else False
    title = first and len(levels) > 1 and used[0] == levels[0] and used.count(levels[0]) == 1
    return {level: place + (0 if title else 1) for place, level in enumerate(levels)}
