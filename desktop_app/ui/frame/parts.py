"""The parts of the window that commands work on."""

from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.compose import Margent
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bars.status_line import StatusLine
from desktop_app.ui.bars.top_bar import TopBar
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.navigator import Navigator
from desktop_app.ui.frame.side_rooms import SideRooms
from desktop_app.ui.frame.stage import Stage
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.switching import ThemeSwitch


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
