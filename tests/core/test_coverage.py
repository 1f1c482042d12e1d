"""Ranges that have been read join, stay sorted, and are measured as a set of code points would be."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.coverage import covered, part_covered

_stretch = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: (min(ends), max(ends)))


@given(st.lists(_stretch, max_size=12), _stretch)
def test_ranges_cover_what_was_put_into_them(stretches: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    ranges: tuple[tuple[int, int], ...] = ()
    points: set[int] = set()
    for start, end in stretches:
        ranges = covered(ranges, start, end)
        points.update(range(start, end))
    assert {point for start, end in ranges for point in range(start, end)} == points
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
    wanted = set(range(*asked))
    assert part_covered(ranges, *asked) == (len(points & wanted) / len(wanted) if wanted else 1.0)
