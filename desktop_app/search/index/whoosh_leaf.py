"""A segment read from Whoosh itself: where its arrays are missing and it is too large to lay them out on the spot."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader, TermNotFound

from desktop_app.search import sealed
from desktop_app.search.analysis import Slot
from desktop_app.search.arrays.inverted import laid_out
from desktop_app.search.arrays.leaf import ArrayLeaf
from desktop_app.search.arrays.segments import content_of, lengths_of, matcher_of, postings_of
from desktop_app.search.damage import guarded
from desktop_app.search.index.sealing import reader_of
from desktop_app.search.leaf import NO_NUMBERS, WORDS, Numbers, Placed, Postings, Scores
from desktop_app.search.schema import words_of_record
from desktop_app.search.sealed import Segment
from desktop_app.search.spelling import alike
from desktop_app.search.strings import Strings, encoded, packed


class WhooshLeaf:
    """One segment. `deleted` follows newer states of it, in which nothing else can differ."""

    def __init__(self, reader: SegmentReader) -> None:
        self._reader: Any = reader
        self.count = int(reader.doc_count_all())
        self.deleted: Numbers = NO_NUMBERS
        self._words: Strings | None = None
        self._terms: list[bytes] = []

    @guarded
    def postings(self, field: str, slot: Slot) -> Postings:
        """See Leaf."""
        several = [postings_of(self._reader, field, term) for term in self._filling(slot)]
        numbers, weights = (np.concatenate(each) for each in list(zip(*several, strict=True))[:2])
        return Postings(numbers, weights, repeated=len(several) > 1)

    @guarded
    def placed(self, field: str, slot: Slot, numbers: Numbers, /) -> Placed:
        """See Leaf. Only the blocks of the entries `numbers` are read."""
        wanted = numbers.tolist()
        found = [each for term in self._filling(slot) for each in self._placed(field, term, wanted)]
        places = np.array([place for _, several in found for place in several], np.int64)
        return Placed(
            np.array([number for number, _ in found], np.int64),
            np.array([len(several) for _, several in found], np.int64),
            places,
        )

    def _placed(self, field: str, term: bytes, wanted: list[int]) -> Iterator[tuple[int, list[int]]]:
        try:
            matcher = matcher_of(self._reader, field, term)
        except TermNotFound:
            return
        for number in wanted:
            if not matcher.is_active():
                break
            matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                yield number, matcher.value_as("positions")

    def _filling(self, slot: Slot) -> list[bytes]:
        terms = {encoded(slot.term), *map(encoded, slot.others)}
        if slot.beginning:
            words = self._all_words()
            first, last = words.beginning(encoded(slot.beginning))
            terms.update(self._terms[first:last])
        return sorted(terms)

    def _all_words(self) -> Strings:
        if self._words is None:
            words: dict[bytes, bytes] = {}
            for number in self.labelled("kind", WORDS).tolist():
                words |= words_of_record(self._reader.stored_fields(number))
            ordered = sorted(words)
            self._words, self._terms = Strings(packed(ordered)), [words[word] for word in ordered]
        return self._words

    @guarded
    def labelled(self, field: str, value: str) -> Numbers:
        """See Leaf."""
        return postings_of(self._reader, field, value).numbers

    @guarded
    def labels(self, field: str) -> Sequence[str]:
        """See Leaf."""
        return [term.decode() for term in self._reader.lexicon(field)]

    @guarded
    def alike(self, word: str, letters: int) -> Sequence[str]:
        """See Leaf."""
        return alike(word, self.words(), letters)

    @guarded
    def lengths(self, field: str) -> Scores:
        """Return how many terms each entry has in `field`, coarsely."""
        return lengths_of(self._reader, field)

    @guarded
    def total_length(self, field: str) -> int:
        """See Leaf."""
        return int(self._reader.field_length(field))

    @guarded
    def everything(self) -> Numbers:
        """Return the numbers of all entries; records of words are none."""
        return np.setdiff1d(np.arange(self.count), self.labelled("kind", WORDS), assume_unique=True)

    @guarded
    def subjects(self) -> frozenset[str]:
        """Return the subjects that have, or had, entries here."""
        return frozenset(self.labels("subject"))

    @guarded
    def words(self) -> list[str]:
        """Return the unstemmed words of the segment, sorted."""
        return [word.decode() for word in self._all_words()]

    @guarded
    def id_of(self, number: int) -> str:
        """Return the id of an entry."""
        return str(self._reader.stored_fields(number)["id"])

    def close(self) -> None:
        """Close the segment's files."""
        self._reader.close()


def leaf_of(folder: Path, generation: int, segment: Segment) -> ArrayLeaf | WhooshLeaf:
    """Return a segment that has no arrays in a file: laid out on the spot, or read from Whoosh if it is large."""
    reader = reader_of(folder, generation, segment.name)
    if segment.entries >= sealed.LARGE:
        return WhooshLeaf(reader)
    with closing(reader):
        return ArrayLeaf(laid_out(content_of(reader)))
