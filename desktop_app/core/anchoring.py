"""Finding a described range in a text, the same one or a later one.

The order of what is tried follows the clients of the W3C's Web Annotations (Hypothesis: position, then quote, then a
fuzzy search with weights), with a comparison of the old and the new text added wherever the old one is known. A wrong
place does more harm than a lost one, since nobody is told: whatever stays in doubt is `Lost`, with the best guess.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from desktop_app.core.annotation import PlacementState
from desktop_app.core.likeness.alignment import Alignment
from desktop_app.core.likeness.quote_search import QuoteSearch, occurrences
from desktop_app.core.likeness.weighing import Described, Evidence, weigh
from desktop_app.core.likeness.wording import Vocabulary, Wording
from desktop_app.core.selectors import TextPositionSelector, TextQuoteSelector

FLOOR = 0.65
"""The part of quote and surroundings that must agree. Real revisions leave a wide valley around it, with what was
deleted below and what was edited above: any floor from .6 to .7 changes the figures by less than one in a hundred."""

ORDER = 0.2
"""What it is worth that a range stands between what stood before and after it: the comparison of the two texts then
agrees with the search for the quote, and its words need not prove by themselves where they belong."""

PROOF = 8
"""How many characters must agree at least, two short words: one is shared by chance."""

MARGIN = 0.05
"""By how much the best place must lead the second. Less is no more than a word, and words may come from either."""

_ENDS = 0.2
"""What it is worth, in the choice between ranges in one place, that a range ends where its neighbours begin."""

_MANY = 16  # words that stand more often than this are sought with their surroundings only
_WIDE = 4000  # code points; a longer stretch is searched by its rare words and not from end to end
_STRETCHED = 3  # a passage into which more than twice its own length was put is not the passage that was marked


@dataclass(frozen=True, slots=True)
class Anchored:
    """The range was found at `start` to `end` (code points).

    `score` is the part of it that agrees: 1 where its words are unchanged and in their order among those around them.
    """

    start: int
    end: int
    state: PlacementState
    score: float


@dataclass(frozen=True, slots=True)
class Lost:
    """The range was not found; `start` to `end` is the best guess.

    Where nothing is like it, the guess is empty and stands where the range would be (or at 0), and the score is 0.
    """

    start: int = 0
    end: int = 0
    score: float = 0.0


class Anchoring:
    """Finds ranges of one text in another. What is common to all of them is made once, when it is first needed.

    Without the old text (annotations that came from elsewhere) the quote and its surroundings have to do; then about
    one edited quote in ten more is lost.
    """

    def __init__(self, old_text: str | None, new_text: str) -> None:
        self._old_text = old_text
        self._text = new_text
        self._vocabulary = Vocabulary()

    def find(self, position: TextPositionSelector | None, quote: TextQuoteSelector) -> Anchored | Lost:
        """Find the range that stood at `position` (if that is known) with the words of `quote`. Never raises."""
        if position is not None and stands(self._text, position, quote):
            return Anchored(position.start, position.start + len(quote.exact), PlacementState.EXACT, 1.0)
        if not quote.exact:
            return Lost()
        if position is None or not self._in_old(position, quote):
            described = Described.of(quote, self._vocabulary)
            return self._judged(position, described, None, self._anywhere(described), Lost())
        first, last = self._alignment.old.words_in(position.start, position.end)
        moved = self._moved_whole(position, quote.exact, first, last)
        if moved is not None:
            return _found(self._text, position, quote.exact, moved, moved + len(quote.exact), 1.0)
        low, high = self._alignment.between(first, last)
        described = Described.of(quote, self._vocabulary)
        here = self._best_here(described, self._here(described.exact, first, last, low, high))
        elsewhere = self._free(self._anywhere(described), first, last) if _ahead(here) < 1 else []
        would_be = self._new.starts[low] if low < len(self._new.codes) else len(self._text)
        return self._judged(position, described, here, elsewhere, Lost(would_be, would_be))

    def _in_old(self, position: TextPositionSelector, quote: TextQuoteSelector) -> bool:
        return self._old_text is not None and self._old_text[position.start : position.end] == quote.exact

    @cached_property
    def _new(self) -> Wording:
        return self._vocabulary.wording(self._text)

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment(self._vocabulary.wording(self._old_text or ""), self._new)

    @cached_property
    def _search(self) -> QuoteSearch:
        return QuoteSearch(self._new)

    def _moved_whole(self, position: TextPositionSelector, exact: str, first: int, last: int) -> int | None:
        """Return where the quote begins now if its words and all that is between them were kept as they were."""
        word = self._alignment.moved_whole(first, last) if first < last else None
        if word is None:
            return None
        start = self._new.starts[word] + position.start - self._alignment.old.starts[first]
        return start if start >= 0 and self._text.startswith(exact, start) else None

    def _here(self, exact: Wording, first: int, last: int, low: int, high: int) -> Iterable[tuple[int, int]]:
        """Yield ranges that the old words `first` to `last` may have become between the new words `low` and `high`."""
        for least in (1, 2):  # a word that is left by itself may be there by chance
            kept = [run for run in self._alignment.kept(first, last) if run.length >= least]
            if kept:
                yield self._new.span(kept[0].new, kept[-1].new + kept[-1].length)
        if low >= high:
            return
        start, end = self._new.span(low, high)
        yield start, end
        for place in occurrences(self._text, exact.text, start, end, _MANY):
            yield place, place + len(exact.text)
        stretches = [(low, high)] if end - start <= _WIDE else self._search.likely(exact)
        for begin, stop in stretches:
            yield from self._search.closest(exact, max(low, begin), min(high, stop))

    def _best_here(self, described: Described, ranges: Iterable[tuple[int, int]]) -> Evidence | None:
        longest = _STRETCHED * len(described.exact.text)
        fitting = (span for span in dict.fromkeys(ranges) if span[1] - span[0] <= longest)
        weighed = (weigh(described, self._new, *span) for span in fitting)
        return max(weighed, key=lambda evidence: evidence.quote + _ENDS * evidence.ends, default=None)

    def _anywhere(self, described: Described) -> list[Evidence]:
        """Return what is like the quote, wherever it stands, the best first."""
        exact, prefix, suffix = described.exact.text, described.prefix.text, described.suffix.text
        places = occurrences(self._text, exact, most=_MANY + 1)
        if len(places) > _MANY:
            before = occurrences(self._text, prefix + exact, most=_MANY) if prefix else []
            after = occurrences(self._text, exact + suffix, most=_MANY) if suffix else []
            places = [place + len(prefix) for place in before] + after
        spans = [(place, place + len(exact)) for place in places] or self._same_words(described.exact)
        if not spans:
            likely = self._search.likely(described.exact)
            spans = [span for stretch in likely for span in self._search.closest(described.exact, *stretch)]
        weighed = (weigh(described, self._new, *span) for span in dict.fromkeys(spans))
        return sorted(weighed, key=lambda evidence: evidence.share, reverse=True)

    def _same_words(self, exact: Wording) -> list[tuple[int, int]]:
        """Return where all words of a quote stand one after another, set otherwise: other programs join its lines."""
        places = occurrences(self._new.codes, exact.codes, most=_MANY + 1)
        return [self._new.span(place, place + len(exact.codes)) for place in places] if len(places) <= _MANY else []

    def _free(self, ranges: list[Evidence], first: int, last: int) -> list[Evidence]:
        """Leave out the ranges whose words have come from elsewhere than the old words `first` to before `last`.

        A table has many lines that are alike; one that was there before is not where another has gone. But of words
        that stood twice and stand once, those that are left will do.
        """
        if sum(evidence.quote == 1 for evidence in ranges) == 1:
            return ranges
        free = []
        for evidence in ranges:
            begin, stop = self._new.words_in(evidence.start, evidence.end)
            if 2 * self._alignment.others(begin, stop, first, last) <= stop - begin:
                free.append(evidence)
        return free

    def _judged(
        self,
        position: TextPositionSelector | None,
        described: Described,
        here: Evidence | None,
        elsewhere: list[Evidence],
        lost: Lost,
    ) -> Anchored | Lost:
        """Choose between the range in its order and those elsewhere; a range elsewhere has to be the better by far."""
        exact, ahead = described.exact.text, _ahead(here)
        guesses = [one for one in (here, *elsewhere[:1]) if one is not None and one.share >= FLOOR / 2]
        if here is not None and ahead:
            elsewhere = [one for one in elsewhere if one.apart_from(here) and one.share > ahead]
            if not elsewhere:
                return _found(self._text, position, exact, here.start, here.end, here.quote)
        if elsewhere and _clear(elsewhere):
            best = elsewhere[0]
            return _found(self._text, position, exact, best.start, best.end, best.share)
        guess = max(guesses, key=lambda evidence: evidence.share, default=None)
        return lost if guess is None else Lost(guess.start, guess.end, guess.share)


def anchor(
    old_text: str | None, new_text: str, position: TextPositionSelector | None, quote: TextQuoteSelector
) -> Anchored | Lost:
    """Find one range; see `Anchoring.find`. The comparison of the pair of texts asked for last is kept."""
    return _between(old_text, new_text).find(position, quote)


def place(old_text: str, new_text: str, exact: str, prefix: str, suffix: str, start: int) -> tuple[int, int] | None:
    """Return where the quote that stood at the code point `start` of `old_text` stands now, or None: it is gone."""
    position = TextPositionSelector(start, start + len(exact))
    found = anchor(old_text, new_text, position, TextQuoteSelector(exact, prefix, suffix))
    return (found.start, found.end) if isinstance(found, Anchored) else None


def stands(text: str, position: TextPositionSelector, quote: TextQuoteSelector) -> bool:
    """Tell whether the quote stands at `position` of `text`, between the surroundings it was described with."""
    start, end = position.start, position.start + len(quote.exact)
    return (
        start >= 0
        and quote.exact != ""
        and text.startswith(quote.exact, start)
        and text.endswith(quote.prefix, 0, start)
        and text.startswith(quote.suffix, end)
    )


@lru_cache(maxsize=1)
def _between(old_text: str | None, new_text: str) -> Anchoring:
    return Anchoring(old_text, new_text)


def _found(
    text: str, position: TextPositionSelector | None, exact: str, start: int, end: int, score: float
) -> Anchored:
    if text[start:end] != exact:
        state = PlacementState.CHANGED
    elif position is not None and start == position.start:
        state = PlacementState.EXACT
    else:
        state = PlacementState.MOVED
    return Anchored(start, end, state, score)


def _ahead(here: Evidence | None) -> float:
    """Return what a range elsewhere must surpass: nothing, if the one in its order is not good enough."""
    good = here is not None and here.quote + ORDER >= FLOOR and _proven(here)
    return here.quote + ORDER if here is not None and good else 0.0


def _proven(evidence: Evidence) -> bool:
    # What is shorter than the proof, surroundings and all, must agree wholly.
    return evidence.agreeing >= min(PROOF, evidence.possible)


def _clear(ranges: list[Evidence]) -> bool:
    """Tell whether the first of `ranges` is good enough, and no other comes near it."""
    best = ranges[0]
    rival = next((evidence for evidence in ranges if evidence.apart_from(best)), None)
    enough = best.share >= FLOOR and _proven(best)
    return enough and (rival is None or rival.share < best.share - MARGIN)
