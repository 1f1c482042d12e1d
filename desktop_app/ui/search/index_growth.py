"""The index while it is being built: how far it is, and when it has grown enough to ask a question anew."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop_app.services.searching.indexing import Indexed

_PAUSE = 1_500
"""Milliseconds between two times that it is worth asking: while an index is built, a question takes a while."""
_STEP = 0.1
"""The part of everything that has to have come meanwhile."""


class IndexGrowth(QObject):
    """Follows the building of the index."""

    grown = Signal()
    """It is worth asking again."""

    told = Signal()
    """It is known anew how far the index is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reached: Indexed | None = None
        self._asked_at = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)

    @property
    def is_going_on(self) -> bool:
        """Whether there is more to come."""
        return self._reached is not None and self._reached.done < self._reached.total

    def tell(self, indexed: "Indexed") -> None:
        """Take how far the index is."""
        was_going_on = self.is_going_on
        self._reached = indexed
        self.told.emit()
        if not self.is_going_on:
            self._asked_at = 0
            self._pause.stop()
            self.grown.emit()
            return
        if not was_going_on or indexed.done < self._asked_at:
            self._asked_at = indexed.done
        self._look()

    def words(self) -> str:
        """Return how far it is, in words; nothing where nothing more is to come."""
        reached = self._reached
        if reached is None or not self.is_going_on:
            return ""
        return f"{'indexing paused at' if reached.paused else 'indexing'} {reached.done:,} of {reached.total:,}"

    def _look(self) -> None:
        reached = self._reached
        if reached is None or self._pause.isActive() or reached.done - self._asked_at < reached.total * _STEP:
            return
        self._asked_at = reached.done
        self._pause.start()
        self.grown.emit()
