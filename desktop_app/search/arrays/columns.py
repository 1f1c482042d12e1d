"""What is known of each entry of a ground, in arrays with room for some more: most commits add a few entries."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from desktop_app.search.leaf import NO_NUMBERS, TEXT_FIELDS, Numbers, Present, Scores

_Kind = TypeVar("_Kind", bound=np.generic)

_SPARE = 16
"""There is room for one more entry for each so many."""


class Columns:
    """For each entry whether it is a title, and how many terms it has in each field of text."""

    def __init__(self) -> None:
        self._titles: Present = np.zeros(0, bool)
        self._lengths: dict[str, Scores] = {field: np.zeros(0, np.float32) for field in TEXT_FIELDS}
        self._gone: Present = np.zeros(0, bool)
        self._marked: Numbers = NO_NUMBERS
        self._count = 0

    @property
    def titles(self) -> Present:
        """Which entries are titles."""
        return self._titles[: self._count]

    def lengths(self, field: str) -> Scores:
        """Return how many terms each entry has in `field`."""
        return self._lengths[field][: self._count]

    def gone(self, numbers: Numbers) -> Present:
        """Return which entries are gone, those of `numbers`. It holds until the next call: to clear the marks of the
        last one is much quicker than to have as many new ones as there are entries."""
        self._gone[self._marked] = False
        self._gone[numbers] = True
        self._marked = numbers
        return self._gone[: self._count]

    def resize(self, kept: int, count: int) -> None:
        """Make it `count` entries. The first `kept` stay as they are; the others are no titles, and to be written."""
        if count > len(self._titles):
            room = count + count // _SPARE
            self._titles = _copied(self._titles[:kept], room)
            self._gone, self._marked = np.zeros(room, bool), NO_NUMBERS
            self._lengths = {field: _copied(lengths[:kept], room) for field, lengths in self._lengths.items()}
        self._titles[kept:count] = False
        self._count = count


def _copied(values: npt.NDArray[_Kind], room: int) -> npt.NDArray[_Kind]:
    copied = np.zeros(room, values.dtype)
    copied[: len(values)] = values
    return copied
