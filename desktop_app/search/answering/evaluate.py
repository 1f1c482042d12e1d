"""Answering a plan: which entries match, and how well (BM25F).

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form that Whoosh uses:
each field is scored by itself, and the sum of the fields is the score.
"""

from math import log
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from desktop_app.search.analysis import Slot
from desktop_app.search.answering.ground import K1, Ground
from desktop_app.search.answering.matching import Matching
from desktop_app.search.answering.plan import Both, Chain, Close, Either, Plan
from desktop_app.search.answering.posted import Listed, Posted
from desktop_app.search.leaf import NO_NUMBERS, NO_POSTINGS, TEXT_FIELDS, Cancelled, Numbers, Present, Scores

_Kind = TypeVar("_Kind", bound=np.generic)

_FIELD_WEIGHTS = {"heading": 2.5, "body": 1.0}
_TITLE_BONUS = np.float32(1000)
_MANY = 8
"""One entry of so many is worth being picked out; of more, it is quicker to reckon with all there are."""
_COLUMNS = 32
"""Into how many times as many columns as are wanted the scores are dealt to see which of them may be among the best."""


class Best(NamedTuple):
    """The best entries and their scores, best first, and how many match in all."""

    total: int
    numbers: Numbers
    scores: Scores


def answer(matching: Matching, plan: Plan, changed: frozenset[str], wanted: int, cancelled: Cancelled) -> Best:
    """Return the `wanted` best of the entries that match. Titles that match stand above everything else.

    What belongs to the subjects `changed` is left out of the index. Raises SearchCancelled, and IndexDamaged when a
    leaf cannot be read.
    """
    with matching.question(cancelled):
        present = matching.of(plan)
        gone = matching.ground.gone(changed)
        numbers: Numbers | None = None
        total = int(np.count_nonzero(present))
        if total * _MANY < len(present):
            numbers = np.flatnonzero(present)
            if gone is not None:
                numbers = numbers[~gone[numbers]]
            total = len(numbers)
        elif gone is not None:
            present = present & ~gone
            total = int(np.count_nonzero(present))
        if not wanted or not total:
            return Best(total, NO_NUMBERS, NO_POSTINGS.weights)
        scoring = _Scoring(matching, numbers)
        scoring.score(plan)
        return Best(total, *scoring.best(present, wanted))


class _Scoring:
    """The scores of the entries `numbers`, or of all there are: some of those are then of entries that do not match."""

    def __init__(self, matching: Matching, numbers: Numbers | None) -> None:
        self._matching = matching
        self._ground: Ground = matching.ground
        self._numbers = numbers
        self._norms = {field: self._ground.norms(field, numbers) for field in TEXT_FIELDS}
        self._scores = np.zeros(len(self._norms["body"]), np.float32)

    def score(self, plan: Plan, inside: Present | None = None) -> None:
        """Add up the scores, of entries that are `inside` where it is given. Filters give none."""
        match plan:
            case Chain((slot,)):
                for field in TEXT_FIELDS:
                    self._add(slot, field, inside)
            case Chain() | Close():
                self._score_chain(plan, inside)
            case Either(parts):
                for part in parts:
                    found = self._matching.of(part)
                    self.score(part, found if inside is None else found & inside)
            case Both(parts):
                for part in parts:
                    self.score(part, inside)

    def _score_chain(self, chain: Chain | Close, inside: Present | None) -> None:
        for field, found in self._matching.fields(chain).items():
            within = found if inside is None else found & inside
            if within.any():
                for slot in chain.slots:
                    self._add(slot, field, within)

    def best(self, present: Present, wanted: int) -> tuple[Numbers, Scores]:
        """Return the `wanted` best of the entries that are `present`, in their order where they score alike."""
        scores, present = self._scores, self._picked(present)
        if self._numbers is None:
            scores *= present
        scores[np.flatnonzero(self._picked(self._ground.columns.titles) & present)] += _TITLE_BONUS
        good = np.flatnonzero((scores >= _least(scores, wanted)) & present)
        good = good[np.argsort(-scores[good], kind="stable")][:wanted]
        return (good if self._numbers is None else self._numbers[good]), scores[good]

    def _add(self, slot: Slot, field: str, inside: Present | None) -> None:
        posted = self._matching.posted(slot, field)
        if posted.count:
            rarity = log(self._ground.count / (posted.count + 1)) + 1
            worth = np.float32(_FIELD_WEIGHTS[field] * rarity * (K1 + 1))
            norms = self._norms[field]
            if self._numbers is None and isinstance(posted, Listed) and posted.count * _MANY < self._ground.count:
                some = posted.numbers
                shares = _shares(posted.weights, norms[some], worth)
                self._scores[some] += shares if inside is None else shares * inside[some]
            else:
                shares = _shares(self._weights(posted), norms, worth)
                self._scores += shares if inside is None else shares * self._picked(inside)
        if not slot.is_exact:
            self._add(slot.exactly, field, inside)

    def _weights(self, posted: Posted) -> Scores:
        return posted.everywhere() if self._numbers is None else posted.among(self._numbers)

    def _picked(self, values: npt.NDArray[_Kind]) -> npt.NDArray[_Kind]:
        return values if self._numbers is None else values[self._numbers]


def _shares(weights: Scores, norms: Scores, worth: np.float32) -> Scores:
    """Return what a word that entries have so often adds to the score of each."""
    shares = weights + norms
    np.divide(weights, shares, out=shares)
    shares *= worth
    return shares


def _least(scores: Scores, wanted: int) -> np.float32:
    """Return a score that the `wanted` best have, and few others: the best of each of many columns are as many
    different ones."""
    columns = wanted * _COLUMNS
    if len(scores) >= 2 * columns:
        scores = scores[: len(scores) // columns * columns].reshape(-1, columns).max(axis=0)
    place = len(scores) - wanted
    return np.partition(scores, place)[place] if place > 0 else np.float32(0)
