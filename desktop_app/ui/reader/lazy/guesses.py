"""How high the blocks of an article are before they have been laid out: guessed by how many letters they hold."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF

from desktop_app.core.document import Block, BlockKind, Content
from desktop_app.ui.reader.setting.page import SIDE, Page
from desktop_app.ui.reader.setting.typesetting import Setting, Typesetting

_SAMPLE = 800
"""How many letters from the middle of the text tell how wide its letters are."""

_WASTE = 0.97
"""The part of a line that words fill: they break before its end."""

_LOOKED_AT = frozenset({BlockKind.TABLE, BlockKind.FIGURE, BlockKind.CODE})
"""What is not simply so many lines of words."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """The space above each block, and the height of each with that space, in pixels."""

    gaps: list[int]
    heights: list[int]


def guessed(page: Page, typesetting: Typesetting, width: int) -> Guessed:
    """Guess for a page of this width, the sides included. Gaps are certain, for they depend on no layout."""
    return _Guess(page, typesetting, width).made()


_Look = tuple[BlockKind, int, int, str, bool]
"""What the measures of a block depend on: its kind and level, what it stands in, whether it has words."""


class _Follower(NamedTuple):
    """A block below another: the gap between them, how many letters a line holds, how high it is, and what may follow.

    `letters` are 0 where the block has to be looked at.
    """

    gap: int
    letters: int
    leading: int
    followers: "dict[_Look, _Follower]"


class _Guess:
    def __init__(self, page: Page, typesetting: Typesetting, width: int) -> None:
        self._page = page
        self._content: Content = page.content
        self._set = typesetting
        self._room = max(1, width - 2 * SIDE)
        middle = max(0, len(self._content.text) // 2 - _SAMPLE // 2)
        self._sample = self._content.text[middle : middle + _SAMPLE] or "e"
        self._lines: dict[Setting, tuple[int, int]] = {}
        self._letters: dict[tuple[float, int, bool], float] = {}

    def made(self) -> Guessed:
        gaps: list[int] = []
        heights: list[int] = []
        followers: dict[_Look, _Follower] = {}
        known: dict[_Look, dict[_Look, _Follower]] = {}
        former: Block | None = None
        for block in self._content.blocks:
            length = block.end - block.start
            look = (block.kind, block.level, block.lists, block.within, length > 0)
            follower = followers.get(look)
            if follower is None:
                follower = followers[look] = self._follower(former, block, known.setdefault(look, {}))
            gap, letters, leading, followers = follower
            gaps.append(gap)
            heights.append(gap + ((length // letters + 1) * leading if letters else self._looked_at(block)))
            former = block
        for followers in known.values():
            followers.clear()  # they lead to one another, and could not go by themselves
        return Guessed(gaps, heights)

    def _follower(self, former: Block | None, block: Block, followers: "dict[_Look, _Follower]") -> "_Follower":
        """Work out what a block is like below another, and all that look as these two do."""
        setting = self._setting(block)
        letters, leading = self._line(setting) if block.kind not in _LOOKED_AT else (0, 0)
        if former is None or block.continues:
            return _Follower(0, letters, leading, followers)
        if block.kind not in _LOOKED_AT and former.kind is not block.kind:
            setting = self._set.opening(block)
        below = self._set.measures(self._last(former, self._setting(former))).below
        return _Follower(max(below, self._set.measures(setting).above), letters, leading, followers)

    def _setting(self, block: Block) -> Setting:
        if block.kind is BlockKind.TABLE:
            return self._set.table
        return self._set.picture if block.kind is BlockKind.FIGURE else self._set.setting(block)

    def _last(self, block: Block, setting: Setting) -> Setting:
        return self._set.caption if block.kind is BlockKind.FIGURE and block.end > block.start else setting

    def _line(self, setting: Setting) -> tuple[int, int]:
        """Return how many letters a line holds, and how high it is."""
        known = self._lines.get(setting)
        if known is None:
            measures = self._set.measures(setting)
            room = self._room - measures.left - measures.right
            known = self._lines[setting] = max(1, int(room / self._letter(setting) * _WASTE)), measures.leading
        return known

    def _letter(self, setting: Setting) -> float:
        """Return how wide a letter is."""
        look = (setting.size, setting.weight.value, setting.mono)
        known = self._letters.get(look)
        if known is None:
            metrics = QFontMetricsF(self._set.char_format(setting).font())
            known = self._letters[look] = max(1.0, metrics.horizontalAdvance(self._sample) / len(self._sample))
        return known

    def _looked_at(self, block: Block) -> int:
        if block.kind is BlockKind.TABLE:
            return self._table(block)
        return self._figure(block) if block.kind is BlockKind.FIGURE else self._code(block)

    def _code(self, block: Block) -> int:
        letters, leading = self._line(self._set.setting(block))
        return _lines_of(self._content.text_of(block), letters) * leading

    def _table(self, block: Block) -> int:
        letters, leading = self._line(self._set.row(heading=False))
        text = self._content.text_of(block)
        return _lines_of(text, letters) * leading + (text.count("\n") + 1) * 2 * self._set.cell_padding

    def _figure(self, block: Block) -> int:
        height = round(self._page.pictures.size(block.resource or "", block.width).height())
        if block.end == block.start:
            return height
        letters, leading = self._line(self._set.caption)
        between = max(self._set.measures(self._set.picture).below, self._set.measures(self._set.caption).above)
        return height + between + ((block.end - block.start) // letters + 1) * leading


def _lines_of(text: str, letters: int) -> int:
    """Return how many lines the lines of a text take where one holds so many letters."""
    lengths = list(map(len, text.split("\n")))
    return len(lengths) if max(lengths) < letters else sum(length // letters + 1 for length in lengths)
