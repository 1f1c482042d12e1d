"""What the colours are called in the window, wherever one is named: by the person, or else by us."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from desktop_app.core.annotation import Colour
from desktop_app.services.events import Changed
from desktop_app.storage.reader import LibraryReader
from desktop_app.ui.bridge import Bridge


class ColourNames(QObject):
    """Follows the library. Lives in the window's thread, like its reader."""

    changed = Signal()
    """A colour has another name."""

    def __init__(self, reader: LibraryReader, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self.all: Mapping[Colour, str] = reader.colour_names()
        bridge.changed.connect(self._follow)

    def of(self, colour: Colour) -> str:
        """Return the name of a colour."""
        return self.all[colour]

    def _follow(self, changed: Changed) -> None:
        if "colour" in changed.change_set.kinds():
            self.all = self._reader.colour_names()
            self.changed.emit()
