"""What an import is about to do, as a table: one row an entry."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_app.exchange.incoming.entries import Reported
from desktop_app.services.receiving.received import Fate, Received, Reception, fate_in_words, words_of

_COLUMNS = ("What happens", "Words", "Article")
_MOST = 300  # characters of a cell; the whole of an entry is shown below the table
_ROW = 30
_Index = QModelIndex | QPersistentModelIndex
_Row = Received | Reported


class Show(StrEnum):
    """Which entries are listed."""

    ALL = "All"
    NEW = "New"
    THERE = "There already"
    LEFT_OUT = "Left out"


class EntryTable(QTableView):
    """The entries of a file, all of them or some. Arrow keys go through them; Tab leaves."""

    told = Signal(str)
    """The whole of the current entry in words."""

    def __init__(self, reception: Reception, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reception = reception
        self._model = _Entries(self)
        self.setAccessibleName("Entries of the file and what happens to each of them")
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")  # as the headings have it
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 250)
        header.resizeSection(2, 180)
        self.selectionModel().currentChanged.connect(self._tell)

    def list(self, which: Show) -> None:
        """List these entries."""
        self._model.show(rows_of(self._reception, which))
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
        else:
            self.told.emit("There are no such entries.")

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.told.emit(self._model.in_words(current.row()))


def rows_of(reception: Reception, which: Show) -> list[_Row]:
    """Return the entries that are listed under a name: those left out first, since they want a look."""
    new = [one for one in reception.received if one.fate is not Fate.DUPLICATE]
    there = [one for one in reception.received if one.fate is Fate.DUPLICATE]
    lists: dict[Show, Sequence[_Row]] = {
        Show.ALL: (*reception.left_out, *reception.received, *reception.joined),
        Show.NEW: new,
        Show.THERE: there,
        Show.LEFT_OUT: reception.left_out,
    }
    return list(lists[which])


class _Entries(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[_Row] = ()

    def show(self, rows: Sequence[_Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def in_words(self, row: int) -> str:
        return "\n".join(filter(None, _cells(self._rows[row])))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        named = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return _COLUMNS[section] if named else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cells = _cells(self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()][:_MOST]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join(filter(None, cells))
        return None


def _cells(row: _Row) -> tuple[str, str, str]:
    if isinstance(row, Reported):
        alone = f"{row.reason[:1].upper()}{row.reason[1:]}"  # as no part of a sentence
        return alone if row.joined else f"Left out: {row.reason}", " ".join(row.what.split()), ""
    return fate_in_words(row), words_of(row.entry), row.document.title
