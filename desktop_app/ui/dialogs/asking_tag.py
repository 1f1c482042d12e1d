"""Asking what a tag is to be called from now on, and saying beforehand what that means."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from desktop_app.core.text.tag_names import tidy_tags
from desktop_app.storage.tag_rows import TagUse
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.widgets.fields import Sentence

_LINES = 2
Known = Callable[[Callable[[Sequence[TagUse]], None]], None]
"""Is given what to call with the tags there are."""


class TagDialog(QDialog):
    """Asks for a tag that there is and its new name. A name that is another tag’s already merges the two."""

    def __init__(self, tag: str, known: Known, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rename a tag everywhere")
        self.old, self.new = QLineEdit(tag), QLineEdit(tag)
        self.told = Sentence("muted")
        self._uses: Mapping[str, TagUse] = {}
        self._tags = QStringListModel(self)
        form = QFormLayout(self)
        for name, field in (("&Tag", self.old), ("&New name", self.new)):
            field.setMinimumWidth(360)
            field.textChanged.connect(self._tell)
            form.addRow(name, field)
        completer = QCompleter(self._tags, self)  # not for the new name: its list would hide what is told of it
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.old.setCompleter(completer)
        self.told.setMinimumHeight(_LINES * self.told.fontMetrics().lineSpacing() + 4)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.told)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.accepting = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        (self.new if tag else self.old).setFocus()
        self.new.selectAll()
        known(self._know)
        self._tell()

    def names(self) -> tuple[str, str]:
        """Return the tag and its new name as they are typed, without what no tag has; empty where nothing is left.

        A tag that there is may be called otherwise than tags are: earlier imports kept the blanks in them.
        """
        given = self.old.text().strip()
        old, new = ("".join(tidy_tags((field.text(),))) for field in (self.old, self.new))
        return given if given in self._uses else old, new

    def _know(self, uses: Sequence[TagUse]) -> None:
        self._uses = {use.tag: use for use in uses}
        self._tags.setStringList(list(self._uses))
        self._tell()

    def _tell(self) -> None:
        old, new = self.names()
        self.accepting.setEnabled(old in self._uses and new not in ("", old))
        self.accepting.setText("&Merge" if new in self._uses and new != old else "&Rename")
        self.told.tell(self._consequence(old, new))

    def _consequence(self, old: str, new: str) -> str:
        if old not in self._uses:
            return f"Nothing has the tag “{old}”." if old and self._uses else "Which tag, and what should it be called?"
        told = f"{in_words(self._uses[old].annotations, self._uses[old].articles)} will change, and what notes say too."
        if new in self._uses and new != old:
            told += f" “{new}” is there already: the two become one."
        return told


def in_words(annotations: int, articles: int) -> str:
    """Return how many annotations and articles there are."""
    parts = [counted(number, name) for number, name in ((annotations, "annotation"), (articles, "article")) if number]
    return " and ".join(parts) or "Nothing"


def ask_tag_names(parent: QWidget, tag: str, known: Known) -> tuple[str, str] | None:
    """Return the tag and its new name, beginning from `tag`, or None when a person has thought better of it."""
    dialog = TagDialog(tag, known, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    names = dialog.names()
    dialog.deleteLater()
    return names if accepted else None
