"""Python's garbage collector, kept to the window's thread and to moments when nobody feels it."""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK = 200  # milliseconds
_BREATH = 0.5  # seconds without a key or the mouse, in which what is new is looked through
_MANY = 10_000
"""Objects that are looked through in a few milliseconds on a slow machine too. To open an article brings more."""
_EVERY = 60.0  # seconds between two passes over everything, which take a tenth of a second and more
_AWAY = 5.0  # seconds without a key or the mouse, after which nobody comes back to another window at once
_ABSENCE = 180.0  # the same in a window that has the keyboard: a page may be read for a minute or two
_INPUT = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
})  # fmt: skip


def _has_keyboard() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive


class Collecting(QObject):
    """Collects garbage from the window's event loop, instead of in whichever thread makes the object too many.

    What a collection finds may be text documents and widgets, and ending those in another thread ends the program.
    What is new is looked through in the pauses between keys. Once that is much, it is put by and not looked at again
    until nobody is at the window: then everything is. What nothing in it refers back to, as an article and its
    page, needs no collector and goes as soon as it is shown no more, put by or not.
    """

    def __init__(
        self, parent: QObject, clock: Callable[[], float] = time.monotonic, in_use: Callable[[], bool] = _has_keyboard
    ) -> None:
        """`in_use` tells whether one of the program's windows has the keyboard."""
        super().__init__(parent)
        self._clock = clock
        self._in_use = in_use
        self._automatic = gc.isenabled()
        self._used = self._looked_through = clock()
        self._has_put_by = False
        self._seen = 0  # new objects since everything else was put by
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        gc.disable()

    def begin(self, watched: QWindow | None = None) -> None:
        """Collect from now on what comes from now on; until then nothing is collected.

        What comes in at `watched`, and at each window that has the keyboard later, tells that somebody is at work.
        """
        application = QGuiApplication.instance()
        if watched is not None and isinstance(application, QGuiApplication):
            self._watch(watched)
            application.focusWindowChanged.connect(self._watch)
        gc.freeze()  # what a start has brought stays long, and is looked through with everything else
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Remember when somebody was last at work."""
        if event.type() in _INPUT:
            self._used = self._clock()
        return False

    def look(self) -> None:
        """Collect what may be collected now."""
        new = gc.get_count()[0]
        if self._has_put_by and self._nobody_is_there():
            self._look_through_everything()
        elif new > gc.get_threshold()[0] and self._rests_for(_BREATH):
            self._look_through_new(new)

    def put_by(self) -> None:
        """Look at nothing that there is until nobody is at the window."""
        gc.freeze()
        self._has_put_by = True
        self._seen = 0

    def stop(self) -> None:
        """Leave the collector as it was found."""
        self._timer.stop()
        if self._automatic:
            gc.enable()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # one that is watched already is watched once all the same

    def _look_through_new(self, new: int) -> None:
        # Counted so, for gc.get_objects refers to tuples that other threads are still making, which then fail.
        self._seen += new
        if self._seen > _MANY:
            self.put_by()
        else:
            gc.collect()

    def _look_through_everything(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._has_put_by = False
        self._seen = 0
        self._looked_through = self._clock()

    def _nobody_is_there(self) -> bool:
        rest = _ABSENCE if self._in_use() else _AWAY
        return self._rests_for(rest) and self._clock() - self._looked_through >= _EVERY

    def _rests_for(self, seconds: float) -> bool:
        return self._clock() - self._used >= seconds
