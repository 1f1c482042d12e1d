"""Putting another file in the place of the library, so that a kill at any moment leaves the old one or the new one.

A file that is whole and on the disk gets the name `library.db.incoming.WHY`; from that moment on it is the library.
What is left to do (moving the old file, with its log, to `library.db.WHY`, and the new one into its place) are renames
that whoever opens the folder next finishes, if need be. Nothing is ever deleted.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from desktop_app.storage.connection import LIBRARY_NAME
from desktop_app.storage.descent import descend

PART_NAME = f"{LIBRARY_NAME}.part"
_INCOMING = f"{LIBRARY_NAME}.incoming."
_COMPANIONS = ("-wal", "-shm", "-journal")


def unfinished(folder: Path) -> bool:
    """Tell whether somebody was killed while replacing the library."""
    return bool(incoming(folder)) or (folder / PART_NAME).exists()


def incoming(folder: Path) -> list[Path]:
    """Return what is the library already, though somebody was killed before it had the name."""
    return sorted(folder.glob(f"{_INCOMING}*"))


def finish(folder: Path) -> None:
    """Finish what somebody was killed at. Only alone in the folder."""
    for found in incoming(folder):
        _exchange(folder, found, folder / f"{LIBRARY_NAME}.{found.name.removeprefix(_INCOMING)}")
    for part in folder.glob(f"{PART_NAME}*"):
        part.unlink()  # never more than a copy that was being made


def replace(folder: Path, why: str, now: int) -> Path | None:
    """Make `library.db.part` the library; only alone in the folder. Return where the old one is now, if there was one.

    `why` and the time `now` (milliseconds, UTC) make its new name.
    """
    part = folder / PART_NAME
    aside = _free(folder / f"{LIBRARY_NAME}.{why}-{stamp(now)}")
    coming = folder / f"{_INCOMING}{aside.name.removeprefix(f'{LIBRARY_NAME}.')}"
    persist(part)
    part.rename(coming)
    persist(folder)
    _exchange(folder, coming, aside)
    return aside if aside.exists() else None


def set_log_aside(folder: Path, now: int) -> Path:
    """Take away the log of another file, so that SQLite does not apply it to this one; return where it is now.

    Only alone in the folder. `now` is in milliseconds, UTC.
    """
    log, *_ = _move_companions(folder, f"{LIBRARY_NAME}.log-of-another-{stamp(now)}")
    persist(folder)
    return log


def persist(path: Path) -> None:
    """Have the contents of a file, or the names in a folder, on the disk."""
    if path.is_dir():
        with contextlib.suppress(OSError):  # folders cannot be opened everywhere, and there they need not be
            _fsync(path, os.O_RDONLY)
    else:
        _fsync(path, os.O_RDWR)


def stamp(now: int) -> str:
    """Return `now` (milliseconds, UTC) for use in a file's name: 20261123T041500Z."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(max(0, now) / 1000))


def renew(connection: sqlite3.Connection, sequences: Iterable[tuple[str, int]]) -> None:
    """Make a copy ready to be the library: everything is to be indexed, and no number is given a second time.

    `sequences` are the highest numbers known to have been given, by table.
    """
    connection.execute("DELETE FROM index_queue")
    for kind in ("document", "annotation"):
        connection.execute(f"INSERT INTO index_queue (subject) SELECT '{kind}:' || id FROM {kind}")  # noqa: S608
    for table, highest in sequences:
        present = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        seq = max(highest, present[0] if present else 0)
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, seq))
    descend(connection)


def _exchange(folder: Path, coming: Path, aside: Path) -> None:
    library = folder / LIBRARY_NAME
    _move_companions(folder, aside.name)  # first: the log of the old file must never lie beside the new one
    if library.exists():
        library.rename(_free(aside))
    persist(folder)
    coming.replace(library)
    persist(folder)


def _move_companions(folder: Path, name: str) -> list[Path]:
    """Give what lies beside the library the name of another file; return where each is now, the log first."""
    moved: list[Path] = []
    for companion in _COMPANIONS:
        log = folder / f"{LIBRARY_NAME}{companion}"
        if log.exists():
            moved.append(log.rename(_free(folder / f"{name}{companion}")))
    return moved


def _free(path: Path) -> Path:
    names = (path, *(path.with_name(f"{path.name}.{number}") for number in range(2, 1000)))
    return next(name for name in names if not name.exists())


def _fsync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
