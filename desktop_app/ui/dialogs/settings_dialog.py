"""The settings, on one page. Every choice is an action of the table, takes effect at once and is remembered."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.actions.key_words import Keys
from desktop_app.ui.actions.table import BY_ID
from desktop_app.ui.theme.appearance import COLUMNS, LEADINGS
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.widgets.choice import Choice

_CHOICES: dict[str, Sequence[str]] = {
    "T&heme": [f"view.{theme}" for theme in Theme],
    "&Face": [f"type.face.{family}" for family in Family],
    "&Line spacing": [f"type.leading.{name}" for name in LEADINGS],
    "&Width of the column": [f"type.column.{name}" for name in COLUMNS],
}
_SWITCHES = {
    "type.justified": "&Justified lines",
    "type.hyphenated": "H&yphenation",
    "type.indented": "&Indented paragraphs",
    "view.smooth": "&Smooth scrolling",
    "view.letters": "Single l&etters are commands while the page has the keyboard",
    "review.daily": "Mention at the start what has come back for &review",
}


_HINT = (
    "{help.shortcuts:F1} shows every key; {view.larger:Ctrl++} and {view.smaller:Ctrl+-} change the size of the text."
)


class SettingsDialog(QDialog):
    """Shows what is `on`, by the ids of actions, and asks for actions to be carried out."""

    wanted = Signal(str)
    """The id of an action that a person has chosen."""

    def __init__(self, on: Callable[[], Collection[str]], keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self._on = on
        self._keys = keys
        self.choices = {name: self._choice(name, ids) for name, ids in _CHOICES.items()}
        self.switches = {action: self._switch(action, text) for action, text in _SWITCHES.items()}
        self._lay_out()
        self.show_state()

    def show_state(self) -> None:
        """Show what is on now."""
        on = self._on()
        for box in self.choices.values():
            box.setCurrentIndex(next((row for row in range(box.count()) if box.itemData(row) in on), -1))
        for action, switch in self.switches.items():
            switch.setChecked(action in on)

    def _lay_out(self) -> None:
        title = QLabel("Settings")
        title.setProperty("role", "title")
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(10)
        for name, box in self.choices.items():
            form.addRow(name, box)
        names = QPushButton("Names of the &colours…")
        names.clicked.connect(lambda: self.wanted.emit("mark.names"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(names, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        names.setAutoDefault(False)
        hint = QLabel(self._keys.said(_HINT))
        hint.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(form)
        column.addSpacing(4)
        for switch in self.switches.values():
            column.addWidget(switch)
        column.addSpacing(4)
        column.addWidget(hint)
        column.addWidget(buttons)
        self.setMinimumWidth(480)

    def _choice(self, name: str, actions: Sequence[str]) -> Choice:
        box = Choice(name.replace("&", ""))
        box.offer((action, BY_ID[action].text) for action in actions)
        box.activated.connect(lambda row: self._choose(box.itemData(row)))
        return box

    def _switch(self, action: str, text: str) -> QCheckBox:
        switch = QCheckBox(text)
        switch.clicked.connect(lambda: self._choose(action))
        return switch

    def _choose(self, action: str) -> None:
        self.wanted.emit(action)
        self.show_state()
