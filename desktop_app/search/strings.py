"""Sorted strings that lie one after the other in one array, so that they can be mapped from a file."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

_HEAD = 8
_STEP = 4
_FEW = 250
"""So many strings are kept as such once one is sought: those of a segment that a saved note made are found at once."""
_APART = 128
"""Of more, one of so many is kept as such once that spares steps: heads do not tell apart what begins with a field."""


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
        self._heads = arrays.heads.data
        self._count = len(self._bounds) - 1
        self._few: list[bytes] | None = None
        self._places: dict[bytes, int] | None = None
        self._signs: list[bytes] | None = None

    def __len__(self) -> int:
        return self._count

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
        if self._count <= _FEW:
            if self._places is None:
                self._places = {each: place for place, each in enumerate(self._few_strings())}
            return self._places.get(sought, -1)
        place = self._first_from(sought, *self._within(sought, b"\0"))
        return place if place < self._count and self[place] == sought else -1

    def beginning(self, beginning: bytes) -> tuple[int, int]:
        """Return the first of the strings that begin so, and the first after them."""
        if self._count <= _FEW:
            few = self._few_strings()
            first = bisect_left(few, beginning)
            return first, bisect_left(few, beginning + b"\xff", first)  # no UTF-8 has this byte
        lowest, highest = self._within(beginning, b"\xff")
        steps = _STEP if len(beginning) <= _HEAD else highest - lowest  # a head tells no more than it holds
        first = self._first_from(beginning, lowest, min(lowest + steps, highest))
        last = self._first_from(beginning + b"\xff", max(highest - steps, first), highest)
        return first, last

    def _few_strings(self) -> list[bytes]:
        if self._few is None:
            whole = bytes(self._blob)
            self._few = [whole[first:last] for first, last in pairwise(self._bounds)]
        return self._few

    def _first_from(self, sought: bytes, first: int, last: int) -> int:
        """Return where, from `first` to `last`, the strings begin that are not before `sought`."""
        if last - first > _APART * 2:
            if self._signs is None:
                self._signs = self[::_APART]
            after = bisect_left(self._signs, sought) * _APART
            first, last = max(first, after - _APART), min(last, after)
        blob, bounds = self._blob, self._bounds
        while first < last:  # as bisect_left does, which would take twice as long
            middle = (first + last) // 2
            if bytes(blob[bounds[middle] : bounds[middle + 1]]) < sought:
                first = middle + 1
            else:
                last = middle
        return first

    def _within(self, sought: bytes, filling: bytes) -> tuple[int, int]:
        """Return a range with all strings that agree with `sought` in their heads, filled up so; a few more are in it
        at both ends."""
        head = sought[:_HEAD]
        lowest = int.from_bytes(head.ljust(_HEAD, b"\0"), "big")
        highest = int.from_bytes(head.ljust(_HEAD, filling), "big")
        first = bisect_left(self._heads, lowest)
        last = bisect_right(self._heads, highest, first)
        return max(first - 1, 0) * _STEP, min(last * _STEP, self._count)


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
