"""The two rooms beside the reader, made when they are first entered: a start most often goes to the reader."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.rooms.notebook.library_cards import LibraryCards
from desktop_app.ui.theme.palette import Palette

if TYPE_CHECKING:
    from desktop_app.ui.rooms.library.room import LibraryRoom
    from desktop_app.ui.rooms.notebook.room import NotebookRoom


class SideRooms(QObject):
    """Makes the library and the notebook, and dresses those that are made."""

    library_made = Signal(object)
    """The library was just made and waits to be connected."""
    notebook_made = Signal(object)
    """The notebook was just made and waits to be connected."""

    def __init__(self, palette: Palette, cards: LibraryCards, parent: QObject) -> None:
        super().__init__(parent)
        self._palette = palette
        self._keys: Keys = UsualKeys()
        self.cards = cards
        self._made: list[LibraryRoom | NotebookRoom] = []

    @cached_property
    def library(self) -> "LibraryRoom":
        """The library."""
        from desktop_app.ui.rooms.library.room import LibraryRoom

        room = LibraryRoom(self._palette)
        room.use_keys(self._keys)
        self._made.append(room)
        self.library_made.emit(room)
        return room

    @cached_property
    def notebook(self) -> "NotebookRoom":
        """The notebook."""
        from desktop_app.ui.rooms.notebook.room import NotebookRoom

        room = NotebookRoom(self._palette, self.cards)
        room.list.use_keys(self._keys)
        self._made.append(room)
        self.notebook_made.emit(room)
        return room

    def wear(self, palette: Palette) -> None:
        """Put on other colours."""
        self._palette = palette
        for room in self._made:
            room.wear(palette)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self._keys = keys
        if "library" in vars(self):
            self.library.use_keys(keys)
        if "notebook" in vars(self):
            self.notebook.list.use_keys(keys)

    def show_panes(self, shown: bool) -> None:
        """Show or hide what stands beside the lists."""
        for room in self._made:
            room.show_panes(shown)
