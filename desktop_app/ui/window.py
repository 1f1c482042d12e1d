"""The window: puts rooms, bars and commands together, and decides nothing that they can decide themselves."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from desktop_app.compose import Margent
from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed, Direction
from desktop_app.services.safekeeping import summary
from desktop_app.services.watching import Watching
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.action_set import ActionSet
from desktop_app.ui.actions import Action
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.commands.annotations import AnnotationCommands
from desktop_app.ui.commands.beside import BesideCommands
from desktop_app.ui.commands.filing import FilingCommands
from desktop_app.ui.commands.finding import FindingCommands
from desktop_app.ui.commands.focusing import FocusCommands
from desktop_app.ui.commands.following import Following
from desktop_app.ui.commands.helping import HelpingCommands
from desktop_app.ui.commands.indexing import IndexingCommands
from desktop_app.ui.commands.moving import MovingCommands
from desktop_app.ui.commands.panes import PaneCommands
from desktop_app.ui.commands.printing import PrintingCommands
from desktop_app.ui.commands.searching import SearchingCommands
from desktop_app.ui.commands.undoing import UndoingCommands
from desktop_app.ui.commands.viewing import ViewingCommands
from desktop_app.ui.context_menus import ContextMenus
from desktop_app.ui.desk import Desk
from desktop_app.ui.menus import everything_menu, looks_menu
from desktop_app.ui.notices import Notices
from desktop_app.ui.place_keeper import PlaceKeeper
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.search.past_searches import PastSearches
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.stage import LIBRARY, NOTEBOOK, READER, Stage
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.toast import Toast
from desktop_app.ui.top_bar import TopBar

if TYPE_CHECKING:
    from desktop_app.ui.rooms.library_room import LibraryRoom
    from desktop_app.ui.rooms.notebook_room import NotebookRoom

_WATCH = 500  # milliseconds between two looks for what others have written


class MainWindow(QMainWindow):
    """One library, three rooms."""

    painted = Signal()
    """The window has been painted for the first time: now there is time for what can wait."""

    def __init__(self, margent: Margent, settings: WindowSettings, themes: ThemeSwitch, appearance: Appearance) -> None:
        super().__init__()
        self.setWindowTitle("Margent")
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        self._margent = margent
        self._settings = settings
        self._themes = themes
        self._painted = False
        self._rooms_made: list[LibraryRoom | NotebookRoom] = []
        self.bridge = Bridge(margent.history.changed, self)
        self.desk = Desk(margent.store.reader(), self.bridge, self)
        self._watching = Watching(self.desk.reader, margent.history)
        self._build(appearance)
        self._command(appearance)
        self._connect()
        self._wear(appearance)

    # What the application asks for

    def open_document(self, document_id: str) -> None:
        """Open an article in the reader; why one cannot be opened is said."""
        opened = self.desk.opened
        try:
            if opened is None or opened.document.id != document_id:
                self.desk.open(document_id)
        except (Refused, StorageFailure) as failure:
            self.notices.fail(failure)
        else:
            self.stage.enter(READER)

    def take(self, data: QMimeData) -> None:
        """Add files that another start of Margent was asked to open, and come forward."""
        self.filing.take(data)
        self.raise_()
        self.activateWindow()

    def settle(self) -> None:
        """Do what can wait until the first page is painted: the index, and watching for other writers."""
        self.bridge.when(self._margent.annotating.recover_drafts())
        self.bridge.when(self._margent.safekeeping.back_up_if_due())
        rescue = self._margent.safekeeping.rescue
        if rescue is not None:
            QMessageBox.warning(self, "The library was damaged", summary(rescue))
        self._margent.indexing.wake()
        self._margent.searching.warm()
        self.marking.naming.tell()
        timer = QTimer(self, interval=_WATCH)
        timer.timeout.connect(self.watch)
        timer.start()

    def watch(self) -> None:
        """Show what the command line has written since the last look."""
        for change_set in self._watching.poll():
            self.bridge.changed.emit(Changed(change_set, Direction.ELSEWHERE))

    # Building; two of the rooms only when they are first entered, since a start most often goes to the reader

    @cached_property
    def library(self) -> "LibraryRoom":
        """The library."""
        from desktop_app.ui.rooms.library_room import LibraryRoom

        room = LibraryRoom(self.viewing.appearance.palette)
        room.opened.connect(self.open_document)
        room.add_requested.connect(self.filing.choose_files)
        room.context_requested.connect(lambda _id, at: self.context.on_article(at))
        self._rooms_made.append(room)
        return room

    @cached_property
    def notebook(self) -> "NotebookRoom":
        """The notebook."""
        from desktop_app.ui.rooms.notebook_room import NotebookRoom

        room = NotebookRoom(self.viewing.appearance.palette)
        room.opened.connect(self._open_annotation)
        room.delete_requested.connect(self.marking.delete)
        room.context_requested.connect(self._notebook_menu)
        room.copy_requested.connect(self.filing.copy_as_markdown)
        room.summary_changed.connect(self.stage.show_summary)
        room.preview_wanted.connect(self.stage.preview)
        self._rooms_made.append(room)
        return room

    def _build(self, appearance: Appearance) -> None:
        palette = appearance.palette
        self.top_bar = TopBar()
        self.status = StatusLine()
        self.reader = ReaderRoom(self.desk, appearance)
        noting = self._margent.noting
        self.stage = Stage(
            self.reader, lambda: self.library, lambda: self.notebook, self.desk, noting, self.bridge, self.status
        )
        body = self._body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._chrome: list[QWidget] = [self.top_bar, _rule(), _rule(), self.status]
        for widget in (*self._chrome[:2], self.stage, *self._chrome[2:]):
            column.addWidget(widget)
        column.setStretchFactor(self.stage, 1)
        self.setCentralWidget(body)
        self.toast = Toast(body, palette)
        self.notices = Notices(self.status, self.toast, self.bridge, self._margent.history.undo)

    def _command(self, appearance: Appearance) -> None:
        margent, desk, bridge, notices, room = self._margent, self.desk, self.bridge, self.notices, self.reader
        self.filing = FilingCommands(
            self, margent, desk, bridge, notices, self._settings, self._chosen_document, self.open_document, self._run
        )
        self.viewing = ViewingCommands(self, self._themes, self._settings, appearance)
        self.marking = AnnotationCommands(
            self._body, margent, desk, room, bridge, notices, lambda: self.viewing.appearance.palette,
            lambda: self.action_set,
        )  # fmt: skip
        self.searching = SearchingCommands(
            self.top_bar.search, self._body, margent.searching, desk, room, bridge, appearance.palette,
            self.open_document, PastSearches(self._settings), notices.say,
        )  # fmt: skip
        finding = FindingCommands(desk, room, margent.finding, margent.annotating, bridge, notices)
        self.following = Following(desk, room, notices, self.status, self._open_annotation)
        self.focusing = FocusCommands(self, self.stage, room, self._chrome, self._settings)
        self.printing = PrintingCommands(self, desk, room, self._settings, notices)
        folder = str(margent.store.folder)
        helping = HelpingCommands(self, desk, self._themes, folder, self._run, self._entries, self.open_document)
        self.action_set = ActionSet(
            self,
            {
                **self.filing.handlers(),
                **self.viewing.handlers(),
                **self.marking.handlers(),
                **self.searching.handlers(),
                **finding.handlers(),
                **IndexingCommands(margent.indexing, bridge, notices).handlers(),
                **MovingCommands(desk, room, self.open_document).handlers(),
                **UndoingCommands(margent.history, desk, room, bridge, notices, self.open_document).handlers(),
                **PaneCommands(desk, room, self._settings, self._panes, self._show_side_panes).handlers(),
                **BesideCommands(desk, room, self._chosen_document, self.open_document).handlers(),
                **self.focusing.handlers(),
                **self.following.handlers(),
                **self.printing.handlers(),
                **helping.handlers(),
                **self._own_handlers(),
            },
            notices.fail,
        )
        self.action_set.watch_page(room.page)
        self.context = ContextMenus(self, self.action_set, desk)
        self.top_bar.connect_actions(self.action_set)
        self.focusing.connect_actions(self.action_set)
        self.top_bar.set_menus(looks_menu(self.action_set, self.viewing, self), everything_menu(self.action_set, self))
        self.places = PlaceKeeper(desk, room, margent.reading, self)

    def _own_handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "edit.copy": self.reader.page.copy,
            "go.library": lambda: self.stage.enter(LIBRARY),
            "go.reader": lambda: self.stage.enter(READER),
            "go.notebook": lambda: self.stage.enter(NOTEBOOK),
            "help.menu": self.top_bar.menu.showMenu,
            "file.quit": lambda: QTimer.singleShot(0, self.close),
        }

    def _connect(self) -> None:
        page = self.reader.page
        self.viewing.appearance_changed.connect(self._wear)
        self.stage.entered.connect(self.top_bar.show_room)
        self.desk.opened_changed.connect(self._remember_open)
        self.desk.renamed.connect(self._show_title)
        page.zoom_requested.connect(self.viewing.resize_text)
        page.customContextMenuRequested.connect(lambda at: self.context.on_page(page, at))
        self.reader.margin.context_requested.connect(lambda _id, at: self.context.on_card(at))
        self.reader.section_menu_requested.connect(self.context.on_section)
        self.bridge.changed.connect(self._index)
        self.bridge.changed.connect(self.reader.beside.follow)

    # What happens

    def _index(self, changed: Changed) -> None:
        if changed.change_set.kinds() - {"reading"}:
            self._margent.indexing.wake()

    def _wear(self, appearance: Appearance) -> None:
        icons = Icons(appearance.palette)
        self.reader.wear(appearance, icons)
        for room in self._rooms_made:
            room.wear(appearance.palette)
        self.searching.panel.wear(appearance.palette)
        self.marking.wear(appearance.palette)
        self.toast.wear(appearance.palette)
        self.top_bar.recolour(icons)
        self.action_set.recolour(icons)

    def _remember_open(self) -> None:
        opened = self.desk.opened
        self._settings.keep(document=opened.document.id if opened else "")
        self._show_title()

    def _show_title(self) -> None:
        opened = self.desk.opened
        self.setWindowTitle(f"{opened.document.title} — Margent" if opened else "Margent")

    def _chosen_document(self) -> Document | None:
        if self.stage.room == LIBRARY:
            current = self.library.current_document()
            return self.desk.reader.document(current) if current else None
        return self.desk.opened.document if self.desk.opened and self.stage.room == READER else None

    def _open_annotation(self, annotation_id: str) -> None:
        annotation = self.desk.reader.annotation(annotation_id)
        if annotation is None:
            self.notices.fail(Refused("What this leads to is not in the library any more."))
            return
        self.open_document(annotation.document)
        self.desk.activate(annotation_id)
        placed = self.desk.active_placed()
        if placed is not None:
            self.reader.page.reveal(placed.start, max(placed.start, placed.end - 1))

    def _notebook_menu(self, annotation_id: str, place: QPoint) -> None:
        self.notebook.select(annotation_id)
        choices = {
            "Open in the article": lambda: self._open_annotation(annotation_id),
            "Copy as Markdown": lambda: self.filing.copy_as_markdown(self.notebook.chosen()),
            "Delete": lambda: self.marking.delete(self.notebook.chosen()),
        }
        self.context.of(choices, place)

    def _show_side_panes(self, shown: bool) -> None:
        for room in self._rooms_made:
            room.show_panes(shown)

    def _entries(self) -> tuple[Action, ...]:
        return self.action_set.entries()

    def _run(self, action_id: str) -> None:
        self.action_set.run(action_id)

    def _panes(self) -> list[QWidget]:
        match self.stage.room:
            case "library":
                return [self.library.sidebar, self.library.list]
            case "notebook":
                return [self.notebook.sidebar, self.notebook.list]
        return self.reader.panes()

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
        if self.filing.take(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep every word and the place before the window goes; what is still being read in is given up."""
        self.reader.margin.finish_editing()
        self.printing.close()
        self.places.leave()
        self._settings.keep(geometry=self.saveGeometry(), room=self.stage.room)
        self._settings.save()
        self.hide()
        self._margent.stopping.set()
        self.filing.close()
        super().closeEvent(event)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "line")
    rule.setFixedHeight(1)
    return rule
