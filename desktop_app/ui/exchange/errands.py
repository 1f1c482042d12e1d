"""Errands: long work away from the window's thread, which tells how far it is and stops when it is asked to."""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import TypeVar

from desktop_app.services.errors import Stopped
from desktop_app.ui.bridge import Bridge

Result = TypeVar("Result")
Progress = Callable[[int, int], bool]
_STEPS = 100
"""How often an errand tells how far it is, at most, from its beginning to its end."""


class Errand:
    """One piece of work. What it was asked for is not to be shown any more once it has been stopped."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping

    def stop(self) -> None:
        """Ask it to stop at the next place where everything is whole."""
        self._stopping.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopping.is_set()


class Errands:
    """Runs one errand after another in a thread of their own."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(1, "margent-exchange")
        self._all: set[threading.Event] = set()

    def run(
        self,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        failed: Callable[[BaseException], None] | None = None,
        told: Callable[[int, int], None] | None = None,
    ) -> Errand:
        """Begin `work`, which is given what to tell (done, total) and to be told by whether to go on.

        `done`, `failed` and `told` are called in the window's thread.
        """
        stopping = threading.Event()
        self._all.add(stopping)

        def progress(reached: int, total: int) -> bool:
            if told is not None and not stopping.is_set() and (reached == total or not reached % _step(total)):
                self._bridge.soon(lambda: told(reached, total))
            return not stopping.is_set()

        def run() -> Result:
            try:
                return work(progress)
            finally:
                self._all.discard(stopping)

        future = self._thread.submit(run)
        self._bridge.when(future, done, failed)
        return Errand(stopping)

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Stop what runs and wait for it; `last` is done before the end."""
        for stopping in list(self._all):
            stopping.set()
        if last is not None:
            self._thread.submit(last)
        self._thread.shutdown(wait=True)


def is_stopped(error: BaseException) -> bool:
    """Tell whether an errand ended because it was asked to."""
    return isinstance(error, (CancelledError, Stopped))


def _step(total: int) -> int:
    return max(1, total // _STEPS)
