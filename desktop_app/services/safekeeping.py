"""Safekeeping: copies of the library once a day, a look at whether it is sound, and its rescue when it is not."""

import contextlib
import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.services.clock import Clock, wall_clock
from desktop_app.storage.connection import LIBRARY_NAME, explained, log_of, mark_for_rescue, marked_for_rescue
from desktop_app.storage.descent import log_is_anothers
from desktop_app.storage.errors import CannotWrite, LibraryDamaged, LibraryInUse, LibraryTooNew, StorageFailure
from desktop_app.storage.rescue.replacing import incoming
from desktop_app.storage.store import Store

# A start must not wait for what only a backup, a check or a rescue needs, so that is imported where it is used.
if TYPE_CHECKING:
    from desktop_app.storage.rescue.backups import Backup
    from desktop_app.storage.rescue.integrity import Health, Progress
    from desktop_app.storage.rescue.salvage import Report

_log = logging.getLogger(__name__)

_DAY = 24 * 60 * 60 * 1000
"""Milliseconds between two backups of a library that is being used."""

_REPLACED = (
    "The library is another file than the one that Margent wrote last: a copy has been put in its place. What had been "
    "written into the earlier file at the very last does not belong to this one, and has been set aside as “{}”. "
    "The library is as that copy holds it; “margent restore” lists the others."
)
_CALLED = {
    "annotation": ("highlight or note", "highlights and notes"),
    "document": ("article", "articles"),
    "blob": ("text or picture", "texts and pictures"),
}


