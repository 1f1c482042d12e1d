"""Renewing: what a new version has done to the highlights and notes is told, however it has come."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from desktop_app.core.annotation import PlacementState
from desktop_app.core.change import Change
from desktop_app.core.document import Document
from desktop_app.services.events import Changed, Direction
from desktop_app.services.importing.moved_along import MovedAlong
from desktop_app.ui.commands.marks.attaching import unsettled
from desktop_app.ui.frame.parts import Parts
from desktop_app.ui.frame.stage import READER

_UNSETTLED = {
    PlacementState.MOVED: "moved",
    PlacementState.CHANGED: "changed",
    PlacementState.DETACHED: "not found",
}


class Renewing:
    """Tells of new versions of the article on the desk, and offers to compare."""

    def __init__(self, parts: Parts, run: Callable[[str], None]) -> None:
        """`run` carries an action out by its id."""
        self._desk = parts.desk
        self._stage = parts.stage
        self._notices = parts.notices
        self._run = run
        parts.bridge.changed.connect(self._follow)

    def tell(self, told: str) -> None:
        """Tell what the new text has done to the highlights and notes, and offer to look."""
        opened, placed = self._desk.opened, self._desk.placed
        along = MovedAlong(self._desk.reader).among(opened, placed) if opened is not None else ()
        states = Counter(one.placement.state for one in placed if unsettled(one) and one.annotation.id not in along)
        parts = [f"{states[state]:,} {words}" for state, words in _UNSETTLED.items() if states[state]]
        where = f" {', '.join(parts)}; {{go.tray:Ctrl+Shift+M}} lists them." if parts else ""
        self._notices.offer(f"{told}{where}", "Compare", partial(self._run, "go.versions"), "go.versions")

    def _follow(self, changed: Changed) -> None:
        """Tell of a version that somebody else has brought, the command line for one."""
        opened = self._desk.opened
        if changed.direction is not Direction.ELSEWHERE or opened is None:
            return
        for change in changed.change_set.changes:
            if change.id == opened.document.id and _brings_text(change):
                told = f"“{opened.document.title}” has a new version."
                self._notices.say(told)
                if self._stage.seen == READER:
                    self.tell(told)


def _brings_text(change: Change) -> bool:
    before, after = change.before, change.after
    return (
        isinstance(before, Document)
        and isinstance(after, Document)
        and None not in (before.version, after.version)
        and before.version != after.version
    )
