"""Opening the library file: how durable, how patient, and whether it is ours at all."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from desktop_app.core.text.folding import folded
from desktop_app.storage.errors import CannotWrite, LibraryDamaged, StorageFailure

APPLICATION_ID = 0x4D415247  # "MARG"
LIBRARY_NAME = "library.db"
_DISK_FULL = "the disk is full. Free some space, then try again; nothing that was saved is lost."
# What SQLite reports when the files beside the library cannot grow: the disk is full far more often than broken.
_NO_ROOM = frozenset({sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP, sqlite3.SQLITE_IOERR_WRITE})
_BARRED = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_RESCUE_MARK = "library.db.rescue"
_WRITER_PATIENCE = 30.0
_READER_PATIENCE = 5.0


class Connection(sqlite3.Connection):
    """A connection whose failures can be read: what SQLite tells of a damaged file repeats bytes that are no text."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Do the same, and raise DatabaseError where Python could not read the reason."""
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError:
            malformed = sqlite3.DatabaseError("database disk image is malformed")
            malformed.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise malformed from None


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise about `path` into a sentence that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if code is not None else None
        if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise LibraryDamaged(
                f"“{path}” is damaged or is not a Margent library ({error}). It has not been touched. "
                "“margent restore” lists the copies in the folder “backups”, and puts the one you name in its place."
            ) from error
        failure = CannotWrite if _bars_writing(error) else StorageFailure
        raise failure(f"The library “{path}” cannot be used: {_reason(primary, error)}") from error
    except OSError as error:
        raise StorageFailure(
            f"The data folder “{path.parent}” cannot be used: {error.strerror or error}. "
            "Choose another one with --data-dir or MARGENT_DATA_DIR."
        ) from error


def _bars_writing(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and (code & 0xFF in _BARRED or code in _NO_ROOM)


def _reason(primary: int | None, error: sqlite3.Error) -> str:
    match primary:
        case sqlite3.SQLITE_FULL:
            return _DISK_FULL
        case sqlite3.SQLITE_IOERR if error.sqlite_errorcode in _NO_ROOM:
            return _DISK_FULL
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return (
                f"it may not be written ({error}). Check the permissions of its folder, "
                "or choose another one with --data-dir or MARGENT_DATA_DIR."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program has kept it locked for too long. Close that program, then try again."
        case sqlite3.SQLITE_IOERR:
            return f"the disk reported an error ({error}). Check the disk before going on."
    return f"{error}."


def lenient(data: bytes) -> str:
    """Return a text column as it can be read. Where it is damaged its hash says so, and the others are read on."""
    return data.decode("utf-8", "replace")


def mark_for_rescue(folder: Path) -> None:
    """Ask for the library in `folder` to be looked at, and mended if need be, when it is next opened."""
    with contextlib.suppress(OSError):  # the disk may be full, or the folder read-only: it is found again the next time
        (folder / _RESCUE_MARK).touch()


def marked_for_rescue(folder: Path) -> bool:
    """Tell whether `mark_for_rescue` was called since the last rescue."""
    return (folder / _RESCUE_MARK).exists()


def unmark(folder: Path) -> None:
    """Say that the library in `folder` has been looked at."""
    (folder / _RESCUE_MARK).unlink(missing_ok=True)


def open_writer(path: Path) -> sqlite3.Connection:
    """Open the one connection that writes: WAL, and every commit on the disk before it is acknowledged."""
    connection = sqlite3.connect(
        path, timeout=_WRITER_PATIENCE, isolation_level=None, check_same_thread=False, factory=Connection
    )
    try:
        connection.text_factory = lenient
        _use_wal(connection)
        _try_to_write(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # words that were changed or removed leave no trace in the file
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    # SQLite does not wait here for another program that opens the new library in the same moment.
    deadline = time.monotonic() + _WRITER_PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Raise SQLITE_READONLY now rather than at the first note; somebody else's lock is no reason to."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("BEGIN IMMEDIATE")  # which SQLite grants for reading alone, if it has to
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute(f"PRAGMA busy_timeout = {int(_WRITER_PATIENCE * 1000)}")


def open_unchanged(path: Path) -> sqlite3.Connection:
    """Open a file that may be somebody else's, so that nothing about it can change."""
    try:
        return _readable(uri_of(path.resolve(), "mode=ro"), _WRITER_PATIENCE, uri=True)
    except sqlite3.OperationalError as error:
        if not _may_be_read_alone(path, error):
            raise
        return _readable(uri_of(path.resolve(), "immutable=1"), _WRITER_PATIENCE, uri=True)


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a connection that cannot write and knows `folded`. It belongs to the thread that opens it."""
    try:
        connection = _readable(str(path), _READER_PATIENCE)
    except sqlite3.OperationalError as error:
        if not _may_be_read_alone(path, error):
            raise
        connection = _readable(uri_of(path.resolve(), "immutable=1"), _READER_PATIENCE, uri=True)
    connection.execute("PRAGMA query_only = ON")
    connection.create_function("folded", 1, folded, deterministic=True)
    return connection


def _readable(name: str, patience: float, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(name, uri=uri, timeout=patience, isolation_level=None, factory=Connection)
    try:
        connection.text_factory = lenient
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except BaseException:
        connection.close()
        raise
    return connection


def log_of(library: Path) -> Path:
    """Return where SQLite keeps what was written and has not come into the file at `library` itself yet."""
    return library.with_name(f"{library.name}-wal")


def _may_be_read_alone(path: Path, error: sqlite3.OperationalError) -> bool:
    """Tell whether a library could not be read only because SQLite has no room for its files beside it.

    While there is no log, nobody has it open to write, and all that is in it is in the file itself.
    """
    log = log_of(path)
    return _bars_writing(error) and path.is_file() and not (log.is_file() and log.stat().st_size)


def uri_of(path: PurePath, how: str) -> str:
    """Return the name by which SQLite opens an absolute path in a way of its own ("mode=ro").

    It knows no servers where a URI has one, so the name of a Windows share goes into the path.
    """
    uri = path.as_uri()
    return f"{uri if uri.startswith('file:///') else uri.replace('file://', 'file:////', 1)}?{how}"
