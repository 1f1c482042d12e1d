"""Going between the rooms, to the menu, and out of the window."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.stage import LIBRARY, NOTEBOOK, READER, Stage
from desktop_app.ui.top_bar import TopBar


class GoingCommands:
    """Enters rooms; and copies the words that are selected on the page."""

    def __init__(self, window: QWidget, stage: Stage, page: ReaderView, top_bar: TopBar) -> None:
        self._window, self._stage, self._page, self._top_bar = window, stage, page, top_bar

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "edit.copy": self._page.copy,
            "go.library": lambda: self._stage.enter(LIBRARY),
            "go.reader": lambda: self._stage.enter(READER),
            "go.notebook": lambda: self._stage.enter(NOTEBOOK),
            "help.menu": self._top_bar.menu.showMenu,
            "file.quit": lambda: QTimer.singleShot(0, self._window.close),
        }
