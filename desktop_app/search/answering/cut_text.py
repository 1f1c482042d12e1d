"""A text in which words are looked for: only what may be one of them is cut out and analysed."""

import re
from collections.abc import Iterator

from desktop_app.search.analysis import Analyzer, Slot, Token

Place = tuple[int, int]
"""A word of a text: where the piece begins that it stands in, and how many words stand before it there."""

_AT_ONCE = 25_000
"""So many code points of a text are looked through before more of it is asked for."""

_SPACE = re.compile("[ \n。]")
_APOSTROPHE = re.compile("'")
_UNLIKE = re.compile(r"['\x80-\u2012\u2019-\u201b\u201e-\u2025\u2027-\u3001\u3003-\U0010ffff]")
"""What makes a word differ by more than capital letters from the way it is written: apostrophes, and what is beyond
ASCII, but for the dashes, quotes and ellipses that stand in most texts, and for the stop that counts as a space. In a
text that is all ASCII the first alone."""


class CutText:
    """The words of `text`. A long text is looked through as it is needed, one stretch after the other.

    No word reaches over a space: the piece between two of them has the same words by itself as in the whole text. A
    word without accents and apostrophes is written as it is looked for, but for its capitals, and a search for its
    first letters finds it; the pieces with other words are known by their places.
    """

    def __init__(self, text: str, analyzer: Analyzer) -> None:
        self.text = text
        self._analyzer = analyzer
        self._even = ""  # all of it that has been looked at, in small letters, every space a blank
        self._unlike: set[int] = set()
        self._pieces: dict[int, list[tuple[int, Token]]] = {}
        self.cut_more()

    def cut_more(self) -> bool:
        """Look at the next stretch as well, and return whether there was one."""
        first = len(self._even)
        if first == len(self.text):
            return False
        space = _SPACE.search(self.text, first + _AT_ONCE)
        stretch = self.text[first : space.end()] if space else self.text[first:]
        # İ alone becomes longer when it is made small. Its words are among the unlike ones anyway.
        self._even += stretch.replace("İ", "i").lower().replace("\n", " ").replace("。", " ")
        unlike = _APOSTROPHE if stretch.isascii() else _UNLIKE
        while found := unlike.search(self.text, first, len(self._even)):
            self._unlike.add(self._start_of_piece(found.start()))
            first = self._end_of_piece(found.end())
        return True

    def filling(self, slot: Slot) -> Iterator[Place]:
        """Yield the words, of those that have been looked at, that fill `slot`."""
        letters = [self._analyzer.beginning_of(term) for term in (slot.term, *slot.others)]
        if slot.beginning and not slot.beginning.startswith(letters[0]):
            letters.append(slot.beginning)
        for start in sorted(self._unlike.union(*map(self._beginning_with, letters))):
            words = self._pieces.get(start) or self._piece(start)
            for number, (_, token) in enumerate(words):
                if _fills(token, slot):
                    yield start, number

    def _beginning_with(self, letters: str) -> Iterator[int]:
        """Yield where the pieces begin in which a word begins with these small letters."""
        even = self._even
        place = even.find(letters)
        while 0 <= place < len(even):
            if not even[place - 1 : place].isalnum():
                yield even.rfind(" ", 0, place) + 1
            place = even.find(letters, place + 1)

    def after(self, place: Place, count: int) -> Place | None:
        """Return the word that stands so many words after another, or None where none has been looked at."""
        start, number = place[0], place[1] + count
        while number >= len(words := self._piece(start)):
            number -= len(words)
            start = self._end_of_piece(start) + 1
            if start >= len(self._even):
                return None
        return start, number

    def fills(self, place: Place, slot: Slot) -> bool:
        """Tell whether the word at `place` fills `slot`."""
        return _fills(self._token(place)[1], slot)

    def span(self, first: Place, last: Place, slot: Slot) -> tuple[int, int]:
        """Return where the word at `first` begins and the one at `last`, which fills `slot`, ends, in code points; of a
        pair of characters of which one is sought, where that one ends."""
        base, token = self._token(first)
        start = base + token.start
        if last != first:
            base, token = self._token(last)
        cut_short = slot.beginning and token.paired
        return start, base + (min(token.end, token.start + len(slot.beginning)) if cut_short else token.end)

    def _token(self, place: Place) -> tuple[int, Token]:
        """Return where the run of letters of a word begins, and the word in it."""
        return self._piece(place[0])[place[1]]

    def _piece(self, start: int) -> list[tuple[int, Token]]:
        words = self._pieces.get(start)
        if words is None:
            piece = self.text[start : self._end_of_piece(start)]
            words = self._pieces[start] = [(start + base, token) for base, token in self._analyzer.words(piece)]
        return words

    def _start_of_piece(self, place: int) -> int:
        return self._even.rfind(" ", 0, place) + 1

    def _end_of_piece(self, place: int) -> int:
        end = self._even.find(" ", place)
        return end if end >= 0 else len(self._even)


def _fills(token: Token, slot: Slot) -> bool:
    term, beginning, _, _, others = slot
    if beginning and token.surface.startswith(beginning):
        return True
    return token.term == term or token.term in others
