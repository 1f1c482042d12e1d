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
from desktop_app.search.arrays.inverted import Collecting, Content, laid_out
from desktop_app.search.arrays.runs import RunCodec, runs_of, write_runs
from desktop_app.search.arrays.segments import content_of
from desktop_app.search.leaf import TEXT_FIELDS
from desktop_app.search.schema import schema, words_record

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
    """Whoosh's writer, which seals what it commits, and lays out the arrays of segments beside their files.

    Raises whoosh's LockError when another one is at work.
    """

    def __init__(self, folder: Path) -> None:
        # Files of their own open faster than one compound file, which Whoosh would copy them into.
        index_here = _FileIndex(storage_of(folder), schema=schema(), indexname=sealed.NAME)
        super().__init__(index_here, compound=False, codec=RunCodec())  # type: ignore[no-untyped-call]
        self._folder = folder
        self._content = Collecting().content()
        self._merged = False
        self._arrays: Arrays = {}

    def add_content(self, content: Content) -> None:
        """Add entries that have been gathered; once for each writer.

        Whoosh would make a posting of each term now and sort them all in the end. The arrays are sorted at once.
        """
        self._content = content
        records = self.perdocwriter
        number, stored = self.schema["number"], self.schema["id"]
        lengths = [(name, self.schema[name], content.tokens[name][1].tolist()) for name in TEXT_FIELDS]
        for place, (entry_id, document) in enumerate(zip(content.ids, content.numbers.tolist(), strict=True)):
            records.start_doc(self.docnum)
            for name, field, of_each in lengths:
                records.add_field(name, field, None, of_each[place])
            if entry_id:
                records.add_field("id", stored, entry_id.decode(), 0)
                records.add_column_value("number", number.column_type, number.to_column_value(document))
            else:
                records.add_field("words", self.schema["words"], words_record(content.words), 0)
            records.finish_doc()
            self.docnum += 1
        self._added = self._added or bool(content.entries)

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
        self._arrays = laid_out(self._content)
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
    name = sealed.toc_name(toc.generation)
    memory = _RamStorage()
    toc.write(memory, sealed.NAME)
    segments = [
        sealed.Segment(each.segment_id(), each.doc_count_all(), tuple(sorted(each.deleted_docs())))
        for each in toc.segments
    ]
    sealed.replace_file(folder / name, sealed.sealed_contents(bytes(memory.files[name]), segments, sums))
