"""How late the window's own timer comes: what keeps the window's thread from its next frame."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

_FRAME = 8  # milliseconds between two looks at the clock
_PATIENCE = 120.0  # seconds


class Lateness(QObject):
    """Looks at the clock again and again and remembers by how much it was late, in milliseconds.

    `work` is what the thread itself has worked between two looks: on a busy machine, all that is of its own making.
    """

    def __init__(self) -> None:
        super().__init__()
        self.work: list[float] = []
        self._late: list[float] = []
        self._expected = self._worked = 0.0
        self._timer = QTimer(self, interval=_FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    def during(self, seconds: float) -> list[float]:
        """Let the window run for so long; return by how much each look was late."""
        end = time.perf_counter() + seconds
        return self.until(lambda: time.perf_counter() >= end)

    def until(self, reached: Callable[[], bool], act: Callable[[], object] = lambda: None) -> list[float]:
        """Do something and let the window run until a condition holds; return by how much each look was late."""
        loop, end = QEventLoop(), time.perf_counter() + _PATIENCE
        self._late, self._expected = [], time.perf_counter() + _FRAME / 1000
        self.work, self._worked = [], time.thread_time()

        def check() -> None:
            if reached() or time.perf_counter() > end:
                loop.quit()

        self._timer.timeout.connect(check)
        self._timer.start()
        act()
        loop.exec()
        self._timer.timeout.disconnect(check)
        self._timer.stop()
        return self._late

    def _look(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, (now - self._expected) * 1000))
        worked = time.thread_time()
        self.work.append((worked - self._worked) * 1000)
        self._expected, self._worked = now + _FRAME / 1000, worked
