"""A text with its words, which are found once and kept for the next question."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate

from desktop_app.search.analysis import Analyzer, Slot, Token

_RUNS_AT_ONCE = 4_000
_REMEMBERED = 100_000


class Written(dict[str, str]):
    """How the words of a run of letters are written in the line of a CutText: most runs come in many texts."""

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self.analyzer = analyzer

    def __missing__(self, run: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        words = (f"\n{token.surface}\t{token.term}\t" for token in self.analyzer.cut(run))
        written = self[run] = "".join(words) + "\v"
        return written


class CutText:
    """The words of `text`, each known by its place in one line. A long text is cut as it is needed, piece by piece.

    The line has every word before and after stemming, and a sign at the end of each run of letters: what is sought is
    found in it at once, where a list of words would have to be looked through.
    """

    def __init__(self, text: str, written: Written) -> None:
        self.text = text
        self._written = written
        self._cut_to = 0
        self._line = ""
        self._starts = array("I")
        self._ends = array("I")
        self._counted = (0, 0)
        self.cut_more()

    def cut_more(self) -> bool:
        """Cut the next piece, and return whether there was one."""
        *pieces, rest = self._written.analyzer.split(self.text[self._cut_to :], _RUNS_AT_ONCE)
        bounds = list(accumulate(map(len, pieces), initial=self._cut_to))
        self._starts.extend(bounds[1::2])
        self._ends.extend(bounds[2::2])
        self._line += "".join(map(self._written.__getitem__, pieces[1::2]))
        self._cut_to = len(self.text) - len(rest)
        return bool(pieces)

    def filling(self, slot: Slot) -> Iterable[int]:
        """Return the words, of those that have been cut, that fill `slot`."""
        sought = [f"\t{term}\t" for term in (slot.term, *slot.others)]
        if slot.beginning:
            sought.append(f"\n{slot.beginning}")
        if len(sought) == 1:
            return self._words_with(sought[0])
        return sorted({place for each in sought for place in self._words_with(each)})

    def _words_with(self, sought: str) -> Iterator[int]:
        place = self._line.find(sought)
        while place >= 0:
            yield self._line.rfind("\n", 0, place + 1)
            place = self._line.find(sought, place + 1)

    def after(self, place: int, count: int) -> int:
        """Return the word that stands so many words after another, or -1 where none has been cut."""
        while count and place >= 0:
            place = self._line.find("\n", place + 1)
            count -= 1
        return place

    def fills(self, place: int, slot: Slot) -> bool:
        """Tell whether the word at `place` fills `slot`."""
        middle = self._line.index("\t", place)
        term = self._line[middle + 1 : self._line.index("\t", middle + 1)]
        if term == slot.term or term in slot.others:
            return True
        return slot.beginning != "" and self._line.startswith(slot.beginning, place + 1)

    def span(self, first: int, last: int, slot: Slot) -> tuple[int, int]:
        """Return where the word at `first` begins and the one at `last`, which fills `slot`, ends, in code points; of a
        pair of characters of which one is sought, where that one ends."""
        base, token = self._token(first)
        start = base + token.start
        if last != first:
            base, token = self._token(last)
        cut_short = slot.beginning and token.paired
        return start, base + (min(token.end, token.start + len(slot.beginning)) if cut_short else token.end)

    def _token(self, place: int) -> tuple[int, Token]:
        """Return where the run of letters of a word begins, and the word in it."""
        counted, run = self._counted if self._counted[0] <= place else (0, 0)
        run += self._line.count("\v", counted, place)
        self._counted = (place, run)
        word = self._line.count("\n", self._line.rfind("\v", 0, place) + 1, place)
        base = self._starts[run]
        return base, self._written.analyzer.cut(self.text[base : self._ends[run]])[word]
