"""What is done once, however often it is asked for, and before the window is painted next."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Soon(QObject):
    """Puts something off until what is going on is over. Qt paints after that, so all is painted together."""

    _asked = Signal()

    def __init__(self, do: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._do = do
        self._waiting = False
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """Have it done."""
        if not self._waiting:
            self._waiting = True
            self._asked.emit()

    @Slot()
    def _run(self) -> None:
        self._waiting = False
        self._do()
