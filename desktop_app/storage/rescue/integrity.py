"""Is the library as it was written? SQLite checks its own structure; the hashes check what it cannot see."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.storage.connection import LIBRARY_NAME, explained, open_reader
from desktop_app.storage.errors import LibraryDamaged, Stopped
from desktop_app.storage.journal import journal_head
from desktop_app.storage.migrating import migrations
from desktop_app.storage.rows import CHANGED, ROW_KINDS, UNREADABLE, Damaged, decode, row_hash

Stop = Callable[[], bool]
"""Asked again and again whether to leave off."""

Progress = Callable[[int, int], None]
"""Told how many rows have been looked at, of how many."""

_SLICE = 200  # rows; some milliseconds
_PIECE = 1 << 17  # bytes of a book, or of the changes of a whole import, that are in memory at once
_BLOBS = 1  # they may be large, and are on their own for no longer than they are hashed
_STEPS = 20_000  # of SQLite's machine between two questions whether to stop
_TABLES = (*ROW_KINDS, "journal", "blob")


@dataclass(frozen=True, slots=True)
class Health:
    """What a check has found: rows looked at, those that are not as they were written, and SQLite's own word."""

    checked: int
    damaged: tuple[Damaged, ...]
    sqlite: str

    @property
    def sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.damaged and self.sqlite == "ok"


def _never() -> bool:
    return False


def _nobody(_done: int, _total: int) -> None:
    return


def check(connection: sqlite3.Connection, *, stop: Stop = _never, progress: Progress = _nobody) -> Health:
    """Look at everything in the library behind `connection`, a slice at a time, in short reading transactions.

    Raises Stopped soon after `stop` gives True.
    """
    words = [*_structure(connection, stop), *_schema(connection)]
    total = sum(_count(connection, table) for table in _TABLES)
    checked = 0
    damaged: list[Damaged] = []
    for table in _TABLES:
        try:
            for looked_at, found in _rows(connection, table):
                checked += looked_at
                damaged += found
                progress(min(checked, total), total)
                if stop():
                    raise Stopped("The check was stopped before its end.")
        except sqlite3.DatabaseError as error:
            words.append(f"{table}: {error}")
    return Health(checked, tuple(damaged), "; ".join(dict.fromkeys(words)) or "ok")


def check_library(folder: Path, *, stop: Stop = _never, progress: Progress = _nobody) -> Health:
    """Check the library in `folder`, which others may be writing meanwhile. Raises Stopped, and StorageFailure."""
    path = folder / LIBRARY_NAME
    try:
        with explained(path), contextlib.closing(open_reader(path)) as connection:
            return check(connection, stop=stop, progress=progress)
    except LibraryDamaged as damage:
        return Health(0, (), str(damage))


def check_table(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether SQLite finds nothing wrong with one table and its indices; the rows are not looked into."""
    try:
        return connection.execute(f"PRAGMA integrity_check({table})").fetchall() == [("ok",)]
    except sqlite3.Error:
        return False


def _structure(connection: sqlite3.Connection, stop: Stop) -> list[str]:
    # integrity_check costs a third more than quick_check, and also compares the indices with the rows: a damaged index
    # would hide a note that is still there.
    connection.set_progress_handler(lambda: int(stop()), _STEPS)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        if stop():
            raise Stopped("The check was stopped before its end.") from None
        found = [str(error)]
    finally:
        connection.set_progress_handler(None, 0)
    return [] if found == ["ok"] else found


def _schema(connection: sqlite3.Connection) -> list[str]:
    """Tell when a table or index is missing or another than was made: a bit of its SQL may have changed."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        present = connection.execute(query).fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    if version > len(migrations()):
        return []
    fresh = sqlite3.connect(":memory:")
    try:
        for step in migrations()[:version]:
            fresh.executescript(step)
        return [] if fresh.execute(query).fetchall() == present else ["the tables are not those that were made"]
    finally:
        fresh.close()


def _count(connection: sqlite3.Connection, table: str) -> int:
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - of _TABLES
    except sqlite3.DatabaseError:
        return 0  # it is told where the rows are read


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, list[Damaged]]]:
    """Yield, slice by slice, how many rows were looked at and which of them are damaged."""
    columns, size = {
        "journal": (_journal_columns(connection), _SLICE),
        "blob": ("CAST(hash AS BLOB), typeof(data)", _BLOBS),
    }.get(table, ("CAST(id AS BLOB), CAST(value AS BLOB), hash", _SLICE))
    query = f"SELECT rowid, {columns} FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT {size}"  # noqa: S608
    last = -(2**63)
    while rows := connection.execute(query, (last,)).fetchall():
        if rows[-1][0] <= last:
            raise sqlite3.DatabaseError("its rows lead back to themselves")
        last = rows[-1][0]
        yield (
            len(rows),
            [Damaged(table, _name(table, row), CHANGED) for row in rows if not _sound(connection, table, row)],
        )


def _journal_columns(connection: sqlite3.Connection) -> str:
    names = {row[1] for row in connection.execute("PRAGMA table_info(journal)")}
    return f"device, clock, label, step, undoable, typeof(changes), {'hash' if 'hash' in names else 'NULL'}"


def _name(table: str, row: tuple[object, ...]) -> str:
    name = row[0] if table == "journal" else row[1]
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _sound(connection: sqlite3.Connection, table: str, row: tuple[object, ...]) -> bool:
    match table, row:
        case "journal", (int(sequence), *parts, kind, kept):
            readable = kind == "text" and all(type(part) in (str, int) for part in parts)
            return kept is None or (readable and _step_hash(connection, sequence, parts) == kept)
        case "blob", (int(rowid), bytes(name), kind):
            found = hashlib.sha256()
            return kind == "blob" and _fed(found, connection, "blob", "data", rowid).hexdigest().encode() == name
        case _, (_, bytes(name), bytes(value), kept):
            return row_hash(value) == kept and _names(table, value, name)
    return False


def _step_hash(connection: sqlite3.Connection, sequence: int, parts: list[object]) -> bytes:
    """Return the hash that a journal row should keep."""
    device, clock, label, step, undoable = map(str, parts)
    head = journal_head(device, clock, label, step, int(undoable) if undoable.isdigit() else -1)
    return _fed(hashlib.sha256(head), connection, "journal", "changes", sequence).digest()


def _fed(
    found: "hashlib._Hash", connection: sqlite3.Connection, table: str, column: str, rowid: int
) -> "hashlib._Hash":
    """Feed a hash with a value of any length, piece by piece."""
    with connection.blobopen(table, column, rowid, readonly=True) as value:
        while piece := value.read(_PIECE):
            found.update(piece)
    return found


def _names(kind: str, value: bytes, name: bytes) -> bool:
    try:
        return decode(value, ROW_KINDS[kind]).id.encode() == name
    except UNREADABLE:
        return True  # as it was written, by a newer Margent
