"""The store: where the library lies, who writes it, and how others read it."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from desktop_app.storage.connection import LIBRARY_NAME, explained, open_reader
from desktop_app.storage.errors import LibraryTooNew, StorageFailure
from desktop_app.storage.migrating import recognise
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.rescue.replacing import finish, unfinished
from desktop_app.storage.tenancy import alone, enter
from desktop_app.storage.transaction import Transaction
from desktop_app.storage.writer import Writer

Result = TypeVar("Result")
_PATIENCE = 30.0  # seconds for another that is replacing the library


class Store:
    """The library in one data folder. Closing it waits until everything submitted is on the disk.

    A store that is `read_only` is for the library of a newer Margent, or one that cannot be written just now: it can be
    read, and nothing in it changes.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, refusal: str = "") -> None:
        """Open or make the library in `folder`; a read-only one must be there, and says `refusal` to those who write.

        Raises CannotWrite where it can perhaps be opened for reading only, and another StorageFailure where it cannot.
        """
        self.folder = folder
        self.path = folder / LIBRARY_NAME
        self.read_only = read_only
        with explained(self.path):
            folder.mkdir(parents=True, exist_ok=True)
            if not read_only and unfinished(folder):
                with alone(folder, patience=_PATIENCE):
                    finish(folder)
            known = _recognised(self.path, read_only)
        self.refusal = (refusal or known) if read_only else ""
        """Why nothing can be written, in a sentence; empty when it can."""
        self._tenancy: sqlite3.Connection | None = None
        self._writer: Writer | None = None
        self._gone = False
        if not read_only:
            self._tenancy = enter(folder)
            try:
                self._writer = Writer(self.path)
            except BaseException:
                self._tenancy.close()
                raise

    def submit(
        self, work: Callable[[Transaction], Result], committed: Callable[[Result], None] | None = None
    ) -> Future[Result]:
        """Do `work` in one transaction on the writer's thread; the future is done after COMMIT, see Writer.submit.

        In a read-only store nothing is done: the future raises StorageFailure.
        """
        return self.submit_all((work,), committed)

    def submit_all(
        self, works: Iterable[Callable[[Transaction], Result]], committed: Callable[[Result], None] | None = None
    ) -> Future[Result]:
        """Do `works` one after another, each in a transaction of its own, see Writer.submit_all."""
        if self._writer is None:
            refused: Future[Result] = Future()
            refused.set_exception(StorageFailure(self.refusal))
            return refused
        return self._writer.submit_all(works, committed)

    def empty_log(self) -> None:
        """Bring what is in the log into the library itself, and leave nothing in it.

        While somebody else reads or writes, it stays until it is written over, or the library closed.
        """
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(self.path, timeout=1)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def elsewhere(self) -> Path | None:
        """Where everything is kept since the library's file was moved, replaced or deleted; None while it is there."""
        return self._writer.elsewhere if self._writer is not None else None

    def look_after(self) -> "Future[None] | None":
        """See whether the library's file is still there; if not, have everything copied to `elsewhere`, once.

        The future, for whoever finds it gone first, fails where that cannot be done.
        """
        if self._writer is None or self._gone or not self._writer.displaced:
            return None
        self._gone = True
        return self._writer.submit(lambda _: None)

    def reader(self) -> LibraryReader:
        """Return a reader of its own connection, for the calling thread."""
        while (elsewhere := self.elsewhere) is not None:
            try:
                return _reader_of(elsewhere)
            except StorageFailure:
                if elsewhere == self.elsewhere:
                    raise  # else the next commit has just put another copy in its place
        return open_library_reader(self.folder)

    def close(self) -> None:
        """Write what is left to write and close the library."""
        if self._writer is not None:
            self._writer.close()
        if self._tenancy is not None:
            self._tenancy.close()


def _recognised(path: Path, read_only: bool) -> str:
    """Make sure that the file is ours; return why it cannot be written, if so."""
    try:
        recognise(path)
    except LibraryTooNew as too_new:
        if not read_only:
            raise
        return str(too_new)
    if read_only and not path.is_file():
        raise StorageFailure(f"There is no library in “{path.parent}” to read.")
    return "This library was opened for reading only; nothing has been changed."


def open_library_reader(folder: Path) -> LibraryReader:
    """Return a reader of the library in `folder`, for the calling thread. Raises StorageFailure."""
    return _reader_of(folder / LIBRARY_NAME)


def _reader_of(path: Path) -> LibraryReader:
    if not path.is_file():  # SQLite would make one
        raise StorageFailure(f"There is no library in “{path.parent}” to read.")
    with explained(path):
        return LibraryReader(open_reader(path))
