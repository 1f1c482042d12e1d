"""The stage: three rooms of which one is seen, each shown what it needs when it is entered or the library changes."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.services.articles.reading import pace
from desktop_app.services.clock import wall_clock
from desktop_app.services.events import Changed
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.status_line import StatusLine
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.progress import in_words
from desktop_app.ui.frame.side_rooms import SideRooms
from desktop_app.ui.rooms.reader_room import ReaderRoom

if TYPE_CHECKING:
    from desktop_app.services.articles.library import Shelving

LIBRARY, READER, NOTEBOOK = "library", "reader", "notebook"
COMPARISON, REVIEW = "comparison", "review"
_HINTS = {
    LIBRARY: "Enter opens · {file.add:Ctrl+O} adds files · or drop them anywhere",
    READER: (
        "{mark.highlight:h} highlight · {note.edit:n} note · {search.article:Ctrl+F} find · "
        "{search.everything:Ctrl+K} search everything · {help.shortcuts:F1} shortcuts"
    ),
    NOTEBOOK: "Enter opens in the article · n note · 1–5 colour · t tags · Ctrl+C copy · {file.export:Ctrl+E} export",
}


class Stage(QStackedWidget):
    """Shows one room at a time."""

    entered = Signal(str)
    """The name of the room that is seen now."""
    seen_changed = Signal()
    """Something else is seen, see `seen`."""

    def __init__(
        self,
        reader: ReaderRoom,
        rooms: SideRooms,
        desk: Desk,
        bridge: Bridge,
        status: StatusLine,
    ) -> None:
        super().__init__()
        self._reader, self._rooms = reader, rooms
        self._desk, self._bridge, self._status = desk, bridge, status
        self.addWidget(reader)
        self.room = LIBRARY
        self._hint = ""
        self._over: dict[QWidget, str] = {}
        self.currentChanged.connect(self.seen_changed)
        # A burst of changes is one refresh.
        self._refreshing = QTimer(self, singleShot=True, interval=30)
        self._refreshing.timeout.connect(self._show)
        self._returning = False  # whether a change since the last refresh was taken back or done again
        bridge.changed.connect(self._changed)
        desk.opened_changed.connect(self._opened)
        desk.read_on.connect(self._show_place)
        # Where one is, and how much is marked, is said after the page has been painted, and while a key is held down or
        # bulk work goes on not for every page or part.
        self._saying = QTimer(self, singleShot=True, interval=30)
        self._saying.timeout.connect(self._show_place)
        reader.place_changed.connect(self._say_place)
        desk.annotations_changed.connect(self._say_place)

    def enter(self, room: str) -> None:
        """Go to a room and give it the keyboard."""
        self.room = room
        widget = self._widget(room)
        self.setCurrentWidget(widget)
        self._hint = _HINTS[room]
        self.uncover()
        self._show(entering=True)
        self._main_part(room).setFocus()
        self.entered.emit(room)

    def count_ahead(self, counted: Callable[[], Future[dict[str, tuple[int, int]]]]) -> None:
        """Have what the library will say of its articles counted beside, before anybody goes there."""
        shelving = self._shelving  # which follows all that is changed from now on
        self._bridge.when(counted(), shelving.know, lambda _error: None)  # which is met again in the room itself

    @property
    def seen(self) -> str:
        """What is seen: the name of a room, or of what lies over it."""
        over = (name for widget, name in self._over.items() if widget.isVisible() or widget is self.currentWidget())
        return next(over, self.room)

    def know(self, widget: QWidget, name: str) -> None:
        """Take note of something that hides the room while it is shown."""
        self._over[widget] = name
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when something comes to lie over the room, or goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and watched in self._over:
            self.seen_changed.emit()
        return False

    def lay_over(self, widget: QWidget, hint: str) -> None:
        """Show something else in the room's place, until a room is entered."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)
        self._hint = hint
        self._status.show_hint(hint)
        widget.setFocus()

    def cover(self, hint: str) -> None:
        """Say what can be done in something that covers what is seen, until it is uncovered."""
        self._status.show_hint(hint)

    def uncover(self) -> None:
        """Say again what can be done in what is seen."""
        self._status.show_hint(self._hint, of_page=self.currentWidget() is self._reader)

    def _widget(self, room: str) -> QWidget:
        if room == READER:
            return self._reader
        widget: QWidget = self._rooms.library if room == LIBRARY else self._rooms.notebook
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        return widget

    def _main_part(self, room: str) -> QWidget:
        """Return what has the keyboard first. It is no focus proxy: Tab would come to it before what is above it."""
        if room == READER:
            return self._reader.page
        return self._rooms.library.list if room == LIBRARY else self._rooms.notebook.list

    @cached_property
    def _shelving(self) -> "Shelving":
        from desktop_app.services.articles.library import Shelving

        return Shelving(self._desk.reader)

    def _changed(self, changed: Changed) -> None:
        if "_shelving" in vars(self):
            self._shelving.follow(changed.change_set)
        self._returning |= changed.taken_back
        only_read = not changed.change_set.kinds() - {"reading"}
        if not only_read or self.room == LIBRARY:
            self._refreshing.start()

    def _opened(self) -> None:
        if self._desk.opened is None and self.room == READER:
            self.enter(LIBRARY)
        self._show_place()

    def _show(self, *, entering: bool = False) -> None:
        if self.room == LIBRARY:
            library = self._rooms.library
            returning = self._returning and not entering
            try:
                shelf, words_a_minute = self._shelving.shelf(), pace(self._desk.reader)
            except StorageFailure as failure:
                library.show_failure(str(failure))
                self._status.show_place("The library cannot be read", None, "")
                return
            library.show_articles(shelf, wall_clock(), words_a_minute, returning=returning)
            self._returning = False
            if entering and self._desk.opened is not None:
                library.select(self._desk.opened.document.id)
            self._status.show_place(library.summary(), None, "")
        elif self.room == READER:
            self._show_place()

    def show_summary(self, summary: str) -> None:
        """Say how much the notebook lists."""
        if self.room == NOTEBOOK:
            self._status.show_place(summary, None, "")

    def _say_place(self) -> None:
        if not self._saying.isActive():
            self._saying.start()

    def _show_place(self) -> None:
        opened = self._desk.opened
        if self.room == READER:
            if opened is None:
                self._status.show_place("", None, "")
            else:
                section = self._reader.section_here()
                marks, pace = self._desk.standing.counts, self._reader.pace.of(opened)
                self._status.show_place(*in_words(opened, section, marks, pace))
