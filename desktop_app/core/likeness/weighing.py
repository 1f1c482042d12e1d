"""Weighing: how strongly the words at a place speak for its being the place that was described."""

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from desktop_app.core.likeness.wording import Vocabulary, Wording
from desktop_app.core.selectors import TextQuoteSelector

SURROUNDINGS = 0.25
"""What a character of the prefix or suffix weighs beside one of the quote: they help, but are not what was marked."""

_CHANCE = 0.4
"""The part of its characters that a text shares by chance, in order, with any other in the same alphabet."""


@dataclass(frozen=True, slots=True)
class Described:
    """A quote and its surroundings, as words."""

    exact: Wording
    prefix: Wording
    suffix: Wording

    @classmethod
    def of(cls, quote: TextQuoteSelector, vocabulary: Vocabulary) -> "Described":
        """Return the words of `quote`."""
        return cls(vocabulary.wording(quote.exact), vocabulary.wording(quote.prefix), vocabulary.wording(quote.suffix))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a range: `quote` and `ends`, from 0 (nothing) to 1.

    `quote` is how much it is like the quote; `ends` says whether the words next to it, on both sides, are what they
    were. `agreeing` counts the characters that agree and `possible` those that there are, the surroundings at their
    lesser weight.
    """

    start: int
    end: int
    quote: float
    ends: float
    agreeing: float
    possible: float

    @property
    def share(self) -> float:
        """The part of quote and surroundings that agrees. The shorter the quote, the more its surroundings count."""
        return self.agreeing / self.possible

    def apart_from(self, other: "Evidence") -> bool:
        """Tell whether two ranges have nothing in common."""
        return self.end <= other.start or other.end <= self.start


def weigh(described: Described, new: Wording, start: int, end: int) -> Evidence:
    """Return what speaks for the code points `start` to `end` of `new`."""
    quote = _likeness(described.exact, new, start, end)
    before, after = described.prefix, described.suffix
    first, last = new.words_in(start, end)
    row_before, row_after = (
        new.codes[max(0, first - len(before.codes)) : first],
        new.codes[last : last + len(after.codes)],
    )
    # Surroundings begin or end within a word; where they are there as they were, that word is not missing.
    kept = before.letters() if new.text.endswith(before.text, 0, start) else _kept(before, row_before)
    kept += after.letters() if new.text.startswith(after.text, end) else _kept(after, row_after)
    ends = (before.codes[-1:] == new.codes[max(0, first - 1) : first]) + (after.codes[:1] == new.codes[last : last + 1])
    size, total = len(described.exact.text), before.letters() + after.letters()
    agreeing = size * quote + SURROUNDINGS * kept
    return Evidence(start, end, quote, ends / 2, agreeing, size + SURROUNDINGS * total)


def _likeness(exact: Wording, new: Wording, start: int, end: int) -> float:
    """Words tell a kept passage from one that merely uses the same letters; letters see a word that was inflected."""
    text = new.text[start:end]
    if text == exact.text:
        return 1.0
    first, last = new.words_in(start, end)
    words = _covering(_kept(exact, new.codes[first:last]), exact.letters(), new.letters(first, last))
    letters = _covering(LCSseq.similarity(exact.text, text), len(exact.text), len(text))
    return (words + max(0.0, letters - _CHANCE) / (1 - _CHANCE)) / 2


def _covering(common: int, wanted: int, given: int) -> float:
    """Van Rijsbergen's F2: that words of the quote are missing weighs more than that others stand between them."""
    return 5 * common / (4 * wanted + given) if common else 0.0


def _kept(wanted: Wording, codes: str) -> int:
    """Return how many letters of `wanted` are in the words `codes` too, in order."""
    edits = LCSseq.opcodes(wanted.codes, codes)
    return sum(wanted.letters(edit.src_start, edit.src_end) for edit in edits if edit.tag == "equal")
