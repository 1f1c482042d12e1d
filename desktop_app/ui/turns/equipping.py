"""What the window is equipped with once its first page is seen: loaded beside it, put together in a few turns."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.ui.bridge import Bridge

_ASKING = frozenset({
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.ContextMenu,
    QEvent.Type.Drop,
})  # fmt: skip
"""What a person does that only what is still to come can answer."""


class _Asked(QObject):
    """Calls `answer` before a widget that it watches sees what a person does. It ends its watch by ending itself.

    It watches the widgets of one window, never the application: there it would be shown every object of Qt's own,
    also those that are just being taken apart, which ends the program.
    """

    def __init__(self, answer: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._answer = answer
        for widget in (window, *window.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Be ready before what a person does is looked at."""
        if event.type() in _ASKING:
            self._answer()
        return False


class Equipping(QObject):
    """Runs `load` in a thread and then one of `turns` at a time, or all at once as soon as somebody asks for something.

    So nobody waits for what they have not asked for, and what they ask for is there however early they are.
    """

    def __init__(
        self, load: Callable[[], object], turns: Iterable[Callable[[], object]], bridge: Bridge, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._load = load
        self._turns = list(turns)
        self._bridge = bridge
        self._asked: _Asked | None = None
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._turn)

    def begin(self) -> None:
        """Begin to load."""
        self._asked = _Asked(self.hurry, self._window)
        thread = ThreadPoolExecutor(1, "margent-loading")
        # A failure to load is met again by the turn that needs what is not there.
        self._bridge.when(thread.submit(self._load), lambda _: self._go_on(), lambda _: self._go_on())
        thread.shutdown(wait=False)

    def hurry(self) -> None:
        """Do now all that is still to be done."""
        while self._turns:
            self._turn()

    def stop(self) -> None:
        """Do no more."""
        self._turns.clear()
        self._next.stop()
        self._rest()

    def _go_on(self) -> None:
        if self._turns:
            self._next.start()

    def _turn(self) -> None:
        turn = self._turns.pop(0)
        if not self._turns:
            self._next.stop()
            self._rest()
        turn()

    def _rest(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.deleteLater()