@dataclass(frozen=True, slots=True)
class LogSetAside:
    """The log beside the library was that of another file, and lies in `aside` now; nothing of it was applied."""

    aside: Path


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup, its place in the list (1 is the newest), and how many articles, highlights and notes are in it.

    `counts` is None where it cannot be read.
    """

    number: int
    backup: "Backup"
    counts: tuple[int, int, int] | None


class Safekeeping:
    """Looks after the library in a thread of its own; every method returns at once."""

    def __init__(self, store: Store, clock: Clock, rescue: "Report | LogSetAside | None" = None) -> None:
        """`rescue` is what `open_or_rescue` reported, for whoever tells it to the person."""
        self.rescue = rescue
        self._store = store
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, "margent-safekeeping")
        self._closing = threading.Event()

    def back_up_if_due(self) -> "Future[Backup | None]":
        """Copy the library if it has changed and the newest copy is a day old; the future gives the copy, or None."""
        return self._thread.submit(self._back_up_if_due)

    def back_up(self) -> "Future[Backup]":
        """Copy the library now. The future raises StorageFailure: for want of room, or when the library is damaged."""
        return self._thread.submit(self._back_up)

    def backups(self) -> "Future[list[Backup]]":
        """Return the copies there are, newest first."""
        return self._thread.submit(_listed, self._store.folder)

    def copies(self) -> "list[Backup]":
        """Return the copies there are, newest first, at once: it is a look into a folder of some thirty files."""
        return _listed(self._store.folder)

    def copy_to(self, target: Path) -> Path:
        """Copy the library as it is now into a file that is not there yet, at once. Raises StorageFailure."""
        from desktop_app.storage.rescue.backups import copy_to

        copy_to(self._store.folder, target)
        return target

    def check(self, progress: "Progress" = lambda _done, _total: None) -> "Future[Health]":
        """Look at everything in the library; `progress` is told (done, total) on the thread that looks.

        A library that is not sound is mended when it is next opened.
        """
        return self._thread.submit(self._check, progress)

    def close(self) -> None:
        """Leave off at once; a copy that is not finished is thrown away."""
        self._closing.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _back_up_if_due(self) -> "Backup | None":
        if self._store.read_only or self._store.elsewhere is not None:
            return None
        with contextlib.closing(self._store.reader()) as reader:
            sequence = reader.journal_end()
        newest = next(iter(_listed(self._store.folder)), None)
        if sequence == (newest.sequence if newest else 0):
            return None
        # A copy from the future was made before the clock was set back; it says nothing about how old it is.
        if newest is not None and 0 <= self._clock() - newest.taken < _DAY:
            return None
        return self._back_up()

    def _back_up(self) -> "Backup":
        from desktop_app.storage.rescue.backups import back_up

        try:
            return back_up(self._store.folder, self._clock(), stop=self._closing.is_set)
        except LibraryDamaged:
            mark_for_rescue(self._store.folder)
            raise

    def _check(self, progress: "Progress") -> "Health":
        from desktop_app.storage.rescue.integrity import check_library

        health = check_library(self._store.folder, stop=self._closing.is_set, progress=progress)
        if not health.sound and not self._store.read_only:
            mark_for_rescue(self._store.folder)
        return health


def open_or_rescue(folder: Path, clock: Clock = wall_clock) -> "tuple[Store, Report | LogSetAside | None]":
    """Open the library in `folder`; a damaged one is rescued first, and the report says what became of it.

    A log that belongs to another file is set aside first: somebody has put a copy in the library's place.

    The library of a newer Margent comes as a read-only store, and so does one on a full disk, or that may not be
    written. Raises NotALibrary for somebody else's file and StorageFailure for a place where no library can be.
    """
    report: Report | LogSetAside | None = None
    try:
        with explained(folder / LIBRARY_NAME):
            report = _without_log_of_another(folder, clock)
            gone = _gone(folder)
            doubtful = marked_for_rescue(folder) or _left_with_broken_log(folder)
        if gone:  # and where it cannot be made good, no empty one is made in its place
            report = _rescue(folder, clock)
        elif doubtful:
            report = _rescue_if_possible(folder, clock) or report
        try:
            return Store(folder), report
        except LibraryDamaged:
            report = _rescue(folder, clock) or report
            return Store(folder), report
    except LibraryTooNew:
        return Store(folder, read_only=True), None
    except CannotWrite as failure:
        return _for_reading(folder, failure), None


def _for_reading(folder: Path, failure: CannotWrite) -> Store:
    """Return a store that can at least be read. Raises `failure` where not even that can be done."""
    refusal = f"{failure} Until Margent is started again after that, the library can be read but not written."
    try:
        store = Store(folder, read_only=True, refusal=refusal)
        store.reader().close()
    except StorageFailure:
        raise failure from None
    return store


def restore(folder: Path, backup: "Backup", clock: Clock = wall_clock) -> Path | None:
    """Make `backup` the library, and return where the present one was put. For a library that nobody has open.

    Raises LibraryInUse, LibraryDamaged when the backup is not sound, and other StorageFailures, with nothing changed.
    """
    from desktop_app.storage.rescue.backups import restore as put_back

    aside = put_back(folder, backup, clock())
    _forget_index(folder)
    return aside


def copies_of(folder: Path) -> list[Copy]:
    """Return the copies of the library in `folder`, newest first, with what is in them. Raises StorageFailure."""
    from desktop_app.storage.rescue.backups import counts

    return [Copy(number, backup, counts(backup)) for number, backup in enumerate(_listed(folder), 1)]


def copy_called(folder: Path, name: str) -> Path:
    """Return the file of a copy: its number in the list, its name, or the name of any file. Raises StorageFailure."""
    backups = _listed(folder)
    if name.isdecimal() and 0 < int(name) <= len(backups):
        return backups[int(name) - 1].path
    named = next((backup.path for backup in backups if backup.path.name == name), Path(name))
    if not named.is_file():
        raise StorageFailure(f"There is no copy and no file called “{name}”. “margent restore” lists the copies.")
    return named


def restore_file(folder: Path, path: Path, clock: Clock = wall_clock) -> Path | None:
    """Make a copy of a library at `path` the library; as `restore` does."""
    from desktop_app.storage.rescue.backups import Backup

    return restore(folder, Backup(path, 0, 0, 0, 0), clock)


def summary(report: "Report | LogSetAside") -> str:
    """Return what a person is told of a rescue."""
    if isinstance(report, LogSetAside):
        return _REPLACED.format(report.aside.name)
    told = [_told(report, kind, *words) for kind, words in _CALLED.items()]
    others = sum(kind.lost for kind in report.kinds if kind.kind not in _CALLED)
    lost = f" {others} smaller things (places, counts) could not be saved." if others else ""
    missing = " The end of the file was missing; what stood there cannot be counted." if report.missing else ""
    remains = f" What is left of lost ones can be read in “{report.remains.name}”." if report.remains else ""
    if report.gone:
        return (
            f"“{LIBRARY_NAME}” was gone, or empty, and has been made anew from what there was{_when(report)}. "
            f"Saved: {'; '.join(told)}.{lost}{remains} To begin an empty library, move the folder “backups” away too."
        )
    return (
        f"The library was damaged and has been mended. Saved: {'; '.join(told)}.{lost}{missing}{remains} "
        f"The damaged file is kept as “{report.aside.name}”."
    )


def _when(report: "Report") -> str:
    if report.backup is None:
        return ""
    taken = datetime.fromtimestamp(report.backup.taken / 1000, UTC).astimezone()
    return f": the newest backup is of {taken:%Y-%m-%d %H:%M}"


def _told(report: "Report", kind: str, one: str, many: str) -> str:
    found = report.of(kind)
    count = found.salvaged + found.from_backup
    told = f"{count:,} {one if count == 1 else many}"
    if found.from_backup:
        told += f" ({found.from_backup:,} from a backup)"
    return f"{told}, {found.lost:,} lost" if found.lost else told


def _listed(folder: Path) -> "list[Backup]":
    from desktop_app.storage.rescue.backups import list_backups

    return list_backups(folder)


def _gone(folder: Path) -> bool:
    """Tell whether the library is not there, or of no length, though there was one: its backups or its log are."""
    library = folder / LIBRARY_NAME
    if any(path.is_file() and path.stat().st_size for path in (library, *incoming(folder))):
        return False
    log = log_of(library)
    backups = (folder / "backups").is_dir() and bool(_listed(folder))
    return backups or (log.is_file() and log.stat().st_size > 0)


def _without_log_of_another(folder: Path, clock: Clock) -> LogSetAside | None:
    """Set aside a log that is not that of the library; with it SQLite would make a damaged mixture of the two.

    Raises LibraryInUse where somebody still has the other file open.
    """
    if not log_is_anothers(folder / LIBRARY_NAME):
        return None
    from desktop_app.storage.rescue.replacing import set_log_aside
    from desktop_app.storage.tenancy import alone

    with alone(folder):
        return LogSetAside(set_log_aside(folder, clock()))


def _left_with_broken_log(folder: Path) -> bool:
    """Tell whether somebody was cut short, and what they had saved last cannot all be read."""
    log = log_of(folder / LIBRARY_NAME)
    if not log.is_file() or not log.stat().st_size:
        return False
    from desktop_app.storage.rescue.flattening import log_broken
    from desktop_app.storage.tenancy import alone

    try:
        with alone(folder):
            return log_broken(folder / LIBRARY_NAME)
    except (LibraryInUse, CannotWrite):
        return False  # it belongs to somebody who is still writing it, or cannot be mended here


def _rescue_if_possible(folder: Path, clock: Clock) -> "Report | None":
    """Rescue the library unless it is open elsewhere or there is no room: what can be read of it can be read so too."""
    try:
        return _rescue(folder, clock, patience=0.0)
    except StorageFailure as failure:
        _log.warning("The library was not looked over: %s", failure)
        return None


def _rescue(folder: Path, clock: Clock, patience: float | None = None) -> "Report | None":
    from desktop_app.storage.rescue.salvage import PATIENCE, salvage

    report = salvage(folder, clock(), patience=PATIENCE if patience is None else patience)
    if report is not None:
        _forget_index(folder)
    return report


def _forget_index(folder: Path) -> None:
    """Remove the index, which is that of another library now; it is built anew."""
    import shutil

    from desktop_app.services.searching.source import INDEX_FOLDER

    shutil.rmtree(folder / INDEX_FOLDER, ignore_errors=True)
