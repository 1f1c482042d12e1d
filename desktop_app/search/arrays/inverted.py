"""The arrays of a segment: sorted terms, and for each field which entries have them, how often and at which places.

They hold what the segment holds, laid out so that a question reads a few runs of memory instead of walking through
postings. Entries are numbered as Whoosh numbers them in the segment.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from whoosh.util.numeric import byte_to_length, length_to_byte

from desktop_app.search.array_file import Arrays
from desktop_app.search.arrays.leaf_runs import Runs, Whole, added_up, different, label, narrow
from desktop_app.search.leaf import FILTER_FIELDS, TEXT_FIELDS, WORDS, Numbers
from desktop_app.search.spelling import table
from desktop_app.search.strings import encoded, packed

_WORTH_KEEPING = 96
_BEGINNINGS = (1, 2, 3)

_WITH_PLACES = (*Runs._fields, "places", "places.starts")


class Content(NamedTuple):
    """What a segment holds, before it is laid out.

    `tokens` gives for each field the terms of all entries in a row, as places in `terms`, and the number of terms of
    each entry. `words` are the unstemmed words with their terms. `numbers` are the documents that the entries are of;
    an entry without an id is the record that holds the words.
    """

    entries: int
    terms: Sequence[bytes]
    tokens: Mapping[str, tuple[Whole, Whole]]
    labels: Mapping[bytes, Whole]
    words: Mapping[bytes, bytes]
    ids: Sequence[bytes]
    numbers: Whole


def laid_out(content: Content) -> Arrays:
    """Return the arrays of a segment."""
    order = sorted(range(len(content.terms)), key=content.terms.__getitem__)
    rank = np.zeros(len(order), np.int64)
    rank[order] = np.arange(len(order))
    terms = [content.terms[place] for place in order]
    arrays: dict[str, Whole] = {
        "count": np.array([content.entries], np.uint32),
        "lengths": np.array([byte_to_length(byte) for byte in range(256)], np.float32),
    }
    arrays |= _packed("terms", terms)
    known = {term: place for place, term in enumerate(terms)}
    words = sorted(word for word, term in content.words.items() if term in known)
    arrays |= _packed("words", words)
    arrays["words.terms"] = np.array([known[content.words[word]] for word in words], np.uint32)
    arrays["spelling.hashes"], arrays["spelling.words"] = table([word.decode() for word in words])
    for field, (tokens, lengths) in content.tokens.items():
        names = Runs._fields if field in FILTER_FIELDS else _WITH_PLACES
        inverted = _inverted(rank[tokens], lengths, len(terms))
        arrays |= {f"{field}.{name}": inverted[name] for name in names}
        if field in TEXT_FIELDS:
            arrays[f"{field}.lengths"] = np.fromiter(map(length_to_byte, lengths.tolist()), np.uint8, content.entries)
            arrays[f"{field}.total"] = np.array([lengths.sum()], np.uint64)
    labels = sorted(content.labels)
    arrays |= _packed("labels", labels)
    arrays["labels.starts"] = _starts([len(content.labels[label]) for label in labels])
    numbers = [content.labels[label] for label in labels] or [np.zeros(0, np.uint16)]
    arrays["labels.numbers"] = narrow(np.concatenate(numbers))
    arrays |= _ids(content.ids, labels)
    return arrays | _beginnings(words, arrays, content.entries)


def _ids(ids: Sequence[bytes], labels: Sequence[bytes]) -> dict[str, Whole]:
    """Return the ids of entries: for each the label of its subject and its place there (see ports.Entry). Of records
    without an id, that label does not exist."""
    known = {each: place for place, each in enumerate(labels)}
    parted = [each.rpartition(b"/") for each in ids]
    subjects = [known[label(b"subject", subject)] if subject else len(labels) for subject, _, _ in parted]
    places = [int(place or 0) for _, _, place in parted]
    return {
        "ids.subjects": narrow(np.array(subjects, np.uint32)),
        "ids.places": narrow(np.array(places, np.uint32)),
    }


def _inverted(tokens: Numbers, lengths: Whole, terms: int) -> dict[str, Whole]:
    """Return the runs of each term, from the terms of all entries in a row."""
    total = len(tokens)
    numbers = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    order = np.argsort(tokens, kind="stable")
    tokens, numbers, places = tokens[order], numbers[order], places[order]
    begins = np.ones(total, bool)
    begins[1:] = (tokens[1:] != tokens[:-1]) | (numbers[1:] != numbers[:-1])
    firsts = np.flatnonzero(begins)
    return {
        "starts": _starts(np.bincount(tokens[firsts], minlength=terms)),
        "numbers": narrow(numbers[firsts]),
        "weights": narrow(np.diff(np.append(firsts, total))),
        "places": narrow(places),
        "places.starts": _starts(np.bincount(tokens, minlength=terms)),
    }


def _starts(counts: Sequence[int] | Whole) -> Whole:
    starts = np.zeros(len(counts) + 1, np.uint32)
    if len(counts):
        np.cumsum(counts, out=starts[1:])
    return starts


def _beginnings(words: Sequence[bytes], arrays: Arrays, count: int) -> dict[str, Whole]:
    """Return runs for the short beginnings that stand for many words: to add those up would take too long while a
    person types the first letters."""
    kept = list(_common_beginnings(words))
    made = _packed("beginnings", [beginning for beginning, _, _ in kept])
    for field in TEXT_FIELDS:
        runs = Runs(*(arrays[f"{field}.{name}"] for name in Runs._fields))
        sums = [added_up(runs, different(arrays["words.terms"][first:last]), count) for _, first, last in kept]
        present = [np.flatnonzero(each) for each in sums]
        made[f"{field}.beginnings.starts"] = _starts([len(each) for each in present])
        made[f"{field}.beginnings.numbers"] = narrow(_concatenated(present))
        weights = [each[where] for each, where in zip(sums, present, strict=True)]
        made[f"{field}.beginnings.weights"] = narrow(_concatenated(weights).astype(np.int64))
    return made


def _packed(name: str, strings: Sequence[bytes]) -> dict[str, Whole]:
    return {f"{name}.{part}": array for part, array in packed(strings)._asdict().items()}


def _concatenated(several: list[Whole]) -> Whole:
    return np.concatenate(several) if several else np.zeros(0, np.int64)


def _common_beginnings(words: Sequence[bytes]) -> Iterator[tuple[bytes, int, int]]:
    found: list[tuple[bytes, int, int]] = []
    for length in _BEGINNINGS:
        first, before = 0, ""
        for place, word in enumerate([*(word.decode() for word in words), ""]):
            beginning = word[:length] if len(word) >= length else ""
            if beginning != before:
                if before and place - first > _WORTH_KEEPING:
                    found.append((before.encode(), first, place))
                first, before = place, beginning
    yield from sorted(found)


class Collecting:
    """Collects the entries of a segment while they are written."""

    def __init__(self) -> None:
        self._terms = _Places()
        self._tokens = {field: array("I") for field in (*TEXT_FIELDS, *FILTER_FIELDS)}
        self._lengths = {field: array("I") for field in self._tokens}
        self._labels: dict[bytes, array[int]] = {}
        self._words: dict[bytes, bytes] = {}
        self._ids: list[bytes] = []
        self._numbers = array("I")

    def add(
        self,
        entry_id: str,
        document: int,
        texts: Mapping[str, Iterable[str]],
        labels: Iterable[tuple[str, Iterable[str]]],
    ) -> None:
        """Add the next entry: the number of its document, its terms by field, and its labels."""
        number = len(self._ids)
        self._ids.append(entry_id.encode())
        self._numbers.append(document)
        place_of = self._terms
        for field, tokens in self._tokens.items():
            before = len(tokens)
            terms = texts.get(field, ())
            tokens.extend([place_of[term] for term in (dict.fromkeys(terms) if field in FILTER_FIELDS else terms)])
            self._lengths[field].append(len(tokens) - before)
        for field_name, values in labels:
            for value in dict.fromkeys(values):
                self._labels.setdefault(label(encoded(field_name), encoded(value)), array("I")).append(number)

    def add_words(self, words: Mapping[str, str]) -> None:
        """Add unstemmed words with their terms, and the record that keeps them. It has no text, so that no question
        finds it."""
        if words:
            self._words |= {encoded(word): encoded(term) for word, term in words.items()}
            self.add("", 0, {}, (("kind", (WORDS,)),))

    def content(self) -> Content:
        """Return what has been collected."""
        encodings = [term.encode("utf-8", "replace") for term in self._terms]
        terms = list(dict.fromkeys(encodings))
        known = {term: place for place, term in enumerate(terms)}
        place = np.array([known[each] for each in encodings], np.int64)
        return Content(
            len(self._ids),
            terms,
            {
                field: (place[_as_array(tokens)], _as_array(self._lengths[field]))
                for field, tokens in self._tokens.items()
            },
            {name: _as_array(numbers) for name, numbers in self._labels.items()},
            self._words,
            self._ids,
            _as_array(self._numbers),
        )


class _Places(dict[str, int]):
    def __missing__(self, term: str) -> int:
        place = self[term] = len(self)
        return place


def _as_array(numbers: "array[int]") -> Whole:
    return np.frombuffer(numbers, np.uintc) if numbers else np.zeros(0, np.uintc)
