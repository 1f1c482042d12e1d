"""Writing commits that a reader can trust (see `sealed`), with Whoosh."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.filedb import filestore
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from desktop_app.search import sealed
from desktop_app.search.array_file import ENDING, Arrays, save
from desktop_app.search.inverted import Collecting, laid_out
from desktop_app.search.runs import RunCodec, runs_of, write_runs
from desktop_app.search.schema import LABEL_FIELDS, schema, words_of_record
from desktop_app.search.segment_arrays import content_of
from desktop_app.search.strings import encoded

# Whoosh gives types to a part of itself only: these are not among it.
_Contents: Any = index.TOC
_FileIndex: Any = index.FileIndex
_FileStorage: Any = filestore.FileStorage
_RamStorage: Any = filestore.RamStorage


def storage_of(folder: Path) -> Any:
    """Return Whoosh's view of `folder`."""
    return _FileStorage(str(folder))


def create(folder: Path) -> None:
    """Make an empty index in the existing `folder`."""
    _publish(folder, _Contents(schema(), [], 0), {})


def reader_of(folder: Path, generation: int, name: str) -> SegmentReader:
    """Return Whoosh's reader of the segment `name` in a commit. Raises a dozen kinds of errors."""
    storage = storage_of(folder)
    toc = _Contents.read(storage, sealed.NAME, gen=generation, schema=schema())
    segment = next(each for each in toc.segments if each.segment_id() == name)
    return SegmentReader(storage, schema(), segment, generation=generation)


class SealedWriter(SegmentWriter):
    """Whoosh's writer, which seals what it commits, and lays out the arrays of large segments beside their files.

    Raises whoosh's LockError when another one is at work.
    """

    def __init__(self, folder: Path) -> None:
        # Files of their own open faster than one compound file, which Whoosh would copy them into.
        index_here = _FileIndex(storage_of(folder), schema=schema(), indexname=sealed.NAME)
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
        sums = sealed.read_contents(self._folder, self.generation - 1).sums
        for segment in segments:
            sealed.check_files(self._folder, sealed.of_segment(sums, segment.segment_id()))
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
        if self._merged:
            with closing(SegmentReader(self.storage, self.schema, segment)) as reader:
                self._arrays = laid_out(content_of(reader))
        save(self._folder / f"{segment.segment_id()}{ENDING}", self._arrays)

    def _commit_toc(self, segments: list[Any]) -> None:
        known = sealed.read_contents(self._folder, self.generation - 1).sums
        sums: sealed.Sums = {}
        for segment in segments:
            kept = sealed.of_segment(known, segment.segment_id())
            sums |= kept or self._seal_files(segment)
        _publish(self._folder, _Contents(self.schema, segments, self.generation), sums)
        index.clean_files(self.storage, sealed.NAME, self.generation, segments)

    def _seal_files(self, segment: Any) -> sealed.Sums:
        self._lay_out(segment)
        sums: sealed.Sums = {}
        for path in self._folder.glob(f"{segment.segment_id()}.*"):
            sums[path.name] = sealed.sum_of(path)
            sealed.flush(path)
        return sums


def _publish(folder: Path, toc: Any, sums: sealed.Sums) -> None:
    name = f"_{sealed.NAME}_{toc.generation}.toc"
    memory = _RamStorage()
    toc.write(memory, sealed.NAME)
    segments = [
        sealed.Segment(each.segment_id(), each.doc_count_all(), tuple(sorted(each.deleted_docs())))
        for each in toc.segments
    ]
    sealed.replace_file(folder / name, sealed.sealed_contents(bytes(memory.files[name]), segments, sums))
