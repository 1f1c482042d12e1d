"""Undoing: one step back or on, and a word about where that was."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop_app.core.change import ChangeSet
from desktop_app.core.document import Document
from desktop_app.services.events import Changed, Direction
from desktop_app.services.history.history import History
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom


class UndoingCommands:
    """Takes steps of the library's one history."""

    def __init__(
        self,
        history: History,
        desk: Desk,
        room: ReaderRoom,
        bridge: Bridge,
        notices: Notices,
        opened: Callable[[str], None],
    ) -> None:
        """`opened` opens an article by its id."""
        self._history = history
        self._desk = desk
        self._room = room
        self._bridge = bridge
        self._notices = notices
        self._opened = opened
        self._in_parts: str | None = None  # the group of a step of which some parts have been told
        bridge.changed.connect(self._tell)
        bridge.changed.connect(self._show_again)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"edit.undo": self.undo, "edit.redo": self.redo}

    def undo(self) -> None:
        """Take the newest step back; a note that is being typed is kept first, as a step of its own."""
        self._finish_typing()
        self._notices.saving(self._history.undo(), quietly=True)

    def redo(self) -> None:
        """Do the step last undone again."""
        self._finish_typing()
        self._notices.saving(self._history.redo(), quietly=True)

    def _finish_typing(self) -> None:
        """Keep the note that is being typed; the page has the keyboard then, or whatever comes first would."""
        margin, focused = self._room.margin, QApplication.focusWidget()
        margin.finish_editing()
        if focused is not None and margin.isAncestorOf(focused):
            self._room.page.setFocus()

    def _tell(self, changed: Changed) -> None:
        if changed.direction not in (Direction.UNDONE, Direction.REDONE):
            return
        if changed.more:
            self._in_parts = changed.change_set.group
            return
        undone = changed.direction is Direction.UNDONE
        # Of bulk work, whose label tells how much it was, the last part's place is no news.
        where = "" if changed.change_set.group == self._in_parts else self._elsewhere(changed.change_set)
        words = f"{'Undone' if undone else 'Redone'}: {changed.change_set.label}{where}"
        self._notices.say(words)
        back, action = (self.redo, "edit.redo") if undone else (self.undo, "edit.undo")
        self._notices.offer(words, "Redo" if undone else "Undo", back, action)

    def _show_again(self, changed: Changed) -> None:
        """Open what an undo has brought back."""
        for change in changed.change_set.changes:
            before, after = change.before, change.after
            gone = before is None or (isinstance(before, Document) and not _readable(before))
            back = isinstance(after, Document) and _readable(after)
            if changed.direction is not Direction.DONE and gone and back and self._desk.opened is None:
                self._opened(change.id)

    def _elsewhere(self, step: ChangeSet) -> str:
        """Return where a step took place, if that is out of sight."""
        page = self._room.page
        if not page.isVisible():  # in another room there is no above and below
            return ""
        top, last = page.top_offset(), page.last_offset()
        touched = filter(None, map(self._desk.standing.get, step.ids("annotation")))
        starts = (one.start for one in touched if not top <= one.start <= last or page.hides(one.start))
        out_of_sight = min(starts, default=None)
        if out_of_sight is None:
            return ""
        return ", above this page" if out_of_sight < top else ", below this page"


def _readable(document: Document) -> bool:
    return document.deleted is None and document.version is not None
