"""Commits that a reader can trust: a check sum over the table of contents and over every file it names.

Whoosh notices most damage only when it stumbles over it, and some of it never: a flipped bit in the index of terms
hides a word without a sound. The seal stands after Whoosh's own data in the table of contents, which Whoosh does not
read to its end, so that contents and seal appear in one rename. Everything is on the disk before that: the queue is
cleared once a commit has returned, and after a power cut nothing else would know what the index lacks.
"""

import json
import os
import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import index
from whoosh.filedb import filestore
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from desktop_app.search.array_file import ENDING, Arrays, save
from desktop_app.search.inverted import Collecting, laid_out
from desktop_app.search.runs import RunCodec, runs_of, write_runs
from desktop_app.search.schema import LABEL_FIELDS, encoded, schema, words_of_record
from desktop_app.search.segment_arrays import content_of

# Whoosh gives types to a part of itself only: these are not among it.
_Contents: Any = index.TOC
_FileIndex: Any = index.FileIndex
_FileStorage: Any = filestore.FileStorage
_RamStorage: Any = filestore.RamStorage

NAME = "MAIN"
LARGE = 1_500
"""Segments with so many entries have their arrays in a file; those of smaller ones are made by whoever reads them."""
_TOC = re.compile(rf"_{NAME}_([0-9]+)\.toc")
_TRAILER = struct.Struct("<II4s")
_MAGIC = b"MGT1"
_CHUNK = 1 << 20

Sums = dict[str, tuple[int, int]]
"""For each file of the index its size in bytes and its CRC-32."""


class Unsound(Exception):
    """The index is not what was written."""


class Contents(NamedTuple):
    """A commit: its number, Whoosh's segments, and the check sums of their files."""

    generation: int
    segments: tuple[Any, ...]
    sums: Sums


def storage_of(folder: Path) -> Any:
    """Return Whoosh's view of `folder`."""
    return _FileStorage(str(folder))


def create(folder: Path) -> None:
    """Make an empty index in the existing `folder`."""
    _publish(folder, _Contents(schema(), [], 0), {})


def latest_generation(folder: Path) -> int:
    """Return the number of the newest commit. Raises Unsound when there is none."""
    try:
        numbers = [int(match[1]) for path in folder.iterdir() if (match := _TOC.fullmatch(path.name))]
    except OSError as error:
        raise Unsound(f"the index folder cannot be read: {error}") from error
    if not numbers:
        raise Unsound("the index has no table of contents")
    return max(numbers)


def read_contents(folder: Path, generation: int) -> Contents:
    """Return the commit `generation`. Raises Unsound when it was changed since, OSError when it is gone."""
    data = (folder / f"_{NAME}_{generation}.toc").read_bytes()
    if len(data) < _TRAILER.size:
        raise Unsound("the table of contents is cut off")
    length, total, magic = _TRAILER.unpack(data[-_TRAILER.size :])
    sealed = data[: -_TRAILER.size]
    if magic != _MAGIC or zlib.crc32(sealed) != total:
        raise Unsound("the table of contents was changed")
    toc = _Contents.read(storage_of(folder), NAME, gen=generation, schema=schema())
    sums = {name: (size, crc) for name, (size, crc) in json.loads(sealed[len(sealed) - length :]).items()}
    return Contents(generation, tuple(toc.segments), sums)


def check_files(folder: Path, sums: Mapping[str, tuple[int, int]]) -> None:
    """Raise Unsound when a file is not what was written, OSError when it is gone."""
    for name, (size, crc) in sums.items():
        if sum_of(folder / name) != (size, crc):
            raise Unsound(f"{name} was changed")


def check_sizes(folder: Path, sums: Mapping[str, tuple[int, int]]) -> None:
    """Raise Unsound when a file has not the length that was written, OSError when it is gone."""
    for name, (size, _) in sums.items():
        if (folder / name).stat().st_size != size:
            raise Unsound(f"{name} was changed")


def sum_of(path: Path) -> tuple[int, int]:
    """Return the size and the CRC-32 of a file."""
    size = crc = 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
    return size, crc


def of_segment(sums: Sums, segment: Any) -> Sums:
    """Return those of `sums` that are about the files of `segment`."""
    beginning = f"{segment.segment_id()}."
    return {name: each for name, each in sums.items() if name.startswith(beginning)}


