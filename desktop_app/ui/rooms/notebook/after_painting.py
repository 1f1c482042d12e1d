"""What follows a list: it is shown in a turn of its own, once the list itself has been painted."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.rooms.notebook.cards_view import CardsView


class AfterPainting(QObject):
    """Has one thing done, once however often it is asked for."""

    def __init__(self, view: CardsView, do: Callable[[], None]) -> None:
        super().__init__(view)
        self._view = view
        self._waits = False
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(do)
        view.painted.connect(self._painted)

    @property
    def waits(self) -> bool:
        """Whether it is still to be done."""
        return self._waits or self._next.isActive()

    def ask(self, *, changed: bool) -> None:
        """Have it done soon; after the next painting of the view where that has `changed` and can be seen."""
        self._waits = self._waits or (changed and self._view.isVisible())
        if not self._waits:
            self._next.start()

    def _painted(self) -> None:
        if self._waits:
            self._waits = False
            self._next.start()
