"""How late the window's frames come while the index of a whole library is built, beside the same window at rest.

Run as a process of its own: `search_lateness FOLDER SECONDS` answers `{idle: […], indexing: […]}` in milliseconds: by
how much longer than a frame it took until the next one could be painted. FOLDER holds a library without an index.
"""

import json
import sys
import time

from desktop_app.__main__ import hasten

if __name__ == "__main__":
    hasten()  # as the command does, before Qt

from PySide6.QtCore import Qt, QTimer

from desktop_app import app
from desktop_app.services.searching.indexing import Indexed
from desktop_app.ui.window import MainWindow

_FRAME = 16  # milliseconds
_SETTLING = 2.0  # seconds
_STEP = 2  # pixels


class Watched(MainWindow):
    """The real window, in which a page is being scrolled slowly; each frame says how late it is."""

    seconds = 10.0
    answer: dict[str, list[float]]

    def __init__(self, *built_of: object) -> None:
        super().__init__(*built_of)  # type: ignore[arg-type]
        self._margent.indexing.pause()
        self._begun = time.perf_counter()
        self._last = 0.0
        self._ready = False
        Watched.answer = {"idle": [], "indexing": []}
        self._margent.indexing.progressed.add(self._hear)
        self._frames = QTimer(self, interval=_FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._frame)
        self._frames.start()

    def _hear(self, indexed: Indexed) -> None:
        self._ready = self._ready or indexed == Indexed(1, 1)

    def _frame(self) -> None:
        now = time.perf_counter()
        late = (now - self._last) * 1000 - _FRAME
        self._last = now
        bar = self.reader.page.verticalScrollBar()
        bar.setValue(bar.value() + _STEP if bar.value() < bar.maximum() else 0)
        since = now - self._begun - _SETTLING
        if since < 0:
            return
        if since < self.seconds:
            self.answer["idle"].append(late)
            return
        if self._margent.indexing.paused:
            self._margent.indexing.resume()
        self.answer["indexing"].append(late)
        if since > 2 * self.seconds or self._ready:
            self._frames.stop()
            self.close()


if __name__ == "__main__":
    Watched.seconds = float(sys.argv[2])
    vars(app)["MainWindow"] = Watched  # the one name that differs from a real start
    app.run_window(["--data-dir", sys.argv[1]])
    print(json.dumps(Watched.answer))
