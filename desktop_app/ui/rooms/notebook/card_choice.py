"""What is chosen among the notebook's cards, kept while the list is made anew."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel

from desktop_app.services.notebook.table import Numbers
from desktop_app.ui.rooms.notebook.cards_view import CardsView
from desktop_app.ui.rooms.notebook.model import NotebookModel

_MOST_SPANS = 500
"""Qt compares each span with each: a choice that would fall into more is given up."""


class CardChoice:
    """Speaks of spans of rows, never of single ones: all of 100,000 cards are one span."""

    def __init__(self, view: CardsView, model: NotebookModel) -> None:
        self._view = view
        self._model = model

    def spans(self) -> list[tuple[int, int]]:
        """Return the spans that are chosen, headings among them; the current card if none is."""
        found = sorted((span.top(), span.bottom()) for span in self._view.selectionModel().selection().toList())
        current = self._view.currentIndex().row()
        return found or ([(current, current)] if self._model.is_card(current) else [])

    def count(self) -> int:
        """Return how many cards are chosen."""
        return self._model.cards_in(self.spans())

    def entries(self) -> Numbers:
        """Return the entries of the chosen cards in the order of the list, each once."""
        return self._model.entries(self.spans())

    def selected(self) -> Numbers:
        """Return the same, but none where a card is only current."""
        return self.entries() if self._view.selectionModel().hasSelection() else np.zeros(0, np.int32)

    def begin(self) -> None:
        """Make the card at the top current where the list has the keyboard and none is: keys speak of a card."""
        if self._view.hasFocus() and not self._view.currentIndex().isValid():
            first = self._view.card_near(self._view.place()[0])
            self._view.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def choose(self, entries: Numbers) -> bool:
        """Choose the cards of these entries and bring the first into sight; tell whether any is listed."""
        spans = self._model.spans_of(entries)
        if spans:
            self._choose(entries, spans[0][0])
            self._view.scrollTo(self._view.currentIndex())
        return bool(spans)

    def keep_over(self, show: Callable[[], None], *, in_place: bool) -> None:
        """Call `show`, which makes the list anew, and choose again what was chosen.

        With `in_place` what is seen stays where it is; without, the current card is brought into sight.
        """
        chosen = self.selected()
        before = self._view.currentIndex().row()
        current = self._model.key_of(before)
        top_row, offset = self._view.place()
        top = self._model.key_of(top_row)
        show()
        row = self._model.row_of(current) if current else -1
        self._choose(chosen, row)
        if in_place:
            found = self._model.row_of(top) if top else -1
            self._view.go_to_place(found if found >= 0 else top_row, offset)
            if before >= 0 and row < 0 and not self.spans():
                self._view.choose(self._view.card_near(min(before, self._model.rowCount() - 1)))
        elif row >= 0:
            self._view.scrollTo(self._view.currentIndex())
        else:
            self._view.verticalScrollBar().setValue(0)

    def _choose(self, entries: Numbers, current: int) -> None:
        spans = self._model.spans_of(entries)
        selection = QItemSelection()
        for first, last in spans if len(spans) <= _MOST_SPANS else ():
            selection.select(self._model.index(first), self._model.index(last))
        model = self._view.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if current >= 0:
            model.setCurrentIndex(self._model.index(current), QItemSelectionModel.SelectionFlag.NoUpdate)
