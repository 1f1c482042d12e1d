"""Everything that is done with highlights, notes and bookmarks, put together."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.compose import Margent
from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.commands.marks.attaching import AttachingCommands
from desktop_app.ui.commands.marks.careting import CaretCommands
from desktop_app.ui.commands.marks.listing import ListingCommands
from desktop_app.ui.commands.marks.marking import MarkingCommands
from desktop_app.ui.commands.marks.naming import NamingCommands
from desktop_app.ui.commands.marks.noting import NotingCommands
from desktop_app.ui.commands.marks.overlapping import OverlappingCommands
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.commands.marks.reshaping import ReshapingCommands
from desktop_app.ui.commands.marks.suggesting import Suggesting
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.mark_palette import MarkPalette
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.theme.palette import Palette


class AnnotationCommands:
    """Builds the commands that share what is pointed at on the page."""

    def __init__(
        self,
        window: QWidget,
        margent: Margent,
        desk: Desk,
        room: ReaderRoom,
        bridge: Bridge,
        notices: Notices,
        palette: Callable[[], Palette],
        actions: Callable[[], ActionSet],
    ) -> None:
        """`actions` gives the actions, which are made of the handlers and so come later."""
        pointing = Pointing(desk, room)
        annotating, retargeting = margent.annotating, margent.retargeting
        self._marking = MarkingCommands(
            desk, room, pointing, annotating, margent.correcting, margent.noting, bridge, notices
        )
        suggesting = Suggesting(margent, bridge)
        self._noting = NotingCommands(desk, room, pointing, self._marking, annotating, suggesting, notices)
        attaching = AttachingCommands(desk, room, pointing, retargeting, notices)
        self.listing = ListingCommands(
            window, margent, desk, room, pointing, attaching, self.delete, bridge, notices, palette
        )
        self.naming = NamingCommands(window, margent.library, desk, bridge, notices, actions)
        self._parts = (
            CaretCommands(desk, room, pointing, notices),
            self._marking,
            self._noting,
            OverlappingCommands(desk, room, pointing, retargeting, notices, palette),
            ReshapingCommands(desk, room, pointing, retargeting, notices),
            attaching,
            self.listing,
            self.naming,
        )
        self._palette = MarkPalette(window, palette(), lambda: actions().entries())
        self._palette.chosen.connect(lambda action: actions().run(action))
        room.page.selected_by_mouse.connect(lambda mouse: self._palette.show_at(mouse, room.page.selection_box()))
        room.page.selection_changed.connect(self._palette.hide)
        room.page.scrolled.connect(self._palette.hide)
        room.margin.delete_requested.connect(self._marking.delete_one)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {name: run for part in self._parts for name, run in part.handlers().items()}

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self.listing.wear(palette)
        self._palette.wear(palette)

    def delete(self, annotation_ids: list[str]) -> None:
        """Move annotations into the trash and offer to take that back."""
        self._marking.delete(annotation_ids)
