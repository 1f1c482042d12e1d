"""Which entries of all leaves fill a slot, and how often: by their numbers, or as a sum for each entry there is."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from desktop_app.search.arrays.leaf_runs import Whole, numbered_on
from desktop_app.search.leaf import NO_POSTINGS, Numbers, Postings, Present, Scores

_LOOKED_UP = 500
"""To look so many entries up takes as long as to spread out postings of none."""
_SPREAD = 8
"""To look an entry up takes as long as to spread out so many postings."""
_FEW = 64
"""Where one entry of so many is in postings, or less, they are put in order sooner than added up for all there are."""


class Listed:
    """The entries of a term, one by one."""

    def __init__(self, numbers: Numbers, weights: Whole, count: int) -> None:
        self.numbers = numbers
        self.count = len(numbers)
        """How many entries there are."""
        self._weights = weights
        self._all = count

    def mark(self, present: Present) -> None:
        """Mark the entries."""
        present[self.numbers] = True

    @property
    def weights(self) -> Scores:
        """How often each of the entries fills the slot."""
        return self._weights.astype(np.float32)

    def among(self, numbers: Numbers) -> Scores:
        """Return how often each of the ascending `numbers` fills the slot."""
        if len(numbers) > _LOOKED_UP + self.count // _SPREAD:
            return self._spread[numbers].astype(np.float32)
        places = np.minimum(self.numbers.searchsorted(numbers), self.count - 1)
        weights: Scores = np.multiply(self._weights[places], self.numbers[places] == numbers, dtype=np.float32)
        return weights

    def everywhere(self) -> Scores:
        """Return how often each of all entries fills the slot."""
        return self._spread.astype(np.float32)

    @cached_property
    def _spread(self) -> Whole:
        weights = np.zeros(self._all, self._weights.dtype)
        weights[self.numbers] = self._weights
        return weights


class Summed:
    """The entries of several terms that count as one: of the words with a beginning, or of those that are alike."""

    def __init__(self, numbers: Numbers, weights: Whole, count: int) -> None:
        self._weights: Scores = np.bincount(numbers, weights, count).astype(np.float32)
        self._filled: Present = self._weights > 0
        self.count = int(np.count_nonzero(self._filled))
        """How many entries there are."""

    @property
    def numbers(self) -> Numbers:
        """The entries, ascending."""
        return np.flatnonzero(self._filled)

    def mark(self, present: Present) -> None:
        """Mark the entries."""
        present |= self._filled

    def among(self, numbers: Numbers) -> Scores:
        """See Listed."""
        return self._weights[numbers]

    def everywhere(self) -> Scores:
        """See Listed."""
        return self._weights


Posted = Listed | Summed


def posted(several: Sequence[Postings], firsts: Sequence[int], count: int) -> Posted:
    """Return the postings of all leaves together, given the number that the first entry of each has among `count`."""
    if not several:
        return Listed(*NO_POSTINGS[:2], count)
    numbers = numbered_on([postings.numbers for postings in several], firsts)
    weights = np.concatenate([postings.weights for postings in several])
    if not any(postings.repeated for postings in several):
        return Listed(numbers, weights, count)
    if len(numbers) * _FEW > count:
        return Summed(numbers, weights, count)
    return Listed(*_put_together(numbers, weights), count)


def _put_together(numbers: Numbers, weights: Whole) -> tuple[Numbers, Whole]:
    """Return each of the entries once, ascending, with all its weights added up."""
    order = numbers.argsort(kind="stable")
    numbers = numbers[order]
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1))
    return numbers[firsts], np.add.reduceat(weights[order], firsts, dtype=np.float32)
