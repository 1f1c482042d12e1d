"""Asking for a line of text."""

from PySide6.QtWidgets import QDialog, QInputDialog, QWidget

_WIDTH = 520


def ask_line(parent: QWidget, title: str, label: str, text: str) -> str | None:
    """Return the line that a person has typed, beginning from `text`, or None when they have thought better of it."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    dialog.resize(_WIDTH, dialog.sizeHint().height())
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    line = dialog.textValue()
    dialog.deleteLater()
    return line if accepted else None
