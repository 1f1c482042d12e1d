"""Copies of the library: made while it is in use, looked at before they count, thinned out with age, and put back."""

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.storage.connection import LIBRARY_NAME, Connection, explained, open_reader, open_unchanged
from desktop_app.storage.errors import LibraryDamaged, Stopped, StorageFailure
from desktop_app.storage.migrating import recognise
from desktop_app.storage.rescue.integrity import Health, Stop, check
from desktop_app.storage.rescue.replacing import PART_NAME, finish, persist, renew, replace, stamp
from desktop_app.storage.tenancy import alone

FOLDER_NAME = "backups"
RECENT, WEEKLY, MONTHLY = 12, 10, 9
_NAME = re.compile(r"library-(\d{8}T\d{6}Z)-(\d{6,})-(\d+)\.db")
_MAKING = ".being-made.db"
_PAGES = 256  # a step: one megabyte
_CACHED = 64  # of SQLite's pages, an eighth of what it would keep: copying and looking a copy over is no slower
_PAUSE = 0.002  # seconds between steps, so that a slow disk has time for others
_ABANDONED = 3600  # seconds after which a copy that is still being made has lost its maker


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the library. `taken` is in milliseconds since 1970 in UTC, by a clock that may have been wrong.

    `number` counts the copies in the order in which they were made, and is what they are ordered by; `sequence` is
    the journal's newest in the copy. `size` is in bytes.
    """

    path: Path
    taken: int
    size: int
    number: int
    sequence: int


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups of the library in the data folder `folder`, newest first. Raises StorageFailure."""
    found: list[Backup] = []
    home = folder / FOLDER_NAME
    with explained(folder / LIBRARY_NAME):
        for path in home.iterdir() if home.is_dir() else ():
            match = _NAME.fullmatch(path.name)
            if match:
                with contextlib.suppress(OSError, ValueError):  # gone in the meantime, or a name that is no time
                    taken = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
                    size = path.stat().st_size
                    found.append(Backup(path, int(taken.timestamp()) * 1000, size, int(match[2]), int(match[3])))
    return sorted(found, key=_order, reverse=True)


def _order(backup: Backup) -> tuple[int, int, str]:
    return backup.number, backup.taken, backup.path.name


def kept(backups: Iterable[Backup]) -> list[Backup]:
    """Return those to keep, newest first: 12 recent ones, then one for each of 10 weeks, then of 9 months.

    They are taken in the order in which they were made: a clock that was set back makes no backup old. Of a week or
    month the last is kept, so that one which is kept today is not needed by a coarser step tomorrow.
    """
    ordered = sorted(backups, key=_order, reverse=True)
    ladder = ordered[:RECENT]
    rest = ordered[RECENT:]
    for rungs, period in ((WEEKLY, _week), (MONTHLY, _month)):
        last: object = None
        climbed = 0
        while rest and climbed < rungs:
            backup = rest.pop(0)
            if period(backup) != last:
                last = period(backup)
                ladder.append(backup)
                climbed += 1
        while rest and period(rest[0]) == last:
            rest.pop(0)
    return ladder


def _week(backup: Backup) -> tuple[int, int]:
    return datetime.fromtimestamp(backup.taken / 1000, UTC).isocalendar()[:2]


def _month(backup: Backup) -> tuple[int, int]:
    taken = datetime.fromtimestamp(backup.taken / 1000, UTC)
    return taken.year, taken.month


def prune(folder: Path) -> list[Path]:
    """Remove the backups that the ladder has no rung for, and return them. Other files are left alone."""
    backups = list_backups(folder)
    keeping = set(kept(backups))
    gone = [backup.path for backup in backups if backup not in keeping]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def back_up(folder: Path, now: int, *, stop: Stop = lambda: False) -> Backup:
    """Copy the library in `folder` as it is at this moment, look the copy over, and make room on the ladder.

    The copy is made from a reading transaction: writers go on meanwhile, and none of what they write is in it. `now` is
    in milliseconds, UTC. Raises LibraryDamaged, and keeps every backup there is, when the library is not sound;
    StorageFailure when there is no room; Stopped soon after `stop` gives True.
    """
    home = folder / FOLDER_NAME
    part = home / f"{os.getpid()}-{time.monotonic_ns()}{_MAKING}"
    with explained(folder / LIBRARY_NAME):
        home.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(home)
        try:
            sequence = _copy(folder / LIBRARY_NAME, part, stop)
            health = examine(part, stop=stop)
            if not health.sound:
                raise LibraryDamaged(
                    "The library is damaged, so no backup was made of it, and those there are have been kept. "
                    "Start Margent again: it mends the library from its journal and the newest backup."
                )
            persist(part)
            backup = _named(part, folder, now, sequence)
        finally:
            _clear_away(part)
        prune(folder)
        return backup


