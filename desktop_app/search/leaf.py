"""What the evaluator reads: a part of the library as arrays, whether it lies in the index or in memory."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from desktop_app.search.analysis import Slot

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Present = npt.NDArray[np.bool_]

TEXT_FIELDS = ("heading", "body")
"""The fields that words are looked for in, and that count for the score."""

FILTER_FIELDS = ("title", "section")
"""The fields whose words only narrow what is found."""

WORDS = "words"
"""The kind of the records that hold, in the field of the same name, the unstemmed words of their segment."""

PLACE_BITS = 32
"""A place in an entry is one number: the entry's own, shifted by so many bits, plus how many words stand before."""


class Postings(NamedTuple):
    """Which entries have a term, by their numbers within the leaf, and how often each has it: ascending, and different
    unless they are `repeated`, for several terms one after the other."""

    numbers: npt.NDArray[Any]
    weights: npt.NDArray[Any]
    repeated: bool = False


class Placed(NamedTuple):
    """Postings, and the places of each in its entry, one posting's after the other's."""

    numbers: npt.NDArray[Any]
    weights: npt.NDArray[Any]
    places: npt.NDArray[Any]


NO_NUMBERS: Numbers = np.zeros(0, np.int64)
NO_POSTINGS = Postings(NO_NUMBERS, np.zeros(0, np.float32))
NO_PLACES = Placed(NO_NUMBERS, NO_NUMBERS, NO_NUMBERS)


class Leaf(Protocol):
    """A set of entries that are numbered from 0. Entries that were deleted still count in its statistics."""

    @property
    def count(self) -> int:
        """How many entries it has, deleted ones too."""

    @property
    def deleted(self) -> Numbers:
        """The entries that are no more."""

    def postings(self, field: str, slot: Slot) -> Postings:
        """Return the entries whose `field` fills `slot`, and how often. Where an entry is repeated, it does so as often
        as its postings say together."""

    def placed(self, field: str, slot: Slot, numbers: Numbers, /) -> Placed:
        """Return where `slot` is filled in `field` of the ascending entries `numbers`, and maybe of others."""

    def labelled(self, field: str, value: str) -> Numbers:
        """Return the entries that have exactly this value in a field that only filters."""

    def labels(self, field: str) -> Sequence[str]:
        """Return the values that entries have in a field that only filters."""

    def alike(self, word: str, letters: int) -> Sequence[str]:
        """Return the unstemmed words that are `word` but for one letter, or for two after the first one; also those
        that only deleted entries have."""

    def lengths(self, field: str) -> Scores:
        """Return how many terms each entry has in `field`."""

    def total_length(self, field: str) -> int:
        """Return how many terms all entries have in `field`."""

    def everything(self) -> Numbers:
        """Return the numbers of all entries that can be found, deleted ones too."""


Cancelled = Callable[[], bool]


class SearchCancelled(Exception):
    """The question was withdrawn, or a newer one has taken its place."""


def check(cancelled: Cancelled) -> None:
    """Raise SearchCancelled when `cancelled` says so."""
    if cancelled():
        raise SearchCancelled
