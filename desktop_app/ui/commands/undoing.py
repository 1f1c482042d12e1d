"""Undoing: one step back or on, and a word about where that was."""

from collections.abc import Callable

from desktop_app.core.annotation import Placed
from desktop_app.core.change import ChangeSet
from desktop_app.services.events import Changed, Direction
from desktop_app.services.history import History
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk import Desk
from desktop_app.ui.notices import Notices
from desktop_app.ui.rooms.reader_room import ReaderRoom


class UndoingCommands:
    """Takes steps of the library's one history."""

    def __init__(self, history: History, desk: Desk, room: ReaderRoom, bridge: Bridge, notices: Notices) -> None:
        self._history = history
        self._desk = desk
        self._room = room
        self._bridge = bridge
        self._notices = notices
        bridge.changed.connect(self._tell)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"edit.undo": self.undo, "edit.redo": self.redo}

    def undo(self) -> None:
        """Take the newest step back; a note that is being typed is kept first, as a step of its own."""
        self._room.margin.finish_editing()
        self._notices.saving(self._history.undo(), quietly=True)

    def redo(self) -> None:
        """Do the step last undone again."""
        self._room.margin.finish_editing()
        self._notices.saving(self._history.redo(), quietly=True)

    def _tell(self, changed: Changed) -> None:
        if changed.direction not in (Direction.UNDONE, Direction.REDONE):
            return
        word = "Undone" if changed.direction is Direction.UNDONE else "Redone"
        self._notices.say(f"{word}: {changed.change_set.label}{self._elsewhere(changed.change_set)}")

    def _elsewhere(self, step: ChangeSet) -> str:
        """Return where a step took place, if that is out of sight."""
        page = self._room.page
        touched = [one for one in self._desk.placed if one.annotation.id in step.ids("annotation")]
        out_of_sight = [one for one in touched if not page.top_offset() <= one.start <= page.last_offset()]
        return f", {_direction(out_of_sight[0], page.top_offset())} this page" if out_of_sight else ""


def _direction(placed: Placed, top: int) -> str:
    return "above" if placed.start < top else "below"
