"""Rescuing a damaged library: the file is set aside, and all that can be read of it goes into a new one.

Sources, in this order: rows that SQLite still leads to and whose hash agrees; the journal; rows found in the bytes of
the file; the newest sound backup. Nothing is deleted, and nothing is taken whose hash does not agree.
"""

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.document import Version
from desktop_app.storage.connection import LIBRARY_NAME, Connection, explained, open_reader, open_writer, unmark
from desktop_app.storage.errors import LibraryDamaged, StorageFailure
from desktop_app.storage.migrating import check_beginning, migrate, recognise
from desktop_app.storage.rescue.backups import Backup, examine, list_backups
from desktop_app.storage.rescue.carving import JournalRow
from desktop_app.storage.rescue.flattening import flatten, log_broken, looks_like_ours
from desktop_app.storage.rescue.integrity import check
from desktop_app.storage.rescue.merging import Merged, merge
from desktop_app.storage.rescue.recovering import Recovered, recover, recovered_blobs
from desktop_app.storage.rescue.replacing import PART_NAME, finish, renew, replace
from desktop_app.storage.rows import UNREADABLE, decode, row_hash
from desktop_app.storage.tenancy import alone

_FLAT_NAME = f"{PART_NAME}.flat"
PATIENCE = 30.0
"""Seconds for another that is doing the same."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of the rows of one kind; "blob" are texts, original files and pictures."""

    kind: str
    salvaged: int
    from_backup: int
    lost: int


@dataclass(frozen=True, slots=True)
class Report:
    """A rescue: where the damaged file is now, the backup that helped, and what became of each kind of row.

    `gone` says that there was no library, or one of no length; its log lies `aside` then. `missing` bytes at the
    end of the file were not there at all: what was in them is in no count of what was lost. `remains` is a text file
    with what can still be read of rows that were lost, None when there is nothing.
    """

    aside: Path
    backup: Backup | None
    kinds: tuple[Salvaged, ...]
    missing: int
    remains: Path | None
    gone: bool = False

    @property
    def lost(self) -> int:
        """How many rows are lost."""
        return sum(kind.lost for kind in self.kinds)

    def of(self, kind: str) -> Salvaged:
        """Return what became of one kind."""
        return next(salvaged for salvaged in self.kinds if salvaged.kind == kind)


def salvage(folder: Path, now: int, *, patience: float = PATIENCE) -> Report | None:
    """Rescue the library in `folder`; None when it turns out to be sound. `now` is in milliseconds, UTC.

    It must not be open anywhere. Killed at any moment, it leaves the damaged library or the rescued one. Raises
    NotALibrary, with nothing touched, for a file that shows no sign of being ours; LibraryTooNew; LibraryInUse;
    StorageFailure when there is no room.
    """
    library = folder / LIBRARY_NAME
    with alone(folder, patience), explained(library):
        finish(folder)
        if not library.exists():
            library.touch()
        gone = not library.stat().st_size  # SQLite must not see it: it would throw the log away
        doubt = _doubt(library)
        if not gone and doubt is None and not log_broken(library) and _sound(library):
            unmark(folder)
            return None
        flat = folder / _FLAT_NAME
        try:
            state = flatten(library, flat)
            recovered = recover(flat, in_order=state.in_order)
            backup = _newest_sound(folder)
            if doubt is not None and backup is None and not _anything(recovered) and not looks_like_ours(library):
                raise doubt
            kinds, rows = _build(folder, flat, recovered, backup)
        finally:
            flat.unlink(missing_ok=True)
        aside = replace(folder, "damaged", now)
        assert aside is not None
        unmark(folder)
        return Report(aside, backup, kinds, state.missing, _write_remains(aside, recovered, rows), gone)


def _doubt(library: Path) -> LibraryDamaged | None:
    """Return why the file may not be ours, if so. Raises NotALibrary for one that certainly is not."""
    try:
        with explained(library):
            recognise(library)
            if library.stat().st_size:
                check_beginning(library)
    except LibraryDamaged as doubt:
        return doubt
    return None


def _sound(library: Path) -> bool:
    try:
        with contextlib.closing(open_reader(library)) as connection:
            return check(connection).sound
    except sqlite3.DatabaseError:
        return False


def _newest_sound(folder: Path) -> Backup | None:
    return next((backup for backup in list_backups(folder) if examine(backup.path).sound), None)


def _anything(recovered: Recovered) -> bool:
    return bool(recovered.journal) or any(found.live or found.loose for found in recovered.rows.values())


