"""The arrays of a segment as Whoosh's postings, in the order in which Whoosh writes them."""

import zlib
from collections.abc import Iterator
from pickle import dumps
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec import whoosh3
from whoosh.system import pack_int, pack_long, pack_ushort

from desktop_app.search.array_file import Arrays
from desktop_app.search.leaf import FILTER_FIELDS, TEXT_FIELDS
from desktop_app.search.schema import LABEL_FIELDS
from desktop_app.search.strings import Packed, Strings

# Whoosh gives types to a part of itself only: these are not among it.
_Codec: Any = whoosh3.W3Codec
_FieldWriter: Any = whoosh3.W3FieldWriter
_MAGIC: Any = whoosh3.WHOOSH3_HEADER_MAGIC
_INFO: Any = vars(whoosh3.W3TermInfo)["_struct"]

_BLOCK = 256  # postings; that many are packed together
_WORTH_PACKING = 256  # bytes; of less, zlib saves little and takes most of the time
_PROTOCOL = 3  # of pickles, which Whoosh reads of any: the first that has bytes as they are

_Whole = npt.NDArray[Any]


class Field(NamedTuple):
    """The postings of a field, one term after the other: those of term n end at `ends[n]`.

    `weights` tell how often an entry has the term, `values` at which places, and `lengths` how long its field is, as
    coarsely as it is kept; the last two have nothing for fields that only filter.
    """

    name: str
    terms: list[bytes]
    ends: _Whole
    numbers: _Whole
    weights: _Whole
    values: list[bytes]
    lengths: _Whole


class RunCodec(_Codec):  # type: ignore[misc]
    """Whoosh's own codec, which can be given all postings of a field at once."""

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK, compression=1)

    def field_writer(self, storage: Any, segment: Any) -> "RunWriter":
        """Return a writer of terms and postings."""
        return RunWriter(self, storage, segment)


class RunWriter(_FieldWriter):  # type: ignore[misc]
    """Writes terms and postings. What Whoosh does for each posting is done for all of a field in a few steps here."""

    def add_field(self, field: Field) -> None:
        """Add all terms of the field that was started."""
        file, add, beginning = self._postfile, self._tindex.add, pack_ushort(self._fieldid)
        for term, info, blocks in zip(field.terms, _infos(field), _blocks(field), strict=True):
            start = file.tell()
            file.write(blocks)
            add(beginning + term, info + pack_long(start) + pack_int(len(blocks)))


def _infos(field: Field) -> Iterator[bytes]:
    """Yield what Whoosh keeps of each term, but for where its postings lie."""
    firsts, lasts = _bounds(field.ends)
    columns = (
        np.add.reduceat(field.weights, firsts, dtype=np.float64),
        lasts - firsts,
        np.minimum.reduceat(field.lengths, firsts),
        np.maximum.reduceat(field.lengths, firsts),
        np.maximum.reduceat(field.weights, firsts),
        field.numbers[firsts],
        field.numbers[lasts - 1],
    )
    pack = _INFO.pack
    for values in zip(*(column.tolist() for column in columns), strict=True):
        yield pack(0, *values)


def _blocks(field: Field) -> Iterator[bytes]:
    """Yield the postings of each term as Whoosh writes them: in blocks, the size of the last one negative."""
    begins, stops, closing = _cut(field.ends)
    steps = np.diff(field.numbers.astype(np.int64), prepend=0)
    steps[begins] = field.numbers[begins]
    steps, weights, values = steps.tolist(), field.weights.tolist(), field.values
    columns = (
        begins,
        stops,
        closing,
        field.numbers[stops - 1],
        np.minimum.reduceat(field.weights, begins),
        np.maximum.reduceat(field.weights, begins),
        np.minimum.reduceat(field.lengths, begins),
        np.maximum.reduceat(field.lengths, begins),
    )
    pieces = [_MAGIC]
    for begin, stop, closes, last, least, most, *lengths in zip(*(each.tolist() for each in columns), strict=True):
        some = slice(begin, stop)
        weight = tuple(weights[some]) if least != most else float(most) if most != 1 else None
        data = dumps((tuple(steps[some]), weight, tuple(values[some]) if values else None), _PROTOCOL)
        packed = len(data) >= _WORTH_PACKING
        if packed:
            data = zlib.compress(data, 1)
        told = dumps((stop - begin, last, most, int(packed), *lengths), _PROTOCOL)
        size = len(told) + len(data)
        pieces += (pack_int(-size if closes else size), told, data)
        if closes:
            yield b"".join(pieces)
            pieces = [_MAGIC]


