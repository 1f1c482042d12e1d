"""Links into the library: going where one leads, and letting the desktop bring them here."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import Qt

from desktop_app.compose import Margent
from desktop_app.services.articles.linked_place import linked_place
from desktop_app.services.errors import Refused
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.navigator import Navigator
from desktop_app.ui.frame.side_rooms import SideRooms
from desktop_app.ui.frame.stage import NOTEBOOK, READER, Stage
from desktop_app.ui.rooms.reader_room import ReaderRoom


class LinkCommands:
    """Follows `margent://` links, wherever they come from; each is met with the place it names or with a sentence."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        stage: Stage,
        rooms: SideRooms,
        ways: Navigator,
        margent: Margent,
        bridge: Bridge,
        notices: Notices,
    ) -> None:
        self._desk = desk
        self._room = room
        self._stage = stage
        self._rooms = rooms
        self._ways = ways
        self._margent = margent
        self._bridge = bridge
        self._notices = notices
        self._thread = ThreadPoolExecutor(1, "margent-links")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"help.links": self._register}

    def close(self) -> None:
        """Wait for the desktop's tools."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def follow(self, address: str) -> None:
        """Open what a link names. Raises Refused where there is nothing to open."""
        place = linked_place(self._desk.reader, address)
        if self._stage.room == READER:
            self._room.mark_spot()  # Alt+Left leads back
        if not place.text:
            self._show_in_notebook(place.annotation)
        elif place.annotation is not None:
            self._ways.open_annotation(place.annotation)
        else:
            self._ways.open_document(place.document)
            opened = self._desk.opened
            if place.start is not None and opened is not None and opened.document.id == place.document:
                self._room.page.go_to(place.start, flash=True)
        if place.remark:
            self._notices.tell(place.remark)

    def _show_in_notebook(self, annotation_id: str | None) -> None:
        """Go to the notebook and choose an annotation there as soon as the list has been gathered."""
        notebook = self._rooms.notebook
        if annotation_id is not None:
            once = Qt.ConnectionType.SingleShotConnection
            notebook.summary_changed.connect(lambda _told: notebook.select(annotation_id), once)
        self._stage.enter(NOTEBOOK)

    def take(self, address: str) -> None:
        """Follow a link that came from outside; why it leads nowhere is said."""
        try:
            self.follow(address)
        except (Refused, StorageFailure) as failure:
            self._notices.fail(failure)

    def _register(self) -> None:
        registration = self._margent.links
        was_on = registration.is_on
        work = self._thread.submit(registration.turn_off if was_on else registration.turn_on)
        told = "Links are no longer opened here" if was_on else "margent:// links open here from now on"
        self._bridge.when(work, lambda _done: self._notices.tell(told))
