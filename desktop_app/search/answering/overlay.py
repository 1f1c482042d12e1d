"""Entries in memory, read as a leaf: what waits to be indexed, and the library itself while there is no index."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic

import numpy as np

from desktop_app.search.analysis import Analyzer, Slot
from desktop_app.search.index.entry_fields import LABELS, words_of
from desktop_app.search.leaf import (
    NO_NUMBERS,
    NO_PLACES,
    Cancelled,
    Numbers,
    Placed,
    Postings,
    Scores,
    check,
)
from desktop_app.search.ports import Entry, Queued, TextSource
from desktop_app.search.spelling import alike

_MOST_QUEUED = 100_000
_MOST_SUBJECTS = 2_000
_MOST_CHARACTERS = 1_000_000
_ALWAYS_READ = 20
"""Subjects that a question reads however long that takes: whoever has just saved a note finds it."""


class MemoryLeaf:
    """The entries of one subject, analysed as the index would."""

    def __init__(self, entries: Sequence[Entry], analyzer: Analyzer) -> None:
        from desktop_app.search.arrays.coarse_lengths import coarse_length  # of Whoosh: not before it is needed

        self.entries = tuple(entries)
        self.characters = sum(len(entry.heading) + len(entry.body) for entry in entries)
        self._analyzer = analyzer
        self._terms = {
            "heading": [analyzer.terms(entry.heading) for entry in entries],
            "body": [analyzer.terms(entry.body) for entry in entries],
        }
        self._lengths = {
            field: np.array([coarse_length(len(terms)) for terms in of_each], np.float32)
            for field, of_each in self._terms.items()
        }
        self._totals = {field: sum(lengths.tolist()) for field, lengths in self._lengths.items()}
        self._inverted: dict[str, dict[str, dict[int, list[int]]]] = {}
        self._words: list[str] | None = None

    def _places(self, field: str) -> Mapping[str, Mapping[int, Sequence[int]]]:
        """Return for each term or value of a field the entries that have it, and where: most are never asked for."""
        inverted = self._inverted.get(field)
        if inverted is None:
            inverted = self._inverted[field] = {}
            for number, terms in enumerate(self._terms_of(field)):
                for position, term in enumerate(terms):
                    inverted.setdefault(term, {}).setdefault(number, []).append(position)
        return inverted

    def _terms_of(self, field: str) -> Iterable[Iterable[str]]:
        if field in self._terms:
            return self._terms.pop(field)
        if field == "title":
            return [dict.fromkeys(self._analyzer.terms(entry.title)) for entry in self.entries]
        if field == "section":
            return [dict.fromkeys(self._analyzer.terms("\n".join(entry.path))) for entry in self.entries]
        return map(LABELS[field], self.entries)

    @property
    def count(self) -> int:
        """How many entries the subject has."""
        return len(self.entries)

    @property
    def deleted(self) -> Numbers:
        """Nothing: what was deleted is not here."""
        return NO_NUMBERS

    def postings(self, field: str, slot: Slot) -> Postings:
        """See Leaf."""
        placed = self._placed(field, slot)
        return Postings(placed.numbers, placed.weights, repeated=not slot.is_exact)

    def placed(self, field: str, slot: Slot, _numbers: Numbers, /) -> Placed:
        """See Leaf. Those of all entries: they are few."""
        return self._placed(field, slot)

    def _placed(self, field: str, slot: Slot) -> Placed:
        known = self._places(field)
        found = [each for term in self._filling(slot) if term in known for each in known[term].items()]
        if not found:
            return NO_PLACES
        return Placed(
            np.array([number for number, _ in found], np.int64),
            np.array([len(places) for _, places in found], np.int64),
            np.array([place for _, places in found for place in places], np.int64),
        )

    def _filling(self, slot: Slot) -> set[str]:
        if slot.is_exact:
            return {slot.term}
        if not slot.beginning:
            return {slot.term, *slot.others}
        words = self._sorted_words()
        first = bisect_left(words, slot.beginning)
        last = bisect_left(words, slot.beginning + "\U0010ffff", first)
        return {slot.term, *map(self._analyzer.term_of, words[first:last])}

    def _sorted_words(self) -> list[str]:
        if self._words is None:
            self._words = sorted(self._analyzer.surfaces("\n".join(words_of(self.entries))))
        return self._words

    def alike(self, word: str, letters: int) -> Sequence[str]:
        """See Leaf."""
        return alike(word, self._sorted_words(), letters)

    def labels(self, field: str) -> Sequence[str]:
        """See Leaf."""
        return list(self._places(field))

    def labelled(self, field: str, value: str) -> Numbers:
        """See Leaf."""
        return np.fromiter(self._places(field).get(value, ()), np.int64)

    def lengths(self, field: str) -> Scores:
        """Return how many terms each entry has in `field`, as coarsely as the index, so that both rank alike."""
        return self._lengths[field]

    def total_length(self, field: str) -> int:
        """Return how many terms all entries have in `field`."""
        return int(self._totals[field])

    def everything(self) -> Numbers:
        """Return the numbers of all entries."""
        return np.arange(self.count)


class Overlay:
    """What has changed since it was indexed, kept analysed for as long as it waits."""

    def __init__(self, source: TextSource, analyzer: Analyzer, seconds: float) -> None:
        self._source = source
        self._analyzer = analyzer
        self._seconds = seconds
        self._leaves: dict[tuple[str, int], MemoryLeaf] = {}
        self._read: Sequence[Queued] | None = None
        self.complete = True
        """False when so much waits that only the newest changes are here, or those for which there was time so far."""

    @property
    def subjects(self) -> frozenset[str]:
        """The subjects whose entries in the index are out of date."""
        return frozenset(subject for subject, _ in self._leaves)

    @property
    def leaves(self) -> tuple[MemoryLeaf, ...]:
        """The entries that those subjects have now, the oldest change first, as the index will have them."""
        return tuple(leaf for leaf in reversed(self._leaves.values()) if leaf.count)

    def refresh(self, cancelled: Cancelled) -> None:
        """Read the queue again, the newest changes first, up to a fixed amount of text.

        What there is no time for is left to the next question; the few that were made last are always read.
        """
        queued = self._source.queued(_MOST_QUEUED)
        if queued is self._read:
            return
        kept: dict[tuple[str, int], MemoryLeaf] = {}
        room, read, late = _MOST_CHARACTERS, 0, False
        deadline = monotonic() + self._seconds
        self.complete = len(queued) < _MOST_QUEUED
        for each in reversed(queued):
            if len(kept) >= _MOST_SUBJECTS or room <= 0:
                self.complete = False
                break
            key = (each.subject, each.sequence)
            leaf = self._leaves.get(key)
            if leaf is None:
                check(cancelled)
                late = read >= _ALWAYS_READ and monotonic() > deadline
                if late:
                    kept.update(self._older(kept, queued))
                    self.complete = False
                    break
                leaf = self._leaves[key] = MemoryLeaf(self._source.entries_of(each.subject), self._analyzer)
                read += 1
            kept[key] = leaf
            room -= leaf.characters
        self._leaves, self._read = kept, None if late else queued

    def _older(
        self, kept: Mapping[tuple[str, int], MemoryLeaf], queued: Sequence[Queued]
    ) -> dict[tuple[str, int], MemoryLeaf]:
        """Return what was read before and still waits, without `kept`, the newest first."""
        waiting = {(each.subject, each.sequence) for each in queued} if len(kept) < len(self._leaves) else ()
        older = sorted((key for key in self._leaves if key in waiting and key not in kept), key=lambda key: -key[1])
        return {key: self._leaves[key] for key in older}


class Scan:
    """The library read directly while the index is not there. What has been read is kept for the next keystroke."""

    def __init__(self, source: TextSource, analyzer: Analyzer, seconds: float) -> None:
        self._source = source
        self._analyzer = analyzer
        self._seconds = seconds
        self._leaves: dict[str, MemoryLeaf] = {}
        self.complete = True
        """False when there was no time for all of it."""

    def forget(self) -> None:
        """Drop what has been read."""
        self._leaves.clear()

    def leaves(self, without: frozenset[str], cancelled: Cancelled) -> tuple[MemoryLeaf, ...]:
        """Return the entries of all subjects except `without`, as many as the time allows."""
        for subject in without & self._leaves.keys():
            del self._leaves[subject]
        wanted = [subject for subject in self._source.subjects() if subject not in without]
        deadline = monotonic() + self._seconds
        self.complete = True
        for subject in wanted:
            if subject in self._leaves:
                continue
            if monotonic() > deadline:
                self.complete = False
                break
            check(cancelled)
            self._leaves[subject] = MemoryLeaf(self._source.entries_of(subject), self._analyzer)
        return tuple(leaf for subject in wanted if (leaf := self._leaves.get(subject)) and leaf.count)
