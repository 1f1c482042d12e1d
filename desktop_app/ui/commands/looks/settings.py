"""Settings: the choices that last, on one page, and whether single letters are commands."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.looks.viewing import ViewingCommands
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.settings import WindowSettings


class SettingsCommands:
    """Opens the settings and knows what is on."""

    def __init__(
        self,
        window: QWidget,
        viewing: ViewingCommands,
        page: ReaderView,
        settings: WindowSettings,
        notices: Notices,
        actions: Callable[[], ActionSet],
    ) -> None:
        self._window = window
        self._viewing = viewing
        self._page = page
        self._settings = settings
        self._notices = notices
        self._actions = actions

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"view.settings": self._open, "view.letters": self._switch_letters}

    def on(self) -> frozenset[str]:
        """Return the actions whose choice is in force."""
        remembered = self._settings.load()
        switches = {
            "view.smooth": self._page.smooth(),
            "view.letters": remembered.letters,
            "review.daily": remembered.reviewing,
        }
        chosen = self._viewing.typography.on() | {f"view.{self._viewing.theme}"}
        return chosen | {name for name, is_on in switches.items() if is_on}

    def _open(self) -> None:
        from desktop_app.ui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.on, self._actions(), self._window)
        dialog.wanted.connect(self._actions().run)
        dialog.exec()
        dialog.deleteLater()

    def _switch_letters(self) -> None:
        letters = not self._settings.load().letters
        self._settings.keep(letters="" if letters else "off")
        self._actions().letters = letters
        told = "Single letters are commands on the page" if letters else "Single letters are no commands any more"
        self._notices.tell(told)
