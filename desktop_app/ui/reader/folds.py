"""Which blocks of a page are folded away, and which sections make them so."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from desktop_app.core.outline import LEAD, Section

Ranges = Sequence[tuple[int, int]]


class Folds:
    """Ranges of blocks that are out of sight: the index of the first, and of the one after the last. Immutable.

    The block before each range stands for it: a section is folded into its heading.
    """

    def __init__(self, ranges: Ranges = ()) -> None:
        """`ranges` are in order, do not touch, and none begins with the first block."""
        self._ranges = ranges
        self._firsts = [first for first, _ in ranges]

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folds) and list(self._ranges) == list(other._ranges)

    __hash__ = None  # type: ignore[assignment]

    @property
    def ranges(self) -> Ranges:
        """The ranges of blocks that are out of sight."""
        return self._ranges

    def hides(self, index: int) -> bool:
        """Tell whether a block is out of sight."""
        return self._range_of(index) is not None

    def standing_for(self, index: int) -> int:
        """Return the block that is seen instead of a block, which is itself where it is not hidden."""
        found = self._range_of(index)
        return index if found is None else found[0] - 1

    def after(self, index: int) -> int:
        """Return the next block in sight after a block."""
        found = self._range_of(index + 1)
        return index + 1 if found is None else found[1]

    def seen(self, first: int, stop: int) -> Sequence[int]:
        """Return the blocks from `first` to before `stop` that are in sight."""
        if not self._ranges:
            return range(first, stop)
        seen: list[int] = []
        place = max(0, bisect_right(self._firsts, first) - 1)
        for hidden, shown in self._ranges[place:]:
            seen.extend(range(first, min(hidden, stop)))
            first = max(first, shown)
            if first >= stop:
                break
        seen.extend(range(first, stop))
        return seen

    def _range_of(self, index: int) -> tuple[int, int] | None:
        if not self._ranges:
            return None
        place = bisect_right(self._firsts, index) - 1
        if place >= 0 and index < self._ranges[place][1]:
            return self._ranges[place]
        return None


def folds_of(sections: Sequence[Section], folded: Collection[int], starts: Sequence[int]) -> Folds:
    """Return what is out of sight while the sections of these indices are folded; `starts` are the blocks' starts.

    A section takes along those inside it. The lead has no heading that could stand for it, and is never folded.
    """
    ranges: list[tuple[int, int]] = []
    for index in sorted(folded):
        section = sections[index]
        heading = bisect_right(starts, section.start) - 1
        past = end_of(sections, index)
        stop = bisect_right(starts, sections[past].start) - 1 if past < len(sections) else len(starts)
        if section.path != (LEAD,) and stop > heading + 1 and not (ranges and heading < ranges[-1][1]):
            ranges.append((heading + 1, stop))
    return Folds(ranges)


def end_of(sections: Sequence[Section], index: int) -> int:
    """Return the index of the first section after this one that is not inside it."""
    level = sections[index].level
    later = range(index + 1, len(sections))
    return next((one for one in later if sections[one].level <= level), len(sections))


def can_fold(sections: Sequence[Section], index: int) -> bool:
    """Tell whether a section has a heading, and something below it that can be folded into that."""
    section = sections[index]
    return section.path != (LEAD,) and sections[end_of(sections, index) - 1].end > section.body


def outermost(sections: Sequence[Section]) -> list[int]:
    """Return the sections that fold an article to its main headings: below the title, where one heading is over all."""
    headed = [section for section in sections if section.path != (LEAD,)]
    for level in sorted({section.level for section in headed}):
        found = [section.index for section in headed if section.level == level]
        if len(found) > 1 or end_of(sections, found[0]) < len(sections):
            return found
    return []
