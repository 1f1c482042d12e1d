"""A field for one part of a template: numbered lines, and a ground under the one with a mistake."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_MARGIN = 8


class TemplateEditor(QPlainTextEdit):
    """Tab leaves the field, as everywhere; lines are numbered as messages about mistakes number them."""

    entered = Signal()
    """It has the keyboard now."""

    def __init__(self, name: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load_mono()
        self._palette = palette
        self._wrong = 0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setFont(chips.font(fonts.MONO, 12.0))
        # The ground of a line is drawn in the paint event, under the words.
        self.setStyleSheet(
            f"QPlainTextEdit {{ font-family: '{fonts.MONO}'; font-size: 12px; padding: 0;"
            f" background: {palette.paper}; }}"
        )
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow)
        self._make_room()

    def mark(self, line: int) -> None:
        """Mark a line, counted from 1, as the one with the mistake; 0 marks none."""
        self._wrong = line
        self.viewport().update()
        self._numbers.update()

    def go_to_mark(self) -> None:
        """Put the caret on the line with the mistake."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(max(0, self._wrong - 1))))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def numbers_width(self) -> int:
        """Return the room that the numbers need, in pixels."""
        return self.fontMetrics().horizontalAdvance("9") * max(2, len(str(self.blockCount()))) + 2 * _MARGIN

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are seen."""
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), QColor(self._palette.chrome))
        painter.setFont(chips.font(fonts.MONO, 11.0))
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > event.rect().bottom():
                break
            wrong = block.blockNumber() + 1 == self._wrong
            painter.setPen(QColor(self._palette.ink if wrong else self._palette.muted))
            place = QRect(0, round(box.top()), self._numbers.width() - _MARGIN, self.fontMetrics().height())
            told = f"✕ {block.blockNumber() + 1}" if wrong else str(block.blockNumber() + 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, told)
            block = block.next()
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay a ground under the line with the mistake."""
        block = self.document().findBlockByNumber(self._wrong - 1) if self._wrong else None
        if block is not None and block.isValid():
            painter = QPainter(self.viewport())
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            box.setWidth(self.viewport().width())
            painter.fillRect(box, self._palette.fill(Colour.PINK))
            painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(inside.left(), inside.top(), self.numbers_width(), inside.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard is here."""
        super().focusInEvent(event)
        self.entered.emit()

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _follow(self, box: QRect, moved: int) -> None:
        if moved:
            self._numbers.scroll(0, moved)
        self._numbers.update(0, box.top(), self._numbers.width(), box.height())


class _Numbers(QWidget):
    def __init__(self, editor: TemplateEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)
