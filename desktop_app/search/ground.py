"""All leaves side by side, numbered through: what every question needs of them, worked out once for each commit."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from desktop_app.search.analysis import Slot
from desktop_app.search.leaf import NO_POSTINGS, TEXT_FIELDS, Leaf, Numbers, Postings, Present, Scores
from desktop_app.search.live_reader import IndexLeaf
from desktop_app.search.overlay import MemoryLeaf

K1 = 1.2
_B = 0.75
_FEW = 10_000


class Posted:
    """Postings of all leaves, each with the number that its first entry has among all."""

    def __init__(self, runs: Sequence[tuple[int, Postings]]) -> None:
        self._runs = runs
        self.count = sum(len(postings.numbers) for _, postings in runs)
        """How many entries there are."""

    def mark(self, present: Present) -> None:
        """Mark the entries."""
        if self.count < _FEW:
            present[self.joined.numbers] = True
            return
        for base, (numbers, _) in self._runs:
            present[base:][numbers] = True

    def spread(self, into: Scores) -> None:
        """Write how often each entry has it over the zeros in `into`."""
        for base, (numbers, weights) in self._runs:
            into[base:][numbers] = weights

    @cached_property
    def joined(self) -> Postings:
        """All of them in one run."""
        if not self._runs:
            return NO_POSTINGS
        runs = [postings for _, postings in self._runs]
        numbers = np.concatenate([postings.numbers for postings in runs], dtype=np.int64)
        numbers += np.repeat([base for base, _ in self._runs], [len(postings.numbers) for postings in runs])
        return Postings(numbers, np.concatenate([postings.weights for postings in runs]))


class Ground:
    """`leaves`, the entries of each numbered on from the last. All share one set of statistics, so that what waits in
    memory and what lies in the index are ranked as if they were one."""

    def __init__(self, leaves: Sequence[IndexLeaf | MemoryLeaf], before: "Ground | None" = None) -> None:
        """What `before` knows of the same leaves is taken over: a commit mostly adds one and changes none."""
        self.leaves = tuple(leaves)
        self._bases = [0, *np.cumsum([leaf.count for leaf in leaves], dtype=int).tolist()]
        self.count = int(self._bases[-1])
        self._norms: dict[str, Scores] = {}
        self._spare: list[Scores] = []
        kept = _alike(self.leaves, before.leaves) if before is not None else 0
        fresh = list(self.each())[kept:]
        self.titles: Present = np.zeros(self.count, bool)
        self._lengths = {field: np.zeros(self.count, np.float32) for field in TEXT_FIELDS}
        self._totals: dict[str, list[int]] = {field: [] for field in TEXT_FIELDS}
        if before is not None:
            known = slice(0, self._bases[kept])
            self.titles[known] = before.titles[known]
            for field in TEXT_FIELDS:
                self._lengths[field][known] = before._lengths[field][known]  # noqa: SLF001 - another of its kind
                self._totals[field] = before._totals[field][:kept]  # noqa: SLF001
        for leaf, where in fresh:
            self.titles[where][leaf.labelled("kind", "title")] = True
            for field in TEXT_FIELDS:
                self._lengths[field][where] = leaf.lengths(field)
                self._totals[field].append(leaf.total_length(field))

    def each(self) -> Iterator[tuple[Leaf, slice]]:
        """Yield the leaves, each with the range of its entries."""
        for leaf, (first, last) in zip(self.leaves, pairwise(self._bases), strict=True):
            yield leaf, slice(first, last)

    def at(self, number: int) -> tuple[IndexLeaf | MemoryLeaf, int]:
        """Return the leaf of an entry, and the entry's number within it."""
        place = bisect_right(self._bases, number) - 1
        return self.leaves[place], number - self._bases[place]

    def norms(self, field: str) -> Scores:
        """Return for each entry how much its length counts against it, by BM25."""
        norms = self._norms.get(field)
        if norms is None:
            average = sum(self._totals[field]) / max(self.count, 1) or 1.0
            norms = self._norms[field] = self._lengths[field] * np.float32(K1 * _B / average) + np.float32(
                K1 * (1 - _B)
            )
        return norms

    def posted(self, field: str, slot: Slot) -> "Posted":
        """Return the entries whose `field` fills `slot`, and how often."""
        runs = [(base, leaf.postings(field, slot)) for leaf, base in zip(self.leaves, self._bases, strict=False)]
        return Posted([run for run in runs if len(run[1].numbers)])

    def blank(self) -> Scores:
        """Return a zero for each entry."""
        if not self._spare:
            return np.zeros(self.count, np.float32)
        blank = self._spare.pop()
        blank.fill(0)
        return blank

    def give_back(self, *used: Scores) -> None:
        """Take arrays that `blank` gave and nobody holds any longer: new memory costs more than the sums in it."""
        self._spare += used

    def marked(self, numbers_of: Callable[[Leaf], Numbers]) -> Present:
        """Return the entries that `numbers_of` gives for each leaf."""
        marked = np.zeros(self.count, bool)
        for leaf, where in self.each():
            marked[where][numbers_of(leaf)] = True
        return marked

    def gone(self, changed: frozenset[str]) -> Present | None:
        """Return the entries that are deleted, or belong to `changed` subjects, which are read from memory instead."""
        if not changed and not any(len(leaf.deleted) for leaf in self.leaves):
            return None

        def numbers_of(leaf: Leaf) -> Numbers:
            if isinstance(leaf, MemoryLeaf):
                return leaf.deleted
            outdated = [leaf.labelled("subject", subject) for subject in changed]
            return np.concatenate([leaf.deleted, *outdated])

        return self.marked(numbers_of)


def _alike(leaves: Sequence[object], others: Sequence[object]) -> int:
    """Return how many leaves are the same from the first one on."""
    pairs = enumerate(zip(leaves, others, strict=False))
    return next((place for place, (one, other) in pairs if one is not other), min(len(leaves), len(others)))
