"""All leaves side by side, numbered through: what every question needs of them, worked out once for each commit."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice, pairwise

import numpy as np

from desktop_app.search.analysis import Slot
from desktop_app.search.answering.overlay import MemoryLeaf
from desktop_app.search.answering.posted import Posted, posted
from desktop_app.search.arrays.columns import Columns
from desktop_app.search.arrays.leaf_runs import numbered_on, spread
from desktop_app.search.index.live_reader import IndexLeaf
from desktop_app.search.leaf import (
    NO_NUMBERS,
    PLACE_BITS,
    TEXT_FIELDS,
    Leaf,
    Numbers,
    Placed,
    Postings,
    Present,
    Scores,
)

K1 = 1.2
_B = 0.75
_WORTH_LEAVING_OUT = 2
"""Of so many times as many postings as are wanted, it is quicker to pick those out than to read on."""
_LOOKED_UP = 8
"""Among so many times as many postings as are wanted, it is quicker to look those up than to ask of each."""


class Ground:
    """`leaves`, the entries of each numbered on from the last. All share one set of statistics, so that what waits in
    memory and what lies in the index are ranked as if they were one."""

    def __init__(self, leaves: Sequence[IndexLeaf | MemoryLeaf], before: "Ground | None" = None) -> None:
        """What `before` knows of the same leaves is taken over: a commit mostly adds one and changes none. It is not to
        be asked any more then."""
        self.leaves = tuple(leaves)
        self._bases = [0, *accumulate(leaf.count for leaf in leaves)]
        self.count = self._bases[-1]
        self._norms: dict[str, Scores] = {}
        self._gone: tuple[object, Present | None] | None = None
        kept = _alike(self.leaves, before.leaves) if before is not None else 0
        self.columns: Columns = before.columns if before is not None else Columns()
        self.columns.resize(self._bases[kept], self.count)
        self._totals: dict[str, list[int]] = {field: [] for field in TEXT_FIELDS}
        if before is not None:
            self._totals = {field: totals[:kept] for field, totals in before._totals.items()}  # noqa: SLF001 - its kind
        for leaf, where in islice(self.each(), kept, None):
            self.columns.titles[where][leaf.labelled("kind", "title")] = True
            for field in TEXT_FIELDS:
                self.columns.lengths(field)[where] = leaf.lengths(field)
                self._totals[field].append(leaf.total_length(field))

    def each(self) -> Iterator[tuple[Leaf, slice]]:
        """Yield the leaves, each with the range of its entries."""
        for leaf, (first, last) in zip(self.leaves, pairwise(self._bases), strict=True):
            yield leaf, slice(first, last)

    def at(self, number: int) -> tuple[IndexLeaf | MemoryLeaf, int]:
        """Return the leaf of an entry, and the entry's number within it."""
        place = bisect_right(self._bases, number) - 1
        return self.leaves[place], number - self._bases[place]

    def norms(self, field: str, numbers: Numbers | None = None) -> Scores:
        """Return for each entry, or for those of some `numbers`, how much its length counts against it, by BM25."""
        if numbers is not None:
            return self._normed(field, self.columns.lengths(field)[numbers])
        norms = self._norms.get(field)
        if norms is None:
            norms = self._norms[field] = self._normed(field, self.columns.lengths(field))
        return norms

    def _normed(self, field: str, lengths: Scores) -> Scores:
        average = sum(self._totals[field]) / max(self.count, 1) or 1.0
        return lengths * np.float32(K1 * _B / average) + np.float32(K1 * (1 - _B))

    def posted(self, field: str, slot: Slot) -> Posted:
        """Return the entries whose `field` fills `slot`, and how often."""
        several: list[Postings] = []
        firsts: list[int] = []
        for leaf, first in zip(self.leaves, self._bases, strict=False):
            postings = leaf.postings(field, slot)
            if len(postings.numbers):
                several.append(postings)
                firsts.append(first)
        return posted(several, firsts, self.count)

    def places(self, field: str, slot: Slot, wanted: Numbers) -> Numbers:
        """Return the places (see PLACE_BITS), ascending, that fill `slot` in `field` of the entries `wanted`, all of
        which have some, and maybe of others."""
        bounds = wanted.searchsorted(self._bases).tolist()
        several: list[Placed] = []
        firsts: list[int] = []
        for leaf, base, (first, last) in zip(self.leaves, self._bases, pairwise(bounds), strict=False):
            if first < last:
                several.append(leaf.placed(field, slot, wanted[first:last] - base))
                firsts.append(base)
        numbers = numbered_on([placed.numbers for placed in several], firsts)
        lengths = np.concatenate([placed.weights for placed in several], dtype=np.int64)
        places = np.concatenate([placed.places for placed in several])
        if len(wanted) * _WORTH_LEAVING_OUT < len(numbers):
            if slot.is_exact and len(wanted) * _LOOKED_UP < len(numbers):
                kept = numbers.searchsorted(wanted)
            else:
                present = np.zeros(self.count, bool)
                present[wanted] = True
                kept = np.flatnonzero(present[numbers])
            begins = np.cumsum(lengths) - lengths
            numbers, lengths = numbers[kept], lengths[kept]
            places = places[spread(begins[kept], lengths)]
        standing: Numbers = np.repeat(numbers << PLACE_BITS, lengths)
        standing += places
        if not slot.is_exact:
            standing.sort()
        return standing

    def marked(self, numbers_of: Callable[[Leaf], Numbers]) -> Present:
        """Return the entries that `numbers_of` gives for each leaf."""
        marked = np.zeros(self.count, bool)
        for leaf, where in self.each():
            marked[where][numbers_of(leaf)] = True
        return marked

    def gone(self, changed: frozenset[str]) -> Present | None:
        """Return the entries that are deleted, or belong to `changed` subjects, which are read from memory instead."""
        known_by = (changed, [len(leaf.deleted) for leaf in self.leaves])
        if self._gone is None or self._gone[0] != known_by:
            self._gone = (known_by, self._left_out(changed) if changed or any(known_by[1]) else None)
        return self._gone[1]

    def _left_out(self, changed: frozenset[str]) -> Present:
        left_out = [NO_NUMBERS]
        for leaf, where in self.each():
            here = [leaf.deleted]
            if not isinstance(leaf, MemoryLeaf):
                here += [leaf.labelled("subject", subject) for subject in changed]
            left_out += [numbers + where.start for numbers in here if len(numbers)]
        return self.columns.gone(np.concatenate(left_out))


def _alike(leaves: Sequence[object], others: Sequence[object]) -> int:
    """Return how many leaves are the same from the first one on."""
    pairs = enumerate(zip(leaves, others, strict=False))
    return next((place for place, (one, other) in pairs if one is not other), min(len(leaves), len(others)))
