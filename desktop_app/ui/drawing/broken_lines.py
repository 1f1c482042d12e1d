"""Breaking a passage into the few lines that a card has room for."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_LONGEST = 1000
"""Code points: more than ever fit into the lines of a card."""


@lru_cache(maxsize=1024)
def broken(passage: str, face: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return `passage` in at most `most` lines of `width` pixels; the last one ends in "…" where more would follow."""
    passage = passage[:_LONGEST]
    layout = QTextLayout(passage, face)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return cut(passage, starts, face, width, most)


def cut(passage: str, starts: Sequence[int], face: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return the first `most` lines of a passage that has been broken where some lines start, in UTF-16 units.

    The last one ends in "…" where there are more starts than that.
    """
    pieces = _pieces(passage, starts[:most])
    if len(starts) > most:
        pieces[-1] = QFontMetricsF(face).elidedText(pieces[-1], Qt.TextElideMode.ElideRight, width)
    return tuple(piece.strip() for piece in pieces)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _pieces(passage: str, starts: Sequence[int]) -> list[str]:
    # Qt counts UTF-16 units.
    units = passage.encode("utf-16-le", "surrogatepass")
    ends = [*starts[1:], len(units) // 2]
    spans = zip(starts, ends, strict=True)
    return [units[2 * start : 2 * end].decode("utf-16-le", "replace") for start, end in spans]
