"""The rows of a search: a list that is moved through from the field above it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.ui.search.result_delegate import HEIGHTS, ResultDelegate
from desktop_app.ui.search.result_rows import ArticleRow, Row, can_be_chosen, place_of, told
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import RowModel

_NEAR_THE_END = 8
"""Rows below the last one shown, from which on more are fetched."""


class ResultModel(RowModel[Row]):
    """The rows of one search."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; those that begin alike stay, and with them what is chosen."""
        alike = len(self.rows)
        if not alike or tuple(rows[:alike]) != self.rows:
            super().show(rows)
        elif len(rows) > alike:
            self.beginInsertRows(QModelIndex(), alike, len(rows) - 1)
            self.rows = tuple(rows)
            self.endInsertRows()

    def words(self, row: Row) -> str:
        """Return all of a row, since the keyboard is in the field and never finds rows by their beginnings."""
        return told(row)

    def can_be_chosen(self, row: Row) -> bool:
        """Let be chosen what can be opened."""
        return can_be_chosen(row)


class ResultList(QListView):
    """The rows themselves; the keyboard stays in the search field above them."""

    end_near = Signal()
    """There are few rows left below what is seen or chosen."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Results")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMinimumHeight(1)  # a single row is enough: Qt would have three, at the cost of the words below
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results = ResultModel(self)
        self.drawing = ResultDelegate(self, palette)
        self.setModel(self.results)
        self.setItemDelegate(self.drawing)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())

    def show_rows(self, rows: Sequence[Row], chosen: int) -> None:
        """Show other rows, and choose the one at `chosen`; a negative number chooses none."""
        self.results.show(rows)
        if 0 <= chosen < len(rows):
            self.choose(chosen)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            self.scrollToTop()

    def renew_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows of the same search. What is chosen stays chosen, at the same height if one has scrolled."""
        former, scrolled = self.chosen(), self.verticalScrollBar().value()
        height = self.visualRect(self.currentIndex()).top()
        if former is None:
            self.show_rows(rows, -1)
            return
        first = next((place for place, row in enumerate(rows) if can_be_chosen(row)), -1)
        chosen = place_of(former, rows, first)
        self.show_rows(rows, chosen)
        if scrolled:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - height)

    def choose(self, row: int) -> None:
        """Choose a row, with the article it is from in sight."""
        self._scroll_to_article(row)
        self.setCurrentIndex(self.results.index(row))

    def begin_at_chosen(self) -> None:
        """Show the rows from the first one on, or as far on as the chosen one asks for: there is another height."""
        self.scrollToTop()
        row = self.current_row()
        if row >= 0:
            self._scroll_to_article(row)
            self.scrollTo(self.results.index(row))

    def _scroll_to_article(self, row: int) -> None:
        if row and isinstance(self.results.rows[row - 1], ArticleRow):
            self.scrollTo(self.results.index(row - 1))

    def step(self, rows: int) -> None:
        """Choose the row so many rows further down, past those that cannot be chosen; none is before the first."""
        choices = [place for place, row in enumerate(self.results.rows) if can_be_chosen(row)]
        if not choices:
            return
        current = self.current_row()
        at = choices.index(current) if current in choices else -1 if rows > 0 else 0
        self.choose(choices[max(0, min(len(choices) - 1, at + rows))])
        self._look_ahead()

    def current_row(self) -> int:
        """Return the place of the chosen row, or -1."""
        return self.currentIndex().row()

    def chosen(self) -> Row | None:
        """Return the row that Enter opens."""
        index = self.currentIndex()
        return self.results.rows[index.row()] if index.isValid() else None

    def height_of_rows(self, most: int) -> int:
        """Return the height that shows all rows, up to `most` pixels."""
        total = 0
        for row in self.results.rows:
            total += HEIGHTS[type(row)]
            if total >= most:
                return most
        return total

    def _look_ahead(self) -> None:
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        count = self.results.rowCount()
        if count and (count if last < 0 else last) + _NEAR_THE_END >= count:
            self.end_near.emit()
