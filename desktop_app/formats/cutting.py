"""Where a text that is too long for one block is cut: into ranges of code points, with white space between them.

A range ends where `Room` says that it must, or sooner: at the end of a line, or of a sentence, or at white space. Only
where there is none is a word cut, and never between a letter and its accents.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.text.motion import previous_character
from desktop_app.core.text.sentences import sentences

_SPACES = re.compile(r"\s*")
# The spaces that are there to keep words together are no place to part them.
_GAP = re.compile(r"[^\S\u00a0\u202f\u2007]")


@dataclass(frozen=True, slots=True)
class Room:
    """How much a range may hold: code points, lines, and spans that begin in it (`begins`, ascending)."""

    length: int
    lines: int
    spans: int
    begins: Sequence[int] = ()

    def end(self, place: int) -> int:
        """Return where a range that begins at `place` must have ended, lines aside."""
        end = place + self.length
        after = bisect_left(self.begins, place) + self.spans
        if after < len(self.begins) and self.begins[after] > place:
            end = min(end, self.begins[after])
        return end


def cut_words(text: str, start: int, end: int, room: Room) -> Iterator[tuple[int, int]]:
    """Yield the ranges of running text from `start` to `end`. White space where it is cut belongs to none of them."""
    while end > (most := room.end(start)):
        cut = _end_of_words(text, start, most)
        yield start, cut
        start = _SPACES.match(text, cut, end).end()  # type: ignore[union-attr] # it matches nothing at all, too
        if start == end:
            return
    yield start, end


def cut_lines(text: str, start: int, end: int, room: Room) -> Iterator[tuple[int, int]]:
    """Yield the ranges of whole lines from `start` to `end`, a newline between two; longer lines are cut as words."""
    while start <= end:
        most = min(end, room.end(start))
        last, place, lines = -1, start, 0
        while lines < room.lines:
            line_end = text.find("\n", place, end)
            line_end = end if line_end < 0 else line_end
            if line_end > most:
                break
            last, place, lines = line_end, line_end + 1, lines + 1
            if line_end == end:
                break
        if last < 0:  # not even one line fits
            last = _end_of_line(text, start, end)
            yield from cut_words(text, start, last, room)
        else:
            yield start, last
        start = last + 1


def _end_of_line(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found


def _end_of_words(text: str, start: int, most: int) -> int:
    """Return where the last sentence ends that is over by `most`, or else the last word, or else the last character."""
    least = start + (most - start) // 2
    # What may go on behind `most` does not count, and a sentence needs white space behind it to be over.
    ends = [start + stop for _, stop in sentences(text[start:most])[:-1]]
    if ends and ends[-1] >= least and text[ends[-1]].isspace():
        return ends[-1]
    if (gap := _last_gap(text, least, most)) is not None:
        return gap
    if (gap := _last_gap(text, start + 1, least)) is not None:
        return gap
    whole = previous_character(text, most + 1) if most < len(text) else most
    return whole if whole > least else most


def _last_gap(text: str, start: int, end: int) -> int | None:
    """Return where the last white space that ends a word begins, between `start` and `end`."""
    for place in range(end, start - 1, -1):
        if _GAP.match(text, place) and not text[place - 1].isspace():
            return place
    return None
