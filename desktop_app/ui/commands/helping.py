"""Helping: the palette of all commands, all shortcuts, the welcome article, and what this program is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QMessageBox

from desktop_app import __version__
from desktop_app.services.errors import Refused
from desktop_app.ui.actions.action_set import shortcut_text
from desktop_app.ui.actions.own_keys import OwnKeys
from desktop_app.ui.actions.table import Action
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.theme.switching import ThemeSwitch

if TYPE_CHECKING:
    from desktop_app.ui.actions.command_palette import CommandPalette
    from desktop_app.ui.actions.shortcut_sheet import ShortcutSheet

_ABOUT = """<h3>Margent {version}</h3>
<p>Read closely, search everything, keep what you find.</p>
<p>Your library lies on this computer, in<br>{folder}</p>
<p>MIT licence. Fonts under the SIL Open Font Licence; Qt under the LGPL. See NOTICE.</p>"""


class HelpingCommands:
    """Opens what explains the rest, made when it is first wanted."""

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        themes: ThemeSwitch,
        folder: str,
        run: Callable[[str], None],
        entries: Callable[[], Sequence[Action]],
        opened: Callable[[str], None],
        keys: Callable[[], OwnKeys],
    ) -> None:
        self._window = window
        self._desk = desk
        self._themes = themes
        self._folder = folder
        self._run = run
        self._entries = entries
        self._opened = opened
        self._keys = keys
        self._commands: CommandPalette | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "help.palette": self._palette,
            "help.shortcuts": self._shortcuts,
            "help.welcome": self._welcome,
            "help.about": self._about,
        }

    def _palette(self) -> None:
        from desktop_app.ui.actions.command_palette import CommandPalette

        if self._commands is None:
            self._commands = CommandPalette(self._window, self._themes.palette)
            self._commands.chosen.connect(self._run)
            self._themes.palette_changed.connect(self._commands.wear)
        self._commands.offer(self._entries())
        self._commands.open()

    def _shortcuts(self) -> None:
        from desktop_app.ui.actions.shortcut_sheet import ShortcutSheet

        sheet = ShortcutSheet(self._window, self._themes.palette, self._entries())
        sheet.chosen.connect(lambda action_id: self._rekey(sheet, action_id))
        sheet.exec()
        sheet.deleteLater()

    def _rekey(self, sheet: "ShortcutSheet", action_id: str) -> None:
        from desktop_app.ui.actions.key_dialog import KeyDialog

        action = self._entry(action_id)
        dialog = KeyDialog(
            sheet, action, partial(self._keys().change, action_id), partial(self._keys().reset, action_id)
        )
        if dialog.exec():
            keys = shortcut_text(self._entry(action_id))
            sheet.renew(self._entries(), f"“{action.text.rstrip('…')}” is {keys} now." if keys else "")
        dialog.deleteLater()

    def _entry(self, action_id: str) -> Action:
        return next(one for one in self._entries() if one.id == action_id)

    def _welcome(self) -> None:
        found = next((one for one in self._desk.reader.documents() if one.source.endswith("welcome.md")), None)
        if found is None:
            raise Refused("The welcome article has been deleted. Undo the deletion to have it back.")
        self._opened(found.id)

    def _about(self) -> None:
        QMessageBox.about(self._window, "About Margent", _ABOUT.format(version=__version__, folder=self._folder))
