"""The library: every article with its progress, and the shelves and tags by which to find it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.pace import USUAL
from desktop_app.services.articles.library import Shelved
from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.rooms.library.continue_strip import ContinueStrip
from desktop_app.ui.rooms.library.delegate import ColumnNames, LibraryDelegate, load_faces
from desktop_app.ui.rooms.library.model import LibraryModel, Order, in_order, on_shelf, shelf_lines
from desktop_app.ui.rooms.sidebar import Sidebar
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.pills import KeyButton, Pills
from desktop_app.ui.widgets.row_list import ROW_ROLE
from desktop_app.ui.widgets.rows_view import BAR, RowsView

WIDE = 1200
"""The width of a room from which its panes are as wide as they like."""


class LibraryRoom(QWidget):
    """Shows what it is given and says what a person wants; it changes nothing itself."""

    opened = Signal(str)
    """The id of the article to read."""

    selected = Signal(str)
    """The id of the article that is current now."""

    add_requested = Signal()

    context_requested = Signal(str, QPoint)
    """An article's id and the place on the screen for its menu."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_faces()
        self._shelved: tuple[Shelved, ...] = ()
        self._now = 0
        self._filling = False
        self._current: str | None = None
        self.sidebar = Sidebar("Shelves and tags", palette)
        self.list = RowsView("Articles")
        self._model = LibraryModel(self)
        self._delegate = LibraryDelegate(self.list, palette)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self._names = ColumnNames(palette)
        self.reading_now = ContinueStrip(palette)
        self._orders = Pills("Sorted by", [order.value for order in Order])
        self._add = KeyButton("Add…", "plus", palette)
        self.use_keys(UsualKeys())
        self._empty = _Empty()
        self._lay_out()
        self._connect()

    def show_articles(
        self, shelved: Sequence[Shelved], now: int, pace: float = USUAL, *, returning: bool = False
    ) -> None:
        """Show these articles as they are at `now` (milliseconds since 1970, UTC); `pace` is in words a minute.

        What is current stays so; when it has been deleted, what stands in its place becomes current. With `returning`,
        articles that were not there before have come back, and the first of them becomes current.
        """
        before = self.list.currentIndex().row()
        known = {row.document.id for row in self._shelved}
        self._shelved, self._now = tuple(shelved), now
        self.sidebar.show_lines(shelf_lines(self._shelved))
        self.reading_now.show_articles(self._shelved, now, pace)
        self._refill()
        if before >= 0 and self._current not in {row.document.id for row in self._shelved}:
            self.list.setCurrentIndex(self._model.index(min(before, self._model.rowCount() - 1)))
        back = [place for place, row in enumerate(self._model.rows) if row.document.id not in known]
        if returning and back:
            self.list.setCurrentIndex(self._model.index(back[0]))

    def show_failure(self, reason: str) -> None:
        """Say why the articles cannot be shown, where they would stand."""
        self._model.show([])
        self._stack.setCurrentIndex(0)
        self.list.show_instead(reason)

    def current_document(self) -> str | None:
        """Return the id of the article that keys and menus speak of, None when no such row is shown."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row.document.id if isinstance(row, Shelved) else None

    def select(self, document_id: str) -> None:
        """Make an article current and bring it into view, on the shelf of all articles if need be."""
        if self._model.row_of(document_id) < 0:
            self.sidebar.choose("all")
        row = self._model.row_of(document_id)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))

    def summary(self) -> str:
        """Return how much there is in the whole library, for the line at the foot of the window."""
        highlights, notes = (sum(getattr(row, kind) for row in self._shelved) for kind in ("highlights", "notes"))
        counts = (len(self._shelved), "article"), (highlights, "highlight"), (notes, "note")
        return " · ".join(counted(number, word) for number, word in counts)

    def show_panes(self, shown: bool) -> None:
        """Show or hide the pane at the side."""
        self.sidebar.setVisible(shown)
        self._line.setVisible(shown)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self.reading_now.show_key(keys.key_of("go.continue"))
        self._add.show_key(keys.key_of("file.add"))

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self.sidebar.wear(palette)
        self.reading_now.wear(palette)
        self._add.wear(palette)
        self._delegate.colours = palette
        self._names.colours = palette
        self._names.update()
        self.list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side pane less in a small window."""
        super().resizeEvent(event)
        self.sidebar.setFixedWidth(264 if self.width() >= WIDE else 208)
        self.reading_now.fit(self.width() - (self.sidebar.width() if self.sidebar.isVisible() else 0) - 56)

    def _lay_out(self) -> None:
        page = QFrame()
        page.setProperty("role", "page")
        self._line = QFrame()
        self._line.setProperty("role", "line")
        self._line.setFixedWidth(1)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, BAR, 0)
        top.addWidget(self._orders)
        top.addStretch(1)
        top.addWidget(self._add)
        table = QWidget()
        rows = QVBoxLayout(table)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.reading_now.setContentsMargins(0, 0, BAR, 0)
        rows.addWidget(self.reading_now)
        rows.addLayout(top)
        rows.addSpacing(8)
        rows.addWidget(self._names)
        rows.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 18, 28 - BAR, 0)
        column.addWidget(self._stack)
        room = QHBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(0)
        room.addWidget(self.sidebar)
        room.addWidget(self._line)
        room.addWidget(page, 1)
        for before, after in pairwise(
            (self.sidebar.list, *self.reading_now.cards, *self._orders.buttons(), self._add, self.list)
        ):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self._refill)
        self.reading_now.chosen.connect(self.opened)
        self._orders.chosen.connect(self._refill)
        self._add.clicked.connect(self.add_requested)
        self._empty.add.clicked.connect(self.add_requested)
        self.list.opened.connect(self._open)
        self.list.menu_requested.connect(self._ask_for_menu)
        self.list.selectionModel().currentChanged.connect(self._moved)

    def _refill(self) -> None:
        rows = in_order(on_shelf(self._shelved, self.sidebar.key), Order(self._orders.choice))
        scroll = self.list.verticalScrollBar().value()
        self._delegate.now = self._now
        self._filling = True
        self._model.now = self._now
        self._model.show(rows)
        row = self._model.row_of(self._current) if self._current is not None else -1
        if row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self._model.index(row))
        self._filling = False
        self.list.verticalScrollBar().setValue(scroll)
        self._show_emptiness(rows)

    def _show_emptiness(self, rows: Sequence[Shelved]) -> None:
        self._stack.setCurrentIndex(0 if self._shelved else 1)
        self.list.show_instead("" if rows else "No article stands on this shelf.")

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE).document.id)

    def _ask_for_menu(self, index: QModelIndex, place: QPoint) -> None:
        self.context_requested.emit(index.data(ROW_ROLE).document.id, place)

    def _moved(self, current: QModelIndex) -> None:
        if not self._filling and current.isValid():
            self._current = current.data(ROW_ROLE).document.id
            self.selected.emit(self._current)


class _Empty(QWidget):
    """What a library without articles says."""

    def __init__(self) -> None:
        super().__init__()
        title = QLabel("Nothing to read yet")
        title.setProperty("role", "title")
        words = QLabel("Add a text or Markdown file, drop one anywhere in this window,\nor paste an article.")
        words.setProperty("role", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add = QPushButton("Add files…")
        self.add.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (title, words, self.add):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
