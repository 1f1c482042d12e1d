"""Copying as Markdown: words and annotations with where they are from, for what one writes elsewhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDrag, QGuiApplication

from desktop_app.core.annotation import Placed
from desktop_app.services.annotations.noting import Noting
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.commands.marks.pointing import CHOOSE_FIRST, Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.side_rooms import SideRooms
from desktop_app.ui.frame.stage import NOTEBOOK, READER, Stage
from desktop_app.ui.rooms.reader_room import ReaderRoom

_NOTHING = "There are no words here to copy: {go.reader:Ctrl+2} shows the page, {go.notebook:Ctrl+3} the notebook."


class CopyingCommands:
    """Puts Markdown on the clipboard, or gives it to the mouse to drag out of the window."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        stage: Stage,
        rooms: SideRooms,
        noting: Noting,
        bridge: Bridge,
        notices: Notices,
    ) -> None:
        self._desk = desk
        self._room = room
        self._stage = stage
        self._rooms = rooms
        self._pointing = Pointing(desk, room)
        self._noting = noting
        self._bridge = bridge
        self._notices = notices
        room.margin.copy_requested.connect(self.copy_one)
        room.margin.dragged.connect(self._drag)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"edit.copy": self._copy_words, "edit.copy_markdown": self._copy_here}

    def copy(self, annotation_ids: Sequence[str]) -> None:
        """Copy annotations of any articles, in the order of their articles and texts."""
        count = len(annotation_ids)
        told = "Copied as Markdown" if count == 1 else f"Copied {count:,} annotations as Markdown"
        self._bridge.when(self._noting.cited(annotation_ids), lambda markdown: self._copied(markdown, told))

    def copy_one(self, annotation_id: str) -> None:
        """Copy an annotation of the open article."""
        self._copied(self._cited(self._desk.standing.get(annotation_id)), "Copied as Markdown")

    def _copy_here(self) -> None:
        if self._stage.seen == NOTEBOOK:
            self._copy_cards()
        elif self._stage.seen == READER:
            self._copy_on_page()
        else:
            raise Refused(_NOTHING)

    def _copy_words(self) -> None:
        if self._stage.seen == READER:
            self._room.page.copy()
        else:
            self._copy_here()

    def _copy_cards(self) -> None:
        chosen = self._rooms.notebook.chosen()
        if not chosen:
            raise Refused("Choose some cards first, with the arrows and Shift.")
        self.copy(chosen)

    def _copy_on_page(self) -> None:
        opened = self._pointing.opened()
        selected = self._room.page.meant_range()
        if selected is None:
            chosen = self._pointing.chosen() or self._desk.active_placed()
            if chosen is None:
                raise Refused(f"Select some words first. {CHOOSE_FIRST}")
            self._copied(self._cited(chosen), "Copied the highlight as Markdown with its source")
            return
        same = [one for one in self._desk.standing.between(*selected) if (one.start, one.end) == selected]
        markdown = self._cited(same[0]) if same else _words(opened, *selected)
        self._copied(markdown, "Copied the selection as Markdown with its source")

    def _cited(self, placed: Placed | None) -> str:
        from desktop_app.services.exporting.citing import citation

        return citation(self._pointing.opened(), placed) if placed is not None else ""

    def _copied(self, markdown: str, told: str) -> None:
        if markdown:
            QGuiApplication.clipboard().setText(markdown)
            self._notices.say(told)

    def _drag(self, annotation_id: str) -> None:
        drag = QDrag(self._room.margin)
        drag.setMimeData(dragged_data(self._cited(self._desk.standing.get(annotation_id))))
        drag.exec()


def _words(opened: Opened, start: int, end: int) -> str:
    from desktop_app.services.exporting.citing import citation_of_words  # not needed before the first page is painted

    return citation_of_words(opened, start, end)


def dragged_data(markdown: str) -> QMimeData:
    """Return what another program is given: Markdown where it knows that, else the same as plain text."""
    data = QMimeData()
    data.setText(markdown)
    data.setData("text/markdown", markdown.encode("utf-8", "replace"))
    return data
