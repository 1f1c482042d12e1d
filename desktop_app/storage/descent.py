"""Which log belongs to which library: every commit says which state of the library it came from.

SQLite applies whatever lies beside a file under the name of its log. When somebody puts a copy in the library's place
while the log of the other file is still there, the two make a damaged mixture. So each commit writes two random numbers
into the library, that of the state before it and its own. A log belongs to a file that is in the state from which
the first commit in the log came, or in that of any commit in it.
"""

import contextlib
import re
import secrets
import sqlite3
from pathlib import Path

from desktop_app.storage.connection import Connection, log_of, uri_of

_NAME = "state"
_STEP = re.compile(rb"state:([0-9a-f]{16})>([0-9a-f]{16})")
_NONE = "0" * 16
_HEADER, _FRAME_HEADER, _PAGE = 32, 24, 4096  # https://www.sqlite.org/fileformat2.html#walformat
_ATTEMPTS = 5


def descend(connection: sqlite3.Connection) -> None:
    """Say in the transaction that is about to be committed which state it came from, and which it makes."""
    before = _state(connection)
    step = f"state:{before}>{secrets.token_hex(8)}"
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NAME, step))


def log_is_anothers(library: Path) -> bool:
    """Tell whether the log beside `library` is that of another file.

    Somebody may be writing both: only what stays the same while it is looked at counts. Where it cannot be told, as in
    a library from before commits said this, it is not another's.
    """
    log = log_of(library)
    for _ in range(_ATTEMPTS):
        if not library.is_file() or not library.stat().st_size or not log.is_file():
            return False
        begun, state = _beginning(log), _state_alone(library)
        known = _states(log.read_bytes())
        if (begun, state) == (_beginning(log), _state_alone(library)):
            return bool(known) and state is not None and state not in known
    return False


def _state(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_NAME,)).fetchone()
    step = _STEP.fullmatch(str(row[0]).encode()) if row else None
    return step[2].decode() if step else _NONE


def _state_alone(library: Path) -> str | None:
    """Return the state of the file itself, without its log; None where that cannot be read."""
    try:
        with contextlib.closing(
            sqlite3.connect(uri_of(library.resolve(), "immutable=1"), uri=True, factory=Connection)
        ) as connection:
            return _state(connection)
    except sqlite3.Error:
        return None


def _states(log: bytes) -> set[str]:
    """Return the states that the log leads through, with the one that it begins from."""
    found: set[str] = set()
    for place in range(_HEADER, len(log) - _FRAME_HEADER - _PAGE + 1, _FRAME_HEADER + _PAGE):
        if log[place + 8 : place + 16] == log[16:24]:  # else it was left there by an earlier log
            for step in _STEP.finditer(log, place, place + _FRAME_HEADER + _PAGE):
                found |= {step[1].decode(), step[2].decode()}
    return found


def _beginning(log: Path) -> bytes:
    with log.open("rb") as file:
        return file.read(_HEADER)
