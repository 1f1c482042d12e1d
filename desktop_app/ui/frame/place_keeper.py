"""The place in each article, and how it was read: remembered, so that neither a restart nor a crash loses it."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from desktop_app.core.coverage import Ranges, covered
from desktop_app.core.document import ReadingStatus
from desktop_app.core.in_sight import InSight
from desktop_app.core.pace import Passage, Sight, read_on
from desktop_app.core.text.normal_form import count_words
from desktop_app.services.articles.reading import Opened, Reading
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.stage import READER
from desktop_app.ui.rooms.reader_room import ReaderRoom

_REST = 1500  # milliseconds without moving, after which the place is kept
_SETTLE = 500  # milliseconds without moving, after which one movement has ended: a turn of the wheel makes many


def _milliseconds() -> int:
    return round(monotonic() * 1000)


class PlaceKeeper(QObject):
    """Follows the page and keeps its place."""

    def __init__(
        self, desk: Desk, room: ReaderRoom, reading: Reading, parent: QObject, clock: Callable[[], int] = _milliseconds
    ) -> None:
        """`clock` gives milliseconds that only ever grow."""
        super().__init__(parent)
        self._desk = desk
        self._room = room
        self._reading = reading
        self._clock = clock
        self._opened: Opened | None = None
        self._sight: Sight | None = None
        self._moved_at = 0
        self._passages: list[Passage] = []
        self._in_sight = InSight()
        self._seen: Ranges = ()  # since this was last kept
        self._came_at = 0
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._keep_at_rest)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._settled)
        desk.about_to_change.connect(self.leave)
        desk.read_on.connect(self._let_go)
        room.place_changed.connect(self._moved)
        room.page.folded_changed.connect(self._keep_folded)

    def keep(self) -> None:
        """Keep the place now, if it has not been kept."""
        if self._rest.isActive() or self._passages or self._seen:
            self._keep_at_rest()

    def leave(self) -> None:
        """Keep the place and what was read before the article is put away, or the window closed."""
        if self._settle.isActive():
            self._settled()
        self._finish_last_page()
        self._look(self._in_sight.seen(self._clock()))
        self.keep()
        self._in_sight.leave()
        self._sight = self._opened = None

    def enter(self, room: str) -> None:
        """Another room is seen, where the page is not, or the page's own again."""
        if room == READER:
            self._moved()
        else:
            self._look(self._in_sight.seen(self._clock()))
            self._in_sight.leave()

    def _moved(self) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        if self._opened is None or self._opened.version.id != opened.version.id:
            self._sight = None
        self._came_at = self._clock()
        if not self._settle.isActive():
            self._moved_at = self._came_at
        self._opened = opened
        self._rest.start()
        self._settle.start()

    def _settled(self) -> None:
        """Take what has left the page since it last stood still as read, if there was the time for it."""
        self._settle.stop()
        before, after = self._sight, Sight(self._room.page.top_offset(), self._room.page.last_offset(), self._clock())
        gone = read_on(before, after) if before is not None else None
        if before is not None and gone is not None:
            self._add(*gone, self._moved_at - before.at)
        elif before is not None and before.top == after.top:
            after = Sight(after.top, after.last, before.at)
        self._sight = after
        if self._room.page.isVisible():
            self._look(self._in_sight.turn(after.top, after.last, self._moved_at, self._came_at))

    def _finish_last_page(self) -> None:
        sight, opened = self._sight, self._opened
        if sight is not None and opened is not None and sight.last >= len(opened.content.text):
            self._add(sight.top, sight.last, self._clock() - sight.at)
            self._sight = None

    def _add(self, start: int, end: int, milliseconds: int) -> None:
        """Add what was before a person's eyes for so long; what is folded away in it was not."""
        assert self._opened is not None
        text = self._opened.content.text
        parts = [(*part, count_words(text[slice(*part)])) for part in self._room.page.parts_in_sight(start, end)]
        total = sum(words for _, _, words in parts)
        for first, last, words in parts:
            share = milliseconds * words // total if total else milliseconds
            self._passages.append(Passage(first, last, words, share))

    def _look(self, ranges: Ranges) -> None:
        """Take ranges as seen; what is folded away in them was not."""
        for start, end in ranges:
            for part in self._room.page.parts_in_sight(start, end):
                self._seen = covered(self._seen, *part)

    def _let_go(self) -> None:
        """Keep nothing of what stands on the page when somebody has said that the article is unread."""
        opened = self._desk.opened
        if opened is not None and opened.state.status is ReadingStatus.TO_READ:
            self._rest.stop()
            self._in_sight.let_go()
            self._sight, self._passages, self._seen = None, [], ()

    def _keep_at_rest(self) -> None:
        self._rest.stop()
        if self._opened is not None:
            self._look(self._in_sight.seen(self._clock()))
            passages, self._passages = self._passages, []
            seen, self._seen = self._seen, ()
            self._reading.keep_place(self._opened, self._room.page.top_offset(), seen, passages)

    def _keep_folded(self) -> None:
        opened = self._desk.opened
        if opened is not None:
            paths = dict.fromkeys(opened.sections[index].path for index in sorted(self._room.page.folded()))
            self._reading.keep_folded(opened.document.id, tuple(paths))
