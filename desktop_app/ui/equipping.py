"""What the window is equipped with once its first page is seen: loaded beside it, put together in a few turns."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from desktop_app.ui.bridge import Bridge

_ASKING = frozenset({
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.ContextMenu,
    QEvent.Type.Drop,
})  # fmt: skip
"""What a person does that only what is still to come can answer."""


class Equipping(QObject):
    """Runs `load` in a thread and then one of `turns` at a time, or all at once as soon as somebody asks for something.

    So nobody waits for what they have not asked for, and what they ask for is there however early they are.
    """

    def __init__(
        self, load: Callable[[], object], turns: Iterable[Callable[[], object]], bridge: Bridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._turns = list(turns)
        self._bridge = bridge
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._turn)

    def begin(self) -> None:
        """Begin to load."""
        self._application().installEventFilter(self)
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
        self._application().removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Be ready before what a person does is looked at."""
        if event.type() in _ASKING:
            self.hurry()
        return False

    def _go_on(self) -> None:
        if self._turns:
            self._next.start()

    def _turn(self) -> None:
        turn, application = self._turns.pop(0), self._application()
        if not self._turns:
            self._next.stop()
        application.removeEventFilter(self)  # a turn makes hundreds of events of its own
        turn()
        if self._turns:
            application.installEventFilter(self)

    def _application(self) -> QCoreApplication:
        application = QCoreApplication.instance()
        assert application is not None
        return application
