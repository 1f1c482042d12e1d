"""The notebook's list as Qt knows it: cards and the headings of their groups."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.core.annotation import COLOUR_MEANINGS, Annotation, Motivation, Scope, Target
from desktop_app.core.notebook_view import Grouping, NotebookView, Standing
from desktop_app.services.notebook.listing import Group, Listing
from desktop_app.services.notebook.notebook import Noted
from desktop_app.services.notebook.table import Numbers
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.rooms.notebook.rows import Names, about, heading_of, quote_of, tag_heading, told

LISTED_ROLE = Qt.ItemDataRole.UserRole
"""The Noted or Group of a row."""

_Index = QModelIndex | QPersistentModelIndex
_CARD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_DRAGGED = _CARD | Qt.ItemFlag.ItemIsDragEnabled
_KEPT = 400  # cards whose words are kept at hand
_NOTHING = Listing(NotebookView(), np.zeros(0, np.int32), (), 0, 0)
_GONE = Noted(
    Annotation("", "", Motivation.COMMENTING, Target(Scope.DOCUMENT), 0, 0, note="This has just been deleted."),
    "", (), Standing.EXACT,
)  # fmt: skip

Fetch = Callable[[Sequence[int]], Mapping[int, Noted]]
"""Reads what rows of the notebook's table hold."""


class CardKey(NamedTuple):
    """What a card is known by when the list is made anew: its annotation may stand in several groups."""

    group: str | date
    entry: int


class NotebookModel(QAbstractListModel):
    """A flat list; headings cannot be chosen. Cards are read when they are seen."""

    def __init__(self, fetch: Fetch, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._today = today
        self.names: Names = COLOUR_MEANINGS
        self.listing = _NOTHING
        self._at_hand: dict[int, Noted] = {}
        self._cards_before = np.zeros(1, np.int64)

    def show(self, listing: Listing) -> None:
        """List this from now on."""
        self.beginResetModel()
        self.listing = listing
        self._at_hand.clear()
        cards = listing.rows >= 0
        self._cards_before = np.concatenate([[0], np.cumsum(cards)])
        self.endResetModel()

    def shows(self, listing: Listing) -> bool:
        """Tell whether what is listed is the very same already."""
        now = self.listing
        known = (listing.view, listing.revision, listing.whole, listing.trouble)
        return (now.view, now.revision, now.whole, now.trouble) == known and np.array_equal(now.rows, listing.rows)

    def forget(self) -> None:
        """Read the cards anew when they are next seen."""
        self._at_hand.clear()

    def is_card(self, row: int) -> bool:
        """Tell whether a row is a card; headings are none, nor are rows that are not there."""
        return 0 <= row < len(self.listing.rows) and bool(self.listing.rows[row] >= 0)

    def is_heading(self, row: int) -> bool:
        """Tell whether a row is the heading of a group."""
        return 0 <= row < len(self.listing.rows) and bool(self.listing.rows[row] < 0)

    def listed(self, row: int) -> Noted | Group:
        """Return what a row holds."""
        entry = int(self.listing.rows[row])
        if entry < 0:
            return self.listing.groups[-1 - entry]
        if entry not in self._at_hand:
            self.prepare(row, row)
        return self._at_hand.get(entry, _GONE)

    def heading(self, group: Group) -> str:
        """Return what stands over a group."""
        if self.listing.view.grouping is Grouping.TAG:
            return tag_heading(str(group.name))
        return heading_of(group, self._today())

    def prepare(self, first: int, last: int) -> None:
        """Read the cards in the rows `first` to `last` at once."""
        wanted = [entry for entry in self.listing.rows[first : last + 1].tolist() if entry >= 0]
        missing = [entry for entry in wanted if entry not in self._at_hand]
        if missing:
            if len(self._at_hand) + len(missing) > _KEPT:
                self._at_hand = {entry: self._at_hand[entry] for entry in wanted if entry in self._at_hand}
            self._at_hand.update(self._fetch(missing))

    def key_of(self, row: int) -> CardKey | None:
        """Return what a card is known by when the list is made anew; None for a heading and for no row."""
        if not self.is_card(row):
            return None
        headings = self.listing.rows[: row + 1] < 0
        above = int(headings.sum()) - 1
        return CardKey(self.listing.groups[above].name, int(self.listing.rows[row]))

    def row_of(self, key: CardKey) -> int:
        """Return the row of a card, or -1; one that has left its group is found in another."""
        rows = np.flatnonzero(self.listing.rows == key.entry).tolist()
        same = (row for row in rows if (found := self.key_of(row)) is not None and found.group == key.group)
        return next(same, rows[0] if rows else -1)

    def entries(self, spans: Sequence[tuple[int, int]]) -> Numbers:
        """Return the entries of the cards in some spans of rows, in order and each once."""
        found = [self.listing.rows[first : last + 1] for first, last in spans]
        entries = np.concatenate(found) if found else np.zeros(0, np.int32)
        entries = entries[entries >= 0]
        if self.listing.view.grouping is Grouping.TAG:
            entries = entries[np.sort(np.unique(entries, return_index=True)[1])]
        return entries

    def cards_in(self, spans: Sequence[tuple[int, int]]) -> int:
        """Return how many cards there are in some spans of rows."""
        before = self._cards_before
        return int(sum(before[last + 1] - before[first] for first, last in spans))

    def spans_of(self, entries: Numbers) -> list[tuple[int, int]]:
        """Return the spans of rows that hold these entries; the headings between two of them belong to a span."""
        rows = self.listing.rows
        if not len(entries) or not len(rows):
            return []
        wanted = np.zeros(max(int(rows.max()), int(entries.max())) + 1, np.bool_)
        wanted[entries] = True
        chosen = (rows >= 0) & wanted[rows]
        headings = np.flatnonzero((rows < 0) & (np.arange(len(rows)) > 0))
        chosen[headings] = chosen[headings - 1] & chosen[np.minimum(headings + 1, len(rows) - 1)]
        edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
        return [(first, last - 1) for first, last in edges.reshape(-1, 2).tolist()]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many cards and headings there are."""
        return 0 if parent.isValid() else len(self.listing.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let cards be chosen and nothing else."""
        return _DRAGGED if index.isValid() and self.is_card(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the Noted or Group, its words, or the whole of it in words."""
        if not index.isValid():
            return None
        one = self.listed(index.row())
        if role == LISTED_ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return (quote_of(one) or about(one)) if isinstance(one, Noted) else self.heading(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(one, Noted):
                return told(one, self.names)
            return f"{self.heading(one)}, {counted(one.size, 'card')}"
        return None
