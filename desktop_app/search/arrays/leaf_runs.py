"""Runs of numbers that lie one after the other in one array, and what is reckoned with them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from desktop_app.search.leaf import Numbers

Whole = npt.NDArray[Any]
"""Whole numbers without a sign, of whichever width holds them."""


class Runs(NamedTuple):
    """For each term a run of `numbers`, and of `weights` in the same places. Run n ends where run n + 1 starts."""

    starts: Whole
    numbers: Whole
    weights: Whole


def narrow(numbers: Whole) -> Whole:
    """Return the same numbers in the fewest bytes that hold all of them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max()) if len(numbers) else 0))


def added_up(runs: Runs, terms: Numbers, count: int) -> Whole:
    """Return for each of `count` entries the sum of its weights over the ascending, different `terms`."""
    where = within(runs.starts, terms)
    return np.bincount(runs.numbers[where], runs.weights[where], minlength=count)


def different(numbers: Whole) -> Numbers:
    """Return the different ones of `numbers`, ascending. (NumPy's own `unique` imports a good deal more of it.)"""
    ordered = np.sort(numbers).astype(np.int64)
    kept = np.ones(len(ordered), bool)
    kept[1:] = ordered[1:] != ordered[:-1]
    return ordered[kept]


def within(starts: Whole, terms: Numbers) -> Numbers | slice:
    """Return the places of the runs of `terms`, which are ascending and different."""
    if not len(terms):
        return slice(0, 0)
    if int(terms[-1]) - int(terms[0]) == len(terms) - 1:
        return slice(int(starts[terms[0]]), int(starts[terms[-1] + 1]))
    begins = starts[terms].astype(np.int64)
    return spread(begins, starts[terms + 1].astype(np.int64) - begins)


def spread(begins: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers of all runs that begin at `begins`, each `lengths` long, one run after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    spread_out: Numbers = np.repeat(begins - ends + lengths, lengths) + np.arange(total)
    return spread_out


def numbered_on(several: Sequence[Whole], firsts: Sequence[int]) -> Numbers:
    """Return the numbers of several leaves in a row, each counted on from the number that its leaf begins with."""
    numbers = np.empty(sum(map(len, several)), np.int64)
    begin = 0
    for each, first in zip(several, firsts, strict=True):
        end = begin + len(each)
        np.add(each, np.int64(first), out=numbers[begin:end])
        begin = end
    return numbers


def label(field: bytes, value: bytes) -> bytes:
    """Return the key of a value in a field that only filters."""
    return field + b"\t" + value
