"""The journal: every change set that was applied, in an order that several devices can agree on."""

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop_app.core.change import ENTITY_KINDS, Change, ChangeSet, Entity
from desktop_app.core.ids import new_id
from desktop_app.storage.rows import CHANGED, NOT_UNDERSTOOD, UNREADABLE, Damaged, row_hash

_CLOCK = f"{'[0-9]' * 14}-{'[0-9]' * 6}"
_NEWEST_CLOCK = f"SELECT clock FROM journal WHERE clock GLOB '{_CLOCK}' ORDER BY sequence DESC LIMIT 1"  # noqa: S608
"""The newest that can be read: damage to one row must not keep anybody from writing the next."""


class Journal:
    """Appends to the journal table. Lives on the writer's thread.

    The clock is a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): milliseconds of wall time
    that never run backwards, and a counter within one millisecond.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._device = _device_of(connection)

    def append(self, connection: sqlite3.Connection, change_set: ChangeSet) -> int:
        """Write one row for `change_set` and return its sequence."""
        row = (
            self._device,
            _tick(connection),
            change_set.label,
            change_set.group,
            int(change_set.undoable),
            encode_changes(change_set.changes),
        )
        written = connection.execute(
            "INSERT INTO journal (device, clock, label, step, undoable, changes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, journal_hash(*row)),
        )
        assert written.lastrowid is not None
        return written.lastrowid


def journal_hash(device: str, clock: str, label: str, step: str, undoable: int, changes: str) -> bytes:
    """Return the SHA-256 that a journal row keeps of itself."""
    head = journal_head(device, clock, label, step, undoable)
    return row_hash(head + changes.encode("utf-8", "replace"))


def journal_head(device: str, clock: str, label: str, step: str, undoable: int) -> bytes:
    """Return what stands before the changes in that of which a journal row keeps the SHA-256."""
    return "\n".join((device, clock, label, step, str(undoable), "")).encode("utf-8", "replace")


Ask = Callable[[str, tuple[object, ...]], list[Any]]
"""Gives the rows of a query."""


def entries_since(
    ask: Ask, sequence: int, note: Callable[[Damaged], None], limit: int = -1
) -> list[tuple[int, ChangeSet]]:
    """Return (sequence, change set) of what was journalled after `sequence`, oldest first, up to `limit` of them.

    A row that is damaged is left out, and `note` is told of it.
    """
    rows = ask(
        "SELECT sequence, device, clock, label, step, undoable, changes, hash"
        " FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?",
        (sequence, limit),
    )
    entries: list[tuple[int, ChangeSet]] = []
    for found, *row, kept in rows:
        _, _, label, step, undoable, changes = row
        try:
            if kept is not None and journal_hash(*row) != kept:
                note(Damaged("journal", str(found), CHANGED))
                continue
            entries.append((found, ChangeSet(label, decode_changes(changes), step, bool(undoable))))
        except (*UNREADABLE, LookupError):
            note(Damaged("journal", str(found), NOT_UNDERSTOOD))
    return entries


@dataclass(frozen=True, slots=True)
class Journalled:
    """One change of one entity: when (milliseconds, UTC), by which action, and what it was before and after."""

    when: int
    label: str
    change: Change


def entries_of(ask: Ask, note: Callable[[Damaged], None], entity_id: str) -> list[Journalled]:
    """Return the changes of the entity with this id, oldest first; `note` is told of damaged rows, which are left out.

    The journal has no index by entity: a text search finds the rows, and each is then read.
    """
    rows = ask("SELECT sequence, clock FROM journal WHERE instr(changes, ?) ORDER BY sequence", (f'"{entity_id}"',))
    found: list[Journalled] = []
    for sequence, clock in rows:
        for _, change_set in entries_since(ask, sequence - 1, note, 1):
            mine = (change for change in change_set.changes if change.id == entity_id)
            found += [Journalled(int(clock.partition("-")[0]), change_set.label, change) for change in mine]
    return found


def _tick(connection: sqlite3.Connection) -> str:
    # From the table and not from memory: the window and the command line write as one device.
    newest = connection.execute(_NEWEST_CLOCK).fetchone()
    milliseconds, counter = (int(part) for part in newest[0].split("-")) if newest else (0, 0)
    now = time.time_ns() // 1_000_000
    if now > milliseconds:
        milliseconds, counter = now, 0
    else:
        counter += 1
    return f"{milliseconds:014d}-{counter:06d}"


def _device_of(connection: sqlite3.Connection) -> str:
    query = "SELECT value FROM meta WHERE name = 'device'"
    found = connection.execute(query).fetchone()
    if found is None:
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('device', ?)", (new_id(),))
        found = connection.execute(query).fetchone()
    return str(found[0])


def encode_changes(changes: tuple[Change, ...]) -> str:
    """Return what a journal row holds of changes."""
    rows = [
        {
            "kind": change.kind,
            "id": change.id,
            "fields": change.changed_fields(),
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
    return msgspec.json.encode(rows).decode("utf-8")


def decode_changes(changes: str) -> tuple[Change, ...]:
    """Return the changes that a journal row holds. Raises one of rows.UNREADABLE, or LookupError."""

    def entity(kind: str, value: object) -> Entity | None:
        return None if value is None else msgspec.convert(value, ENTITY_KINDS[kind])

    return tuple(
        Change(row["kind"], row["id"], entity(row["kind"], row["before"]), entity(row["kind"], row["after"]))
        for row in json.loads(changes)
    )
