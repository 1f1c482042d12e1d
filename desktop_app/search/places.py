"""Words one after the other, and words near each other, by their places (see leaf.PLACE_BITS)."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from desktop_app.search.array_runs import different, spread
from desktop_app.search.leaf import NO_NUMBERS, Numbers


def in_a_row(several: Sequence[Numbers], offsets: Sequence[int]) -> Numbers:
    """Return where a row of words begins: `several` gives the ascending places of each word, `offsets` how many words
    it stands after the first."""
    moved = [places - offset for places, offset in zip(several, offsets, strict=True)]
    moved.sort(key=len)
    return reduce(_shared, moved[1:], moved[0])


def near_each_other(several: Sequence[Numbers], within: int) -> Numbers:
    """Return places at which the last of some words stands, in any order, with at most `within` others between the
    first and the last of them. `several` gives the ascending places of each word.

    Where one word is asked for twice, two places have to be there.
    """
    if not all(len(places) for places in several):
        return NO_NUMBERS
    reach = within + len(several)
    several = _around(several, reach)
    ends = different(np.concatenate(several))
    begins = ends
    for number, places in enumerate(several):
        earlier = sum(np.array_equal(each, places) for each in several[:number])
        latest = np.searchsorted(places, ends, "right") - 1 - earlier
        begins = np.minimum(begins, np.where(latest >= 0, places[np.maximum(latest, 0)], -1))
    found: Numbers = ends[(begins >= 0) & (ends - begins < reach)]
    return found


def _around(several: Sequence[Numbers], reach: int) -> list[Numbers]:
    """Return of each word the places that are nearer than `reach` to a place of the rarest, leaving out places of that
    one that have none of another word near them: most of what is common is looked for and not read."""
    few = min(several, key=len)
    for places in several:
        first, last = _nearer(places, few, reach)
        few = few[first < last]
    near: list[Numbers] = []
    for places in several:
        first, last = _nearer(places, few, reach)
        first[1:] = np.maximum(first[1:], last[:-1])
        near.append(places[spread(first, last - first)])
    return near


def _nearer(places: Numbers, middles: Numbers, reach: int) -> tuple[Numbers, Numbers]:
    """Return for each of `middles` the first of `places` nearer to it than `reach`, and the first after those."""
    return places.searchsorted(middles - reach, "right"), places.searchsorted(middles + reach)


def _shared(few: Numbers, many: Numbers) -> Numbers:
    """Return what both of the ascending arrays have."""
    if not len(few) or not len(many):
        return NO_NUMBERS
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    shared: Numbers = few[many[places] == few]
    return shared
