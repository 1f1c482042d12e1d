"""The writer: one thread, one connection, one job after another, each in a transaction of its own."""

import contextlib
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from desktop_app.storage.connection import explained, mark_for_rescue, open_writer
from desktop_app.storage.descent import descend
from desktop_app.storage.errors import LibraryDamaged, StorageFailure
from desktop_app.storage.journal import Journal
from desktop_app.storage.migrating import check_beginning, migrate, recognise
from desktop_app.storage.transaction import Transaction

Result = TypeVar("Result")
WRITER = "margent-writer"
"""The name of the thread that writes."""
_PAUSE = 3.0  # seconds without a job after which there is time to bring the log into the library itself
_FAREWELL = 1000  # milliseconds that others who read have at the end to be done

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job(Generic[Result]):
    works: Iterable[Callable[[Transaction], Result]]
    committed: Callable[[Result], None] | None
    future: Future[Result]


class Writer:
    """Runs jobs in the order in which they were submitted; a job's future is done only after COMMIT."""

    def __init__(self, path: Path) -> None:
        """Open the library at `path`, making or migrating it. Raises StorageFailure with the reason if that fails."""
        self._path = path
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        with explained(path):
            recognise(path)
            try:
                self._connection = open_writer(path)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                    check_beginning(path)
                raise
            try:
                migrate(self._connection, path)
                self._journal = Journal(self._connection)
            except BaseException:
                self._connection.close()
                raise
        self._identity = _identity(path)
        self.elsewhere: Path | None = None
        """Where everything is kept when the file was moved, replaced or deleted under us; None while it is there."""
        self._logged = True  # whether there may be something in the log that is not in the library itself
        self._closed = False
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=WRITER)
        self._thread.start()

    def submit(
        self, work: Callable[[Transaction], Result], committed: Callable[[Result], None] | None = None
    ) -> Future[Result]:
        """Do `work` in a transaction on the writer's thread.

        The future gives what the work returned once that is committed; `committed` is called with it just before, on
        the writer's thread. If the work raises, nothing is written and the future raises the same; what SQLite raises
        comes as a StorageFailure.
        """
        return self.submit_all((work,), committed)

    def submit_all(
        self, works: Iterable[Callable[[Transaction], Result]], committed: Callable[[Result], None] | None = None
    ) -> Future[Result]:
        """Do `works` one after another, each in a transaction of its own and nothing else between them.

        They are asked for on the writer's thread, each when the one before it is committed and `committed` told. The
        future gives what the last one returned. One that raises is the last: those before it stay done.
        """
        future: Future[Result] = Future()
        with self._closing:  # a job behind the last one would never be done, and its future never answer
            if self._closed:
                raise StorageFailure("The library has been closed.")
            self._jobs.put(_Job(works, committed, future))
        return future

    @property
    def displaced(self) -> bool:
        """Whether the library's file is no longer the one that is written: moved, replaced or deleted meanwhile."""
        return _identity(self._path) != self._identity

    def close(self) -> None:
        """Finish every submitted job, then close the library."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            if job.future.set_running_or_notify_cancel():
                self._answer(job)
        if not self.displaced:
            self._empty_log()
        self._connection.close()

    def _empty_log(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # what cannot be brought over stays in the log, and is read from it
            self._connection.execute(f"PRAGMA busy_timeout = {_FAREWELL}")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _next(self) -> _Job[Any] | None:
        """Wait for a job. In a pause the log is brought into the library: whoever copies the file has it all."""
        while self._logged:
            try:
                return self._jobs.get(timeout=_PAUSE)
            except queue.Empty:
                self._bring_over_log()
        return self._jobs.get()

    def _bring_over_log(self) -> None:
        try:
            _, logged, brought_over = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._logged = logged != brought_over
        except sqlite3.Error:
            self._logged = False  # whatever it is, the next job meets it too, and there it is told

    def _answer(self, job: _Job[Result]) -> None:
        result: Any = None
        try:
            for work in job.works:
                with explained(self._path):
                    result = self._committed(work)
                _tell(job, result)
        except BaseException as error:  # noqa: BLE001 - whatever it is belongs to whoever holds the future
            if isinstance(error, LibraryDamaged):
                mark_for_rescue(self._path.parent)
            job.future.set_exception(error)
        else:
            job.future.set_result(result)

    def _committed(self, work: Callable[[Transaction], Result]) -> Result:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            changes = connection.total_changes
            result = work(Transaction(connection, self._journal))
            if connection.total_changes != changes:
                descend(connection)
                self._logged = True
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if self.displaced:
            self._keep_elsewhere()
        return result

    def _keep_elsewhere(self) -> None:
        """Copy the library to where it will be found: what was just committed went into a file that has gone."""
        from desktop_app.storage.rescue.backups import keep_all

        now = time.time_ns() // 1_000_000
        former, self.elsewhere = self.elsewhere, keep_all(self._connection, self._path.parent, now)
        if former is not None:
            former.unlink(missing_ok=True)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _tell(job: _Job[Result], result: Result) -> None:
    try:
        if job.committed is not None:
            job.committed(result)
    except Exception:  # noqa: BLE001 - the change is on the disk; whoever listens cannot make it a failure
        _log.exception("a listener failed after a commit")
