"""The bridge from the services' threads to the window's: one object, whose signals Qt queues to the right thread."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.services.events import Changed, Listeners

Result = TypeVar("Result")


class Bridge(QObject):
    """Brings events and results into the window's thread. Lives as long as the window."""

    changed = Signal(object)
    """A services.events.Changed, after COMMIT."""

    failed = Signal(Exception)
    """An error that nobody else has taken care of."""

    _call = Signal(object)

    def __init__(self, changes: Listeners[Changed], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call.connect(self._run, Qt.ConnectionType.QueuedConnection)
        changes.add(self.changed.emit)

    def soon(self, call: Callable[[], None]) -> None:
        """Run `call` in the window's thread. May be called from any thread."""
        self._call.emit(call)

    def when(
        self,
        future: Future[Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Call `done` with the future's result, or `failed` with its error, in the window's thread.

        Without `failed` an error goes out as the signal of that name; a cancelled future calls neither.
        """

        def finished(ended: Future[Result]) -> None:
            self.soon(lambda: self._deliver(ended, done, failed))

        future.add_done_callback(finished)

    def _deliver(
        self,
        future: Future[Result],
        done: Callable[[Result], None] | None,
        failed: Callable[[BaseException], None] | None,
    ) -> None:
        try:
            result = future.result()
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - shown to the person, whatever it is
            self._hand(failed or self.failed.emit, error)
        else:
            self._hand(done, result)

    def _hand(self, done: Callable[[Result], None] | None, result: Result) -> None:
        try:
            if done is not None:
                done(result)
        except Exception as error:  # noqa: BLE001 - said to the person; Qt would only print it
            self.failed.emit(error)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()
