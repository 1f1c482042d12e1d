"""Parsing a file in a process of its own: whatever a file does to its parser, the library and the window go on."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable

import msgspec

from desktop_app.core.interpreter import module_process
from desktop_app.formats.apart.limits import DEFAULT, Limits, megabytes
from desktop_app.formats.apart.wire import (
    OUT_OF_MEMORY,
    Answer,
    Broken,
    Job,
    Refused,
    decode_answer,
    encode,
    folder_to_bytes,
)
from desktop_app.formats.source import Imported, ImportFailure, Source

_LOOK_AGAIN = 0.02
"""Seconds between two looks at the clock and at `cancelled`."""


class ImportCancelled(ImportFailure):
    """An import that a person stopped."""


def parse_in_child(
    source: Source, *, limits: Limits = DEFAULT, cancelled: Callable[[], bool] = lambda: False
) -> Imported:
    """Parse `source` in a limited process and wait for it; several threads may do so at once.

    `cancelled` is asked every 20 ms; once it says yes the process is stopped and ImportCancelled raised. Everything
    else that goes wrong, from a format that is not known to a crash, raises ImportFailure with a sentence for a
    person. In no case does the process outlive the call.
    """
    limits.check_size(len(source.data), source.name)
    name = source.name.encode("utf-8", "replace").decode("utf-8")
    job = encode(Job(source.data, name, folder_to_bytes(source.folder), limits))
    exchange = _Exchange(job, limits.output_bytes + 1024, name)
    exchange.wait(limits.seconds, cancelled)
    answer = exchange.answer()
    if answer is None:
        raise ImportFailure(_why_it_ended(name, exchange.status, limits))
    if isinstance(answer, Refused):
        raise ImportFailure(answer.message)
    if isinstance(answer, Broken):
        failure = ImportFailure(
            f"{name} could not be read because of a mistake in Margent ({answer.error}). Nothing was added; "
            "please report it, with the file if others may see it."
        )
        failure.add_note(answer.traceback)
        raise failure
    return answer.imported


class _Exchange:
    """One process, fed and read by a thread of its own so that the caller can watch the clock."""

    def __init__(self, job: bytes, most: int, name: str) -> None:
        self._job = job
        self._most = most
        self._name = name
        self._output = b""
        try:
            self._process = _start()
        except OSError as error:
            raise ImportFailure(
                f"{name} could not be read because no process could be started for it ({error.strerror}). "
                "Close other programs and try again."
            ) from error
        self._thread = threading.Thread(target=self._converse, name="import", daemon=True)
        self._thread.start()

    @property
    def status(self) -> int:
        """The exit status of the process, negative for a signal."""
        return self._process.wait()

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        """Return when the process has said all it will say. Raises ImportFailure when it must be stopped."""
        end = time.monotonic() + seconds
        try:
            while self._thread.is_alive():
                self._thread.join(_LOOK_AGAIN)
                if cancelled():
                    raise ImportCancelled(f"{self._name} was not added: it was cancelled.")
                if time.monotonic() > end and self._thread.is_alive():
                    raise ImportFailure(_took_too_long(self._name, seconds))
        except BaseException:
            self._process.kill()
            raise
        finally:
            self._thread.join()
            self._process.wait()

    def answer(self) -> Answer | None:
        """Return what the process answered, or None if it ended before it had."""
        try:
            return decode_answer(self._output)
        except msgspec.DecodeError:
            return None

    def _converse(self) -> None:
        feed, output = self._process.stdin, self._process.stdout
        if feed is None or output is None:
            return
        try:
            with feed:
                feed.write(self._job)
        except OSError:
            pass  # it ended before it had read everything: its exit status says why
        with output:
            self._output = output.read(self._most)
        # Closing the pipe stops a process that wants to say more than it may.


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        **module_process("desktop_app.formats.apart.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _why_it_ended(name: str, status: int, limits: Limits) -> str:
    """A sentence for a process that ended without an answer."""
    if status == OUT_OF_MEMORY or status == -signal.SIGKILL:
        return (
            f"{name} needs more than the {megabytes(limits.memory)} MB of memory an import may take. "
            "Split it into parts and add those."
        )
    if status == -getattr(signal, "SIGXCPU", 0) and status:
        return _took_too_long(name, limits.cpu_seconds)
    cause = f"signal {-status}" if status < 0 else f"exit status {status}"
    return (
        f"{name} made the importer stop unexpectedly ({cause}). Nothing was added. "
        "The file may be damaged; save it anew in the program that made it and try again."
    )


def _took_too_long(name: str, seconds: float) -> str:
    return f"{name} took longer than {seconds:g} seconds to read and was stopped. Split it into parts and add those."
