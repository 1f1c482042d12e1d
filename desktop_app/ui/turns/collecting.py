"""Python's garbage collector, kept to the window's thread and to its pauses."""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

_LOOK = 200  # milliseconds
_EVERY = 60.0  # seconds between two passes over everything, which take tens of milliseconds in a large library
_PAUSE = 2.0  # seconds without a key or the mouse, in which such a pass is not felt
_BREATH = 0.5  # seconds without a key or the mouse, in which what is new is looked through
_MANY = 20_000  # new objects, as a long article that is opened brings them: to look through those would be felt
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
    What is new is looked through in the pauses between keys, since it takes a few milliseconds that a page turn would
    have to wait for. Very many new objects are put by without a look until everything is looked through. Everything
    else about the collector stays as it is: the thresholds, and the generations that they count.
    """

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._automatic = gc.isenabled()
        self._used = self._looked_through = clock()
        self._put_by = False
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
        counts = gc.get_count()
        due = [count > most for count, most in zip(counts, gc.get_threshold(), strict=True)]
        if (all(due) or self._put_by) and self._may_look_through():
            self._look_through()
        elif counts[0] > _MANY:
            gc.freeze()
            self._put_by = True
        elif due[0] and self._rests_for(_BREATH):
            gc.collect(1 if due[1] else 0)

    def stop(self) -> None:
        """Leave the collector as it was found."""
        self._timer.stop()
        if self._automatic:
            gc.enable()

    def _look_through(self) -> None:
        if self._put_by:
            gc.unfreeze()
        gc.collect()
        if self._put_by:
            gc.freeze()  # what a start and an article have brought stays long
        self._put_by = False
        self._looked_through = self._clock()

    def _may_look_through(self) -> bool:
        return self._clock() - self._looked_through >= _EVERY and self._rests_for(_PAUSE)

    def _rests_for(self, seconds: float) -> bool:
        return self._clock() - self._used >= seconds
