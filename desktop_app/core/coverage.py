"""Coverage: which parts of a text have been read, as sorted ranges of code points that neither meet nor overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Ranges = tuple[tuple[int, int], ...]


def covered(ranges: Ranges, start: int, end: int) -> Ranges:
    """Return `ranges` with `start` to `end` in them too; ranges that touch become one."""
    if start >= end:
        return ranges
    first = bisect_left(ranges, start, key=lambda one: one[1])
    last = bisect_right(ranges, end, key=lambda one: one[0])
    if first < last:
        start, end = min(start, ranges[first][0]), max(end, ranges[last - 1][1])
    return (*ranges[:first], (start, end), *ranges[last:])


def part_covered(ranges: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """Return how much of `start` to `end` is in `ranges`, from 0 to 1; an empty stretch is covered."""
    if start >= end:
        return 1.0
    first = bisect_right(ranges, start, key=lambda one: one[1])
    last = bisect_left(ranges, end, key=lambda one: one[0])
    inside = sum(min(end, one[1]) - max(start, one[0]) for one in ranges[first:last])
    return inside / (end - start)
