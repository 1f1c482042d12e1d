"""Two articles side by side: opening the other one, going to it, and closing a side."""

from collections.abc import Callable

from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom


class BesideCommands:
    """`chosen` gives the article that is meant in the room one is in, `opened` opens an article by its id."""

    def __init__(
        self, desk: Desk, room: ReaderRoom, chosen: Callable[[], Document | None], opened: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._room = room
        self._chosen = chosen
        self._opened = opened

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"view.beside": self._beside, "file.close": self._close}

    def _beside(self) -> None:
        """Open the chosen article beside the one on the desk; in the reader, the same one, or go to the other side."""
        document, lying = self._chosen(), self._desk.opened
        if document is None:
            raise Refused("Choose an article first: {go.library:Ctrl+1} shows the library.")
        if lying is None:
            self._opened(document.id)
        elif self._room.isVisible() and self._room.beside.shown:
            self._room.beside.exchange()
        else:
            here = self._room.page.top_offset() if document.id == lying.document.id else None
            self._opened(lying.document.id)
            self._room.open_beside(document.id, here)

    def _close(self) -> None:
        """Close the side one is in, or the article that stands alone; what keys speak of is always the desk's."""
        if self._room.beside.shown:
            self._room.beside.close_main()
        else:
            self._desk.clear()
