"""What was last written into single files: how an export knows what is new since, and its own file from another's."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.core.document import Document
from desktop_app.core.export_record import ExportRecord
from desktop_app.exchange.files import content_hash, future_folder
from desktop_app.services.clock import Clock
from desktop_app.services.exporting.exported import Format, Planned
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction


class FileRecords:
    """Remembers, for each form and place, which annotations were written there and as they were then."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def changed_since(self, documents: Sequence[Document], form: Format, path: Path) -> frozenset[str]:
        """Return the annotations that were made or changed since they were last written to `path` in that form."""
        place, changed = _place(path), set[str]()
        with contextlib.closing(self._store.reader()) as reader:
            for document in documents:
                record = _record(reader, document.id, form, place)
                written = dict(record.blocks) if record is not None else {}
                changed.update(
                    one.id for one in reader.annotations(document.id) if written.get(one.id) != str(one.modified)
                )
        return frozenset(changed)

    def is_as_written(self, documents: Sequence[Document], form: Format, path: Path, text: str) -> bool:
        """Tell whether `text`, which is what stands at `path`, is what was written there for one of `documents`."""
        place, digest = _place(path), content_hash(text)
        with contextlib.closing(self._store.reader()) as reader:
            records = (_record(reader, document.id, form, place) for document in documents)
            return any(record is not None and record.hash == digest for record in records)

    def keep(self, planned: Planned, form: Format, *, whole: bool) -> None:
        """Remember that a file was written as planned; without `whole`, what was written there before counts too."""
        if self._store.read_only or not planned.holds:
            return
        place, digest, now = _place(planned.path), content_hash(planned.after), self._clock()

        def records(transaction: Transaction) -> Iterator[ExportRecord]:
            for held in planned.holds:
                before = None if whole else _record(transaction, held.document, form, place)
                blocks = {**dict(before.blocks if before is not None else ()), **dict(held.annotations)}
                yield ExportRecord(held.document, place, digest, tuple(blocks.items()), now, form=form.value)

        def keep(transaction: Transaction) -> None:
            for record in records(transaction):
                transaction.keep_export(record)

        self._store.submit(keep).result()


def _place(path: Path) -> str:
    return os.fspath(future_folder(path.parent) / path.name)


def _record(reader: LibraryReader, document: str, form: Format, place: str) -> ExportRecord | None:
    return next((record for record in reader.exports(document, form.value) if record.path == place), None)
