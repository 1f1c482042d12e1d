"""The place in each article: remembered while one reads, so that neither a restart nor a crash loses it."""

from PySide6.QtCore import QObject, QTimer

from desktop_app.services.reading import Reading
from desktop_app.ui.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom

_REST = 1500  # milliseconds without moving, after which the place is kept


class PlaceKeeper(QObject):
    """Follows the page and keeps its place."""

    def __init__(self, desk: Desk, room: ReaderRoom, reading: Reading, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._room = room
        self._reading = reading
        self._document: str | None = None
        self._place = (0, 0.0)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.keep)
        desk.about_to_change.connect(self.keep)
        room.place_changed.connect(self._moved)

    def keep(self) -> None:
        """Keep the place now, if it has not been kept."""
        if self._rest.isActive() or self.sender() is self._rest:
            self._rest.stop()
            if self._document is not None:
                self._reading.keep_place(self._document, *self._place)

    def _moved(self) -> None:
        opened = self._desk.opened
        if opened is not None:
            self._document = opened.document.id
            self._place = (self._room.page.top_offset(), self._room.seen())
            self._rest.start()
