"""Asking for a line of text, or whether to go on."""

from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox, QWidget

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


def ask_whether(parent: QWidget, title: str, question: str, go_on: str) -> bool:
    """Return whether a person has chosen `go_on`; Escape and "Cancel" choose otherwise."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, QMessageBox.StandardButton.Cancel, parent)
    button = box.addButton(go_on, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(button)
    box.exec()
    chosen = box.clickedButton() is button
    box.deleteLater()
    return chosen
