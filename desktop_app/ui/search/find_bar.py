"""The bar that finds words in the article: as one types, with the number of matches and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop_app.core.finding import FoldedText, next_match
from desktop_app.ui.theme.icons import Icons


class _FindField(QLineEdit):
    stepped = Signal(int)
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Knows the matches in the text it was given; the room shows them."""

    found = Signal(list, object)
    """The ranges of all matches (code points) and the index of the current one, or None."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._text = ""
        self._folded: FoldedText | None = None
        self._ranges: list[tuple[int, int]] = []
        self._current: int | None = None
        self._from = 0
        self.field = _FindField()
        self.field.setPlaceholderText("Find in this article")
        self.field.setAccessibleName("Find in this article")
        self.field.setAccessibleDescription("Enter: next match. Shift Enter: previous. Escape: back to where you were.")
        self.field.textEdited.connect(lambda _text: self.search())
        self.field.stepped.connect(self.step)
        self.field.escaped.connect(self.close_bar)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._count.setMinimumWidth(84)
        self._previous = _tool("Previous match  (Shift+F3)", lambda: self.step(-1))
        self._next = _tool("Next match  (F3)", lambda: self.step(1))
        self._close = _tool("Close  (Esc)", self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for button in (self._previous, self._next, self._close):
            row.addWidget(button)
        self.hide()

    def set_text(self, text: str) -> None:
        """Find in `text` from now on."""
        self._text = text
        self._folded = None
        self._ranges = []
        self._current = None

    def open_at(self, offset: int, words: str) -> None:
        """Show the bar; matches are counted from the code point `offset`. `words` are looked for at once, if any."""
        self._from = offset
        if words:
            self.field.setText(words)
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()
        self.search()

    def search(self) -> None:
        """Find what stands in the field."""
        if self._folded is None:
            self._folded = FoldedText(self._text)
        self._ranges = self._folded.find(self.field.text())
        self._current = next_match(self._ranges, self._from)
        self._tell()

    def step(self, by: int) -> None:
        """Go to the next match, or to the previous one."""
        if self._ranges:
            self._current = ((self._current or 0) + by) % len(self._ranges)
            self._from = self._ranges[self._current][0]
            self._tell()

    def current_range(self) -> tuple[int, int] | None:
        """Return the match one is at."""
        return self._ranges[self._current] if self._current is not None else None

    def close_bar(self) -> None:
        """Hide the bar and its matches."""
        if self.isVisible():
            self.hide()
            self.found.emit([], None)
            self.closed.emit()

    def recolour(self, icons: Icons) -> None:
        """Draw the glyphs in the colours of another palette."""
        for button, icon in ((self._previous, "arrow-up"), (self._next, "arrow-down"), (self._close, "x")):
            button.setIcon(icons.icon(icon))

    def _tell(self) -> None:
        if not self.field.text().strip():
            self._count.clear()
        elif self._current is None:
            self._count.setText("No match")
        else:
            self._count.setText(f"{self._current + 1:,} of {len(self._ranges):,}")
        self._count.setAccessibleName(self._count.text())
        self.found.emit(self._ranges, self._current)


def _tool(tip: str, pressed: object) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(pressed)
    return button
