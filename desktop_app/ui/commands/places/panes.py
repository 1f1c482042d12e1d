"""Panes: going round them with one key, and putting them out of the way."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings


class PaneCommands:
    """`in_sight` gives the panes of the room one is in; `side_panes` hides or shows those of the other rooms."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        settings: WindowSettings,
        in_sight: Callable[[], list[QWidget]],
        side_panes: Callable[[bool], None],
    ) -> None:
        self._desk = desk
        self._room = room
        self._settings = settings
        self._in_sight = in_sight
        self._side_panes = side_panes

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"go.pane": self._next, "view.panes": self._show}

    def _show(self) -> None:
        shown = not self._room.panes_shown()
        self._room.show_panes(shown)
        self._side_panes(shown)
        self._settings.keep(panes="shown" if shown else "hidden")

    def _next(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._room.find_bar.isAncestorOf(focused):
            self._room.leave_bar()
            return
        panes = [pane for pane in self._in_sight() if pane.isVisible()]
        holding = (place for place, pane in enumerate(panes) if focused is pane or _holds(pane, focused))
        first = next(holding, -1) + 1
        for pane in (*panes[first:], *panes[:first]):
            if self._take_focus(pane):
                return

    def _take_focus(self, pane: QWidget) -> bool:
        """Give a pane the keyboard; a margin without cards or glyphs has nothing that could take it."""
        if pane is self._room.margin:
            return self._room.margin.focus_card(self._desk.active)
        if pane is self._room.side.strip and not self._room.side.strip.glyphs:
            return False
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and pane.isAncestorOf(focused)
