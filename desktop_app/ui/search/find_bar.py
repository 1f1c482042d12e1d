"""The bar that finds words in the article: as one types, with the number of matches and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.text.finding import MOST, Ranges, Wanted, next_match
from desktop_app.ui.actions.key_words import Keys
from desktop_app.ui.theme.icons import Icons

_WIDTH = 680  # pixels at most, so that it begins and ends with the words below it
_TROUBLE_WIDTH = 160  # pixels, so that the field keeps room for what is typed; all of it is in the tooltip

_KEYS = (
    "Enter: next match. Shift Enter: previous. Control Enter: highlight the sentence of the match. Control Shift "
    "Enter: highlight all matches. Escape: back to where you were. {go.pane:F6}: stay here."
)
_PREVIOUS, _NEXT = "Previous match  ({find.previous:Shift+F3})", "Next match  ({find.next:F3})"


class _FindField(QLineEdit):
    stepped = Signal(int)
    marked = Signal()
    all_marked = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held & Qt.KeyboardModifier.ControlModifier:
                (self.all_marked if shift else self.marked).emit()
            else:
                self.stepped.emit(-1 if shift else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """Knows the matches it was told; others find them, and the room shows them.

    It stands above the page and takes a strip from it, so that it never lies on words that are looked for.
    """

    asked = Signal(object)
    """A core.text.finding.Wanted, to be answered by `show_found` or `show_trouble`."""

    found = Signal(object, object)
    """The Ranges of all matches and the index of the current one, or None. As a list, Qt would copy every match."""

    mark_requested = Signal()
    mark_all_requested = Signal()

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._ranges: Ranges = []
        self._current: int | None = None
        self._from = 0
        self._text = ("", "")
        self._trouble = ""
        self.field = _FindField()
        self.field.setPlaceholderText("Find in this article")
        self.field.setAccessibleName("Find in this article")
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._count.setMinimumWidth(84)
        self.whole = _switch("Whole words only")
        self.pattern = _switch("Regular expression")
        self._previous = _tool("Previous match", lambda: self.step(-1))
        self._next = _tool("Next match", lambda: self.step(1))
        self._mark = _tool("Highlight the sentence of the match", self.mark_requested)
        self._mark.setToolTip("Highlight the sentence  (Ctrl+Enter); all matches  (Ctrl+Shift+Enter)")
        self._close = _tool("Close", self.close_bar)
        self._close.setToolTip("Close  (Esc)")
        self._lay_out()
        self.field.textEdited.connect(lambda _text: self.search())
        self.field.stepped.connect(self.step)
        self.field.marked.connect(self.mark_requested)
        self.field.all_marked.connect(self.mark_all_requested)
        self.field.escaped.connect(self.close_bar)
        for switch in (self.whole, self.pattern):
            switch.toggled.connect(lambda _on: self.search())
        self.hide()

    def _lay_out(self) -> None:
        parts, rule = QWidget(), QFrame()
        parts.setMaximumWidth(_WIDTH)
        rule.setProperty("role", "line")
        rule.setFixedHeight(1)
        row = QHBoxLayout(parts)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addSpacing(6)
        row.addWidget(self._count)
        for button in (self.whole, self.pattern, self._previous, self._next, self._mark, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(parts, 1000)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addWidget(rule)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self.field.setAccessibleDescription(keys.said(_KEYS))
        self._previous.setToolTip(keys.said(_PREVIOUS))
        self._next.setToolTip(keys.said(_NEXT))

    def look_through(self, text: tuple[str, str]) -> None:
        """Look through another text from now on, by the ids of its document and version.

        The bar stays for another version of the same document; `search_again` is for when that is shown.
        """
        before, self._text = self._text, text
        if text[0] != before[0] or text[1] == before[1]:
            self.close_bar()
        self._ranges, self._current = [], None

    def search_again(self, offset: int) -> None:
        """Ask for the same words in the text that is there now; matches are counted from the code point `offset`."""
        self._from = offset
        self.search()

    def open_at(self, offset: int, words: str, text: tuple[str, str]) -> None:
        """Show the bar; matches are counted from the code point `offset`. `words` are looked for at once, if any.

        `text` is what is looked through: the ids of its document and version.
        """
        self._from, self._text = offset, text
        if words:
            self.pattern.setChecked(False)
            self.field.setText(words)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.search()

    def search(self) -> None:
        """Ask for what stands in the field."""
        if self.isVisible():
            self.asked.emit(Wanted(self.field.text(), self.whole.isChecked(), self.pattern.isChecked()))

    def show_found(self, ranges: Ranges) -> None:
        """Take the answer to the newest question."""
        self._trouble = ""
        self._ranges = ranges
        self._current = next_match(ranges, self._from)
        self._tell()

    def show_trouble(self, message: str) -> None:
        """Say why there is no answer."""
        self._trouble = message
        self._ranges, self._current = [], None
        self._tell()

    def ranges(self) -> Ranges:
        """Return all matches."""
        return self._ranges

    def message(self) -> str:
        """Return what stands beside the field: how many matches, or why there are none."""
        return self._trouble or self._count.text()

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
        for button, icon in (
            (self.whole, "whole-word"),
            (self.pattern, "regex"),
            (self._previous, "arrow-up"),
            (self._next, "arrow-down"),
            (self._mark, "highlighter"),
            (self._close, "x"),
        ):
            button.setIcon(icons.icon(icon))

    def _tell(self) -> None:
        if self._trouble:
            room = self._count.fontMetrics()
            self._count.setText(room.elidedText(self._trouble, Qt.TextElideMode.ElideRight, _TROUBLE_WIDTH))
        elif not self.field.text().strip():
            self._count.clear()
        elif self._current is None:
            self._count.setText("No match")
        else:
            more = "+" if len(self._ranges) == MOST else ""
            self._count.setText(f"{self._current + 1:,} of {len(self._ranges):,}{more}")
        self._count.setToolTip(self._trouble)
        self._count.setAccessibleName(self.message())
        self._mark.setEnabled(self._current is not None)
        self.found.emit(self._ranges, self._current)


def _tool(tip: str, pressed: object) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "tool")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(pressed)
    return button


def _switch(tip: str) -> QToolButton:
    button = _tool(tip, lambda: None)
    button.setCheckable(True)
    return button
