"""Who has the library open: a lock beside the file, held by every store, so that nobody replaces it under another.

The lock is that of a small SQLite file, because SQLite's locks work on every system and go with the process that holds
them; the library's own locks cannot be used, since a library that has to be replaced may be too damaged to be locked.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop_app.storage.connection import explained
from desktop_app.storage.errors import LibraryInUse

_LOCK_NAME = "library.lock"
_PATIENCE = 30.0  # seconds for somebody else to finish replacing the library


def enter(folder: Path) -> sqlite3.Connection:
    """Keep others from replacing the library in `folder` until the connection returned is closed."""
    connection = _opened(folder, _PATIENCE)
    try:
        with explained(folder / _LOCK_NAME):
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def alone(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """Be the only one in `folder`. Raises LibraryInUse when others have not left after `patience` seconds."""
    connection = _opened(folder, patience)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                with explained(folder / _LOCK_NAME):
                    raise
            raise LibraryInUse(
                f"The library in “{folder}” is open in another window or command. Close that, then try again."
            ) from None
        yield
    finally:
        connection.close()


def _opened(folder: Path, patience: float) -> sqlite3.Connection:
    path = folder / _LOCK_NAME
    with explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
