"""The few words around what was found."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from desktop_app.core.query.hit import Snippet
from desktop_app.search.answering.cut_text import CutText, Place
from desktop_app.search.answering.plan import Chain

WIDTH = 160
_MOST_MARKS = 64
_LONGEST_WORD = 24
_ELLIPSIS = "…"
_ODD_SPACE = re.compile(r"[^\S ]")


class Mark(NamedTuple):
    """A found run, in code points of its text, and which of the sought chains it fills."""

    start: int
    end: int
    chain: int


class Excerpt(NamedTuple):
    """A snippet, and where in its whole text the first found run shown in it lies: (0, 0) where none is."""

    snippet: Snippet
    start: int
    end: int

    @property
    def found(self) -> bool:
        """Whether anything is marked."""
        return bool(self.snippet.marks)


class Marker:
    """Finds `chains` in texts."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        self._chains = tuple(chains)

    def marks(self, text: CutText) -> list[Mark]:
        """Return the runs of `text` that fill a chain: all of them where they are few, else the first."""
        while True:
            found: list[Mark] = []
            for number, chain in enumerate(self._chains):
                found += islice(_filling(text, chain, number), _MOST_MARKS)
            if len(found) >= _MOST_MARKS or len({mark.chain for mark in found}) == len(self._chains):
                break
            if not text.cut_more():
                break
        found.sort()
        return found[:_MOST_MARKS]


def _filling(text: CutText, chain: Chain, number: int) -> Iterator[Mark]:
    first, *others = chain.slots
    last = chain.slots[-1]
    for place in text.filling(first):
        end: Place | None = place
        for slot in others:
            end = text.after(place, slot.offset)
            if end is None or not text.fills(end, slot):
                end = None
                break
        if end is not None:
            yield Mark(*text.span(place, end, last), number)


def excerpt(whole: CutText, marker: Marker, width: int = WIDTH) -> Excerpt:
    """Return about `width` code points of a text where the most different chains, then the most runs, are found.

    Line breaks become spaces, one for one. The cut is made between words, and shown by an ellipsis.
    """
    text = whole.text
    marks = marker.marks(whole)
    first, last = _densest(marks, width)
    shown = marks[first:last]
    start, end = _cut(text, shown, width)
    lead = _ELLIPSIS if text[:start].strip() else ""
    tail = _ELLIPSIS if text[end:].strip() else ""
    inside = _joined([mark for mark in marks if start <= mark.start and mark.end <= end])
    shift = len(lead) - start
    snippet = Snippet(
        lead + _ODD_SPACE.sub(" ", text[start:end]) + tail,
        tuple((mark_start + shift, mark_end + shift) for mark_start, mark_end in inside),
    )
    return Excerpt(snippet, *(inside[0] if inside else (0, 0)))


def _densest(marks: Sequence[Mark], width: int) -> tuple[int, int]:
    best = (0, 0)
    place = (0, 0)
    last = 0
    for first, mark in enumerate(marks):
        last = max(last, first + 1)
        while last < len(marks) and marks[last].end - mark.start <= width:
            last += 1
        value = (len({each.chain for each in marks[first:last]}), last - first)
        if value > best:
            best, place = value, (first, last)
        if last == len(marks):
            break
    return place


def _cut(text: str, shown: Sequence[Mark], width: int) -> tuple[int, int]:
    if not shown:
        begin = len(text) - len(text.lstrip())
        return begin, _word_end(text, begin, min(len(text), begin + width))
    first, last = shown[0].start, max(mark.end for mark in shown)
    room = max(width - (last - first), 0)
    start = max(0, first - room // 3)
    end = min(len(text), start + max(width, last - start))
    start = max(0, min(start, end - width))
    return _word_start(text, start, first), _word_end(text, last, end)


def _word_start(text: str, start: int, limit: int) -> int:
    """Return the first beginning of a word from `start` on and not after `limit`."""
    if start == 0 or text[start - 1].isspace():
        place = start
    else:
        place = next((at + 1 for at in range(start, min(limit, start + _LONGEST_WORD)) if text[at].isspace()), start)
    while place < limit and text[place].isspace():
        place += 1
    return place


def _word_end(text: str, limit: int, end: int) -> int:
    """Return the last end of a word up to `end` and not before `limit`."""
    if end < len(text) and not text[end].isspace():
        end = next((at for at in range(end, max(limit, end - _LONGEST_WORD), -1) if text[at - 1].isspace()), end)
    while end > limit and text[end - 1].isspace():
        end -= 1
    return end


def _joined(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return the runs of `marks` in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end, _ in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
