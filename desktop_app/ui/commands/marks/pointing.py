"""Pointing: what keys speak of when nobody has named it: the selection, the caret, the mouse, the annotation chosen."""

from PySide6.QtGui import QCursor

from desktop_app.core.annotation import Motivation, Placed, PlacementState
from desktop_app.core.outline import Section, section_at
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom

CHOOSE_FIRST = "Choose a highlight first: click it, or go to one with { and }."


class Pointing:
    """Answers what is meant on the page of `room`."""

    def __init__(self, desk: Desk, room: ReaderRoom) -> None:
        self._desk = desk
        self._room = room
        self._page = room.page

    def opened(self) -> Opened:
        """Return the article that is open. Raises Refused without one."""
        if self._desk.opened is None:
            raise Refused("Open an article first: {go.library:Ctrl+1} shows the library.")
        return self._desk.opened

    def offset(self) -> int:
        """Return where one is: at what is pointed at, or at the top of the page."""
        pointed = self._pointed()
        return self._page.top_offset() if pointed is None else pointed

    def section(self) -> Section | None:
        """Return the section one is in."""
        pointed = self._pointed()
        return self._room.section_here() if pointed is None else section_at(self.opened().sections, pointed)

    def _pointed(self) -> int | None:
        """Return where the selection, the caret, the last click or the match is, of what is in sight."""
        chosen = self._page.meant_range()
        if chosen is not None:
            return chosen[0]
        if self._page.caret_mode():
            return self._page.caret_offset()
        clicked = self._page.pointed()
        if clicked is not None and not self._page.hides(clicked):
            return clicked
        found = self._page.hit_in_sight()
        return found[0] if found is not None else None

    def beginning(self) -> int | None:
        """Return where a caret is wanted: at what was just found, or else at the highlight chosen; None: anywhere."""
        found, active = self._page.hit_in_sight(), self._desk.active_placed()
        if self._page.meant_range() is not None or self._page.pointed() is not None:
            return None  # the caret stands there
        if found is not None:
            return found[0]
        if active is None or active.annotation.colour is None or active.placement.state is PlacementState.DETACHED:
            return None
        # The beginning of a long one may be above the page.
        return active.start if self._page.in_sight(active.start, active.start) else None

    def words(self) -> tuple[int, int]:
        """Return the selection, or else the sentence where one is. Raises Refused where there is neither."""
        chosen = self._page.meant_range() or self._page.sentence_at(self.offset())
        if chosen is None:
            raise Refused("There are no words here. Select some, or scroll to some.")
        return chosen

    def chosen(self) -> Placed | None:
        """Return the annotation that keys speak of: the active one where it lies under the caret, or else the newest.

        Without a caret, the active one while it is in sight.
        """
        page = self._page
        active = self._desk.active_placed()
        if page.caret_mode():
            under = self._at(page.caret_offset())
            if under:
                return active if active in under else under[0]
        if active is None or active.placement.state is PlacementState.DETACHED:
            return None
        return active if page.in_sight(active.start, active.end) else None

    def one(self) -> Placed:
        """Return the annotation that keys speak of. Raises Refused without one."""
        chosen = self.chosen()
        if chosen is None:
            raise Refused(CHOOSE_FIRST)
        return chosen

    def under(self) -> list[Placed]:
        """Return what lies under the caret or the mouse, or over the words of the active one; newest first."""
        page = self._page
        if page.caret_mode():
            under = self._at(page.caret_offset())
            if under:
                return under  # and else the caret stands behind what has just been marked
        elif page.viewport().underMouse():
            ids = page.annotations_at(page.viewport().mapFromGlobal(QCursor.pos()))
            if ids:
                return self._newest_first([one for one in map(self._desk.standing.get, ids) if one is not None])
        active = self._desk.active_placed()
        if active is None or not page.in_sight(active.start, active.end):
            return []
        return self._over(active.start, active.end)

    def _at(self, offset: int) -> list[Placed]:
        return self._over(offset, offset + 1)

    def _over(self, start: int, end: int) -> list[Placed]:
        """Return the annotations over some words, newest first; bookmarks lie over none."""
        near = self._desk.standing.between(start, end)
        over = (one for one in near if one.start < end and start < one.end)
        return self._newest_first([one for one in over if one.annotation.motivation is not Motivation.BOOKMARKING])

    def _newest_first(self, placed: list[Placed]) -> list[Placed]:
        return sorted(placed, key=lambda one: (one.annotation.created, one.annotation.id), reverse=True)
