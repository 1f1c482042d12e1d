"""Helping: the palette of all commands, all shortcuts, the welcome article, and what this program is."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QMessageBox

from desktop_app import __version__
from desktop_app.services.errors import Refused
from desktop_app.ui.actions import Action
from desktop_app.ui.desk import Desk
from desktop_app.ui.theme.switching import ThemeSwitch

if TYPE_CHECKING:
    from desktop_app.ui.command_palette import CommandPalette

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
    ) -> None:
        self._window = window
        self._desk = desk
        self._themes = themes
        self._folder = folder
        self._run = run
        self._entries = entries
        self._opened = opened
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
        from desktop_app.ui.command_palette import CommandPalette

        if self._commands is None:
            self._commands = CommandPalette(self._window, self._themes.palette)
            self._commands.chosen.connect(self._run)
            self._themes.palette_changed.connect(self._commands.wear)
        self._commands.offer(self._entries())
        self._commands.open()

    def _shortcuts(self) -> None:
        from desktop_app.ui.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self._window, self._themes.palette, self._entries()).exec()

    def _welcome(self) -> None:
        found = next((one for one in self._desk.reader.documents() if one.source.endswith("welcome.md")), None)
        if found is None:
            raise Refused("The welcome article has been deleted. Undo the deletion to have it back.")
        self._opened(found.id)

    def _about(self) -> None:
        QMessageBox.about(self._window, "About Margent", _ABOUT.format(version=__version__, folder=self._folder))
