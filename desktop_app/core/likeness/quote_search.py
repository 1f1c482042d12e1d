"""Quote search: where in a text something like a quote may stand, without reading the whole text for each quote."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from heapq import nlargest
from math import log2
from operator import itemgetter

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from desktop_app.core.likeness.alignment import FIRM
from desktop_app.core.likeness.wording import Wording

_CANDIDATES = 3
"""How many places are looked at closely. The right one is nearly always the first; the others show rivals."""

_LOOKS = 1000
"""How many occurrences of its words a quote may look at, beginning with its rarest words: less than a millisecond."""

_LONG = 400
"""Code points from which on a quote is sought by words only: by letters takes seconds, and its ends matter less."""


def occurrences(text: str, quote: str, start: int = 0, end: int | None = None, most: int | None = None) -> list[int]:
    """Return the code points at which `quote` begins in `text`, overlapping ones too. An empty quote has none.

    `start` and `end` bound where it may stand; no more than `most` places are returned.
    """
    found: list[int] = []
    place = text.find(quote, start, end) if quote else -1
    while place >= 0 and len(found) != most:
        found.append(place)
        place = text.find(quote, place + 1, end)
    return found


class QuoteSearch:
    """Finds places in one text. The index of its words is made when it is first needed."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def closest(self, exact: Wording, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges most like `exact` in the words `first` to before `last`, in code points.

        They begin and end with words: one by the letters, which has the length of the quote, and one by the words,
        which reaches as far as those do that are left.
        """
        if first < last:
            found = [self._by_words(exact, first, last)]
            if len(exact.text) <= _LONG:
                found.append(self._by_letters(exact.text, first, last))
            yield from (self._wording.span(*words) for words in found if words[0] < words[1])

    def _by_letters(self, exact: str, first: int, last: int) -> tuple[int, int]:
        start, end = self._wording.span(first, last)
        found = partial_ratio_alignment(exact, self._wording.text[start:end])
        return self._wording.words_in(start + found.dest_start, start + found.dest_end) if found else (0, 0)

    def _by_words(self, exact: Wording, first: int, last: int) -> tuple[int, int]:
        blocks = Indel.opcodes(exact.codes, self._wording.codes[first:last]).as_matching_blocks()
        firm = [block for block in blocks if block.size >= FIRM]
        if not firm:
            return 0, 0
        ahead, behind = firm[0].a, len(exact.codes) - firm[-1].a
        return max(first, first + firm[0].b - ahead), min(last, first + firm[-1].b + behind)

    def likely(self, exact: Wording) -> list[tuple[int, int]]:
        """Return the stretches of words in which most of the rare words of `exact` stand as they stand in it.

        Each occurrence of a word votes for the place where the quote would then begin, as in the search for similar
        sequences by seeds (Wilbur and Lipman 1983); a rare word's vote weighs more.
        """
        size = len(exact.codes)
        total = len(self._wording.codes)
        width = size // 2 + 4  # words may have been put in or left out
        votes: defaultdict[int, float] = defaultdict(float)
        looks = 0
        known = (place for place, code in enumerate(exact.codes) if code in self._places)
        for place in sorted(known, key=lambda place: len(self._places[exact.codes[place]])):
            found = self._places[exact.codes[place]]
            if looks > _LOOKS:
                break
            looks += len(found)
            weight = log2(1 + total / len(found))
            for where in found:
                slot = (where - place) // width
                votes[slot] += weight
                votes[slot + 1] += weight  # the beginning may lie on either side of a border of slots
        best = nlargest(_CANDIDATES, votes.items(), key=itemgetter(1))
        return [(max(0, (slot - 1) * width), min(total, (slot + 1) * width + size)) for slot, _ in best]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, code in enumerate(self._wording.codes):
            places[code].append(place)
        return dict(places)
