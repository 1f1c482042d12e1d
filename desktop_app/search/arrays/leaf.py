"""A segment read from its arrays."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from desktop_app.search.analysis import Slot
from desktop_app.search.array_file import Arrays
from desktop_app.search.arrays.leaf_runs import Runs, different, label, within
from desktop_app.search.damage import guarded
from desktop_app.search.leaf import (
    FILTER_FIELDS,
    NO_NUMBERS,
    NO_PLACES,
    NO_POSTINGS,
    TEXT_FIELDS,
    WORDS,
    Numbers,
    Placed,
    Postings,
    Scores,
)
from desktop_app.search.spelling import alike, candidates, may_be_misspelt, resembling
from desktop_app.search.strings import Packed, Strings, encoded, packed

_REMEMBERED = 2_000


class _Filling:
    """The terms that fill a slot in this segment: `exact` or -1, and the range of words with its beginning."""

    def __init__(self, exact: int, words: npt.NDArray[np.uint32], common: int) -> None:
        self.exact = exact
        self.common = common
        self._words = words

    @cached_property
    def terms(self) -> Numbers:
        """All of them, ascending and different."""
        exact = [self.exact] if self.exact >= 0 else []
        return different(np.append(self._words, np.array(exact, np.uint32)))

    @cached_property
    def exact_is_apart(self) -> bool:
        """Whether the exact term is none of those that words with the beginning have."""
        return self.exact >= 0 and not bool(np.any(self._words == self.exact))


def _both(one: Postings, other: Postings) -> Postings:
    numbers, weights = np.concatenate((one.numbers, other.numbers)), np.concatenate((one.weights, other.weights))
    return Postings(numbers, weights, repeated=True)


class ArrayLeaf:
    """One segment. `deleted` follows newer states of it, in which nothing else can differ."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._count = int(arrays["count"][0])
        self.deleted: Numbers = NO_NUMBERS
        self._terms = self._strings("terms")
        self._words = self._strings("words")
        self._labels = self._strings("labels")
        self._common = self._strings("beginnings")
        self._fillings: dict[Slot, _Filling] = {}
        self._known: dict[str, int] = {}
        self._values: dict[str, list[str]] = {}
        self._check()
        self._all_runs = {
            name: Runs(*(arrays[f"{name}.{part}"] for part in Runs._fields))
            for name in (*TEXT_FIELDS, *FILTER_FIELDS, *(f"{field}.beginnings" for field in TEXT_FIELDS))
        }
        self._starts = {name: runs.starts.data for name, runs in self._all_runs.items()}
        """The same as arrays, of which single numbers are had much sooner."""

    def _strings(self, name: str) -> Strings:
        return Strings(Packed(*(self._arrays[f"{name}.{part}"] for part in Packed._fields)))

    def _check(self) -> None:
        of_each = ("ids.subjects", "ids.places", *(f"{field}.lengths" for field in TEXT_FIELDS))
        if any(len(self._arrays[name]) != self._count for name in of_each):
            raise ValueError("the arrays do not belong together")

    @property
    def count(self) -> int:
        """How many entries the segment has, deleted ones too."""
        return self._count

    @guarded
    def postings(self, field: str, slot: Slot) -> Postings:
        """See Leaf."""
        if slot.is_exact:
            place = self._place_of(slot.term)
            return self._run(field, place) if place >= 0 else NO_POSTINGS
        filling = self._filling(slot)
        if filling.common >= 0 and field in TEXT_FIELDS:
            found = self._run(f"{field}.beginnings", filling.common)
            return _both(found, self._run(field, filling.exact)) if filling.exact_is_apart else found
        runs = self._all_runs[field]
        where = within(runs.starts, filling.terms)
        return Postings(runs.numbers[where], runs.weights[where], repeated=len(filling.terms) > 1)

    def _run(self, name: str, place: int) -> Postings:
        starts, runs = self._starts[name], self._all_runs[name]
        first, last = starts[place], starts[place + 1]
        if first == last:
            return NO_POSTINGS
        return Postings(runs.numbers[first:last], runs.weights[first:last])

    @guarded
    def placed(self, field: str, slot: Slot, _numbers: Numbers, /) -> Placed:
        """See Leaf. Those of all entries: to pick some out takes longer than to read on."""
        places, places_of = self._arrays[f"{field}.places"], self._arrays[f"{field}.places.starts"]
        if slot.is_exact:
            place = self._place_of(slot.term)
            if place < 0:
                return NO_PLACES
            return Placed(*self._run(field, place)[:2], places[places_of[place] : places_of[place + 1]])
        terms, runs = self._filling(slot).terms, self._all_runs[field]
        where = within(runs.starts, terms)
        return Placed(runs.numbers[where], runs.weights[where], places[within(places_of, terms)])

    def _place_of(self, term: str) -> int:
        place = self._known.get(term)
        if place is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            place = self._known[term] = self._terms.find(encoded(term))
        return place

    def _filling(self, slot: Slot) -> _Filling:
        key = slot if not slot.offset else slot._replace(offset=0)
        filling = self._fillings.get(key)
        if filling is None:
            beginning = encoded(slot.beginning)
            first, last = self._words.beginning(beginning) if beginning else (0, 0)
            common = self._common.find(beginning) if beginning else -1
            words = self._arrays["words.terms"][first:last]
            if slot.others:
                places = (self._terms.find(encoded(term)) for term in slot.others)
                words = np.append(words, np.array([place for place in places if place >= 0], np.uint32))
            filling = _Filling(self._place_of(slot.term), words, common)
            if len(self._fillings) >= _REMEMBERED:
                self._fillings.clear()
            self._fillings[key] = filling
        return filling

    @guarded
    def labelled(self, field: str, value: str) -> Numbers:
        """See Leaf."""
        place = self._labels.find(label(encoded(field), encoded(value)))
        if place < 0:
            return NO_NUMBERS
        starts = self._arrays["labels.starts"].data
        return self._arrays["labels.numbers"][starts[place] : starts[place + 1]].astype(np.int64)

    @guarded
    def labels(self, field: str) -> Sequence[str]:
        """See Leaf."""
        values = self._values.get(field)
        if values is None:
            first, last = self._labels.beginning(label(encoded(field), b""))
            values = self._values[field] = [each.partition(b"\t")[2].decode() for each in self._labels[first:last]]
        return values

    @guarded
    def alike(self, word: str, letters: int) -> Sequence[str]:
        """See Leaf."""
        if not may_be_misspelt(word):
            return ()
        if letters == 1:
            places = candidates(word, self._arrays["spelling.hashes"], self._arrays["spelling.words"])
        else:
            places = self._beginning_alike(word, letters)
        return alike(word, (self._words[place].decode() for place in places), letters)

    def _beginning_alike(self, word: str, letters: int) -> list[int]:
        """Return the places of words with the same first letter that may be `word` but for so many others."""
        first, last = self._words.beginning(encoded(word[0]))
        blob, bounds = self._arrays["words.blob"], self._arrays["words.bounds"][first : last + 1]
        near = resembling(encoded(word), blob, bounds, letters * max(len(encoded(letter)) for letter in word))
        places: list[int] = (near + first).tolist()
        return places

    @guarded
    def lengths(self, field: str) -> Scores:
        """Return how many terms each entry has in `field`, as coarsely as Whoosh keeps it."""
        lengths: Scores = self._arrays["lengths"][self._arrays[f"{field}.lengths"]]
        return lengths

    def total_length(self, field: str) -> int:
        """See Leaf."""
        return int(self._arrays[f"{field}.total"][0])

    @guarded
    def everything(self) -> Numbers:
        """Return the numbers of all entries; records of words are none."""
        return np.setdiff1d(np.arange(self._count), self.labelled("kind", WORDS), assume_unique=True)

    @guarded
    def subjects(self) -> frozenset[str]:
        """Return the subjects that have, or had, entries here."""
        return frozenset(self.labels("subject"))

    @guarded
    def words(self) -> Sequence[str]:
        """Return the unstemmed words of the segment, sorted."""
        return [word.decode() for word in self._words]

    @guarded
    def id_of(self, number: int) -> str:
        """Return the id of an entry."""
        subject = self._labels[int(self._arrays["ids.subjects"][number])].partition(b"\t")[2]
        return f"{subject.decode()}/{self._arrays['ids.places'][number]}"

    def close(self) -> None:
        """Let go of the arrays, and of the file that they may be mapped from."""
        self._arrays = {}
        self._all_runs = {}
        self._starts = {}
        empty = Strings(packed(()))
        self._terms = self._words = self._labels = self._common = empty
        self._fillings.clear()
        self._values.clear()
