"""Entities to rows and back: a row holds the value as JSON and the hash of that JSON."""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from desktop_app.core.annotation import Draft
from desktop_app.core.change import ENTITY_KINDS, Entity
from desktop_app.core.export_record import ExportRecord

Kept = TypeVar("Kept")
Aside = Draft | ExportRecord
"""What is kept beside the history: no action of a person's, and nothing to undo."""

ROW_KINDS: dict[str, type[Entity | Aside]] = {**ENTITY_KINDS, "draft": Draft, "export": ExportRecord}
"""Every table whose rows are an id, a value and its hash."""

UNREADABLE = (TypeError, ValueError, msgspec.MsgspecError)
"""What decoding raises for a value that is not one."""

CHANGED = "its bytes have changed on the disk"
NOT_UNDERSTOOD = "this Margent does not understand it"

_ENCODER = msgspec.json.Encoder()
_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {}


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that is not as it was written. `id` is a blob's hash, or a journal row's sequence, for those kinds."""

    kind: str
    id: str
    reason: str


def row_hash(value: bytes) -> bytes:
    """Return the SHA-256 that a row keeps of its value."""
    return hashlib.sha256(value).digest()


def encode(entity: Entity | Aside) -> bytes:
    """Return the JSON that stands for `entity` in its row, in UTF-8."""
    return _ENCODER.encode(entity)


def decode(value: bytes, kind: type[Kept]) -> Kept:
    """Return the entity of type `kind` that `value` stands for. Raises one of UNREADABLE."""
    return decoder(kind).decode(value)


def decoder(kind: type[Kept]) -> msgspec.json.Decoder[Kept]:
    """Return what decodes values of type `kind`, made once."""
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)
    return _DECODERS[kind]


def put(connection: sqlite3.Connection, table: str, entity: Entity | Aside) -> None:
    """Write `entity` over the row that has its id, or as a new one. `table` is an entity kind, never input."""
    value = encode(entity)
    connection.execute(
        f"INSERT INTO {table} (id, value, hash) VALUES (?, ?, ?)"  # noqa: S608 - a kind, see above
        " ON CONFLICT (id) DO UPDATE SET value = excluded.value, hash = excluded.hash",
        (entity.id, value.decode("utf-8"), row_hash(value)),
    )


def drop(connection: sqlite3.Connection, table: str, entity_id: str) -> None:
    """Remove the row with this id, if it is there."""
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (entity_id,))  # noqa: S608 - a kind
