"""Where rows of different heights stand, when most of their heights are guessed."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt


class RowHeights:
    """Heights in pixels and their sums. Guesses are corrected by measuring."""

    def __init__(self) -> None:
        self._heights = np.zeros(0, np.int32)
        self._tops = np.zeros(1, np.int64)
        self._measured = np.zeros(0, np.bool_)

    @property
    def total(self) -> int:
        """The height of all rows."""
        return int(self._tops[-1])

    def guess(self, heights: Sequence[int] | npt.NDArray[np.int32]) -> None:
        """Begin again with these heights."""
        self._heights = np.array(heights, np.int32)
        self.forget()
        self._tops = np.zeros(len(self._heights) + 1, np.int64)
        np.cumsum(self._heights, out=self._tops[1:])

    def forget(self) -> None:
        """Hold all heights for guesses: they were measured for another width."""
        self._measured = np.zeros(len(self._heights), np.bool_)

    def measure(self, heights: Mapping[int, int]) -> bool:
        """Take these rows' true heights and tell whether one of them had been guessed wrongly."""
        rows, true = np.array(list(heights), np.int64), np.array(list(heights.values()), np.int32)
        changed = rows[self._heights[rows] != true]
        self._heights[rows] = true
        self._measured[rows] = True
        if len(changed):
            first = int(changed.min())
            self._tops[first + 1 :] = self._tops[first] + np.cumsum(self._heights[first:], dtype=np.int64)
        return bool(len(changed))

    def unmeasured(self, first: int, last: int) -> bool:
        """Tell whether one of the rows `first` to `last` is guessed."""
        return not self._measured[max(0, first) : last + 1].all()

    def top(self, row: int) -> int:
        """Return how many pixels lie above a row."""
        return int(self._tops[row])

    def height(self, row: int) -> int:
        """Return a row's height."""
        return int(self._heights[row])

    def row_at(self, height: int) -> int:
        """Return the row that holds that pixel; the last one below the end, 0 where there are no rows."""
        place = int(np.searchsorted(self._tops, height, side="right")) - 1
        return max(0, min(place, len(self._heights) - 1))