def _build(
    folder: Path, flat: Path, recovered: Recovered, backup: Backup | None
) -> tuple[tuple[Salvaged, ...], dict[str, Merged]]:
    """Make `library.db.part` out of what there is."""
    helped = recover(backup.path, in_order=True) if backup else None
    rows, journal = merge(recovered, helped)
    part = folder / PART_NAME
    for left in folder.glob(f"{PART_NAME}-*"):
        left.unlink()
    part.unlink(missing_ok=True)
    with contextlib.closing(open_writer(part)) as connection:
        migrate(connection, part)
        connection.execute("BEGIN IMMEDIATE")
        for kind, merged in rows.items():
            _put_rows(connection, kind, merged)
        _put_journal(connection, journal)
        device = recovered.device or (journal[-1].device if journal else None) or (helped.device if helped else None)
        if device is not None:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('device', ?)", (device,))
        blobs = _put_blobs(connection, flat, backup, _blobs_of(rows["version"]))
        renew(connection, [*recovered.highest.items(), *(helped.highest.items() if helped else ())])
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE")
    health = examine(part)
    if not health.sound:
        raise StorageFailure(f"The library could not be rescued ({health}). The damaged file has not been touched.")
    return (*(_counted(kind, merged) for kind, merged in rows.items()), blobs), rows


def _counted(kind: str, merged: Merged) -> Salvaged:
    from_backup = sum(chosen.from_backup for chosen in merged.rows.values())
    return Salvaged(kind, len(merged.rows) - from_backup, from_backup, len(merged.lost))


def _put_rows(connection: sqlite3.Connection, kind: str, merged: Merged) -> None:
    given: set[int] = set()
    # Those whose number is known come first, so that no other is given it.
    for name, chosen in sorted(merged.rows.items(), key=lambda item: (item[1].number is None, item[1].number, item[0])):
        row = (name, chosen.value.decode("utf-8"), row_hash(chosen.value))
        if kind == "document" and chosen.number is not None and chosen.number not in given:
            given.add(chosen.number)
            connection.execute(
                "INSERT INTO document (number, id, value, hash) VALUES (?, ?, ?, ?)", (chosen.number, *row)
            )
        else:
            connection.execute(f"INSERT INTO {kind} (id, value, hash) VALUES (?, ?, ?)", row)  # noqa: S608 - a kind


def _put_journal(connection: sqlite3.Connection, journal: list[JournalRow]) -> None:
    connection.executemany(
        "INSERT INTO journal (sequence, device, clock, label, step, undoable, changes, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (row.sequence, row.device, row.clock, row.label, row.step, row.undoable, row.changes, row.hash)
            for row in journal
        ),
    )


def _blobs_of(versions: Merged) -> set[str]:
    """Return the hashes of all texts, files and pictures that belong to some version."""
    needed: set[str] = set()
    for chosen in versions.rows.values():
        with contextlib.suppress(*UNREADABLE):
            needed |= decode(chosen.value, Version).blobs()
    return needed


def _put_blobs(connection: sqlite3.Connection, flat: Path, backup: Backup | None, needed: set[str]) -> Salvaged:
    def put(name: str, data: bytes) -> int:
        return connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (name, len(data), data)).rowcount

    salvaged = sum(put(name, data) for name, data in recovered_blobs(flat))
    present = {name for (name,) in connection.execute("SELECT hash FROM blob")}
    from_backup = 0
    if backup is not None and needed - present:
        with contextlib.closing(sqlite3.connect(backup.path, factory=Connection)) as source:
            for name in sorted(needed - present):
                for (data,) in source.execute("SELECT data FROM blob WHERE hash = ?", (name,)):
                    from_backup += put(name, data)
                    present.add(name)
    return Salvaged("blob", salvaged, from_backup, len(needed - present))


def _write_remains(aside: Path, recovered: Recovered, rows: dict[str, Merged]) -> Path | None:
    """Put beside the damaged file what is left of lost rows: a note with a wrong letter is still worth reading."""
    pieces = [
        f"{kind} {name}\n{found.remains[name].decode('utf-8', 'replace')}\n"
        for kind, found in recovered.rows.items()
        for name in sorted(rows[kind].lost & found.remains.keys())
    ]
    if not pieces:
        return None
    path = aside.with_name(f"{aside.name}.remains.txt")
    path.write_text("\n".join(pieces), encoding="utf-8")
    return path
