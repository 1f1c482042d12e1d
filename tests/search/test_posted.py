"""Postings of several leaves put together: the same whether they are few or many among all entries."""

import numpy as np
import pytest

from desktop_app.search.answering.posted import posted
from desktop_app.search.leaf import Postings

HERE = Postings(np.array([0, 3, 3, 4], np.uint16), np.array([1, 2, 5, 1], np.uint8), repeated=True)
THERE = Postings(np.array([2, 1], np.uint8), np.array([7, 1], np.uint8), repeated=True)


@pytest.mark.parametrize("count", [20, 10_000])
def test_what_repeated_postings_say_is_added_up(count: int) -> None:
    found = posted([HERE, THERE], [0, 10], count)
    assert found.count == 5
    assert found.numbers.tolist() == [0, 3, 4, 11, 12]
    assert found.among(np.array([0, 1, 3, 11, 12])).tolist() == [1, 0, 7, 1, 7]
    assert np.flatnonzero(found.everywhere()).tolist() == [0, 3, 4, 11, 12]
    present = np.zeros(count, bool)
    found.mark(present)
    assert np.flatnonzero(present).tolist() == [0, 3, 4, 11, 12]


def test_entries_are_numbered_on_beyond_what_their_own_numbers_can_tell() -> None:
    one = Postings(np.array([1, 250], np.uint8), np.array([1, 2], np.uint8))
    found = posted([one, one], [0, 70_000], 100_000)
    assert found.numbers.tolist() == [1, 250, 70_001, 70_250]
    assert found.among(np.array([250, 70_250])).tolist() == [2, 2]
