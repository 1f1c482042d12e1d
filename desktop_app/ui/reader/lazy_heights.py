"""How high the blocks of an article are before they have been laid out: guessed by how many letters they hold."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF

from desktop_app.core.document import Block, BlockKind, Content
from desktop_app.ui.reader.page import SIDE, Page
from desktop_app.ui.reader.typesetting import Setting, Typesetting

_SAMPLE = 2_000
"""How many letters from the middle of the text tell how wide its letters are."""

_WASTE = 0.97
"""The part of a line that words fill: they break before its end."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """The space above each block, and the height of each with that space, in pixels."""

    gaps: list[int]
    heights: list[int]


def guessed(page: Page, typesetting: Typesetting, width: int) -> Guessed:
    """Guess for a page of this width, the sides included. Gaps are certain, for they depend on no layout."""
    return _Guess(page, typesetting, width).made()


class _Guess:
    def __init__(self, page: Page, typesetting: Typesetting, width: int) -> None:
        self._page = page
        self._content: Content = page.content
        self._set = typesetting
        self._room = max(1, width - 2 * SIDE)
        middle = max(0, len(self._content.text) // 2 - _SAMPLE // 2)
        self._sample = self._content.text[middle : middle + _SAMPLE] or "e"
        self._letters: dict[Setting, tuple[int, int]] = {}
        self._others: dict[BlockKind, Callable[[Block, Setting], int]] = {
            BlockKind.TABLE: self._table,
            BlockKind.FIGURE: self._figure,
            BlockKind.CODE: self._code,
        }

    def made(self) -> Guessed:
        gaps: list[int] = []
        heights: list[int] = []
        known: dict[tuple[BlockKind, int, int, BlockKind | None, bool], tuple[Setting, int, int, int, int]] = {}
        former, below = None, 0
        for block in self._content.blocks:
            kind = block.kind
            key = (kind, block.level, block.lists, former, block.end > block.start)
            found = known.get(key)
            if found is None:
                found = known[key] = self._measured(block, follows=former is kind)
            setting, above, following, letters, leading = found
            gap = max(below, above) if gaps and not block.continues else 0
            other = self._others.get(kind)
            height = other(block, setting) if other else ((block.end - block.start) // letters + 1) * leading
            gaps.append(gap)
            heights.append(height + gap)
            former, below = kind, following
        return Guessed(gaps, heights)

    def _measured(self, block: Block, *, follows: bool) -> tuple[Setting, int, int, int, int]:
        setting, opening = self._setting(block), self._set.setting(block)
        if not follows:
            opening = self._set.opening(block)
        above = self._set.measures(setting if block.kind in self._others else opening).above
        below = self._set.measures(self._last(block, setting)).below
        return (setting, above, below, *self._line(setting))

    def _setting(self, block: Block) -> Setting:
        if block.kind is BlockKind.TABLE:
            return self._set.table
        return self._set.picture if block.kind is BlockKind.FIGURE else self._set.setting(block)

    def _last(self, block: Block, setting: Setting) -> Setting:
        return self._set.caption if block.kind is BlockKind.FIGURE and block.end > block.start else setting

    def _line(self, setting: Setting) -> tuple[int, int]:
        """Return how many letters a line holds, and how high it is."""
        known = self._letters.get(setting)
        if known is None:
            measures = self._set.measures(setting)
            metrics = QFontMetricsF(self._set.char_format(setting).font())
            letter = max(1.0, metrics.horizontalAdvance(self._sample) / len(self._sample))
            room = self._room - measures.left - measures.right
            known = self._letters[setting] = max(1, int(room / letter * _WASTE)), measures.leading
        return known

    def _code(self, block: Block, setting: Setting) -> int:
        letters, leading = self._line(setting)
        lines = self._content.text_of(block).split("\n")
        return sum(len(line) // letters + 1 for line in lines) * leading

    def _table(self, block: Block, _: Setting) -> int:
        letters, leading = self._line(self._set.row(heading=False))
        rows = self._content.text_of(block).split("\n")
        return sum((len(row) // letters + 1) * leading + 2 * self._set.cell_padding for row in rows)

    def _figure(self, block: Block, _: Setting) -> int:
        height = round(self._page.pictures.size(block.resource or "").height())
        if block.end == block.start:
            return height
        letters, leading = self._line(self._set.caption)
        between = max(self._set.measures(self._set.picture).below, self._set.measures(self._set.caption).above)
        return height + between + ((block.end - block.start) // letters + 1) * leading
