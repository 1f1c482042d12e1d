"""Going from place to place in the window: to an article, to an annotation in it; and what is chosen where one is."""

from PySide6.QtWidgets import QWidget

from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.side_rooms import SideRooms
from desktop_app.ui.frame.stage import COMPARISON, LIBRARY, NOTEBOOK, READER, Stage
from desktop_app.ui.rooms.reader_room import ReaderRoom


class Navigator:
    """Knows the way to everything that has an id."""

    def __init__(self, desk: Desk, stage: Stage, reader: ReaderRoom, rooms: SideRooms, notices: Notices) -> None:
        self._desk, self._stage, self._reader, self._rooms, self._notices = desk, stage, reader, rooms, notices

    def open_document(self, document_id: str) -> None:
        """Open an article in the reader; why one cannot be opened is said."""
        opened = self._desk.opened
        try:
            if opened is None or opened.document.id != document_id:
                self._desk.open(document_id)
        except (Refused, StorageFailure) as failure:
            self._notices.fail(failure)
        else:
            self._stage.enter(READER)

    def open_annotation(self, annotation_id: str) -> None:
        """Go to an annotation in its article; why that cannot be done is said."""
        annotation = self._desk.reader.annotation(annotation_id)
        if annotation is None:
            self._notices.fail(Refused("What this leads to is not in the library any more."))
            return
        self.open_document(annotation.document)
        self._desk.activate(annotation_id)
        placed = self._desk.active_placed()
        if placed is not None:
            self._reader.page.reveal(placed.start, max(placed.start, placed.end - 1))

    def chosen_document(self) -> Document | None:
        """Return the article that a command is about: the one selected in the library, or the one in the reader."""
        if self._stage.seen == LIBRARY:
            current = self._rooms.library.current_document()
            return self._desk.reader.document(current) if current else None
        return self._desk.opened.document if self._desk.opened and self._stage.seen in (READER, COMPARISON) else None

    def chosen_cards(self) -> tuple[list[str], list[str]]:
        """Return the annotations that are chosen in the notebook, and those that its filters leave; none elsewhere."""
        if self._stage.seen != NOTEBOOK:
            return [], []
        return self._rooms.notebook.chosen(), self._rooms.notebook.left_by_filters()

    def panes(self) -> list[QWidget]:
        """Return the panes of the room one is in, in the order in which F6 goes through them."""
        if self._stage.seen != self._stage.room:
            return []  # what lies over a room leads through itself by Tab
        if self._stage.room == LIBRARY:
            return [self._rooms.library.sidebar, self._rooms.library.list]
        if self._stage.room == NOTEBOOK:
            return [self._rooms.notebook.sidebar, self._rooms.notebook.list]
        return self._reader.panes()
