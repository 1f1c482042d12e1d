"""Asking for a key: whatever is pressed is the answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.actions.action_set import shortcut_text
from desktop_app.ui.actions.own_keys import written
from desktop_app.ui.actions.table import Action
from desktop_app.ui.widgets.floating import announce

_WIDTH = 440


class KeyDialog(QDialog):
    """Waits for a key that `take` accepts. Escape leaves everything as it is, Backspace calls `reset`.

    Both raise ValueError with a sentence that says why not; it is shown, and another key can be pressed.
    """

    def __init__(self, parent: QWidget, action: Action, take: Callable[[str], None], reset: Callable[[], None]) -> None:
        super().__init__(parent)
        self._take = take
        self._reset = reset
        self.setWindowTitle("Another key")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        now = shortcut_text(action)
        self._question = _line(f"Press the key for “{action.text.rstrip('…')}”.", "title")
        self._answer = _line(f"It is {now} now." if now else "It has no key now.", "")
        hint = _line("A plain key works on the page of an article. Esc leaves all as it is, Backspace brings the usual "
                     "keys back.", "muted")  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for label in (self._question, self._answer, hint):
            column.addWidget(label)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(f"{self._question.text()} {self._answer.text()}")
        self.setAccessibleDescription(hint.text())

    def answer(self) -> str:
        """Return what is said about the key that was pressed."""
        return self._answer.text()

    def event(self, event: QEvent) -> bool:
        """Take Tab as any other key, and leave nothing to the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Try what was pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        key = written(event)
        if not key:
            return
        try:
            if event.key() == Qt.Key.Key_Backspace:
                self._reset()
            else:
                self._take(key)
        except ValueError as refused:
            self._answer.setText(str(refused))
            announce(self, str(refused))
        else:
            self.accept()


def _line(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
