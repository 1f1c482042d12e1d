"""A library in memory to search in, and the helpers that the search tests share."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.hit import HitKind, Results
from desktop_app.core.query.parser import parse
from desktop_app.search.analysis import Analyzer
from desktop_app.search.answering.searcher import Searcher
from desktop_app.search.index.folder import IndexFolder
from desktop_app.search.index.indexer import Drained, Indexer
from desktop_app.search.ports import Entry, Queued


class Shelf:
    """Documents and notes, and the queue of what has changed: a TextSource without a store."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[Entry, ...]] = {}
        self.queue: dict[str, int] = {}
        self.sequence = 0
        self.states: dict[str, ReadingStatus] = {}

    def document(self, name: str, *sections: str | tuple[str, str], title: str = "", added: int = 0) -> None:
        """Put a document on the shelf; a section is its text, or its heading and its text."""
        subject = f"document:{name}"
        entries = [self._entry(subject, 0, HitKind.TITLE, name, title, heading=title)] if title else []
        start = 0
        for section in sections:
            heading, body = section if isinstance(section, tuple) else ("", section)
            start += len(heading) + 1 if heading else 0
            entries.append(
                self._entry(subject, len(entries), HitKind.TEXT, name, title, heading=heading, body=body, start=start)
            )
            start += len(body) + 1
        self._put(subject, [replace(entry, added=added) for entry in entries])

    def note(
        self,
        name: str,
        body: str,
        *,
        document: str = "d",
        tags: tuple[str, ...] = (),
        colour: str = "",
        added: int = 0,
        language: str = "",
    ) -> None:
        """Write a note, or write it anew."""
        subject = f"annotation:{name}"
        entry = self._entry(subject, 0, HitKind.NOTE, document, "", body=body, start=3, end=9)
        self._put(
            subject,
            [
                replace(
                    entry, annotation=name, tags=tags, colour=colour or None, added=added, language=language, noted=True
                )
            ],
        )

    def remove(self, subject: str) -> None:
        """Take a document or a note away."""
        self._put(subject, [])

    def _put(self, subject: str, entries: list[Entry]) -> None:
        self.sequence += 1
        self.queue[subject] = self.sequence
        if entries:
            self.entries[subject] = tuple(entries)
        else:
            self.entries.pop(subject, None)

    @staticmethod
    def _entry(
        subject: str,
        number: int,
        kind: HitKind,
        document: str,
        title: str,
        *,
        heading: str = "",
        body: str = "",
        start: int = 0,
        end: int | None = None,
    ) -> Entry:
        return Entry(
            id=f"{subject}/{number}",
            subject=subject,
            kind=kind,
            document=document,
            number=1,
            title=title,
            path=(heading,) if heading and kind is HitKind.TEXT else (),
            heading=heading,
            body=body,
            start=start,
            end=start + len(body) if end is None else end,
        )

    def queued(self, limit: int) -> Sequence[Queued]:
        """Return what waits, oldest first."""
        waiting = sorted((sequence, subject) for subject, sequence in self.queue.items())
        return [Queued(sequence, subject) for sequence, subject in waiting][:limit]

    def subjects(self) -> Sequence[str]:
        """Return everything on the shelf."""
        return list(self.entries)

    def entries_of(self, subject: str) -> Sequence[Entry]:
        """Return what a subject has now."""
        return self.entries.get(subject, ())

    def shown(self, entry_ids: Sequence[str]) -> Sequence[Entry | None]:
        """Return these entries."""
        known = {entry.id: entry for each in entry_ids for entry in self.entries_of(each.rpartition("/")[0])}
        return [known.get(each) for each in entry_ids]

    def documents_in(self, status: ReadingStatus) -> frozenset[str]:
        """Return the documents that were put into this state."""
        return frozenset(name for name, known in self.states.items() if known is status)

    def clear(self, done: Sequence[Queued]) -> None:
        """Take off the queue what was indexed."""
        for each in done:
            if self.queue.get(each.subject) == each.sequence:
                del self.queue[each.subject]


class Bench:
    """A shelf with an index in `path`, one that writes it and one that asks it."""

    def __init__(self, path: Path, *, scan_seconds: float = 10) -> None:
        self.shelf = Shelf()
        self.analyzer = Analyzer()
        self._path = path
        self._scan_seconds = scan_seconds
        self.open()

    def open(self) -> None:
        """Open the index as at a start of the program."""
        path = self._path / "search"
        self.folder = IndexFolder(path, self.analyzer)
        self.indexer = Indexer(self.folder, self.shelf, self.analyzer)
        folder = IndexFolder(path, self.analyzer)
        patience = self._scan_seconds
        self.searcher = Searcher(folder, self.shelf, self.analyzer, scan_seconds=patience, queue_seconds=patience)

    def drain(self) -> Drained:
        """Index what waits and clear the queue, again until nothing waits."""
        while True:
            drained = self.indexer.drain()
            self.shelf.clear(drained.done)
            if not drained.rebuilt or not self.shelf.queue:
                return drained

    def ask(self, text: str, *, typing: bool = False, limit: int = 1_000, offset: int = 0) -> Results:
        """Ask as a person would."""
        return self.searcher.search(parse(text, typing=typing), limit, offset)

    def found(self, text: str, *, typing: bool = False) -> list[str]:
        """Return the names of the documents and notes that are found, in order of their names."""
        results = self.ask(text, typing=typing)
        assert len(results.hits) == results.total
        return sorted({hit.annotation or hit.document for hit in results.hits})

    def index_files(self, ending: str) -> list[Path]:
        """Return the files of the index in use that end so."""
        named = self.folder.current()
        assert named is not None
        return sorted(named.folder.glob(f"*{ending}"))

    def close(self) -> None:
        """Close every file."""
        self.indexer.close()
        self.searcher.close()
