"""Python's garbage collector, kept to the window's thread and to its pauses."""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

_LOOK = 200  # milliseconds
_EVERY = 60.0  # seconds between two passes over everything, which take tens of milliseconds in a large library
_PAUSE = 2.0  # seconds without a key or the mouse, in which such a pass is not felt
_INPUT = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
})  # fmt: skip


class Collecting(QObject):
    """Collects garbage from the window's event loop, instead of in whichever thread makes the object too many.

    What a collection finds may be text documents and widgets, and ending those in another thread ends the program.
    Everything else about the collector stays as it is: the thresholds, and the generations that they count.
    """

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._automatic = gc.isenabled()
        self._used = self._looked_through = clock()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        gc.disable()

    def begin(self, watched: QWindow | None = None) -> None:
        """Collect from now on; until then nothing is. What comes in at `watched` tells that somebody is at work."""
        if watched is not None:
            watched.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Remember when somebody was last at work."""
        if event.type() in _INPUT:
            self._used = self._clock()
        return False

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if all(due) and self._may_look_through():
            gc.collect()
            self._looked_through = self._clock()
        elif due[0]:
            gc.collect(1 if due[1] else 0)

    def stop(self) -> None:
        """Leave the collector as it was found."""
        self._timer.stop()
        if self._automatic:
            gc.enable()

    def _may_look_through(self) -> bool:
        now = self._clock()
        return now - self._looked_through >= _EVERY and now - self._used >= _PAUSE
