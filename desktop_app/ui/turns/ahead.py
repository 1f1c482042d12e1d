"""Work that is done before it is needed, while nothing else is to be done."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_REST = 8  # milliseconds before the first slice: what has just happened is painted first
_SLICE = 0.002  # seconds, between which keys and painting have their turn


class Ahead(QObject):
    """Does small pieces of work, a few at a time; what is not done yet is given up for what is asked for next."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[object] = iter(())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def begin(self, pieces: Iterator[object]) -> None:
        """Go through `pieces` soon: taking one is what it takes to do it."""
        self._pieces = pieces
        self._timer.start(_REST)

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        for _ in self._pieces:
            if perf_counter() > end:
                self._timer.start(0)
                return