def arrays_of(sums: Sums, segment: Any) -> str | None:
    """Return the name of the file that holds the arrays of `segment`, where it has one."""
    name = f"{segment.segment_id()}{ENDING}"
    return name if name in sums else None


class SealedWriter(SegmentWriter):
    """Whoosh's writer, which seals what it commits, and lays out the arrays of large segments beside their files.

    Raises whoosh's LockError when another one is at work.
    """

    def __init__(self, folder: Path) -> None:
        # Files of their own open faster than one compound file, which Whoosh would copy them into.
        index_here = _FileIndex(storage_of(folder), schema=schema(), indexname=NAME)
        super().__init__(index_here, compound=False, codec=RunCodec())  # type: ignore[no-untyped-call]
        self._folder = folder
        self._collecting = Collecting()
        self._merged = False
        self._arrays: Arrays = {}

    def add_document(self, **record: Any) -> None:
        """Add an entry or a record of words, as the schema makes them.

        Whoosh would make a posting of each term now and sort them all in the end. The arrays are sorted at once.
        """
        labels = ((encoded(field), map(encoded, record.get(field, ()))) for field in LABEL_FIELDS)
        self._collecting.add(record.get("id", ""), record, labels)
        if "words" in record:
            self._collecting.add_words(words_of_record(record))
        records = self.perdocwriter
        records.start_doc(self.docnum)
        for name in sorted(record):
            field, value = self.schema[name], record[name]
            length = len(value) if field.indexed and field.scorable else 0
            records.add_field(name, field, value if field.stored else None, length)
            if field.column_type:
                records.add_column_value(name, field.column_type, field.to_column_value(value))
        records.finish_doc()
        self._added = True
        self.docnum += 1

    def copy_in(self, segments: Iterable[Any]) -> None:
        """Copy what is left of `segments` into the new one. Raises Unsound when one of them was changed."""
        sums = read_contents(self._folder, self.generation - 1).sums
        for segment in segments:
            check_files(self._folder, of_segment(sums, segment))
            reader = SegmentReader(self.storage, self.schema, segment)
            self.add_reader(reader)  # type: ignore[no-untyped-call]
            reader.close()
            self._merged = True

    def _flush_segment(self) -> None:
        content = self._collecting.content()
        self._arrays = laid_out(content)
        if self._merged:
            for posting in runs_of(self._arrays):
                self.pool.add(posting)  # type: ignore[no-untyped-call]
            super()._flush_segment()  # type: ignore[no-untyped-call]
            return
        self.perdocwriter.close()
        write_runs(self.fieldwriter, self.schema, self._arrays)
        self.fieldwriter.close()

    def _lay_out(self, segment: Any) -> None:
        if segment.doc_count_all() < LARGE:
            return
        if self._merged:
            with closing(SegmentReader(self.storage, self.schema, segment)) as reader:
                self._arrays = laid_out(content_of(reader))
        save(self._folder / f"{segment.segment_id()}{ENDING}", self._arrays)

    def _commit_toc(self, segments: list[Any]) -> None:
        known = read_contents(self._folder, self.generation - 1).sums
        sums: Sums = {}
        for segment in segments:
            kept = of_segment(known, segment)
            sums |= kept or self._seal_files(segment)
        _publish(self._folder, _Contents(self.schema, segments, self.generation), sums)
        index.clean_files(self.storage, NAME, self.generation, segments)

    def _seal_files(self, segment: Any) -> Sums:
        self._lay_out(segment)
        sums: Sums = {}
        for path in self._folder.glob(f"{segment.segment_id()}.*"):
            sums[path.name] = sum_of(path)
            flush(path)
        return sums


def _publish(folder: Path, toc: Any, sums: Sums) -> None:
    name = f"_{NAME}_{toc.generation}.toc"
    memory = _RamStorage()
    toc.write(memory, NAME)
    manifest = json.dumps(sums).encode()
    sealed = bytes(memory.files[name]) + manifest
    replace_file(folder / name, sealed + _TRAILER.pack(len(manifest), zlib.crc32(sealed), _MAGIC))


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the old one or the new one and nothing between."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Have the system put a file, or the names in a folder, on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder, and does not need to
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
