"""The list of what differs between two versions: its model, and how its rows are drawn."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui import chips
from desktop_app.ui.comparing.rows import ComparedRow
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, mixed

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The ComparedRow of a row."""

_Index = QModelIndex | QPersistentModelIndex
_ROW, _SHORT_ROW, _HEADING = 54, 34, 34


class ComparedModel(QAbstractListModel):
    """Rows under the headings of their sections; headings cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[ComparedRow] = ()

    def show(self, rows: Sequence[ComparedRow]) -> None:
        """List these from now on."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let changes and annotations be chosen, headings not."""
        if not index.isValid() or self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, its words, or all of it as a screen reader says it."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.told()
        return row.words if role == Qt.ItemDataRole.DisplayRole else None


class ComparedDelegate(QStyledItemDelegate):
    """Draws a change with its sign, an annotation with the sign of its colour, and what became of it on the right."""

    def __init__(self, view: QListView, palette: Palette) -> None:
        super().__init__(view)
        self.colours = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Return the height of a row."""
        row: ComparedRow = index.data(ROW_ROLE)
        return QSize(120, _HEADING if row.heading else _ROW if row.detail else _SHORT_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        row: ComparedRow = index.data(ROW_ROLE)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            face = chips.font(fonts.INTERFACE, 11.5, QFont.Weight.DemiBold)
            chips.draw_words(painter, box.adjusted(8, 8, -8, 0), row.words, face, self.colours.muted)
        else:
            self._paint_ground(painter, box, option.state)
            self._paint_row(painter, box, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRectF, row: ComparedRow) -> None:
        left, quiet = QRectF(box.left() + 8, box.top() + 5, 20, 22), chips.interface_font(11.5)
        if row.sign:
            bold = chips.font(fonts.INTERFACE, 14.0, QFont.Weight.DemiBold)
            chips.draw_words(painter, left, row.sign, bold, self.colours.muted, Qt.AlignmentFlag.AlignCenter)
        else:
            chips.draw_glyph(painter, left.center(), row.colour, self.colours)
        room = chips.metrics(fonts.INTERFACE, 11.5).horizontalAdvance(row.side) + 4
        right = QRectF(box.right() - 10 - room, left.top(), room, 22)
        chips.draw_words(painter, right, row.side, quiet, self.colours.muted)
        words = QRectF(left.right() + 6, left.top(), right.left() - left.right() - 14, 22)
        chips.draw_words(painter, words, row.words, chips.interface_font(), self.colours.ink)
        if row.detail:
            below = QRectF(words.left(), box.top() + 27, box.right() - 10 - words.left(), 20)
            chips.draw_words(painter, below, row.detail, quiet, self.colours.muted)

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self.colours.tint))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(mixed(self.colours.chrome, self.colours.ink, 0.05)))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            chips.draw_focus(painter, box, self.colours)