def copy_to(folder: Path, target: Path, *, stop: Stop = lambda: False) -> None:
    """Copy the library in `folder` as it is at this moment into the file `target`, which must not be there yet.

    Raises StorageFailure, also where `target` cannot be written.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        if target.exists():
            raise StorageFailure(f"“{target}” is already there and was left alone. Choose another name.")
        with explained(folder / LIBRARY_NAME):
            _copy(folder / LIBRARY_NAME, part, stop)
            persist(part)
            part.rename(target)
    finally:
        _clear_away(part)


def counts(backup: Backup) -> tuple[int, int, int] | None:
    """Return how many articles, highlights and notes a copy has outside its trash; None where it cannot be read."""
    drawn = "sum(json_extract(value, '$.colour') IS NOT NULL), sum(json_extract(value, '$.note') != '')"
    try:
        with contextlib.closing(open_unchanged(backup.path)) as connection:
            (articles,) = connection.execute("SELECT count(*) FROM document WHERE deleted IS NULL").fetchone()
            query = f"SELECT {drawn} FROM annotation WHERE deleted IS NULL"  # noqa: S608 - our own names
            highlights, notes = connection.execute(query).fetchone()
    except sqlite3.Error:
        return None
    return articles, highlights or 0, notes or 0


def keep_all(connection: sqlite3.Connection, folder: Path, now: int) -> Path:
    """Copy all that `connection` can see of a library into the backups of `folder`, and return where it is.

    For a library whose file has been taken away under `connection`. Raises sqlite3.Error and OSError.
    """
    home = folder / FOLDER_NAME
    home.mkdir(parents=True, exist_ok=True)
    part = home / f"{os.getpid()}-{time.monotonic_ns()}{_MAKING}"
    try:
        sequence = int(connection.execute("SELECT coalesce(max(sequence), 0) FROM journal").fetchone()[0])
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        persist(part)
        return _named(part, folder, now, sequence).path
    finally:
        _clear_away(part)


def _named(part: Path, folder: Path, now: int, sequence: int) -> Backup:
    """Give a copy that is whole and on the disk its place among the backups."""
    number = 1 + max((backup.number for backup in list_backups(folder)), default=0)
    path = part.with_name(f"library-{stamp(now)}-{number:06d}-{sequence}.db")
    part.rename(path)
    persist(path.parent)
    return Backup(path, now // 1000 * 1000, path.stat().st_size, number, sequence)


def _clear_away(part: Path) -> None:
    for left in part.parent.glob(f"{part.name}*"):
        left.unlink()


def examine(path: Path, *, stop: Stop = lambda: False) -> Health:
    """Check the backup, or other file that nobody writes, at `path`."""
    try:
        with contextlib.closing(open_unchanged(path)) as connection:
            connection.execute(f"PRAGMA cache_size = {_CACHED}")
            return check(connection, stop=stop)
    except sqlite3.Error as error:
        return Health(0, (), str(error))


def restore(folder: Path, backup: Backup, now: int) -> Path | None:
    """Make `backup` the library; return where the present one was put (`library.db.before-restore-TIME`).

    Killed at any moment, it leaves the old library or the new one. The library must be closed. Raises LibraryInUse when
    another has it open, LibraryDamaged when the backup is not sound, LibraryTooNew, StorageFailure.
    """
    with alone(folder), explained(backup.path):
        finish(folder)
        recognise(backup.path)
        health = examine(backup.path)
        if not health.sound:
            raise LibraryDamaged(
                f"The backup “{backup.path.name}” is damaged itself, so it was not put in place. Choose another one."
            )
        part = folder / PART_NAME
        with contextlib.closing(sqlite3.connect(part, isolation_level=None, factory=Connection)) as connection:
            with contextlib.closing(open_unchanged(backup.path)) as source:  # with its log, if it has one
                source.backup(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN")
            renew(connection, _highest(folder))
            connection.execute("COMMIT")
        return replace(folder, "before-restore", now)


def _copy(library: Path, part: Path, stop: Stop) -> int:
    def pause(_status: int, _left: int, _total: int) -> None:
        if stop():
            raise Stopped("The backup was stopped before its end.")
        time.sleep(_PAUSE)

    with contextlib.closing(open_reader(library)) as source, contextlib.closing(sqlite3.connect(part)) as copy:
        for connection in (source, copy):
            connection.execute(f"PRAGMA cache_size = {_CACHED}")
        source.execute("BEGIN")  # one state of the library, however long the copying takes
        sequence = int(source.execute("SELECT coalesce(max(sequence), 0) FROM journal").fetchone()[0])
        copy.execute("PRAGMA synchronous = OFF")  # it is put on the disk as a whole, before it gets its name
        source.backup(copy, pages=_PAGES, progress=pause)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read where nothing may be written
    return sequence


def _highest(folder: Path) -> list[tuple[str, int]]:
    """Return the highest numbers that the present library and its backups are known to have given."""
    highest = {"journal": max((backup.sequence for backup in list_backups(folder)), default=0)}
    # The present library may be damaged; that may be why it is replaced.
    with contextlib.suppress(sqlite3.Error), contextlib.closing(open_unchanged(folder / LIBRARY_NAME)) as connection:
        for name, seq in connection.execute("SELECT name, seq FROM sqlite_sequence"):
            highest[name] = max(highest.get(name, 0), int(seq))
    return list(highest.items())


def _remove_abandoned(home: Path) -> None:
    for path in home.glob(f"*{_MAKING}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()
