"""Many files at once: added one after another, with a count and a way to stop, and told in one sentence at the end."""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from desktop_app.services.importing.placing import Arrival, Outcome
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.drawing.wording import counted

_PATIENCE = 600  # milliseconds before progress is shown
_NAMED = 3  # files that could not be added are named, with the reason; of more, the number is told
_CALLED = {
    Outcome.ADDED: ("article added", "articles added"),
    Outcome.VERSION: ("new version", "new versions"),
    Outcome.UNCHANGED: ("there already", "there already"),
}


class ManyFiles(QObject):
    """Adds files; more can be given while it does so."""

    def __init__(
        self,
        window: QWidget,
        add: Callable[[Path], "Future[Arrival]"],
        bridge: Bridge,
        told: Callable[[str], None],
        opened: Callable[[str], None],
    ) -> None:
        """`add` adds one file, `told` says what became of all, and `opened` opens the last article that came in."""
        super().__init__(window)
        self._window, self._add, self._bridge = window, add, bridge
        self._told, self._opened = told, opened
        self._waiting: deque[Path] = deque()
        self._under_way = False
        self._closed = False
        self._forget()

    @property
    def left(self) -> int:
        """How many files have not come in yet."""
        return len(self._waiting) + self._under_way

    def begin(self, paths: Sequence[Path]) -> None:
        """Add these files, after those that are being added already."""
        self._waiting.extend(paths)
        if not self._under_way:
            self._shown = self._progress()
            self._next()

    def stop(self) -> None:
        """Leave out what has not been begun."""
        self._left_out += len(self._waiting)
        self._waiting.clear()

    def close(self) -> None:
        """Stop, and say nothing more: the window goes."""
        self._closed = True
        self.stop()

    def _forget(self) -> None:
        self._outcomes: Counter[Outcome] = Counter()
        self._failures: list[str] = []
        self._left_out = 0
        self._last = ""

    def _progress(self) -> QProgressDialog:
        shown = QProgressDialog("", "Stop", 0, 0, self._window)
        shown.setWindowTitle("Adding files")
        shown.setWindowModality(Qt.WindowModality.NonModal)
        shown.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        shown.setMinimumDuration(_PATIENCE)
        shown.setMinimumWidth(420)
        shown.setAutoReset(False)
        shown.setAutoClose(False)
        shown.canceled.connect(self.stop)
        return shown

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        path = self._waiting.popleft()
        self._under_way = True
        done = self._outcomes.total() + len(self._failures)
        self._shown.setMaximum(done + self.left)
        self._shown.setValue(done)
        self._shown.setLabelText(f"{done + 1:,} of {done + self.left:,}: {path.name}")
        self._bridge.when(self._add(path), self._arrived, partial(self._failed, path.name))

    def _arrived(self, arrival: Arrival) -> None:
        if arrival.document is None:
            self._failures.append(arrival.message or f"{arrival.name} could not be added.")
        else:
            self._outcomes[arrival.outcome] += 1
            self._last = arrival.document.id
        self._under_way = False
        self._next()

    def _failed(self, name: str, error: BaseException) -> None:
        self._failures.append(f"{name}: {error}")
        self._under_way = False
        self._next()

    def _end(self) -> None:
        self._shown.canceled.disconnect()
        self._shown.close()
        self._shown.deleteLater()
        told, last = self._sentence(), self._last
        self._forget()
        if self._closed:
            return
        self._told(told)
        if last:
            self._opened(last)

    def _sentence(self) -> str:
        told = [counted(self._outcomes[kind], *words) for kind, words in _CALLED.items() if self._outcomes[kind]]
        sentence = f"{', '.join(told) or 'Nothing was added'}."
        if self._left_out:
            sentence += f" Stopped: {counted(self._left_out, 'file', 'files')} left out."
        if self._failures:
            more = len(self._failures) - _NAMED
            sentence += f" {counted(len(self._failures), 'file', 'files')} could not be added: "
            sentence += " ".join(self._failures[:_NAMED]) + (f" And {more:,} more." if more > 0 else "")
        return sentence
