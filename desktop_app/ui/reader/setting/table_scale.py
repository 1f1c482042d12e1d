"""How small a table is set where it cannot slide: on paper, where it has to be seen whole.

Its type shrinks before a word is broken. Where the smallest is still too large, words are broken, but no numbers: these
tell something else when they are taken apart.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from PySide6.QtGui import QFontMetricsF

from desktop_app.ui.reader.setting.table_columns import in_whole_pixels, shares

_SCALES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6)
"""Parts of the size of a table's words, from the largest."""

_SCALES_OF_NUMBERS = (0.6, 0.5, 0.4)
"""Those that are tried where only numbers are kept whole."""

_LONGEST_WORD = 24
"""Letters above which a word may be broken: it is an address or the like, and other columns want the room."""

_PIECE = 14
"""So many letters of it stand together at least."""

_WORD_END = re.compile(r"\s+|(?<=[^\W\d]-)(?=[^\W\d])")
_NUMBER = re.compile(r"[^\W\d]*[^\w\s]*\d[^\s]*")
_FINENESS = 1.02
"""Small type is a little wider than large type made smaller."""


class Fitted(NamedTuple):
    """How a table is set: its type as a part of the usual size, and the widths of its columns in pixels."""

    scale: float
    widths: list[int]


def fitted(
    rows: Sequence[Sequence[str]], metrics: QFontMetricsF, room: int, padding: int, *, styled: bool = False
) -> Fitted:
    """Return the largest type in which `rows` have room, and how the columns share it.

    `padding` is at both sides of every cell, and shrinks along. Words that are `styled` may be wider than `metrics` say
    that they are.
    """
    columns = list(zip_longest(*rows, fillvalue=""))
    wider = 1.06 if styled else 1.0
    wished = [wider * max(map(metrics.horizontalAdvance, cells)) for cells in columns]
    words = [wider * _widest_word(cells, metrics) for cells in columns]
    for scale in _SCALES:
        needed = _with_padding(words, scale, padding)
        if sum(needed) <= room:
            return Fitted(scale, in_whole_pixels(shares(_with_padding(wished, scale, padding), needed, room)))
    numbers = [wider * _widest_number(cells, metrics) for cells in columns]
    for scale in _SCALES_OF_NUMBERS:
        needed = _with_padding(numbers, scale, padding)
        if sum(needed) <= room:
            return Fitted(scale, in_whole_pixels(shares(_with_padding(words, scale, padding), needed, room)))
    needed = _with_padding(numbers, _SCALES_OF_NUMBERS[-1], padding)
    return Fitted(_SCALES_OF_NUMBERS[-1], in_whole_pixels([room * least / sum(needed) for least in needed]))


def _with_padding(widths: Iterable[float], scale: float, padding: int) -> list[float]:
    fineness = 1.0 if scale == 1 else _FINENESS
    return [2 * round(padding * scale) + 1 + width * scale * fineness for width in widths]


def _widest_word(cells: Sequence[str], metrics: QFontMetricsF) -> float:
    words = {word for cell in cells for word in _WORD_END.split(cell)}
    longest = min(_LONGEST_WORD, max(map(len, words)))
    wide = [word if len(word) <= _LONGEST_WORD else word[:_PIECE] for word in words if len(word) >= longest / 2]
    return max(map(metrics.horizontalAdvance, wide))


def _widest_number(cells: Sequence[str], metrics: QFontMetricsF) -> float:
    """Return the width of the widest number, or of a letter: a column without numbers still needs to be seen."""
    words = {word for cell in cells for word in cell.split()}
    numbers = (word for word in words if len(word) <= _LONGEST_WORD and _NUMBER.fullmatch(word))
    return max(metrics.averageCharWidth() * 3, max(map(metrics.horizontalAdvance, numbers), default=0.0))
