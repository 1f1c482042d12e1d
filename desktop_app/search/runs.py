"""The arrays of a segment as Whoosh's postings, in the order in which Whoosh writes them."""

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec import whoosh3
from whoosh.util.numeric import byte_to_length

from desktop_app.search.array_file import Arrays
from desktop_app.search.leaf import FILTER_FIELDS, TEXT_FIELDS
from desktop_app.search.schema import LABEL_FIELDS
from desktop_app.search.strings import Packed, Strings

# Whoosh gives types to a part of itself only: these are not among it.
_Codec: Any = whoosh3.W3Codec
_FieldWriter: Any = whoosh3.W3FieldWriter
_PostingsWriter: Any = whoosh3.W3PostingsWriter

_BLOCK = 256  # postings; that many are packed together


class Run(NamedTuple):
    """The postings of a term, each part a list: the entries, how often they have the term, at which places, and how
    long their field is, as coarsely as it is kept."""

    numbers: list[int]
    weights: list[float]
    values: list[bytes]
    lengths: list[int]


class RunCodec(_Codec):  # type: ignore[misc]
    """Whoosh's own codec, which can be given a term's postings all at once."""

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK, compression=1)

    def field_writer(self, storage: Any, segment: Any) -> "RunWriter":
        """Return a writer of terms and postings."""
        return RunWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> "_RunBlocks":
        """Return a writer of postings."""
        return _RunBlocks(dbfile, blocklimit=self._blocklimit, byteids=byteids, compression=self._compression)


class RunWriter(_FieldWriter):  # type: ignore[misc]
    """Writes terms and postings."""

    def add_run(self, run: Run) -> None:
        """Add all postings of the term that was started."""
        self._postwriter.add_run(run, _BLOCK)


class _RunBlocks(_PostingsWriter):  # type: ignore[misc]
    def add_run(self, run: Run, limit: int) -> None:
        for first in range(0, len(run.numbers), limit):
            if first:
                self._write_block()
            some = slice(first, first + limit)
            lengths = run.lengths[some]
            self._ids = array("I", run.numbers[some])
            self._weights = array("f", run.weights[some])
            self._values = run.values[some]
            self._maxweight = max(self._weights)
            self._minlength, self._maxlength = min(lengths) or None, max(lengths)


def runs_of(arrays: Arrays) -> Iterator[tuple[str, bytes, Run]]:
    """Yield the postings of each term of each field."""
    for field in sorted((*TEXT_FIELDS, *FILTER_FIELDS, *LABEL_FIELDS)):
        if field in LABEL_FIELDS:
            yield from _of_labels(arrays, field)
        else:
            yield from _of_terms(arrays, field)


def write_runs(writer: RunWriter, schema: Any, arrays: Arrays) -> None:
    """Write the postings with Whoosh's writer of fields."""
    open_field = ""
    for field, term, run in runs_of(arrays):
        if field != open_field:
            if open_field:
                writer.finish_field()
            writer.start_field(field, schema[field])
            open_field = field
        writer.start_term(term)
        writer.add_run(run)
        writer.finish_term()
    if open_field:
        writer.finish_field()


def _of_terms(arrays: Arrays, field: str) -> Iterator[tuple[str, bytes, Run]]:
    starts = arrays[f"{field}.starts"].tolist()
    numbers = arrays[f"{field}.numbers"].tolist()
    weights = arrays[f"{field}.weights"].astype(np.float64).tolist()
    if field in TEXT_FIELDS:
        coarse = [int(byte_to_length(byte)) for byte in range(256)]
        of_entry = [coarse[byte] for byte in arrays[f"{field}.lengths"].tolist()]
        lengths = [of_entry[number] for number in numbers]
        values = _values(arrays, field)
    else:
        lengths, values = [0] * len(numbers), [b""] * len(numbers)
    for place, term in enumerate(_strings(arrays, "terms")):
        first, last = starts[place], starts[place + 1]
        if last > first:
            where = slice(first, last)
            yield field, term, Run(numbers[where], weights[where], values[where], lengths[where])


def _values(arrays: Arrays, field: str) -> list[bytes]:
    """Return the places of each posting as the schema encodes them."""
    places = arrays[f"{field}.places"]
    ends = np.cumsum(arrays[f"{field}.weights"], dtype=np.int64)
    widest = places[ends - 1]
    narrow = places.astype(np.uint8).tobytes()
    wide = places.astype(np.uint16).tobytes()
    widths = np.where(widest < 0x100, 1, np.where(widest < 0x10000, 2, 4)).tolist()
    values: list[bytes] = []
    first = 0
    for last, width in zip(ends.tolist(), widths, strict=True):
        if width == 1:
            values.append(b"\1" + narrow[first:last])
        elif width == 2:
            values.append(b"\2" + wide[first * 2 : last * 2])
        else:
            values.append(b"\4" + places[first:last].astype(np.uint32).tobytes())
        first = last
    return values


def _of_labels(arrays: Arrays, field: str) -> Iterator[tuple[str, bytes, Run]]:
    labels = _strings(arrays, "labels")
    starts = arrays["labels.starts"]
    for place in range(*labels.beginning(field.encode() + b"\t")):
        numbers = arrays["labels.numbers"][starts[place] : starts[place + 1]].tolist()
        count = len(numbers)
        yield field, labels[place].partition(b"\t")[2], Run(numbers, [1.0] * count, [b""] * count, [0] * count)


def _strings(arrays: Arrays, name: str) -> Strings:
    return Strings(Packed(*(arrays[f"{name}.{part}"] for part in Packed._fields)))
