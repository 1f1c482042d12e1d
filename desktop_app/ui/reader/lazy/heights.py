"""Heights of many blocks, of which any may change: where one begins and which one stands at a height, in O(log n).

Whole pixels throughout, so that what is added up is exact however often it changes. The sums are kept in a binary
indexed tree: P. M. Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience
24(3), 1994.
"""

from collections.abc import Sequence
from operator import add


class Heights:
    """See the module. Indices are those of the sequence it was made of."""

    def __init__(self, values: Sequence[int]) -> None:
        self._values = list(values)
        self._tree = [0] * (len(self._values) + 1)
        self._total = sum(self._values)
        sums, step = self._values, 1
        while sums:  # of 1, 2, 4, … values: of each, every other one has a place in the tree
            self._tree[step :: 2 * step] = sums[::2]
            sums, step = list(map(add, sums[::2], sums[1::2])), 2 * step
        self._known: dict[int, int] = {}  # what was asked for since the last change

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    @property
    def total(self) -> int:
        """The height of all blocks together."""
        return self._total

    def above(self, index: int) -> int:
        """Return where the block of this index begins; for one past the last, the total."""
        known = self._known.get(index)
        if known is None:
            known, place = 0, index
            while place > 0:
                known += self._tree[place]
                place &= place - 1
            self._known[index] = known
        return known

    def set(self, index: int, value: int) -> int:
        """Give a block another height; return by how much it has grown."""
        grown = value - self._values[index]
        if grown:
            self._known.clear()
            self._values[index] = value
            self._total += grown
            index += 1
            while index < len(self._tree):
                self._tree[index] += grown
                index += index & -index
        return grown

    def at(self, y: float) -> int:
        """Return the block that stands at the height `y`, or else the nearest; of no blocks, 0."""
        place, step, length = 0, 1 << len(self._values).bit_length(), len(self._values)
        while step:
            following = place + step
            if following <= length and self._tree[following] <= y:
                place = following
                y -= self._tree[following]
            step >>= 1
        return min(place, max(0, length - 1))
