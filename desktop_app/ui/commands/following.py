"""Following links: inside the article, or out of it into the browser, never to anything that runs."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.core.document import Block, BlockKind
from desktop_app.core.note_text import linked
from desktop_app.services.errors import Refused
from desktop_app.ui.desk import Desk
from desktop_app.ui.notices import Notices
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.status_line import StatusLine

_OUTSIDE = ("http://", "https://", "mailto:")


class Following:
    """Shows where a link under the mouse leads, and goes there when it is clicked."""

    def __init__(
        self, desk: Desk, room: ReaderRoom, notices: Notices, status: StatusLine, to_annotation: Callable[[str], None]
    ) -> None:
        """`to_annotation` opens the article of an annotation at its place, by its id."""
        self._desk = desk
        self._room = room
        self._notices = notices
        self._to_annotation = to_annotation
        room.margin.link_activated.connect(self.follow)
        room.page.link_hovered.connect(status.show_target)
        room.page.link_activated.connect(self.follow)
        room.page.footnote_activated.connect(self._to_footnote)

    def follow(self, address: str) -> None:
        """Go where a link leads."""
        annotation = linked(address)
        if annotation is not None:
            self._room.mark_spot()
            self._to_annotation(annotation)
        elif address.startswith("#"):
            self._to_heading(address[1:])
        elif address.lower().startswith(_OUTSIDE):
            if not QDesktopServices.openUrl(QUrl(address)):
                self._notices.fail(Refused(f"No program opens {address}. Copy the address into a browser."))
        else:
            self._notices.fail(Refused(f"“{address}” is a file beside the article's source. Add it to read it here."))

    def _to_heading(self, anchor: str) -> None:
        self._to(lambda block: block.kind is BlockKind.HEADING and block.origin == anchor)

    def _to_footnote(self, label: str) -> None:
        self._to(lambda block: block.kind is BlockKind.FOOTNOTE and block.label == label)

    def _to(self, wanted: Callable[[Block], bool]) -> None:
        opened = self._desk.opened
        found = next(filter(wanted, opened.content.blocks), None) if opened else None
        if found is None:
            self._notices.fail(Refused("What this link points to is not in the article."))
        else:
            self._room.jump(found.start, flash=True)
