"""What can still be read of a damaged library: by its tables where they lead anywhere, from its bytes elsewhere."""

import contextlib
import mmap
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.storage.connection import Connection, lenient
from desktop_app.storage.journal import journal_hash
from desktop_app.storage.rescue.carving import CarvedRow, JournalRow, carve_blobs, carve_journal, carve_rows
from desktop_app.storage.rescue.integrity import check_table
from desktop_app.storage.rescue.mending import mend
from desktop_app.storage.rows import ROW_KINDS, UNREADABLE, decode, row_hash

_FAILURES = 600
"""Queries that may fail in one table; what is then still not read is found by its bytes."""
_MENDED = 500
"""Damaged rows of one kind up to which a single changed bit is looked for: it takes some milliseconds a row."""
_HIGHEST = 2**40


@dataclass(slots=True)
class Found:
    """The rows of one kind, by id; each agrees with its hash.

    `live` are those that the table leads to; `loose` lie in the file but may be out of date. When the table is `whole`,
    it is all there is, and what is not in it was removed. `known` are ids of which there is or was a row; `remains` is
    what is left of those whose hash does not agree.
    """

    live: dict[str, tuple[bytes, int | None]] = field(default_factory=dict)
    loose: dict[str, list[CarvedRow]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    remains: dict[str, bytes] = field(default_factory=dict)
    proofs: set[bytes] = field(default_factory=set)
    whole: bool = True


@dataclass(slots=True)
class Recovered:
    """What the damaged file holds; `journal` is in order, and `journal_whole` tells whether all of it is there."""

    rows: dict[str, Found]
    journal: list[JournalRow]
    journal_whole: bool
    device: str | None
    highest: dict[str, int]


def recover(flat: Path, *, in_order: bool) -> Recovered:
    """Read the file that flattening.flatten made; `in_order` is what that returned."""
    rows = {kind: Found() for kind in ROW_KINDS}
    with _opened(flat) as connection:
        for kind, found in rows.items():
            _read_kind(connection, kind, found)
            found.whole = found.whole and in_order
        journal, journal_whole = _read_journal(connection)
        device = _one(connection, "SELECT value FROM meta WHERE name = 'device'")
        highest = _pairs(connection, "SELECT name, seq FROM sqlite_sequence")
    with _bytes_of(flat) as data:
        if not all(found.whole for found in rows.values()):
            for row in carve_rows(data):
                rows[row.kind].loose.setdefault(row.id, []).append(row)
        if not (journal_whole and in_order):
            journal = {row.sequence: row for row in carve_journal(data)} | journal
    ordered = [journal[sequence] for sequence in sorted(journal)]
    return Recovered(rows, ordered, journal_whole and in_order, str(device) if device else None, highest)


def recovered_blobs(flat: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every text, file and picture in `flat` that agrees with its hash."""
    with _bytes_of(flat) as data:
        yield from carve_blobs(data)


class Scan:
    """Goes through a table by its keys, and around the pages that cannot be read."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: str) -> None:
        self._connection = connection
        self._query = (
            f"SELECT rowid, {columns} FROM {table} NOT INDEXED"  # noqa: S608 - our own names
            " WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        )
        self._failures = 0

    @property
    def whole(self) -> bool:
        """Whether nothing stood in the way."""
        return self._failures == 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        ranges = [(-_HIGHEST, _HIGHEST)]
        while ranges and self._failures < _FAILURES:
            low, high = ranges.pop()
            try:
                for row in self._connection.execute(self._query, (low, high)):
                    yield row
                    low = max(low, row[0] + 1)
            except (sqlite3.Error, MemoryError):
                self._failures += 1
                if low < high:
                    middle = (low + high) // 2
                    ranges += [(middle + 1, high), (low, middle)]


def _read_kind(connection: sqlite3.Connection, kind: str, found: Found) -> None:
    scan = Scan(connection, kind, "CAST(id AS BLOB), CAST(value AS BLOB), hash")
    for number, *columns in scan:
        match columns:
            case [bytes(name), bytes(value), kept] if row_hash(value) == kept:
                found.live[_id_of(kind, value, name)] = (value, number if kind == "document" else None)
            case [name, value, kept]:
                mended = _mended(value, kept) if len(found.remains) < _MENDED else None
                if mended is not None:
                    found.live[_id_of(kind, mended, name)] = (mended, number if kind == "document" else None)
                    continue
                found.whole = False
                label = name.decode("utf-8", "replace") if isinstance(name, bytes) else f"row {number}"
                found.remains[label] = value if isinstance(value, bytes) else b""
                found.known.add(label)
                if isinstance(kept, bytes):
                    found.proofs.add(kept)
    if not scan.whole:
        found.known |= _names(connection, kind, "id")
    found.whole = found.whole and scan.whole and check_table(connection, kind)


def _mended(value: object, kept: object) -> bytes | None:
    return mend(value, kept) if isinstance(value, bytes) and isinstance(kept, bytes) else None


def _id_of(kind: str, value: bytes, name: object) -> str:
    try:
        return decode(value, ROW_KINDS[kind]).id  # the hash speaks for this one
    except UNREADABLE:
        return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _read_journal(connection: sqlite3.Connection) -> tuple[dict[int, JournalRow], bool]:
    hashed = any(name == "hash" for _, name, *_ in _all(connection, "PRAGMA table_info(journal)"))
    scan = Scan(connection, "journal", f"device, clock, label, step, undoable, changes, {'hash' if hashed else 'NULL'}")
    journal: dict[int, JournalRow] = {}
    whole = True
    for sequence, *columns in scan:
        match columns:
            case [str(device), str(clock), str(label), str(step), int(undoable), str(changes), kept] if (
                kept is None or journal_hash(device, clock, label, step, undoable, changes) == kept
            ):
                journal[sequence] = JournalRow(sequence, device, clock, label, step, undoable, changes, kept)
            case _:
                whole = False
    return journal, whole and scan.whole and check_table(connection, "journal")


def _names(connection: sqlite3.Connection, table: str, column: str) -> set[str]:
    """Return the names in a table's index, from both ends towards whatever cannot be read between them."""
    names: set[str] = set()
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error, MemoryError):
            for (name,) in connection.execute(f"SELECT {column} FROM {table} ORDER BY {column} {order}"):  # noqa: S608
                names.add(str(name))
            break
    return names


@contextlib.contextmanager
def _opened(flat: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{flat.resolve().as_uri()}?mode=ro&immutable=1", uri=True, factory=Connection)
    connection.text_factory = lenient
    with contextlib.closing(connection):
        yield connection


@contextlib.contextmanager
def _bytes_of(flat: Path) -> Iterator[mmap.mmap]:
    with flat.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


def _all(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    try:
        return connection.execute(query).fetchall()
    except sqlite3.Error:
        return []


def _one(connection: sqlite3.Connection, query: str) -> object:
    rows = _all(connection, query)
    return rows[0][0] if rows else None


def _pairs(connection: sqlite3.Connection, query: str) -> dict[str, int]:
    return {str(name): seq for name, seq in _all(connection, query) if isinstance(seq, int)}
