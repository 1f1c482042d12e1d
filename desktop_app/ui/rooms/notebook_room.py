"""The notebook: the highlights and notes of all articles, to be found again, read and taken along."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour
from desktop_app.services.clock import Clock, wall_clock
from desktop_app.ui.rooms.card_delegate import CardDelegate
from desktop_app.ui.rooms.cards_view import CardsView
from desktop_app.ui.rooms.notebook_model import LISTED_ROLE, CardKey, NotebookModel
from desktop_app.ui.rooms.notebook_rows import Grouping, NotebookRow, arranged, narrowed, shelf_lines, summed_up
from desktop_app.ui.rooms.pills import Pills
from desktop_app.ui.rooms.preview_pane import PreviewPane
from desktop_app.ui.rooms.rows_view import BAR
from desktop_app.ui.rooms.sidebar import Sidebar
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.palette import Palette

_WIDE = 1200  # both panes as wide as they like
_NARROW = 1080  # below, the preview goes
_PAUSE = 80  # milliseconds without typing or moving, after which list and preview follow
_PREVIEWED = 30
"""How many annotations the preview shows at most."""


class NotebookRoom(QWidget):
    """Shows what it is given and says what a person wants; it changes nothing itself."""

    opened = Signal(str)
    """The id of the annotation to show in its article."""

    delete_requested = Signal(list)
    """The ids of the annotations to delete."""

    copy_requested = Signal(list)
    """The ids of the annotations to copy as Markdown."""

    selection_changed = Signal(list)
    """The ids of the annotations that are chosen now, in the order of the list."""

    context_requested = Signal(str, QPoint)
    """An annotation's id and the place on the screen for its menu."""

    preview_wanted = Signal(list)
    """The ids of the annotations whose Markdown `set_preview` should be given: those chosen, else the first listed."""

    summary_changed = Signal(str)
    """How much is listed, in words."""

    def __init__(self, palette: Palette, clock: Clock = wall_clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load(Family.SERIF)
        fonts.load_slanted(Family.SERIF)
        self._clock = clock
        self._rows: tuple[NotebookRow, ...] = ()
        self._shown = 0
        self._panes = True
        self.sidebar = Sidebar("Colours and tags", palette)
        self._model = NotebookModel(self)
        self._delegate = CardDelegate(self, palette)
        self.list = CardsView(self._model, self._delegate)
        self._groupings = Pills("Grouped", [grouping.value for grouping in Grouping])
        self.filter = QLineEdit()
        self.preview = PreviewPane(palette)
        self._glyph = QAction(self)
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self.wear(palette)
        self.setFocusProxy(self.list)

    def show_annotations(self, rows: Sequence[NotebookRow], names: Mapping[Colour, str] = COLOUR_MEANINGS) -> None:
        """Show these, and the colours by their `names`; what is chosen stays so, what is looked at stays in its place.

        When everything that was chosen has been deleted, the card that stands there now is chosen.
        """
        before = self.list.currentIndex().row()
        self._rows = tuple(rows)
        self._model.names = names
        self.sidebar.show_lines(shelf_lines(self._rows, names))
        self._refill(keep_place=True)
        if before >= 0 and not self.chosen():
            self.list.setCurrentIndex(self.list.card_near(min(before, self._model.rowCount() - 1)))

    def chosen(self) -> list[str]:
        """Return the ids of the chosen annotations in the order of the list, each once; the current one if none is."""
        found = dict.fromkeys(one for span in self._spans() for one in self._model.annotations(*span))
        current = self._model.key_of(self.list.currentIndex().row())
        return list(found) or ([current.annotation] if current else [])

    def left_by_filters(self) -> list[str]:
        """Return the ids of what is listed while that is not everything."""
        if self._shown == len(self._rows):
            return []
        return list(dict.fromkeys(self._model.annotations(0, self._model.rowCount())))

    def select(self, annotation_id: str) -> None:
        """Choose an annotation and bring it into view, among all of them if need be."""
        if not self._model.rows_of([CardKey("", annotation_id)]):
            self.filter.clear()
            self.sidebar.choose("all")
            self._refill()
        rows = self._model.rows_of([CardKey("", annotation_id)])
        if rows:
            self.list.setCurrentIndex(self._model.index(rows[0]))

    def set_preview(self, text: str) -> None:
        """Show the Markdown that was wanted in the preview."""
        self.preview.show_text(text)

    def summary(self) -> str:
        """Return how much is listed, in words, for the line at the foot of the window."""
        return summed_up(self._shown, len(self._rows))

    def show_panes(self, shown: bool) -> None:
        """Show or hide the panes at the sides."""
        self._panes = shown
        self._fit()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self.sidebar.wear(palette)
        self.preview.wear(palette)
        self._delegate.colours = palette
        self._glyph.setIcon(Icons(palette, 16).quiet("search"))
        self.list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panes less in a small window."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter, Down and Enter lead to the cards and Escape clears the words."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._refill_if_typing()
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        wide = self.width() >= _WIDE
        self.sidebar.setFixedWidth(264 if wide else 208)
        self.preview.setFixedWidth(328 if wide else 272)
        for side, line in zip((self.sidebar, self.preview), self._lines, strict=True):
            shown = self._panes and (side is self.sidebar or self.width() >= _NARROW)
            if shown and side is self.preview and side.isHidden():
                self._resting.start()
            side.setVisible(shown)
            line.setVisible(shown)

    def _lay_out(self) -> None:
        page = QFrame()
        page.setProperty("role", "page")
        self._lines = (_line(), _line())
        self.filter.setPlaceholderText("Filter by words")
        self.filter.setAccessibleName("Filter notes and highlights by words")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(240)
        self.filter.addAction(self._glyph, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.installEventFilter(self)
        top = QHBoxLayout()
        top.setContentsMargins(2, 0, BAR + 2, 0)
        top.addWidget(self._groupings)
        top.addStretch(1)
        top.addWidget(self.filter, 4)
        column = QVBoxLayout(page)
        column.setContentsMargins(26, 16, 26 - BAR, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        room = QHBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(0)
        for widget in (self.sidebar, self._lines[0]):
            room.addWidget(widget)
        room.addWidget(page, 1)
        for widget in (self._lines[1], self.preview):
            room.addWidget(widget)
        order = (self.sidebar.list, *self._groupings.buttons(), self.filter, self.list, self.preview.text)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self._refill_anew)
        self._groupings.chosen.connect(self._refill_anew)
        self.filter.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._refill_anew)
        self._resting.timeout.connect(self._preview_chosen)
        self.list.opened.connect(self._open)
        self.list.menu_requested.connect(self._ask_for_menu)
        self.list.delete_pressed.connect(self._ask_to_delete)
        self.list.copy_pressed.connect(self._ask_to_copy)
        self.list.selectionModel().selectionChanged.connect(self._selection_moved)

    def _refill_anew(self) -> None:
        self._refill()

    def _refill_if_typing(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._refill()

    def _refill(self, *, keep_place: bool = False) -> None:
        chosen, current = self._keys(), self._model.key_of(self.list.currentIndex().row())
        top_row, offset = self.list.place()
        top = self._model.key_of(top_row)
        rows = narrowed(self._rows, self.sidebar.key, self.filter.text())
        grouping = Grouping(self._groupings.choice)
        self._shown = len(rows)
        self._delegate.with_title = grouping is not Grouping.ARTICLE
        self._model.show(arranged(rows, grouping, self._clock()))
        self._choose_again(chosen, current)
        self.list.show_instead("" if rows else _why_empty(self._rows))
        if keep_place:
            top_rows = self._model.rows_of([top]) if top else []
            self.list.go_to_place(top_rows[0] if top_rows else top_row, offset)
        elif self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())
        self.summary_changed.emit(self.summary())
        self._resting.start()

    def _choose_again(self, chosen: Sequence[CardKey], current: CardKey | None) -> None:
        selection = QItemSelection()
        for row in self._model.rows_of(chosen):
            selection.select(self._model.index(row), self._model.index(row))
        model = self.list.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        rows = self._model.rows_of([current]) if current else []
        if rows:
            model.setCurrentIndex(self._model.index(rows[0]), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _spans(self) -> list[tuple[int, int]]:
        """Return what is chosen by ranges, not by indexes: all of 100,000 cards are one range."""
        return sorted((span.top(), span.bottom()) for span in self.list.selectionModel().selection().toList())

    def _keys(self) -> list[CardKey]:
        keys = (self._model.key_of(row) for first, last in self._spans() for row in range(first, last + 1))
        return [key for key in keys if key is not None]

    def _selection_moved(self) -> None:
        self.selection_changed.emit(self.chosen())
        self._resting.start()

    def _preview_chosen(self) -> None:
        if self.preview.isHidden():
            return
        ids = (self.chosen() or list(dict.fromkeys(self._model.annotations(0, 3 * _PREVIEWED))))[:_PREVIEWED]
        if ids:
            self.preview_wanted.emit(ids)
        else:
            self.preview.show_text("")

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(LISTED_ROLE).annotation.id)

    def _ask_for_menu(self, index: QModelIndex, place: QPoint) -> None:
        self.context_requested.emit(index.data(LISTED_ROLE).annotation.id, place)

    def _ask_to_delete(self) -> None:
        if chosen := self.chosen():
            self.delete_requested.emit(chosen)

    def _ask_to_copy(self) -> None:
        if chosen := self.chosen():
            self.copy_requested.emit(chosen)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedWidth(1)
    return line


def _why_empty(rows: Sequence[NotebookRow]) -> str:
    if rows:
        return "No note or highlight here has all these words."
    return "What you highlight and note in your articles gathers here."
