"""The parts of the window that commands work on."""

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.compose import Margent
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk import Desk
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.notices import Notices
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.side_rooms import SideRooms
from desktop_app.ui.stage import Stage
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.top_bar import TopBar


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is made of. `body` holds everything below its frame, `chrome` is what focus mode puts away."""

    window: QMainWindow
    body: QWidget
    chrome: tuple[QWidget, ...]
    top_bar: TopBar
    status: StatusLine
    stage: Stage
    reader: ReaderRoom
    rooms: SideRooms
    margent: Margent
    desk: Desk
    bridge: Bridge
    notices: Notices
    navigator: Navigator
    settings: WindowSettings
    themes: ThemeSwitch
