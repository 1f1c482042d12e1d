"""Lists of plain values: a model that tells each in words, and a delegate that draws each on the same ground."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui.drawing import chips
from desktop_app.ui.theme.palette import Palette, mixed

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The value itself."""

_RADIUS = 6
_Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows of one kind. A kind says how a row is worded; what is not for choosing is passed over by keys and mouse."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """List these from now on."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def words(self, row: Row) -> str:
        """Return what a row is called; typing the beginning of it finds the row."""
        raise NotImplementedError

    def told(self, row: Row) -> str:
        """Return all of a row as a screen reader says it."""
        return self.words(row)

    def tip(self, row: Row) -> str | None:  # noqa: ARG002 - for kinds that have one
        """Return what the mouse is told on a row."""
        return None

    def can_be_chosen(self, row: Row) -> bool:  # noqa: ARG002 - for kinds with headings
        """Tell whether a row is more than a heading."""
        return True

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let rows be chosen, headings not."""
        if not index.isValid() or not self.can_be_chosen(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, or what its kind says about it."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.told(row)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(row)
        return row if role == ROW_ROLE else None


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """Draws rows. A kind says how high a row is and what is on it."""

    floats = False
    """Whether the list lies on a panel above the window, which is of another colour than its panes."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette

    def height(self, row: Row, place: int) -> int:
        """Return the height of the row at `place`, in pixels."""
        raise NotImplementedError

    def draw(self, painter: QPainter, box: QRectF, row: Row, state: QStyle.StateFlag) -> None:
        """Draw a row into its whole `box`; the painter may be left as it is."""
        raise NotImplementedError

    def draw_ground(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, *, chosen: bool | None = None
    ) -> None:
        """Draw what lies under a row that is chosen, under the mouse, or has the keyboard.

        `chosen` is for lists where that is something else than Qt's selection.
        """
        painter.setPen(Qt.PenStyle.NoPen)
        if bool(state & QStyle.StateFlag.State_Selected) if chosen is None else chosen:
            painter.setBrush(QColor(self.colours.tint))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        elif state & QStyle.StateFlag.State_MouseOver:
            surface = self.colours.raised if self.floats else self.colours.chrome
            painter.setBrush(QColor(mixed(surface, self.colours.ink, 0.05)))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            chips.draw_focus(painter, box, self.colours)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Return the size of a row; the list gives it its width."""
        return QSize(120, self.height(index.data(ROW_ROLE), index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(option.rect), index.data(ROW_ROLE), QStyle.StateFlag(option.state))
        painter.restore()
