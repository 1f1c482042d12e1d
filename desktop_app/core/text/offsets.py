"""Code points to UTF-16 units and back, for one block: Qt counts the latter and shows more than the text holds."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ASTRAL = re.compile("[\\U00010000-\\U0010ffff]")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets of one block between its text (code points) and its shown form (UTF-16 units), both from 0.

    The shown form may hold units that are no text: the mark of a footnote reference, a picture, the frame characters
    of a table cell. Where such units stand at an offset, the offset itself is ambiguous: a range begins after them
    and ends before them, so that they are never selected by accident.

    `points` are the code points at which the two counts move apart; `ending` and `starting` are their shown offsets
    before and after the units that are no text.
    """

    points: Sequence[int] = ()
    ending: Sequence[int] = ()
    starting: Sequence[int] = ()

    @classmethod
    def of(cls, text: str, shown_only: Iterable[tuple[int, int]] = ()) -> "OffsetMap":
        """Map `text`; `shown_only` gives (code point, UTF-16 units shown before it)."""
        widened = [] if text.isascii() else [found.end() for found in _ASTRAL.finditer(text)]
        inserted = Counter[int]()
        for offset, units in shown_only:
            inserted[offset] += units
        wide = frozenset(widened)
        points = tuple(sorted(wide | {offset for offset, units in inserted.items() if units}))
        ending, starting, shift = [], [], 0
        for point in points:
            shift += point in wide
            ending.append(point + shift)
            shift += inserted[point]
            starting.append(point + shift)
        return cls(points, tuple(ending), tuple(starting)) if points else IDENTITY

    def to_shown(self, offset: int, *, ending: bool = False) -> int:
        """Return the UTF-16 offset of the code point `offset`; `ending` asks for the end of a range there."""
        place = bisect_right(self.points, offset) - 1
        if place < 0:
            return offset
        if ending and self.points[place] == offset:
            return self.ending[place]
        return self.starting[place] + offset - self.points[place]

    def to_text(self, shown: int) -> int:
        """Return the code point at the UTF-16 offset `shown`; units that are no text belong to what follows them."""
        place = bisect_right(self.starting, shown) - 1
        since = self.points[place] + shown - self.starting[place] if place >= 0 else shown
        return min(since, self.points[place + 1]) if place + 1 < len(self.points) else since


IDENTITY = OffsetMap()
