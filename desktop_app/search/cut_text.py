"""A text with its words, which are found once and kept for the next question."""

from array import array
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from desktop_app.search.analysis import Analyzer, Slot

_RUNS_AT_ONCE = 4_000


class CutText:
    """The words of `text`, numbered from 0. A long text is cut as far as it is needed, piece by piece.

    Words lie in a few flat lists: many small objects would have the interpreter look through all of them, again and
    again, for what can be thrown away, and a keystroke would wait for that.
    """

    def __init__(self, text: str, analyzer: Analyzer) -> None:
        self.text = text
        self._analyzer = analyzer
        self._cut_to = 0
        self._terms: list[str] = []
        self._surfaces: list[str] = []
        self._starts = array("I")
        self._ends = array("I")
        self._paired: set[int] = set()
        self.cut_more()

    def cut_more(self) -> bool:
        """Cut the next piece, and return whether there was one."""
        before = self._cut_to
        cut, terms, surfaces, starts, ends = (
            self._analyzer.cut,
            self._terms.append,
            self._surfaces.append,
            self._starts.append,
            self._ends.append,
        )
        for match in islice(self._analyzer.raws(self.text, before), _RUNS_AT_ONCE):
            base, self._cut_to = match.span()
            for term, surface, start, end, paired, _ in cut(match[0]):
                if paired:
                    self._paired.add(len(self._terms))
                terms(term)
                surfaces(surface)
                starts(base + start)
                ends(base + end)
        return self._cut_to > before

    def filling(self, slot: Slot) -> Iterator[int]:
        """Yield the words, of those that have been cut, that fill `slot`."""
        if slot.is_exact:
            place = -1
            with suppress(ValueError):
                while True:
                    place = self._terms.index(slot.term, place + 1)
                    yield place
            return
        for place, (term, surface) in enumerate(zip(self._terms, self._surfaces, strict=True)):
            if _fills(term, surface, slot):
                yield place

    def fills(self, place: int, slot: Slot) -> bool:
        """Tell whether the word at `place` has been cut and fills `slot`."""
        return place < len(self._terms) and _fills(self._terms[place], self._surfaces[place], slot)

    def start(self, place: int) -> int:
        """Return where a word begins, in code points."""
        return self._starts[place]

    def end(self, place: int, slot: Slot) -> int:
        """Return where a word ends; of a pair of characters of which one is sought, where that one ends."""
        if slot.beginning and place in self._paired:
            return min(self._ends[place], self._starts[place] + len(slot.beginning))
        return self._ends[place]


def _fills(term: str, surface: str, slot: Slot) -> bool:
    if term == slot.term or term in slot.others:
        return True
    return slot.beginning != "" and surface.startswith(slot.beginning)
