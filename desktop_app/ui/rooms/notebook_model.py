"""The notebook's list as Qt knows it: cards and the headings of their groups."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour
from desktop_app.ui.rooms.notebook_rows import Group, Listed, NotebookRow, about, quote_of, told
from desktop_app.ui.rooms.wording import counted

LISTED_ROLE = Qt.ItemDataRole.UserRole
"""The NotebookRow or Group of a row."""

_Index = QModelIndex | QPersistentModelIndex
_CARD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class CardKey(NamedTuple):
    """What a card is known by: its annotation may stand in several groups."""

    group: str
    annotation: str


class NotebookModel(QAbstractListModel):
    """A flat list; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listed: Sequence[Listed] = ()
        self.names: Mapping[Colour, str] = COLOUR_MEANINGS
        self._headings: list[int] = []

    def show(self, listed: Sequence[Listed]) -> None:
        """List these from now on."""
        self.beginResetModel()
        self.listed = listed
        self._headings = [row for row, one in enumerate(listed) if isinstance(one, Group)]
        self.endResetModel()

    def key_of(self, row: int) -> CardKey | None:
        """Return what a card is known by when the list is made anew; None for a heading and for no row."""
        if not 0 <= row < len(self.listed):
            return None
        one = self.listed[row]
        return CardKey(self._group_of(row), one.annotation.id) if isinstance(one, NotebookRow) else None

    def rows_of(self, keys: Iterable[CardKey]) -> list[int]:
        """Return the rows of these cards, each once; a card that has left its group is found in another."""
        wanted = {key.annotation: key.group for key in keys}
        if not wanted:
            return []
        found: dict[str, int] = {}
        group = ""
        for row, one in enumerate(self.listed):
            if isinstance(one, Group):
                group = one.name
            elif one.annotation.id in wanted and (one.annotation.id not in found or group == wanted[one.annotation.id]):
                found[one.annotation.id] = row
        return sorted(found.values())

    def annotations(self, first: int, last: int) -> list[str]:
        """Return the ids of the annotations in the rows `first` to `last`."""
        return [one.annotation.id for one in self.listed[first : last + 1] if isinstance(one, NotebookRow)]

    def _group_of(self, row: int) -> str:
        above = bisect_right(self._headings, row) - 1
        heading = self.listed[self._headings[above]]
        return heading.name if isinstance(heading, Group) else ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many cards and headings there are."""
        return 0 if parent.isValid() else len(self.listed)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let cards be chosen and nothing else."""
        if index.isValid() and isinstance(self.listed[index.row()], NotebookRow):
            return _CARD
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the NotebookRow or Group, its words (typing finds them), or the whole of it in words."""
        if not index.isValid():
            return None
        one = self.listed[index.row()]
        if role == LISTED_ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return (quote_of(one) or about(one)) if isinstance(one, NotebookRow) else one.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                told(one, self.names) if isinstance(one, NotebookRow) else f"{one.name}, {counted(one.count, 'card')}"
            )
        return None
