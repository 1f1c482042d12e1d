"""Where rows of different heights stand, when most of their heights are guessed."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate


class RowHeights:
    """Heights in pixels and their sums. Guesses are corrected by measuring."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._measured = bytearray()

    @property
    def total(self) -> int:
        """The height of all rows."""
        return self._tops[-1]

    def guess(self, heights: Sequence[int]) -> None:
        """Begin again with these heights."""
        self._heights = list(heights)
        self._measured = bytearray(len(self._heights))
        self._tops = list(accumulate(self._heights, initial=0))

    def forget(self) -> None:
        """Hold all heights for guesses: they were measured for another width."""
        self._measured = bytearray(len(self._heights))

    def measure(self, heights: Mapping[int, int]) -> bool:
        """Take these rows' true heights and tell whether one of them had been guessed wrongly."""
        changed = [row for row, height in heights.items() if self._heights[row] != height]
        for row, height in heights.items():
            self._heights[row] = height
            self._measured[row] = 1
        if changed:
            first = min(changed)
            self._tops[first:] = accumulate(self._heights[first:], initial=self._tops[first])
        return bool(changed)

    def unmeasured(self, first: int, last: int) -> bool:
        """Tell whether one of the rows `first` to `last` is guessed."""
        return 0 in self._measured[max(0, first) : last + 1]

    def top(self, row: int) -> int:
        """Return how many pixels lie above a row."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """Return a row's height."""
        return self._heights[row]

    def row_at(self, height: int) -> int:
        """Return the row that holds that pixel; the last one below the end, 0 where there are no rows."""
        return max(0, min(bisect_right(self._tops, height) - 1, len(self._heights) - 1))
