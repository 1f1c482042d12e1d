"""Searching everything: from the field at the top to the words that were found."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.core.query.hit import Hit
from desktop_app.services.errors import Refused
from desktop_app.services.searching.searching import Answer, Searching
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.top_bar import SearchField
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.search.panel import SearchPanel
from desktop_app.ui.search.past_searches import PastSearches
from desktop_app.ui.theme.palette import Palette


class SearchingCommands:
    """Owns the panel below the search field and opens what is chosen in it."""

    def __init__(
        self,
        field: SearchField,
        body: QWidget,
        searching: Searching,
        desk: Desk,
        room: ReaderRoom,
        bridge: Bridge,
        palette: Palette,
        opened: Callable[[str], None],
        past: PastSearches,
        say: Callable[[str], None],
    ) -> None:
        self._field = field
        self._searching = searching
        self._desk = desk
        self._room = room
        self._opened = opened
        self._before: QWidget | None = None
        self._say = say
        self.panel = SearchPanel(field, self._ask, past, bridge, palette, body)
        self.panel.opened.connect(self.open_hit)
        self.panel.opened_beside.connect(self.open_hit_beside)
        self.panel.dismissed.connect(self._leave)
        field.entered.connect(searching.warm)
        self.panel.set_article_open(desk.opened is not None)
        desk.opened_changed.connect(lambda: self.panel.set_article_open(desk.opened is not None))

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "search.everything": self._enter,
            "search.beside": self.panel.open_beside,
            "search.save": lambda: self._say(self.panel.save_search()),
        }

    def open_hit(self, hit: Hit) -> None:
        """Go to what was found: its article, its line, and its words marked."""
        self._room.mark_spot()
        self._opened(hit.document)
        opened = self._desk.opened
        if opened is None or opened.document.id != hit.document:
            return
        page = self._room.page
        page.reveal(hit.start, max(hit.start, hit.end - 1))
        page.select(hit.start, hit.start)  # so that the caret begins here
        if hit.annotation is not None:
            self._desk.activate(hit.annotation)
        else:
            page.set_hits(marked_ranges(hit, opened.content.text), 0)
        page.setFocus()

    def open_hit_beside(self, hit: Hit) -> None:
        """Show what was found beside the article that is open; where none is, in its place."""
        lying = self._desk.opened
        if lying is None:
            self.open_hit(hit)
            return
        self._opened(lying.document.id)
        try:
            self._room.open_beside(hit.document, hit.start)
        except (Refused, StorageFailure) as failure:
            self._say(str(failure))
            return
        beside = self._room.beside
        if hit.annotation is None and beside.opened is not None:
            beside.page.set_hits(marked_ranges(hit, beside.opened.content.text), 0)

    def _ask(self, text: str, here: bool, offset: int, limit: int) -> Future[Answer]:
        opened = self._desk.opened
        document = opened.document.id if here and opened is not None else None
        return self._searching.ask(text, limit=limit, offset=offset, document=document)

    def _enter(self) -> None:
        focused = self._field.window().focusWidget()
        if focused is not self._field:
            self._before = focused
        self._field.setFocus()
        self._field.selectAll()

    def _leave(self) -> None:
        # What had the keyboard may be gone: a note that was being typed ends when it loses it.
        before = self._before if self._before is not None and isValid(self._before) else None
        (before if before is not None and before.isVisible() else self._room.page).setFocus()


def marked_ranges(hit: Hit, text: str) -> list[tuple[int, int]]:
    """Return where the marked words of a hit's snippet stand in the article, as code points."""
    if not hit.snippet.marks or hit.end <= hit.start:
        return []
    shift = hit.start - hit.snippet.marks[0][0]
    ranges = [(start + shift, end + shift) for start, end in hit.snippet.marks]
    words = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    true = [found for found, word in zip(ranges, words, strict=True) if text[slice(*found)] == word]
    return true or [(hit.start, hit.end)]
