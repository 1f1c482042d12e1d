"""What to print, and where to."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget


class Where(Enum):
    """Where the sheets go."""

    FILE = "file"
    PAPER = "paper"


class PrintDialog(QDialog):
    """Asks; `where` is None while nothing has been chosen. What there is none of cannot be chosen."""

    def __init__(self, title: str, highlights: int, notes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Print or save as PDF")
        self.where: Where | None = None
        name = QLabel(title)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setProperty("role", "title")
        self.highlights = _box(f"With highlights ({highlights:,})", possible=highlights > 0)
        self.notes = _box(f"With notes, numbered and at the end ({notes:,})", possible=notes > 0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.to_file = QPushButton("Save as PDF…")
        self.to_paper = QPushButton("Print…")
        for button in (self.to_paper, self.to_file):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.to_file.setDefault(True)
        self.to_file.clicked.connect(lambda: self._choose(Where.FILE))
        self.to_paper.clicked.connect(lambda: self._choose(Where.PAPER))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (name, self.highlights, self.notes):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.setMinimumWidth(460)
        self.to_file.setFocus()

    def _choose(self, where: Where) -> None:
        self.where = where
        self.accept()


def _box(text: str, *, possible: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(possible)
    box.setEnabled(possible)
    return box
