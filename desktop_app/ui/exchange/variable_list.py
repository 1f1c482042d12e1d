"""The names that a template can use, with what they mean; Enter writes one where the caret is."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.exchange.template_variables import FILTERS, IN_BOTH, IN_DOCUMENT, IN_HIGHLIGHT, Variable
from desktop_app.ui import chips
from desktop_app.ui.rooms.rows_view import RowsView
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_VARIABLE = Qt.ItemDataRole.UserRole
_ROW = 42
_Index = QModelIndex | QPersistentModelIndex


class VariableList(RowsView):
    """Found by typing the beginning of a name."""

    chosen = Signal(str)
    """What is to be written into the template."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__("Names that a template can use", parent)
        self._model = _Variables(self)
        self.setModel(self._model)
        self.setItemDelegate(_VariableDelegate(self, palette))
        self.setWhatsThis("Enter writes the name where the caret is.")
        self.opened.connect(lambda index: self.chosen.emit(index.data(_VARIABLE).written))
        self.show_part(document=True)

    def show_part(self, *, document: bool) -> None:
        """List what one of the two parts can use: that of the file, or that of a highlight."""
        here = IN_DOCUMENT if document else IN_HIGHLIGHT
        self._model.show((*here, *IN_BOTH, *FILTERS))

    def names(self) -> list[str]:
        """Return the names that are listed."""
        return [variable.name for variable in self._model.variables]


class _Variables(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.variables: tuple[Variable, ...] = ()

    def show(self, variables: tuple[Variable, ...]) -> None:
        if variables != self.variables:
            self.beginResetModel()
            self.variables = variables
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.variables)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.variables[index.row()]
        told: dict[int, object] = {
            _VARIABLE: one,
            Qt.ItemDataRole.DisplayRole: one.name,
            Qt.ItemDataRole.ToolTipRole: one.written,
            Qt.ItemDataRole.AccessibleTextRole: f"{one.name}: {one.meaning}",
        }
        return told.get(role)


class _VariableDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self._colours = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one: Variable = index.data(_VARIABLE)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.tint))
            painter.drawRoundedRect(box, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            chips.draw_focus(painter, box, self._colours)
        words = box.adjusted(10, 3, -10, 0)
        name = QRectF(words.left(), words.top(), words.width(), 18)
        chips.draw_words(painter, name, one.name, chips.font(fonts.MONO, 12.0, QFont.Weight.Normal), self._colours.ink)
        below = QRectF(words.left(), words.top() + 18, words.width(), 16)
        chips.draw_words(painter, below, one.meaning, chips.interface_font(11.5), self._colours.muted)
        painter.restore()
