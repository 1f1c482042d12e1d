"""Words one after the other, and words near each other, by their places (see leaf.PLACE_BITS)."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from desktop_app.search.arrays.leaf_runs import different
from desktop_app.search.leaf import NO_NUMBERS, Numbers


def in_a_row(several: Sequence[Numbers], offsets: Sequence[int]) -> Numbers:
    """Return where a row of words begins: `several` gives the ascending places of each word, `offsets` how many words
    it stands after the first."""
    moved = [places - offset for places, offset in zip(several, offsets, strict=True)]
    moved.sort(key=len)
    return reduce(_shared, moved[1:], moved[0])


def near_each_other(several: Sequence[Numbers], within: int) -> Numbers:
    """Return a place of each group of words, in any order, that has at most `within` others between its first and its
    last. `several` gives the ascending places of each word.

    Where one word is asked for twice, two places have to be there.
    """
    if not all(len(places) for places in several):
        return NO_NUMBERS
    reach = within + len(several)
    if len(several) == 2:
        few, many = sorted(several, key=len)
        return _pairs(few, many, reach)
    ends = different(np.concatenate(several))
    begins = ends
    for number, places in enumerate(several):
        earlier = sum(each is places or np.array_equal(each, places) for each in several[:number])
        latest = np.searchsorted(places, ends, "right") - 1 - earlier
        begins = np.minimum(begins, np.where(latest >= 0, places[np.maximum(latest, 0)], -1))
    found: Numbers = ends[(begins >= 0) & (ends - begins < reach)]
    return found


def _pairs(few: Numbers, many: Numbers, reach: int) -> Numbers:
    """Return those of `few` that are nearer than `reach` to one of `many`, or to another where both are the same."""
    if np.array_equal(few, many):
        return few[1:][np.diff(few) < reach]
    after = np.minimum(many.searchsorted(few), len(many) - 1)
    before = np.maximum(after - 1, 0)
    near: Numbers = few[(np.abs(many[after] - few) < reach) | (np.abs(many[before] - few) < reach)]
    return near


def _shared(few: Numbers, many: Numbers) -> Numbers:
    """Return what both of the ascending arrays have."""
    if not len(few) or not len(many):
        return NO_NUMBERS
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    shared: Numbers = few[many[places] == few]
    return shared
