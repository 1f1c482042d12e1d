"""Forgetting: what was removed for good leaves no words behind, neither in the history nor among the texts."""

import re
import sqlite3
from collections.abc import Collection

from desktop_app.core import ids
from desktop_app.storage.journal import decode_changes, encode_changes, journal_hash
from desktop_app.storage.rows import UNREADABLE

_ID = re.compile(ids.PATTERN)
_HASH = re.compile(r"[0-9a-f]{64}")


def forget(connection: sqlite3.Connection, gone: frozenset[str], blobs: Collection[str]) -> None:
    """Leave nothing of the articles and annotations whose ids are `gone` and whose rows have just been removed.

    Their changes stay in the journal, so that it goes on telling when something was done, but without what there was
    before and after. Of `blobs`, the hashes of their texts, files and pictures, those that others need are kept. Rows
    of the journal that are damaged are left as they are, for a rescue to look at.
    """
    for (sequence,) in _naming(connection, gone):
        _empty(connection, sequence, gone)
    for name in gone:
        connection.execute("DELETE FROM draft WHERE id = ?", (name,))
        connection.execute("DELETE FROM export WHERE document = ?", (name,))
    if blobs:
        _drop_blobs(connection, blobs)


def _naming(connection: sqlite3.Connection, gone: frozenset[str]) -> list[tuple[int]]:
    """Return the journal's rows that name any of these ids. It has no index by entity, so all of it is read."""
    rows = connection.execute("SELECT sequence, changes FROM journal")
    return [(sequence,) for sequence, changes in rows if not gone.isdisjoint(_ID.findall(changes))]


def _empty(connection: sqlite3.Connection, sequence: int, gone: frozenset[str]) -> None:
    query = "SELECT device, clock, label, step, undoable, changes, hash FROM journal WHERE sequence = ?"
    device, clock, label, step, undoable, changes, kept = connection.execute(query, (sequence,)).fetchone()
    if kept is not None and journal_hash(device, clock, label, step, undoable, changes) != kept:
        return
    try:
        told = decode_changes(changes)
    except (*UNREADABLE, LookupError):
        return
    emptied = encode_changes(tuple(one.emptied() if one.about() & gone else one for one in told))
    connection.execute(
        "UPDATE journal SET changes = ?, hash = ? WHERE sequence = ?",
        (emptied, journal_hash(device, clock, label, step, undoable, emptied), sequence),
    )


def _drop_blobs(connection: sqlite3.Connection, blobs: Collection[str]) -> None:
    """Drop what no version, and no change that could be taken back or done again, needs any more."""
    left = set(blobs)
    for (words,) in connection.execute("SELECT value FROM version UNION ALL SELECT changes FROM journal"):
        left.difference_update(_HASH.findall(words))
    connection.executemany("DELETE FROM blob WHERE hash = ?", ((name,) for name in left))
