"""The window: puts rooms, bars and commands together, and decides nothing that they can decide themselves."""

import sys
from collections.abc import Sequence
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget

from desktop_app.compose import Margent
from desktop_app.core.deep_link import is_deep_link
from desktop_app.services.events import Changed, Direction
from desktop_app.services.watching import Watching
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.notices import Notices, in_words
from desktop_app.ui.bars.status_line import StatusLine
from desktop_app.ui.bars.top_bar import TopBar
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.frame.navigator import Navigator
from desktop_app.ui.frame.pair_keeper import PairKeeper
from desktop_app.ui.frame.parts import Parts
from desktop_app.ui.frame.place_keeper import PlaceKeeper
from desktop_app.ui.frame.side_rooms import SideRooms
from desktop_app.ui.frame.stage import Stage
from desktop_app.ui.rooms.notebook.library_cards import LibraryCards
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.turns.collecting import Collecting
from desktop_app.ui.turns.equipping import Equipping
from desktop_app.ui.widgets.toast import Toast

# What commands need is imported with them: nobody can give one before the first painting.
if TYPE_CHECKING:
    from desktop_app.ui.actions.action_set import ActionSet
    from desktop_app.ui.commands.assembly import Commands
    from desktop_app.ui.menus.context import ContextMenus
    from desktop_app.ui.rooms.library.room import LibraryRoom

_COMMANDS = "desktop_app.ui.commands.assembly"
_GRASP = 0.001  # seconds for which another thread of ours may keep the interpreter while the window wants it
_PORTIONS = 4  # of the actions, in as many turns
_WATCH = 500  # milliseconds between two looks for what others have written


