"""A person's own pace: what was read between two looks at the page, and how fast.

Words count as read when they have left the page at its top, by reading on, or have stood on the last page. What went by
faster than anybody reads was leafed through; what stood for very long was read, but somebody was away meanwhile, so it
says nothing about the pace.
"""

from dataclasses import dataclass

USUAL = 230.0
"""Words a minute, until a person's own pace is known: M. Brysbaert, "How many words do we read per minute?", Journal of
Memory and Language 109 (2019), has 238 for prose that is not fiction."""

_SLOWEST, _FASTEST = 40.0, 900.0
_TRUSTED = 5.0
"""For so many minutes the usual pace counts as if it were measured, so that the first page does not decide."""

_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands on the page: its first and last code points, and since when (milliseconds of any steady clock)."""

    top: int
    last: int
    at: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that was before somebody's eyes for a while, in code points, words and milliseconds."""

    start: int
    end: int
    words: int
    milliseconds: int

    @property
    def was_read(self) -> bool:
        """Whether there was time to read it."""
        return self._rate <= _FASTEST

    @property
    def tells_pace(self) -> bool:
        """Whether it was read at a pace that somebody may have."""
        return self.words > 0 and _SLOWEST <= self._rate <= _FASTEST

    @property
    def _rate(self) -> float:
        return self.words * _MINUTE / max(1, self.milliseconds)


def read_on(before: Sight, after: Sight) -> tuple[int, int] | None:
    """Return what left the page at its top between two sights; None when somebody went back, or leapt."""
    return (before.top, after.top) if before.top < after.top <= before.last + 1 else None


def words_a_minute(words: int, milliseconds: int) -> float:
    """Return the pace of somebody who has read so many words in that time, leaning on the usual pace at first."""
    return (USUAL * _TRUSTED + words) / (_TRUSTED + milliseconds / _MINUTE)
