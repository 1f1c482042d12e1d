"""Faults: exceptions that nobody has foreseen. They are written down and told; the window goes on."""

import logging
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from desktop_app import __version__

NAME = "faults.log"
_MOST = 500_000  # bytes; what is older is kept in a second file, and what is older still is not
_SILENCE = 60.0  # seconds in which the same fault is not told again: a page is painted many times in one
_log = logging.getLogger(__name__)


class FaultLog(logging.Handler):
    """Writes warnings and faults into a file of the library's folder, which is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = folder / NAME
        self.setFormatter(logging.Formatter(f"%(asctime)s Margent {__version__} %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Add one entry. A disk that takes none is no reason for another fault."""
        try:
            if self._path.exists() and self._path.stat().st_size > _MOST:
                self._path.replace(self._path.with_suffix(".old.log"))
            with self._path.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(f"{self.format(record)}\n")
        except OSError:
            self.handleError(record)


class Faults(QObject):
    """Hears of every exception that was caught nowhere: in a slot, in what Qt calls, in a thread."""

    met = Signal(Exception)
    """A fault that a person should be told of. Comes from any thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the library's."""
        super().__init__()
        self._told: dict[tuple[object, ...], float] = {}
        self._handlers = (FaultLog(folder), logging.StreamHandler())

    def watch(self) -> None:
        """Listen from now on."""
        self._former = sys.excepthook, threading.excepthook
        for handler in self._handlers:
            logging.getLogger().addHandler(handler)
        sys.excepthook = self._raised
        threading.excepthook = self._raised_in_thread

    def stop(self) -> None:
        """Listen no longer."""
        sys.excepthook, threading.excepthook = self._former
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)  # somebody wants the program to end
            return
        if self._is_new(error, trace):
            _log.error("a fault", exc_info=(kind, error, trace))
            self.met.emit(error)
        # A painter among what is left of the calls would go on painting on its widget, and Qt would end the program.
        traceback.clear_frames(trace)

    def _raised_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._raised(raised.exc_type, raised.exc_value, raised.exc_traceback)

    def _is_new(self, error: Exception, trace: TracebackType | None) -> bool:
        place = (type(error), *[(frame.f_code, line) for frame, line in traceback.walk_tb(trace)][-1:])
        now = time.monotonic()
        before = self._told.get(place)
        self._told[place] = now if before is None or now - before >= _SILENCE else before
        return self._told[place] == now
