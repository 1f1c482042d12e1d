"""Looking into a library file with plain SQL, as somebody without Margent would."""

import contextlib
import json
import sqlite3
from pathlib import Path

import msgspec

from desktop_app.core.change import ENTITY_KINDS
from tests.strategies import State


def rows(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """Return what `query` gives."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def one(path: Path, query: str, *values: object) -> object:
    """Return the one value that `query` gives."""
    ((value,),) = rows(path, query, *values)
    return value


def state_of(path: Path) -> State:
    """Return every entity of the library at `path`."""
    return {
        (kind, str(entity_id)): msgspec.convert(json.loads(str(value)), entity)
        for kind, entity in ENTITY_KINDS.items()
        for entity_id, value in rows(path, f"SELECT id, value FROM {kind}")
    }