def _cut(ends: _Whole) -> tuple[_Whole, _Whole, _Whole]:
    """Return where each block of postings begins and stops, and whether it closes its term."""
    firsts, lasts = _bounds(ends)
    blocks = -(-(lasts - firsts) // _BLOCK)
    within = np.arange(int(blocks.sum())) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    begins = np.repeat(firsts, blocks) + _BLOCK * within
    lasts = np.repeat(lasts, blocks)
    stops = np.minimum(begins + _BLOCK, lasts)
    return begins, stops, stops == lasts


def _bounds(ends: _Whole) -> tuple[_Whole, _Whole]:
    lasts = ends.astype(np.int64)
    firsts = np.zeros_like(lasts)
    firsts[1:] = lasts[:-1]
    return firsts, lasts


def fields_of(arrays: Arrays) -> Iterator[Field]:
    """Yield the postings of each field that has any, in the order of their names."""
    for name in sorted((*TEXT_FIELDS, *FILTER_FIELDS, *LABEL_FIELDS)):
        field = _of_labels(arrays, name) if name in LABEL_FIELDS else _of_terms(arrays, name)
        if field.terms:
            yield field


def write_runs(writer: RunWriter, schema: Any, arrays: Arrays) -> None:
    """Write the postings with Whoosh's writer of fields."""
    for field in fields_of(arrays):
        writer.start_field(field.name, schema[field.name])
        writer.add_field(field)
        writer.finish_field()


def runs_of(arrays: Arrays) -> Iterator[tuple[str, bytes, int, float, bytes]]:
    """Yield each posting as Whoosh's pool takes it: its field and term, the entry, the weight and the value."""
    for field in fields_of(arrays):
        numbers, weights = field.numbers.tolist(), field.weights.astype(np.float64).tolist()
        begin = 0
        for term, end in zip(field.terms, field.ends.tolist(), strict=True):
            for place in range(begin, end):
                yield field.name, term, numbers[place], weights[place], field.values[place] if field.values else b""
            begin = end


def _of_terms(arrays: Arrays, name: str) -> Field:
    starts, numbers = arrays[f"{name}.starts"], arrays[f"{name}.numbers"]
    present = np.flatnonzero(starts[1:] > starts[:-1])
    terms = _strings(arrays, "terms")
    scored = name in TEXT_FIELDS
    return Field(
        name,
        [terms[place] for place in present.tolist()],
        starts[1:][present],
        numbers,
        arrays[f"{name}.weights"],
        _values(arrays, name) if scored and len(numbers) else [],
        arrays[f"{name}.lengths"][numbers] if scored else np.zeros(len(numbers), np.uint8),
    )


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


def _of_labels(arrays: Arrays, name: str) -> Field:
    labels, starts = _strings(arrays, "labels"), arrays["labels.starts"].astype(np.int64)
    first, last = labels.beginning(name.encode() + b"\t")
    numbers = arrays["labels.numbers"][starts[first] : starts[last]]
    blank = np.zeros(len(numbers), np.uint8)
    return Field(
        name,
        [label.partition(b"\t")[2] for label in labels[first:last]],
        starts[first + 1 : last + 1] - starts[first],
        numbers,
        np.ones(len(numbers), np.uint8),
        [],
        blank,
    )


def _strings(arrays: Arrays, name: str) -> Strings:
    return Strings(Packed(*(arrays[f"{name}.{part}"] for part in Packed._fields)))
