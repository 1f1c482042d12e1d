"""Following what a page points to: links, footnotes, pictures. Never to anything that runs."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QCursor, QDesktopServices

from desktop_app.core.deep_link import is_deep_link
from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bars.status_line import StatusLine
from desktop_app.ui.commands.articles.footnote_words import plain, rich
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.reader.openable import Openable, first_openable, footnote, references
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.widgets.picture_view import PictureView
from desktop_app.ui.widgets.popover import Popover

_OUTSIDE = ("http://", "https://", "mailto:")


class Following:
    """Shows where a link under the mouse leads and goes there when it is clicked; opens footnotes and pictures."""

    def __init__(
        self, desk: Desk, room: ReaderRoom, notices: Notices, status: StatusLine, into_library: Callable[[str], None]
    ) -> None:
        """`into_library` follows a link to an article or an annotation of the library."""
        self._desk = desk
        self._room = room
        self._page = room.page
        self._notices = notices
        self._into_library = into_library
        room.margin.link_activated.connect(self.follow)
        room.page.link_hovered.connect(status.show_target)
        room.page.link_activated.connect(self.follow)
        room.page.footnote_activated.connect(lambda label: self._show_footnote(label, self._below_mark(label)))
        room.page.picture_activated.connect(self._show_picture)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"page.open": self.open_here}

    def open_here(self) -> None:
        """Open what the caret or the selection is at, or else what follows there, or the first thing on the page."""
        if self._desk.opened is None:
            return
        content = self._desk.opened.content
        found = self._first_in_sight(content)
        match found:
            case Block():
                self._show_picture(content.blocks.index(found))
            case Inline(kind=InlineKind.FOOTNOTE_REFERENCE):
                self._show_footnote(found.href, self._below(found.start))
            case Inline(href=address) if address.lower().startswith(_OUTSIDE):
                self._show_address(address, self._below(found.start))
            case Inline(href=address):
                self.follow(address)
            case _:
                self._notices.say("There is no link, footnote or picture on this page.")

    def _first_in_sight(self, content: Content) -> Openable | None:
        """Return what is to be opened, of what is not folded away."""
        page = self._page
        parts = (part for start, end in page.chosen_ranges() for part in page.parts_in_sight(start, end))
        found = (first_openable(content, start, end) for start, end in parts)
        return next((one for one in found if one is not None and not page.hides(one.start)), None)

    def follow(self, address: str) -> None:
        """Go where a link leads."""
        if is_deep_link(address):
            self._into_library(address)
        elif address.startswith("#"):
            self._to(lambda block: block.kind is BlockKind.HEADING and block.origin == address[1:])
        elif address.lower().startswith(_OUTSIDE):
            if not QDesktopServices.openUrl(QUrl(address)):
                self._notices.fail(Refused(f"No program opens {address}. Copy the address into a browser."))
        else:
            self._notices.fail(Refused(f"“{address}” is a file beside the article's source. Add it to read it here."))

    def _show_address(self, address: str, place: QPoint) -> None:
        popover = Popover(self._room, self._page.appearance.palette, "Link", address)
        popover.offer("Open it  (Enter)", lambda: self.follow(address))
        popover.show_at(place, self._page)

    def _show_footnote(self, label: str, place: QPoint) -> None:
        opened = self._desk.opened
        blocks = footnote(opened.content, label) if opened else ()
        if opened is None or not blocks:
            self._fail()
            return
        palette = self._page.appearance.palette
        popover = Popover(self._room, palette, f"Note {label}", plain(opened.content, blocks))
        popover.dress(rich(opened.content, blocks, palette.accent, palette.line), self.follow)
        popover.offer("Go to the note  (Enter)", lambda: self._room.jump(blocks[0].start, flash=True))
        popover.show_at(place, self._page)

    def _show_picture(self, index: int) -> None:
        opened = self._desk.opened
        image = self._page.picture(index)
        if opened is None or image is None:
            self._notices.fail(Refused("This picture was not found when the article was added."))
            return
        words = opened.content.text_of(opened.content.blocks[index]).rpartition("\n")[2]
        PictureView(self._room.window(), self._page.appearance.palette, image, words, self._page).open()

    def _below(self, offset: int) -> QPoint:
        """Return the place of the screen below a code point."""
        x, bottom = self._page.foot_of(offset)
        return self._page.viewport().mapToGlobal(QPoint(round(x), round(bottom)))

    def _below_mark(self, label: str) -> QPoint:
        """Return the place below the mark of a footnote that was clicked: the one of its marks nearest to the mouse."""
        mouse = QCursor.pos()
        opened = self._desk.opened
        first, last = self._page.chosen_ranges()[-1]
        marks = references(opened.content, label, first, last) if opened else []
        places = [self._below(mark.start) for mark in marks]
        return min(places, key=lambda place: (place - mouse).manhattanLength(), default=mouse)

    def _to(self, wanted: Callable[[Block], bool]) -> None:
        opened = self._desk.opened
        found = next(filter(wanted, opened.content.blocks), None) if opened else None
        if found is None:
            self._fail()
        else:
            self._room.jump(found.start, flash=True)

    def _fail(self) -> None:
        self._notices.fail(Refused("What this link points to is not in the article."))
