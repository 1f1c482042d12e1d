"""The list of what differs between two versions: its model, and how its rows are drawn."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle

from desktop_app.ui.comparing.rows import ComparedRow
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.widgets.row_list import RowDelegate, RowModel

_ROW, _SHORT_ROW, _HEADING = 54, 34, 34


class ComparedModel(RowModel[ComparedRow]):
    """Rows under the headings of their sections; headings cannot be chosen."""

    def words(self, row: ComparedRow) -> str:
        """Return the words that differ, or those of an annotation."""
        return row.words

    def told(self, row: ComparedRow) -> str:
        """Return all of a row as a screen reader says it."""
        return row.told()

    def can_be_chosen(self, row: ComparedRow) -> bool:
        """Let changes and annotations be chosen, headings not."""
        return not row.heading


class ComparedDelegate(RowDelegate[ComparedRow]):
    """Draws a change with its sign, an annotation with the sign of its colour, and what became of it on the right."""

    def height(self, row: ComparedRow, place: int) -> int:  # noqa: ARG002 - it depends on the row alone
        """Return the height of a row."""
        return _HEADING if row.heading else _ROW if row.detail else _SHORT_ROW

    def draw(self, painter: QPainter, box: QRectF, row: ComparedRow, state: QStyle.StateFlag) -> None:
        """Draw one row."""
        box = box.adjusted(0, 1, 0, -1)
        if row.heading:
            face = chips.font(fonts.INTERFACE, 11.5, QFont.Weight.DemiBold)
            chips.draw_words(painter, box.adjusted(8, 8, -8, 0), row.words, face, self.colours.muted)
        else:
            self.draw_ground(painter, box, state)
            self._draw_row(painter, box, row)

    def _draw_row(self, painter: QPainter, box: QRectF, row: ComparedRow) -> None:
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