class MainWindow(QMainWindow):
    """One library, three rooms."""

    painted = Signal()
    """The window has been painted for the first time: now there is time for what can wait."""

    equipped = Signal()
    """Everything that a person can ask for is there."""

    def __init__(self, margent: Margent, settings: WindowSettings, themes: ThemeSwitch, appearance: Appearance) -> None:
        super().__init__()
        sys.setswitchinterval(_GRASP)
        self._collecting = Collecting(self)
        self.setWindowTitle("Margent")
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        self._margent = margent
        self._settings = settings
        self._painted = False
        self._closing = False
        self.bridge = Bridge(margent.history.changed, self)
        self.desk = Desk(margent.reader(), self.bridge, self)
        self._watching = Watching(self.desk.reader, margent.history)
        self._trouble = ""
        self._look = QTimer(self, interval=_WATCH)
        self._look.timeout.connect(self.watch)
        self._parts = self._built(appearance, themes)
        self.places = PlaceKeeper(self.desk, self.reader, margent.reading, self)
        self.pair = PairKeeper(self.reader, self._settings)
        self.reader.remember_dismissals(self._settings)
        self._connect()
        self._wear(appearance)
        turns = (
            self._make_find_bar, self._begin_commands, *[self._make_actions] * _PORTIONS, self._make_commands,
            self._connect_commands, self._make_menus, self.equipped.emit,
        )  # fmt: skip
        self._equipping = Equipping(partial(import_module, _COMMANDS), turns, self.bridge, self)
        self.painted.connect(self._equipping.begin)
        self.painted.connect(lambda: self._collecting.begin(self.windowHandle()))

    # What is done by actions

    @cached_property
    def commands(self) -> "Commands":
        """What the actions do, put together after the first painting or when it is first asked for."""
        commands = self._commands_so_far
        commands.complete()
        return commands

    @cached_property
    def _commands_so_far(self) -> "Commands":
        from desktop_app.ui.commands.assembly import Commands

        return Commands(self._parts, self._appearance)

    @property
    def action_set(self) -> "ActionSet":
        """The actions of the table."""
        return self.commands.action_set

    @cached_property
    def context(self) -> "ContextMenus":
        """The menus of what is under the mouse."""
        from desktop_app.ui.menus.context import ContextMenus

        return ContextMenus(self, self.action_set, self.desk)

    # What the application asks for

    def open_document(self, document_id: str) -> None:
        """Open an article in the reader; why one cannot be opened is said."""
        self.navigator.open_document(document_id)

    def take(self, names: Sequence[str]) -> None:
        """Do what a start of Margent was asked for, add files and follow links, and come forward."""
        files = [Path(name) for name in names if not is_deep_link(name)]
        if files:
            self.commands.filing.bring(files)
        for link in filter(is_deep_link, names):
            self.commands.linking.take(link)
        self.raise_()
        self.activateWindow()

    def settle(self) -> None:
        """Do what can wait until the first page is painted: the index, and watching for other writers."""
        if self._margent.store.read_only:
            self.notices.fail(StorageFailure(self._margent.store.refusal))
        else:
            self.bridge.when(self._margent.annotating.recover_drafts())
            self.bridge.when(self._margent.safekeeping.back_up_if_due())
        rescue = self._margent.safekeeping.rescue
        if rescue is not None:
            from PySide6.QtWidgets import QMessageBox

            from desktop_app.services.safekeeping import summary

            QMessageBox.warning(self, "The library was put right", summary(rescue))
        self._margent.indexing.wake()
        self.commands.marking.naming.tell()
        self.commands.exporting.tell_trouble()
        self.commands.reviewing.mention()
        self._look.start()

    def watch(self) -> None:
        """Show what the command line has written since the last look."""
        kept = self._margent.store.look_after()
        if kept is not None:
            self.notices.saving(kept, quietly=True)
        self.notices.tell_if_displaced()
        try:
            change_sets, trouble = self._watching.poll(), ""
        except StorageFailure as failure:
            change_sets, trouble = [], str(failure)
        if trouble not in ("", self._trouble):  # said once: it is looked at again in a moment
            self.notices.fail(StorageFailure(trouble))
        self._trouble = trouble
        for change_set in change_sets:
            self.bridge.changed.emit(Changed(change_set, Direction.ELSEWHERE))

    # Building

    def _built(self, appearance: Appearance, themes: ThemeSwitch) -> Parts:
        desk, bridge, margent = self.desk, self.bridge, self._margent
        self.top_bar = TopBar()
        self.status = StatusLine()
        self.reader = ReaderRoom(desk, appearance)
        self.rooms = SideRooms(appearance.palette, LibraryCards(margent, desk.reader), self)
        self.stage = Stage(self.reader, self.rooms, desk, bridge, self.status)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        chrome = (self.top_bar, _rule(), _rule(), self.status)
        for widget in (*chrome[:2], self.stage, *chrome[2:]):
            column.addWidget(widget)
        column.setStretchFactor(self.stage, 1)
        self.setCentralWidget(body)
        self.toast = Toast(body, appearance.palette)
        self.notices = Notices(
            self.status, self.toast, bridge, margent.history.undo, lambda: margent.store.elsewhere is not None
        )
        self.navigator = Navigator(desk, self.stage, self.reader, self.rooms, self.notices)
        return Parts(
            self, body, chrome, self.top_bar, self.status, self.stage, self.reader, self.rooms,
            margent, desk, bridge, self.notices, self.navigator, self._settings, themes,
        )  # fmt: skip

    def _connect(self) -> None:
        self.stage.entered.connect(self.top_bar.show_room)
        self.stage.entered.connect(self.places.enter)
        self.rooms.library_made.connect(self._connect_library)
        self.desk.opened_changed.connect(self._remember_open)
        for brought in (self.desk.opened_changed, self.reader.beside.changed):
            brought.connect(self._collecting.put_by)  # an article stays long, and is much to look through
        self.desk.renamed.connect(self._show_title)
        self.bridge.changed.connect(self._index)
        self.bridge.changed.connect(self.reader.beside.follow)

    def _make_find_bar(self) -> None:
        _ = self.reader.find_bar

    def _begin_commands(self) -> None:
        _ = self._commands_so_far

    def _make_actions(self) -> None:
        self._commands_so_far.make_actions()

    def _make_commands(self) -> None:
        _ = self.commands

    def _connect_commands(self) -> None:
        actions, viewing, page = self.action_set, self.commands.viewing, self.reader.page
        viewing.appearance_changed.connect(self._wear)
        page.zoom_requested.connect(viewing.resize_text)
        page.customContextMenuRequested.connect(lambda at: self.context.on_page(page, at))
        self.reader.margin.context_requested.connect(lambda _id, at: self.context.on_card(at))
        self.reader.section_menu_requested.connect(self.context.on_section)
        self.commands.notebook.menu_wanted.connect(self.context.of)
        self.commands.wear(self._appearance, Icons(self._appearance.palette))
        self.top_bar.connect_actions(actions)
        actions.rekeyed.connect(self._use_keys)
        self._use_keys()

    def _make_menus(self) -> None:
        from desktop_app.ui.menus.bar import everything_menu, looks_menu

        actions, viewing = self.action_set, self.commands.viewing
        self.top_bar.set_menus(looks_menu(actions, viewing, self), everything_menu(actions, self))

    def _connect_library(self, room: "LibraryRoom") -> None:
        room.opened.connect(self.open_document)
        room.add_requested.connect(self._choose_files)
        room.context_requested.connect(lambda _id, at: self.context.on_article(at))

    # What happens

    def _choose_files(self) -> None:
        self.commands.filing.choose_files()

    def _index(self, changed: Changed) -> None:
        if changed.change_set.kinds() - {"reading"}:
            self._margent.indexing.wake()

    def _use_keys(self) -> None:
        """Name the keys as they are now wherever keys are named."""
        for part in (self.status, self.notices, self.top_bar, self.reader, self.rooms):
            part.use_keys(self.action_set)

    def _wear(self, appearance: Appearance) -> None:
        self._appearance = appearance
        icons = Icons(appearance.palette)
        self.reader.wear(appearance, icons)
        self.rooms.wear(appearance.palette)
        if "commands" in vars(self):
            self.commands.wear(appearance, icons)
        self.toast.wear(appearance.palette)
        self.top_bar.recolour(icons)

    def _remember_open(self) -> None:
        opened = self.desk.opened
        self._settings.keep(document=opened.document.id if opened else "")
        self._show_title()

    def _show_title(self) -> None:
        opened = self.desk.opened
        name = "Margent (reading only)" if self._margent.store.read_only else "Margent"
        self.setWindowTitle(f"{opened.document.title} — {name}" if opened else name)

    def _all_kept(self) -> bool:
        """Wait until what was typed is on the disk; where it cannot be, ask whether to go without it."""
        self._closing = True
        try:
            self.reader.margin.finish_editing()
            if "commands" in vars(self):
                self.commands.notebook.leave()
            failures = self.notices.settled()
        except Exception as error:  # noqa: BLE001 - Qt would close the window without a word
            failures = [in_words(error)]
        self._closing = False
        if not failures:
            return True
        from desktop_app.ui.dialogs.asking import ask_whether

        question = f"{failures[0]}\n\nWhat you did last has not been saved."
        return ask_whether(self, "Not saved", question, "Quit without it", cautious=True)

    def _all_brought(self) -> bool:
        """Tell whether no file is waited for; where some are, ask whether to go without them."""
        left = self.commands.filing.left if "commands" in vars(self) else 0
        if not left:
            return True
        from desktop_app.ui.dialogs.asking import ask_whether

        question = f"{left:,} files are still to be added. What has come in stays in the library."
        return ask_whether(self, "Adding files", question, "Quit without them", cautious=True)

    # What Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting, once all of the window is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.commands.filing.take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep every word and the place before the window goes; what is still being read in is given up."""
        if self._closing or not self._all_brought() or not self._all_kept():
            event.ignore()
            return
        self._equipping.stop()
        self._collecting.stop()
        self._look.stop()
        self.places.leave()
        self.pair.keep()
        self._settings.keep(geometry=self.saveGeometry(), room=self.stage.room)
        self._settings.save()
        self.hide()
        self._margent.stopping.set()
        if "_commands_so_far" in vars(self):
            self._commands_so_far.close()
        super().closeEvent(event)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "line")
    rule.setFixedHeight(1)
    return rule
