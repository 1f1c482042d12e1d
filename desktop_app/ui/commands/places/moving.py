"""Moving: through the page, from section to section, from mark to mark."""

from collections.abc import Callable
from functools import partial

from desktop_app.core.outline import section_at
from desktop_app.services.articles.library import shelf
from desktop_app.services.articles.reading import place_from
from desktop_app.services.errors import Refused
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.trail import Spot
from desktop_app.ui.rooms.library.continue_strip import being_read
from desktop_app.ui.rooms.reader_room import ReaderRoom

_LINES = 3


class MovingCommands:
    """Scrolls and jumps in the article that is open; without one, nothing moves."""

    def __init__(self, desk: Desk, room: ReaderRoom, opened: Callable[[str], None]) -> None:
        """`opened` opens an article by its id."""
        self._desk = desk
        self._room = room
        self._opened = opened

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        page = self._room.page
        return {
            "read.line_down": partial(page.scroll_lines, _LINES),
            "read.line_up": partial(page.scroll_lines, -_LINES),
            "read.page_down": partial(page.scroll_page, 1),
            "read.page_up": partial(page.scroll_page, -1),
            "read.start": partial(self._to_end, False),
            "read.end": partial(self._to_end, True),
            "go.back": partial(self._along_the_trail, self._room.trail.back),
            "go.forward": partial(self._along_the_trail, self._room.trail.forward),
            "section.next": partial(self._section, 1),
            "section.previous": partial(self._section, -1),
            "annotation.next": partial(self._annotation, 1),
            "annotation.previous": partial(self._annotation, -1),
            "go.outline": self._outline,
            "go.continue": self._continue,
            "find.next": partial(self._room.find_bar.step, 1),
            "find.previous": partial(self._room.find_bar.step, -1),
        }

    def _to_end(self, end: bool) -> None:
        self._room.mark_spot()
        self._room.page.scroll_to_end(end)

    def _along_the_trail(self, step: Callable[[Spot], Spot | None]) -> None:
        now = self._room.spot()
        spot = step(now) if now is not None else None
        if spot is None:
            return
        if not self._room.isVisible() or (now is not None and spot.document != now.document):
            self._opened(spot.document)
        opened = self._desk.opened
        if opened is not None and opened.document.id == spot.document:
            self._room.page.go_to(place_from(self._desk.reader, opened, spot.version, spot.offset))

    def _section(self, step: int) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        page = self._room.page
        current = section_at(opened.sections, page.top_offset())
        index = current.index if current else 0
        # Going back from the middle of a section leads to its own beginning first.
        if step < 0 and current is not None and page.top_offset() > current.start:
            index += 1
        target = index + step
        while 0 <= target < len(opened.sections) and page.hides(opened.sections[target].start):
            target += step
        if 0 <= target < len(opened.sections):
            self._room.jump(opened.sections[target].start)
        elif step > 0 and target > index + step:  # some were passed over
            raise Refused("What follows is folded away. {view.fold:c} unfolds the section.")

    def _annotation(self, step: int) -> None:
        standing = self._desk.standing
        placed, page = standing.in_text, self._room.page
        if not placed:
            return
        active = standing.place_of(self._desk.active)
        if active is not None and page.in_sight(placed[active].start, placed[active].end):
            target = active + step
        else:
            after = standing.place_at(page.top_offset())
            target = after if step > 0 else after - 1
        chosen = placed[target % len(placed)]
        self._room.mark_spot()
        page.reveal(chosen.start, max(chosen.start, chosen.end - 1))
        self._desk.activate(chosen.annotation.id)

    def _continue(self) -> None:
        """Open the article that was read last, other than the one that is open."""
        here = self._desk.opened.document.id if self._desk.opened else None
        rows = being_read(shelf(self._desk.reader))
        chosen = next((row.document.id for row in rows if row.document.id != here), here)
        if chosen is None:
            raise Refused("Nothing has been begun yet. {go.library:Ctrl+1} shows the library.")
        self._opened(chosen)

    def _outline(self) -> None:
        self._room.show_panes(True)
        self._room.outline.list.setFocus()
