"""Asking for a line of text, for tags, or whether to go on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QInputDialog, QLineEdit, QMessageBox, QWidget

_WIDTH = 520


def ask_line(parent: QWidget, title: str, label: str, text: str) -> str | None:
    """Return the line that a person has typed, beginning from `text`, or None when they have thought better of it.

    A line of blanks is none, and cannot be chosen.
    """
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    dialog.resize(_WIDTH, dialog.sizeHint().height())
    box = dialog.findChild(QDialogButtonBox)
    if box is not None:
        accept = box.button(QDialogButtonBox.StandardButton.Ok)
        dialog.textValueChanged.connect(lambda typed: accept.setEnabled(bool(typed.strip())))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    line = dialog.textValue()
    dialog.deleteLater()
    return line if accepted else None


def ask_whether(
    parent: QWidget, title: str, question: str, go_on: str, *, detail: str = "", cautious: bool = False
) -> bool:
    """Return whether a person has chosen `go_on`; Escape and "Cancel" choose otherwise; so does Enter if `cautious`."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, QMessageBox.StandardButton.Cancel, parent)
    box.setInformativeText(detail)
    button = box.addButton(go_on, QMessageBox.ButtonRole.AcceptRole)
    if cautious:
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    else:
        box.setDefaultButton(button)
    box.exec()
    chosen = box.clickedButton() is button
    box.deleteLater()
    return chosen


def ask_which(parent: QWidget, title: str, question: str, detail: str, choices: Sequence[str]) -> int | None:
    """Return the index of the choice that a person has made, the first one by Enter; None for "Cancel" and Escape."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, QMessageBox.StandardButton.Cancel, parent)
    box.setInformativeText(detail)
    buttons = [box.addButton(choice, QMessageBox.ButtonRole.AcceptRole) for choice in choices]
    box.setDefaultButton(buttons[0])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((place for place, button in enumerate(buttons) if button is clicked), None)


Known = Callable[[Callable[[list[str]], None]], None]
"""Is given what to call with the tags there are, to complete a word from."""


def ask_tags(parent: QWidget, tags: Sequence[str], known: Known) -> list[str] | None:
    """Return the tags that a person has typed, beginning from `tags`, or None when they have thought better of it."""
    return _ask_tags(parent, "Tags, with spaces between them:", "".join(f"{tag} " for tag in tags), known)


def ask_tags_for_many(parent: QWidget, count: int, known: Known) -> tuple[list[str], list[str]] | None:
    """Return the tags to add to many annotations and those to take from them, or None as `ask_tags` does."""
    label = f"Tags to add to {count:,} annotations; a minus before a tag (-draft) takes it away:"
    words = _ask_tags(parent, label, "", known)
    if words is None:
        return None
    return [one for one in words if not one.startswith("-")], [one[1:] for one in words if one.startswith("-")]


def _ask_tags(parent: QWidget, label: str, line: str, known: Known) -> list[str] | None:
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("Tags")
    dialog.setLabelText(label)
    dialog.setTextValue(line)
    dialog.resize(_WIDTH, dialog.sizeHint().height())
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    completer = _LastWord(field)
    field.setCompleter(completer)
    known(completer.offer)
    # A dialog selects what stands in its field when it is shown, and the next letter would take the tags away.
    QTimer.singleShot(0, field, lambda: field.end(False))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    line = dialog.textValue()
    dialog.deleteLater()
    return line.replace(",", " ").split() if accepted else None


class _LastWord(QCompleter):
    """Completes the last word of a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tags = QStringListModel(self)
        self.setModel(self._tags)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def offer(self, tags: list[str]) -> None:
        """Complete from these."""
        self._tags.setStringList(tags)

    def splitPath(self, path: str) -> list[str]:
        """Seek the last word only; behind a space nothing has been begun."""
        last = path.replace(",", " ").rpartition(" ")[2].lstrip("#-")
        return [last or "\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the tag in the last word's place."""
        field = self.parent()
        before = field.text() if isinstance(field, QLineEdit) else ""
        start = before.replace(",", " ").rfind(" ") + 1
        return f"{before[:start]}{'-' if before[start:].startswith('-') else ''}{index.data()}"
