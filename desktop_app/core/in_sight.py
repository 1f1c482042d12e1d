"""What has been seen of a text: what stood on the page for a moment, and not what flew by or was leapt over."""

from dataclasses import dataclass

from desktop_app.core.coverage import Ranges, covered
from desktop_app.core.document import BlockKind, Content

LONG_ENOUGH = 1200
"""Milliseconds on the page from which on something counts as seen."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Code points that have been on the page `since` then (milliseconds of any steady clock); None once that is told.

    What was told is not told again while it stays there: somebody may have said that it is unread.
    """

    start: int
    end: int
    since: int | None


class InSight:
    """Follows what stands on the page, and tells each part of it once it has been there for long enough."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []

    def turn(self, top: int, last: int, left: int, now: int) -> Ranges:
        """The page shows the code points `top` to `last` since `now`; what stood there before did so until `left`.

        Returns what had been there for long enough and has not been told.
        """
        seen = self.seen(left)
        still = [_Part(max(one.start, top), min(one.end, last), one.since) for one in self._parts]
        self._parts = []
        for part in still:
            if part.start < part.end:
                self._come(top, part.start, now)
                self._parts.append(part)
                top = part.end
        self._come(top, last, now)
        return seen

    def seen(self, now: int) -> Ranges:
        """Return what has been on the page for long enough by `now`, and has not been told before."""
        seen: Ranges = ()
        for number, one in enumerate(self._parts):
            if one.since is not None and now - one.since >= LONG_ENOUGH:
                seen = covered(seen, one.start, one.end)
                self._parts[number] = _Part(one.start, one.end, None)
        return seen

    def leave(self) -> None:
        """Nothing stands on the page any more."""
        self._parts = []

    def let_go(self) -> None:
        """What stands on the page counts as told: it is not seen anew before it has left and come back."""
        self._parts = [_Part(one.start, one.end, None) for one in self._parts]

    def _come(self, start: int, end: int, now: int) -> None:
        if start < end:
            self._parts.append(_Part(start, end, now))


def end_of_reading(content: Content) -> int:
    """Return the code point where a text has been read to its end: footnotes after it are read in their places."""
    text = next((block for block in reversed(content.blocks) if block.kind is not BlockKind.FOOTNOTE), None)
    return text.end if text is not None else len(content.text)
