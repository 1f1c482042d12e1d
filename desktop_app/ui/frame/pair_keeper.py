"""The article that stands beside another: which it is, where one is in it and on which side, over a restart."""

from PySide6.QtCore import QObject

from desktop_app.services.errors import Refused
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings

_NAME, _LEFT, _RIGHT = "beside", "left", "right"


class PairKeeper(QObject):
    """Remembers a pair as soon as it is made or undone, and its place when the window is closed."""

    def __init__(self, room: ReaderRoom, settings: WindowSettings) -> None:
        super().__init__(room)
        self._room = room
        self._settings = settings
        room.beside.changed.connect(self.keep)

    def keep(self) -> None:
        """Remember the pair as it is now, or that there is none."""
        beside = self._room.beside
        lines = []
        if beside.opened is not None:
            side = _LEFT if beside.is_left else _RIGHT
            lines = [beside.opened.document.id, str(beside.page.top_offset()), side, beside.opened.version.id]
        self._settings.keep_lines(_NAME, lines)

    def restore(self) -> None:
        """Show what stood beside the article on the desk, if it is still there."""
        match self._settings.lines(_NAME):
            case [document, place, side, version] if self._room.desk.opened is not None and place.isdecimal():
                try:
                    self._room.open_beside(document, int(place), version)
                except (Refused, StorageFailure):
                    self.keep()
                else:
                    if side == _LEFT:
                        self._room.beside.change_sides()
