"""What happens inside one transaction: changes are checked against what is stored, written, and journalled."""

import hashlib
import sqlite3
from collections.abc import Iterable

from desktop_app.core.annotation import Annotation, Draft, Placement
from desktop_app.core.change import Change, ChangeSet
from desktop_app.core.correction import Correction
from desktop_app.core.document import Content, Document, Version
from desktop_app.core.export_record import ExportRecord
from desktop_app.storage.blocks import encode_blocks
from desktop_app.storage.errors import Conflict
from desktop_app.storage.forgetting import forget
from desktop_app.storage.journal import Journal
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.rows import drop, put


class Transaction(LibraryReader):
    """Reads and writes the library inside one transaction, on the writer's thread."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        super().__init__(connection)
        self._journal = journal

    def apply(self, change_set: ChangeSet) -> int:
        """Write every change of `change_set`, its journal row, and what has to be indexed again.

        Returns the sequence of the journal row.

        Raises Conflict when an entity is not in the state that its change starts from; the transaction must then be
        given up, and the writer does that.
        """
        for change in change_set.changes:
            if self.entity(change.kind, change.id) != change.before:
                raise Conflict(
                    f"“{change_set.label}” cannot be done: the {change.kind} has changed in the meantime. "
                    "Nothing was written; look at it as it is now and try again."
                )
            if change.after is None:
                drop(self._connection, change.kind, change.id)
            else:
                put(self._connection, change.kind, change.after)
        sequence = self._journal.append(self._connection, change_set)
        for change in change_set.changes:
            self._queue(change)
        return sequence

    def fits(self, change_sets: Iterable[ChangeSet]) -> bool:
        """Tell whether `change_sets`, applied one after another, would start from what is stored."""
        first: dict[tuple[str, str], Change] = {}
        for change in (change for change_set in change_sets for change in change_set.changes):
            first.setdefault((change.kind, change.id), change)
        return all(self.entity(change.kind, change.id) == change.before for change in first.values())

    def keep_content(self, content: Content) -> tuple[str, str]:
        """Store text and blocks; return the hashes of both."""
        return self.keep_blob(content.text.encode("utf-8")), self.keep_blob(encode_blocks(content.blocks))

    def keep_blob(self, data: bytes) -> str:
        """Store `data` under its SHA-256, once however often it is given; return the hash."""
        blob_hash = hashlib.sha256(data).hexdigest()
        self._connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (blob_hash, len(data), data))
        return blob_hash

    def keep_draft(self, draft: Draft) -> None:
        """Store the unfinished text of a note; drafts are no part of the history."""
        put(self._connection, "draft", draft)

    def drop_draft(self, annotation_id: str) -> None:
        """Forget the unfinished text of a note."""
        drop(self._connection, "draft", annotation_id)

    def keep_export(self, record: ExportRecord) -> None:
        """Remember what was written where."""
        put(self._connection, "export", record)

    def drop_export(self, record_id: str) -> None:
        """Forget a file that is no longer where it was written."""
        drop(self._connection, "export", record_id)

    def forget(self, change_set: ChangeSet) -> None:
        """Leave no words of the documents and annotations that `change_set`, just applied, has removed."""
        removed = [change for change in change_set.changes if change.after is None]
        gone = frozenset(change.id for change in removed if change.kind in ("document", "annotation"))
        versions = (change.before for change in removed if isinstance(change.before, Version))
        forget(self._connection, gone, {name for version in versions for name in version.blobs()})

    def unqueue(self, done: list[tuple[int, str]]) -> None:
        """Take (sequence, subject) off the index queue, unless the subject has changed again since."""
        self._connection.executemany("DELETE FROM index_queue WHERE sequence = ? AND subject = ?", done)

    def _queue(self, change: Change) -> None:
        for subject in self._subjects(change):
            self._connection.execute("INSERT OR REPLACE INTO index_queue (subject) VALUES (?)", (subject,))

    def _subjects(self, change: Change) -> list[str]:
        entity = change.after or change.before
        match entity:
            case Document():
                subjects = [f"document:{entity.id}"]
                if {"deleted", "title", "version", "sections"} & set(change.changed_fields()):
                    # Its highlights and notes go, come back, or are shown under another name.
                    subjects += [f"annotation:{found}" for found in self.annotation_ids(entity.id)]
                return subjects
            case Correction() | Version():
                return [f"document:{entity.document}"]
            case Annotation():
                return [f"annotation:{entity.id}"]
            case Placement():
                return [f"annotation:{entity.annotation}"]
        return []  # a reading place, a seed, the name of a colour: nothing that is searched
