"""Attaching: agreeing with where an annotation was found in a new version, or saying where it belongs."""

from collections.abc import Callable, Sequence

from desktop_app.core.annotation import Placed
from desktop_app.services.annotations.retargeting import Retargeting
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom

_SELECT = "Select the words it belongs to, then press {mark.attach:r}. {go.tray:Ctrl+Shift+M} lists what has no place."


def unsettled(placed: Placed) -> bool:
    """Tell whether a person has still to look at where an annotation was found."""
    return not placed.placement.sure


class AttachingCommands:
    """Settles the places that a new version has left in doubt."""

    def __init__(
        self, desk: Desk, room: ReaderRoom, pointing: Pointing, retargeting: Retargeting, notices: Notices
    ) -> None:
        self._desk = desk
        self._room = room
        self._pointing = pointing
        self._retargeting = retargeting
        self._notices = notices

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "mark.accept": lambda: self.accept([self._one().annotation.id]),
            "mark.detach": lambda: self.detach([self._one().annotation.id]),
            "mark.attach": lambda: self.attach(self._active().annotation.id),
        }

    def accept(self, annotation_ids: Sequence[str]) -> None:
        """Agree with where these were found."""
        saved = self._retargeting.accept(self._pointing.opened(), annotation_ids)
        self._notices.saving(saved, lambda: self._notices.offer_undo("Accepted where it stands now"))

    def detach(self, annotation_ids: Sequence[str]) -> None:
        """Say that these do not belong where they were found."""
        saved = self._retargeting.detach(self._pointing.opened(), annotation_ids)
        self._notices.saving(saved, lambda: self._notices.offer_undo("Taken out of the text; it waits in the list"))

    def attach(self, annotation_id: str) -> None:
        """Let an annotation stand at the selection. Raises Refused without one."""
        opened = self._pointing.opened()
        chosen = self._room.page.meant_range()
        if chosen is None:
            raise Refused(_SELECT)
        saved = self._retargeting.attach(opened, annotation_id, *chosen)
        self._room.page.clear_selection()
        self._notices.saving(saved, lambda: self._attached(annotation_id))

    def _attached(self, annotation_id: str) -> None:
        self._desk.activate(annotation_id)
        self._notices.offer_undo("Attached to the selection")

    def _one(self) -> Placed:
        found = self._pointing.one()
        if not unsettled(found):
            raise Refused("This stands where it was marked; there is nothing to accept.")
        return found

    def _active(self) -> Placed:
        active = self._desk.active_placed()
        if active is None:
            raise Refused("Choose first what is to be attached: {go.tray:Ctrl+Shift+M} lists what has no place.")
        return active
