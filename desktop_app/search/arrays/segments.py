"""Whoosh's postings as arrays. The one place that uses what Whoosh keeps to itself, each time with a public way around.

Reading a block at once is some twenty times faster than asking a matcher for one posting after another. Should a later
Whoosh be built otherwise, the attributes are missing and the matcher is asked.
"""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from desktop_app.search.arrays.inverted import Content
from desktop_app.search.arrays.leaf_runs import Whole, label
from desktop_app.search.leaf import FILTER_FIELDS, NO_POSTINGS, PLACE_BITS, TEXT_FIELDS, Numbers, Postings, Scores
from desktop_app.search.schema import LABEL_FIELDS, words_of_record
from desktop_app.search.strings import encoded

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)


def postings_of(reader: SegmentReader, field: str, term: str | bytes) -> Postings:
    """Return where `term` stands in the segment, deleted entries included where Whoosh can tell them."""
    try:
        matcher = matcher_of(reader, field, term)
    except TermNotFound:
        return NO_POSTINGS
    if isinstance(matcher, W3LeafMatcher):
        try:
            return _by_blocks(matcher)
        except AttributeError:
            matcher = reader.postings(field, encoded(term))
    return one_by_one(matcher)


def matcher_of(reader: SegmentReader, field: str, term: str | bytes) -> Any:
    """Return Whoosh's matcher for `term`, without its filter of deleted entries where that is possible.

    Raises TermNotFound.
    """
    try:
        terms = reader._terms  # noqa: SLF001
    except AttributeError:
        return reader.postings(field, encoded(term))
    return terms.matcher(field, encoded(term), reader.schema[field].format)


def _by_blocks(matcher: Any) -> Postings:
    numbers: list[Numbers] = []
    weights: list[Scores] = []
    while matcher.is_active():
        matcher._read_data()  # noqa: SLF001
        steps, block_weights, _ = matcher._data  # noqa: SLF001
        numbers.append(np.cumsum(np.array(steps, np.int64)))
        weight = 1.0 if block_weights is None else block_weights
        weights.append(np.full(len(steps), weight, np.float32) if isinstance(weight, float) else np.array(weight, "f"))
        matcher._next_block()  # noqa: SLF001
    if len(numbers) == 1:
        return Postings(numbers[0], weights[0])
    return Postings(np.concatenate(numbers), np.concatenate(weights))


def one_by_one(matcher: Any) -> Postings:
    """Return the postings of any Whoosh matcher by its public methods."""
    numbers: list[int] = []
    weights: list[float] = []
    while matcher.is_active():
        numbers.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Postings(np.array(numbers, np.int64), np.array(weights, np.float32))


def lengths_of(reader: SegmentReader, field: str) -> Scores:
    """Return the length of each entry's `field`, in terms, as coarsely as Whoosh keeps it."""
    count = reader.doc_count_all()
    try:
        records = reader._perdoc  # noqa: SLF001
        name = f"_{field}_len"
        if not records.has_column(name):
            return np.zeros(count, np.float32)
        column = records.column_reader(name, LENGTHS_COLUMN)
        coarse = np.fromiter((column[number] for number in range(count)), np.uint8, count)
    except AttributeError:
        exact = (reader.doc_field_length(number, field) or 0 for number in range(count))
        return np.fromiter(exact, np.float32, count)
    lengths: Scores = _LENGTHS[coarse]
    return lengths


def content_of(reader: SegmentReader) -> Content:
    """Return what a segment holds, read from Whoosh; deleted entries may be left out of the postings."""
    count = int(reader.doc_count_all())
    places_of: dict[bytes, int] = {}
    tokens = {field: _tokens_of(reader, field, places_of, count) for field in (*TEXT_FIELDS, *FILTER_FIELDS)}
    words: dict[bytes, bytes] = {}
    ids: list[bytes] = []
    for number in range(count):
        stored = reader.stored_fields(number)
        ids.append(encoded(stored.get("id", "")))
        if "words" in stored:
            words |= words_of_record(stored)
    return Content(count, list(places_of), tokens, dict(_labels_of(reader)), words, ids, np.zeros(count, np.uint32))


def _labels_of(reader: SegmentReader) -> Iterator[tuple[bytes, Whole]]:
    for field in LABEL_FIELDS:
        for term in reader.lexicon(field):
            yield label(encoded(field), term), postings_of(reader, field, term).numbers


def _tokens_of(reader: SegmentReader, field: str, places_of: dict[bytes, int], count: int) -> tuple[Whole, Whole]:
    """Return the terms of `field`, entry by entry and in order, and how many each entry has."""
    keys: list[Numbers] = []
    terms: list[int] = []
    for term in reader.lexicon(field):
        if field in TEXT_FIELDS:
            keys.append(places_in(matcher_of(reader, field, term)))
        else:
            keys.append(postings_of(reader, field, term).numbers << PLACE_BITS)
        terms.append(places_of.setdefault(term, len(places_of)))
    if not keys:
        return np.zeros(0, np.int64), np.zeros(count, np.int64)
    standing = np.concatenate(keys)
    order = np.argsort(standing)
    tokens = np.repeat(np.array(terms, np.int64), [len(each) for each in keys])[order]
    return tokens, np.bincount(standing >> PLACE_BITS, minlength=count)


def places_in(matcher: Any) -> Numbers:
    """Return the places (see leaf.PLACE_BITS) that a Whoosh matcher has from here on."""
    found: array[int] = array("q")
    while matcher.is_active():
        base = matcher.id() << PLACE_BITS
        found.extend([base + place for place in matcher.value_as("positions")])
        matcher.next()
    return np.frombuffer(found, np.int64) if found else np.zeros(0, np.int64)
