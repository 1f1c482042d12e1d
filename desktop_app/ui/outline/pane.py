"""The outline: the article's sections, the one being read, what has been read, and the marks in each of them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.annotation import Colour, Placed
from desktop_app.core.outline import Section
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.outline.items import OutlineItem, marked, outline_of, read_on, recounted, rows_of
from desktop_app.ui.outline.legend import Legend
from desktop_app.ui.outline.rows import ITEM, ROW, OutlineDelegate, OutlineList, OutlineModel
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.turns.ahead import Ahead

_FOR_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return,
             Qt.Key.Key_Enter)  # fmt: skip
_FEW = 100
"""So many rows are painted again one by one; beyond, the list is."""


class OutlinePane(QFrame):
    """The left pane of the reader. Typing in it filters; the filter goes when a section has been chosen."""

    section_chosen = Signal(int)
    """The index of the section to go to."""
    fold_requested = Signal(int, bool)
    """The index of a section that is to be closed, or opened, with what stands below it on the page."""
    left = Signal()
    """The person wants to go back to the page."""
    context_requested = Signal(int, QPoint)
    """The index of a section, and the place on the screen for its menu."""

    def __init__(self, palette: Palette, names: ColourNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setMinimumWidth(180)
        self._items: list[OutlineItem] = []
        self._closed: Collection[int] = frozenset()
        self._heading = QLabel("OUTLINE")
        self._marks_heading = QLabel("MARKS IN THIS ARTICLE")
        for label in (self._heading, self._marks_heading):
            label.setProperty("role", "heading")
            label.setContentsMargins(8, 0, 0, 0)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter the outline")
        self.filter.setPlaceholderText("Filter sections")
        self.filter.setClearButtonEnabled(True)
        self._top = QStackedWidget()
        self._top.addWidget(self._heading)
        self._top.addWidget(self.filter)
        self._top.setFixedHeight(30)
        self._nothing = QLabel("No heading has these words.")
        self._nothing.setProperty("role", "muted")
        self._nothing.setContentsMargins(8, 4, 0, 0)
        self._nothing.hide()
        self.list = OutlineList()
        self._matches: dict[int, int] = {}
        self._ahead = Ahead(self)
        self._model = OutlineModel(self)
        self._delegate = OutlineDelegate(self, palette)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._legend = Legend(palette, names)
        self._lay_out()
        self._connect()

    def show_sections(
        self,
        sections: Sequence[Section],
        read: Sequence[float] = (),
        minutes: Sequence[float] = (),
    ) -> None:
        """Show the sections of an article, how much of each is read and how long it takes."""
        if [item.section for item in self._items] == list(sections):
            self._items = read_on(self._items, read, minutes)
        else:
            self._closed = frozenset()
            self._unfilter()
            self._items = _with_matches(outline_of(sections, (), read, minutes), self._matches)
        self._fill()

    def show_marks(self, placed: Sequence[Placed]) -> None:
        """Show what is marked in each section, and how much in each colour; `placed` in the order of the text."""
        self._items = marked(self._items, placed)
        self._fill()
        self._count(Counter(one.annotation.colour for one in placed))

    def change_marks(self, gone: Sequence[Placed], come: Sequence[Placed]) -> None:
        """Show some marks less, and some more."""
        self._items = recounted(self._items, gone, come)
        self._fill()
        counts = self._legend.counts.copy()
        counts.subtract(one.annotation.colour for one in gone)
        counts.update(one.annotation.colour for one in come)
        self._count(counts)

    def show_folded(self, folded: Collection[int]) -> None:
        """Close these sections, by their indices, and open all others."""
        if folded != self._closed:
            self._closed = folded
            self._fill()

    def show_matches(self, counts: Mapping[int, int]) -> None:
        """Show how much was found in each section, by its index."""
        if counts != self._matches:
            self._matches = dict(counts)
            self._items = _with_matches(self._items, counts)
            self._fill()

    def show_current(self, index: int) -> None:
        """Mark the section being read."""
        if index == self._delegate.current:
            return
        rows = {self._model.row_of(self._delegate.current), self._model.row_of(index)}
        self._delegate.current = index
        self._follow_current()
        for row in rows - {-1}:
            self.list.update(self._model.index(row))
        self._ahead.begin(self._beside(index))

    def _beside(self, index: int) -> Iterator[QPixmap]:
        """Draw the sections after and before this one as they look while they are being read, and this one left."""
        size, scale = QSize(self.list.viewport().width(), ROW), self.devicePixelRatioF()
        for one, current in ((index + 1, True), (index, False), (index - 1, True)):
            row = self._model.row_of(one)
            if row >= 0:
                yield self._delegate.picture(self._model.items[row], size, scale, current=current)

    def current_section(self) -> int:
        """Return the index of the section that the keyboard is at, or else the one being read; -1 without any."""
        item = self.list.current_item() if self.list.hasFocus() else None
        return item.section.index if item is not None else self._delegate.current

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._delegate.wear(palette)
        self._legend.wear(palette)
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the filter's field move through the list, choose, and be left by Escape."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _FOR_LIST:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.list.setFocus()
                self._unfilter()
                return True
        if watched is self.filter and event.type() == QEvent.Type.FocusOut and not self.filter.text():
            self._top.setCurrentWidget(self._heading)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 12)
        column.setSpacing(4)
        column.addWidget(self._top)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1000)
        column.addSpacing(12)
        column.addWidget(self._marks_heading)
        column.addSpacing(8)
        column.addWidget(self._legend)
        column.addStretch(1)

    def _connect(self) -> None:
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._fill)
        self.list.chosen.connect(self._chosen)
        self.list.closing.connect(self._close)
        self.list.typed.connect(self._type)
        self.list.left.connect(self.left)
        self.list.customContextMenuRequested.connect(self._ask_for_menu)

    def _count(self, counts: Counter[Colour | None]) -> None:
        self._legend.show_counts(counts)
        coloured = any(counts[colour] for colour in Colour)
        self._marks_heading.setVisible(coloured)
        self._legend.setVisible(coloured)

    def _fill(self) -> None:
        item = self.list.current_item()
        self._delegate.nested = bool(self._closed) or any(item.inside for item in self._items)
        rows = rows_of(self._items, self._closed, self.filter.text())
        changed = self._model.show(rows)
        if len(changed) > _FEW:
            self.list.viewport().update()
        else:
            for row in changed:
                self.list.update(row)
        # As tall as its rows while there is room, so that the legend stands right below it.
        self.list.setMaximumHeight(ROW * max(1, len(rows)) + 4)
        self._nothing.setVisible(bool(self._items) and not rows)
        self.list.setVisible(bool(rows) or not self._items)
        if self.filter.text():
            self.list.setCurrentIndex(self._model.index(0))
        elif item is not None and self.list.hasFocus():
            self.list.setCurrentIndex(self._model.index(self._model.row_of(item.section.index)))
        else:
            self._follow_current()

    def _follow_current(self) -> None:
        row = self._model.row_of(self._delegate.current)
        if row >= 0:
            if not self.list.hasFocus():
                self.list.setCurrentIndex(self._model.index(row))
            self.list.scrollTo(self._model.index(row))

    def _type(self, text: str) -> None:
        self._top.setCurrentWidget(self.filter)
        self.filter.setFocus()
        self.filter.deselect()
        self.filter.setText(self.filter.text() + text)

    def _unfilter(self) -> None:
        self.filter.clear()
        self._top.setCurrentWidget(self._heading)

    def _chosen(self, index: int) -> None:
        self._unfilter()
        self.section_chosen.emit(index)

    def _close(self, index: int, closed: bool) -> None:
        self.fold_requested.emit(index, closed)
        self.list.setCurrentIndex(self._model.index(self._model.row_of(index)))

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        item = index.data(ITEM) if index.isValid() else None
        if isinstance(item, OutlineItem):
            self.context_requested.emit(item.section.index, self.list.viewport().mapToGlobal(place))


def _with_matches(items: Sequence[OutlineItem], counts: Mapping[int, int]) -> list[OutlineItem]:
    wanted = [counts.get(item.section.index, 0) for item in items]
    return [item if item.matches == count else item.found(count) for item, count in zip(items, wanted, strict=True)]
