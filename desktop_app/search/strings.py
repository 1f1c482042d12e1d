"""Sorted strings that lie one after the other in one array, so that they can be mapped from a file."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

_HEAD = 8
_STEP = 4


class Packed(NamedTuple):
    """The arrays that hold sorted strings: their bytes, where each begins, with one more offset for where the last one
    ends, and the first eight bytes of every fourth one as a number, by which they are found in few steps."""

    blob: npt.NDArray[np.uint8]
    bounds: npt.NDArray[np.uint32]
    heads: npt.NDArray[np.uint64]


class Strings(Sequence[bytes]):
    """The strings of which `packed` made arrays. None of them may hold a zero byte."""

    def __init__(self, arrays: Packed) -> None:
        self._blob = arrays.blob.data
        self._bounds = arrays.bounds.data
        self._heads = arrays.heads

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, place: int) -> bytes: ...

    @overload
    def __getitem__(self, place: slice) -> list[bytes]: ...

    def __getitem__(self, place: int | slice) -> bytes | list[bytes]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return bytes(self._blob[self._bounds[place] : self._bounds[place + 1]])

    def find(self, sought: bytes) -> int:
        """Return where `sought` stands among the strings, or -1."""
        first, last = self._within(sought, b"\0")
        place = bisect_left(self, sought, first, last)
        return place if place < len(self) and self[place] == sought else -1

    def beginning(self, beginning: bytes) -> tuple[int, int]:
        """Return the first of the strings that begin so, and the first after them."""
        lowest, highest = self._within(beginning, b"\xff")
        steps = _STEP if len(beginning) <= _HEAD else highest - lowest  # a head tells no more than it holds
        first = bisect_left(self, beginning, lowest, min(lowest + steps, highest))
        last = bisect_left(self, beginning + b"\xff", max(highest - steps, first), highest)  # no UTF-8 has this byte
        return first, last

    def _within(self, sought: bytes, filling: bytes) -> tuple[int, int]:
        """Return a range with all strings that agree with `sought` in their heads, filled up so; a few more are in it
        at both ends."""
        head = sought[:_HEAD]
        lowest = np.uint64(int.from_bytes(head.ljust(_HEAD, b"\0"), "big"))
        highest = np.uint64(int.from_bytes(head.ljust(_HEAD, filling), "big"))
        first = int(self._heads.searchsorted(lowest))
        last = int(self._heads.searchsorted(highest, "right"))
        return max(first - 1, 0) * _STEP, min(last * _STEP, len(self))


def packed(strings: Sequence[bytes]) -> Packed:
    """Return the arrays of sorted strings."""
    bounds = np.zeros(len(strings) + 1, np.uint32)
    if strings:
        np.cumsum([len(each) for each in strings], out=bounds[1:])
    heads = np.array(strings[::_STEP], f"S{_HEAD}").view(">u8").astype(np.uint64)
    return Packed(np.frombuffer(b"".join(strings), np.uint8), bounds, heads)


def encoded(term: str | bytes) -> bytes:
    """Return the bytes that stand for `term` in the index; half surrogates, which no file can hold, become marks."""
    return term if isinstance(term, bytes) else term.encode("utf-8", "replace")
