"""Reading rows so that nothing damaged is shown as right, and one damaged row does not take the others along."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from desktop_app.storage.connection import explained, mark_for_rescue
from desktop_app.storage.errors import EntryDamaged, LibraryDamaged
from desktop_app.storage.rows import CHANGED, NOT_UNDERSTOOD, UNREADABLE, Damaged, decode, decoder, row_hash

Kept = TypeVar("Kept")

_ROWS = "SELECT CAST(value AS BLOB), hash, rowid FROM {rows}"
_CALLED = {
    "document": "article",
    "version": "version of an article",
    "reading": "place in an article",
    "annotation": "highlight or note",
    "placement": "place of a highlight",
    "correction": "correction of a heading",
    "seed": "record of a first article",
    "colour": "name of a colour",
    "review": "record of a review",
    "draft": "unfinished note",
    "export": "record of an export",
    "blob": "text or picture",
}


class SoundRows:
    """Reads rows over one connection and compares each with its hash.

    What is damaged is noted, and the library marked to be mended when it is next opened.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        self._damaged: dict[tuple[str, str], Damaged] = {}

    @property
    def damaged(self) -> tuple[Damaged, ...]:
        """What has been met so far, in the order in which it was."""
        return tuple(self._damaged.values())

    def note(self, damaged: Damaged) -> None:
        """Remember a damaged row."""
        key = (damaged.kind, damaged.id)
        if key not in self._damaged:
            self._damaged[key] = damaged
            if damaged.reason != NOT_UNDERSTOOD:
                mark_for_rescue(self._path.parent)

    def refuse(self, damaged: Damaged) -> EntryDamaged:
        """Remember a damaged row, and return what to raise for somebody who asked for just that one."""
        self.note(damaged)
        return EntryDamaged(
            f"This {_CALLED.get(damaged.kind, damaged.kind)} ({damaged.id}) cannot be shown: {damaged.reason}. "
            "Everything else is as it was. Start Margent again, and it is mended from the journal and the backups."
        )

    def one(self, kind: str, entity_id: str, entity: type[Kept]) -> Kept | None:
        """Return the entity with this id, or None when there is none. Raises EntryDamaged."""
        rows = self.ask(f"SELECT CAST(value AS BLOB), hash FROM {kind} WHERE id = ?", (entity_id,))  # noqa: S608
        if not rows:
            return None
        value, kept = rows[0]
        try:
            if row_hash(value) == kept:
                return decode(value, entity)
            reason = CHANGED
        except UNREADABLE:
            reason = NOT_UNDERSTOOD if value is not None else CHANGED
        raise self.refuse(Damaged(kind, entity_id, reason))

    def many(self, kind: str, entity: type[Kept], rest: str = "", values: Sequence[object] = ()) -> list[Kept]:
        """Return the entities that `rest` (WHERE, ORDER BY) chooses, without damaged ones; those are noted."""
        return self._sound(kind, entity, self.select(kind, f"{_ROWS} {rest}", values))

    def in_turn(
        self, kind: str, entity: type[Kept], condition: str, values: Sequence[object], size: int
    ) -> Iterator[list[Kept]]:
        """Yield the same, those that `condition` chooses, from `size` rows at a time and in the order of their rows."""
        last = -1
        turn = f"{_ROWS} WHERE {condition} AND rowid > ? ORDER BY rowid LIMIT {size}"
        while rows := self.select(kind, turn, (*values, last)):
            last = rows[-1][2]
            yield self._sound(kind, entity, rows)

    def _sound(self, kind: str, entity: type[Kept], rows: Sequence[Any]) -> list[Kept]:
        found: list[Kept] = []
        decode = decoder(entity).decode
        for value, kept, place in rows:
            try:
                if row_hash(value) != kept:
                    self._note_at(kind, place, CHANGED)
                    continue
                found.append(decode(value))
            except UNREADABLE:
                self._note_at(kind, place, NOT_UNDERSTOOD if value is not None else CHANGED)
        return found

    def select(self, kind: str, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return what `query` gives, with `{rows}` in it as the table `kind`; damaged rows do not make it fail."""
        try:
            with self._explained():
                return self._execute(query.replace("{rows}", kind), values)
        except _NotJson:
            return self.ask(query.replace("{rows}", self._guarded(kind)), values)

    def ask(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return what `query` gives. Raises StorageFailure, and LibraryDamaged where the file cannot be read."""
        with self._explained():
            return self._execute(query, values)

    def _execute(self, query: str, values: Sequence[object]) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "JSON" in str(error):
                raise _NotJson from error
            raise

    def _guarded(self, kind: str) -> str:
        """Return a table expression that is `kind` with its drawn columns NULL where a value is not even JSON.

        Those rows may be left out by a condition on such a column, so they are noted here.
        """
        broken = "typeof(value) != 'text' OR NOT json_valid(value)"
        for (place,) in self.ask(f"SELECT rowid FROM {kind} NOT INDEXED WHERE {broken}"):  # noqa: S608 - a kind
            self._note_at(kind, place, CHANGED)
        columns = ["rowid AS rowid"]
        for _, name, *_, hidden in self.ask(f"PRAGMA table_xinfo({kind})"):
            drawn = f"CASE WHEN {broken} THEN NULL ELSE json_extract(value, '$.{name}') END AS {name}"
            columns.append(drawn if hidden else name)
        return f"(SELECT {', '.join(columns)} FROM {kind} NOT INDEXED)"  # noqa: S608 - a kind

    def _note_at(self, kind: str, place: int, reason: str) -> None:
        (entity_id,) = self.ask(f"SELECT id FROM {kind} WHERE rowid = ?", (place,))[0]  # noqa: S608 - a kind
        self.note(Damaged(kind, str(entity_id), reason))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            path = self._path
            try:
                with explained(path):
                    raise error
            except LibraryDamaged:
                mark_for_rescue(path.parent)
                raise LibraryDamaged(
                    f"A part of the library “{path}” cannot be read ({error}). Start Margent again: it saves what can "
                    "be read, takes the rest from the journal and the newest backup, and keeps the damaged file."
                ) from error


class _NotJson(Exception):
    pass
