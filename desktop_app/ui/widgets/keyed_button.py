"""A button that shows the key that does the same, on its cap."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.ui.drawing import chips

_MARGINS = (12, 5, 8, 5)


class KeyedButton(QPushButton):
    """Words and a cap beside them. `role` is the style sheet's."""

    def __init__(self, words: str, key: str, role: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self._key = key
        self._said = said = QLabel()
        cap = QLabel(chips.key_cap(key))
        self.say(words)
        said.setProperty("role", "on-accent" if role == "primary" else "")
        cap.setProperty("role", "key")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(*_MARGINS)
        row.setSpacing(8)
        for label in (said, cap):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)

    def say(self, words: str) -> None:
        """Show these words from now on; the key stays."""
        self._said.setText(words)
        self.setAccessibleName(f"{words}, {self._key}")

    def sizeHint(self) -> QSize:
        """Return the room that words and key need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing of it can be left out."""
        return self.sizeHint()
