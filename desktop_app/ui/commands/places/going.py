"""Going between the rooms, to the menu, and out of the window."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.services.errors import Refused
from desktop_app.ui.bars.top_bar import TopBar
from desktop_app.ui.frame.stage import LIBRARY, NOTEBOOK, READER, Stage


class GoingCommands:
    """Enters rooms, and looks for words in the one that is seen."""

    def __init__(
        self, window: QWidget, stage: Stage, top_bar: TopBar, finding: Mapping[str, Callable[[], None]]
    ) -> None:
        """`finding` is how words are looked for in each room."""
        self._window, self._stage, self._top_bar = window, stage, top_bar
        self._finding = finding

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "go.library": lambda: self._stage.enter(LIBRARY),
            "go.reader": lambda: self._stage.enter(READER),
            "go.notebook": lambda: self._stage.enter(NOTEBOOK),
            "search.article": self._find,
            "help.menu": self._top_bar.menu.showMenu,
            "file.quit": lambda: QTimer.singleShot(0, self._window.close),
        }

    def _find(self) -> None:
        find = self._finding.get(self._stage.seen)
        if find is None:
            raise Refused("There is nothing to look through here. Esc leads back.")
        find()
