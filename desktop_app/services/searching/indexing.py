"""Keeping the index in step with the library: in a process of its own while a window is open, else on the spot."""

import contextlib
import json
import logging
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop_app.core.interpreter import module_process
from desktop_app.services.events import Listeners
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    import subprocess

_log = logging.getLogger(__name__)

_BUSY_PAUSE = 0.3  # seconds until a lock that another process holds is tried again
_CLOSING_TIME = 5.0  # seconds that the process gets to finish a commit
_STARTS = 5  # a process that dies at once is not started again for ever


@dataclass(frozen=True, slots=True)
class Indexed:
    """How far the index is: `done` of `total` subjects; equal when it is in step. `message` names a trouble.

    `paused` says that it stays there until it is told to go on.
    """

    done: int
    total: int
    message: str = ""
    paused: bool = False


class Indexing:
    """Starts the indexing process when it is needed, hands it work, and takes what it has done off the queue."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self._working = False
        self._next = ""
        self._closed = threading.Event()
        self._starts = 0
        self._left = 0  # in the queue, as far as is known since the process was last told to work
        self._reached = Indexed(0, 0)
        self.paused = False
        """Whether indexing waits to be told to go on. Search reads what is missing from the library meanwhile."""
        self.progressed: Listeners[Indexed] = Listeners()

    def wake(self) -> None:
        """Say that there may be something in the queue. Returns at once; may be called from any thread."""
        self._send("drain")

    def mend(self) -> None:
        """Say that the index was found damaged, and have it built anew."""
        self.progressed.tell(Indexed(0, 0, "The search index was damaged and is built anew. Search goes on meanwhile."))
        self.wake()

    def pause(self) -> None:
        """Stop after the commit that is being made; what was done stays done."""
        with self._lock:
            self.paused = True
            self._tell_process("pause")
        self.progressed.tell(replace(self._reached, paused=True))

    def resume(self) -> None:
        """Go on where it was paused."""
        with self._lock:
            self.paused = False
            self._tell_process("resume")
        self.wake()

    def rebuild(self) -> None:
        """Build the index anew, beside the one in use."""
        self._send("rebuild")

    def close(self) -> None:
        """Let the process finish what it is writing, and end it."""
        self._closed.set()
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()
        import subprocess

        try:
            process.wait(_CLOSING_TIME)
        except subprocess.TimeoutExpired:
            process.kill()  # the index is built to survive this; the queue still holds what was not done
            process.wait()
        if self._listener is not None:
            self._listener.join(_CLOSING_TIME)

    def _send(self, command: str) -> None:
        with self._lock:
            if self._closed.is_set() or self._store.read_only or self._store.elsewhere is not None or self.paused:
                return
            if self._working:
                self._next = "rebuild" if "rebuild" in (command, self._next) else command
                return
            if self._running() is not None and self._tell_process(command):
                self._working = True

    def _tell_process(self, command: str) -> bool:
        """Write a line to the process, if there is one, under the lock; tell whether it went out."""
        process = self._process
        if process is None or process.stdin is None:
            return False
        try:
            process.stdin.write(f"{command}\n")
            process.stdin.flush()
        except OSError:
            return False  # it has just died; the listener notices and starts another
        return True

    def _running(self) -> "subprocess.Popen[str] | None":
        import subprocess

        if self._process is None and self._starts < _STARTS:
            self._starts += 1
            self._process = subprocess.Popen(
                **module_process("desktop_app.services.searching.worker", str(self._store.folder)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._listener = threading.Thread(
                target=self._listen, args=(self._process,), name="margent-index", daemon=True
            )
            self._listener.start()
        return self._process

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                self._answered(json.loads(line))
        except (ValueError, KeyError, StorageFailure):
            # The queue still holds what could not be cleared; another process begins anew.
            _log.exception("the answer of the indexing process could not be used")
            process.kill()
        process.stdout.close()
        process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        with self._lock:
            died = self._process is process
            if died:
                self._process, self._working = None, False
        if died and not self._closed.is_set():
            _log.warning("The indexing process ended with %s; it is started again.", process.returncode)
            self.wake()

    def _answered(self, answer: dict[str, Any]) -> None:
        if answer["kind"] == "progress":
            self._reached = Indexed(answer["done"], answer["total"], paused=self.paused)
            self.progressed.tell(self._reached)
            return
        if answer["kind"] == "indexed":
            self._left = _unqueue(self._store, [(int(sequence), str(subject)) for sequence, subject in answer["done"]])
            return
        if answer["kind"] != "drained":
            return
        self._starts = 0
        left, self._left = self._left, 0
        if answer["outcome"] == "busy":
            self._closed.wait(_BUSY_PAUSE)
        with self._lock:
            again = left > 0 or answer["outcome"] == "busy" or answer["rebuilt"] or answer["outcome"] == "stopped"
            command, self._next = self._next or ("drain" if again else ""), ""
            self._working = False
        if answer["outcome"] == "failed":
            self.progressed.tell(Indexed(0, 0, answer["message"]))
        elif command:
            self._send(command)
        elif not self.paused:
            self.progressed.tell(Indexed(1, 1))


def bring_up_to_date(store: Store, patience: float) -> bool:
    """Index what waits, in this process, for at most `patience` seconds; tell whether nothing is left to do.

    For the command line: an open window that is indexing at the moment holds the lock, and does the work itself.
    """
    from desktop_app.services.searching.worker import opened_indexer

    if store.read_only:
        return False
    ends = time.monotonic() + patience
    with opened_indexer(store.folder) as indexer:
        while time.monotonic() < ends:
            drained = indexer.drain(stop=lambda: time.monotonic() >= ends)
            if drained.outcome != "done":
                return False
            left = _unqueue(store, [(queued.sequence, queued.subject) for queued in drained.done])
            if not left and not drained.rebuilt:
                return True
    return False


def _unqueue(store: Store, done: list[tuple[int, str]]) -> int:
    def job(transaction: Any) -> int:
        transaction.unqueue(done)
        return len(transaction.queued(1))

    return store.submit(job).result()
