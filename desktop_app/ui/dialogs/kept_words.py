"""Words that have no place in the library: a field that holds them, and takes those that are still being typed."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

_SIZE = (520, 260)
_TOLD = "The note could not be begun. What you type stays here, and goes on the clipboard when you close this."


class KeptWords(QDialog):
    """Takes the keyboard from whoever is typing a note that cannot be saved; whichever way it ends, it copies them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not saved")
        self.resize(*_SIZE)
        told = QLabel(_TOLD)
        told.setWordWrap(True)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName("The words of the note")
        self.field.setTabChangesFocus(True)
        buttons = QDialogButtonBox()
        copy = buttons.addButton("Copy and close", QDialogButtonBox.ButtonRole.AcceptRole)
        copy.setAutoDefault(False)  # Enter belongs to the words
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        for widget in (told, self.field, buttons):
            column.addWidget(widget)
        self.finished.connect(self._copy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing but what is meant for it end it before it is seen."""
        if self.isVisible():
            super().keyPressEvent(event)

    def _copy(self) -> None:
        if self.field.toPlainText().strip():
            QApplication.clipboard().setText(self.field.toPlainText())
        self.deleteLater()
