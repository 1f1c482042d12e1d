"""The names that a template can use, with what they mean; Enter writes one where the caret is."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QWidget

from desktop_app.exchange.templates.variables import FILTERS, IN_BOTH, IN_DOCUMENT, IN_HIGHLIGHT, Variable
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import ROW_ROLE, RowDelegate, RowModel
from desktop_app.ui.widgets.rows_view import RowsView

_ROW = 42


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
        self.opened.connect(lambda index: self.chosen.emit(index.data(ROW_ROLE).written))
        self.show_part(document=True)

    def show_part(self, *, document: bool) -> None:
        """List what one of the two parts can use: that of the file, or that of a highlight."""
        here = IN_DOCUMENT if document else IN_HIGHLIGHT
        listed = (*here, *IN_BOTH, *FILTERS)
        if listed != self._model.rows:  # or the current row would be lost
            self._model.show(listed)

    def names(self) -> list[str]:
        """Return the names that are listed."""
        return [variable.name for variable in self._model.rows]


class _Variables(RowModel[Variable]):
    def words(self, row: Variable) -> str:
        return row.name

    def told(self, row: Variable) -> str:
        return f"{row.name}: {row.meaning}"

    def tip(self, row: Variable) -> str:
        return row.written


class _VariableDelegate(RowDelegate[Variable]):
    def height(self, row: Variable, place: int) -> int:  # noqa: ARG002 - all are alike
        return _ROW

    def draw(self, painter: QPainter, box: QRectF, row: Variable, state: QStyle.StateFlag) -> None:
        box = box.adjusted(0, 1, 0, -1)
        self.draw_ground(painter, box, state)
        words = box.adjusted(10, 3, -10, 0)
        name = QRectF(words.left(), words.top(), words.width(), 18)
        chips.draw_words(painter, name, row.name, chips.font(fonts.MONO, 12.0, QFont.Weight.Normal), self.colours.ink)
        below = QRectF(words.left(), words.top() + 18, words.width(), 16)
        chips.draw_words(painter, below, row.meaning, chips.interface_font(11.5), self.colours.muted)
