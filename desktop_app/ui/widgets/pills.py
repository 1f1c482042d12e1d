"""A row of pills of which one is on, and the button that adds files."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette


class Pills(QWidget):
    """Choices side by side. Tab comes to the one that is on; arrow keys choose another."""

    chosen = Signal(str)
    """What a person has chosen."""

    def __init__(self, name: str, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        bold = QFontMetrics(fonts.interface(weight=QFont.Weight.DemiBold))
        for choice in choices:
            pill = QPushButton(choice)
            pill.setProperty("role", "chip")
            pill.setCheckable(True)
            pill.setAutoExclusive(True)  # to a screen reader, one of several
            pill.setAutoDefault(False)  # in a dialog, Enter is for its own button
            pill.setAccessibleDescription(name)
            # As wide as when it is on and its words are bold, so that its neighbours stay where they are.
            pill.setFixedWidth(bold.horizontalAdvance(choice) + 28)
            self._group.addButton(pill)
            row.addWidget(pill)
        self._group.buttons()[0].setChecked(True)
        self._group.buttonToggled.connect(self._toggled)

    @property
    def choice(self) -> str:
        """What is on."""
        return next(pill.text() for pill in self._group.buttons() if pill.isChecked())

    def buttons(self) -> list[QWidget]:
        """Return the pills in order, for the order in which Tab visits a room."""
        return list(self._group.buttons())

    def choose(self, choice: str) -> None:
        """Turn a pill on as if by hand."""
        for pill in self._group.buttons():
            if pill.text() == choice:
                pill.setChecked(True)

    def _toggled(self, pill: QPushButton, on: bool) -> None:
        if on:
            self.chosen.emit(pill.text())


class KeyButton(QPushButton):
    """A pill with a glyph, words, and the keys that do the same."""

    def __init__(self, text: str, icon: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setAccessibleName(text.rstrip("…"))
        self._icon = icon
        self._glyph, words, self._cap = QLabel(), QLabel(text), QLabel()
        self._cap.setProperty("role", "key")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(6)
        for label in (self._glyph, words, self._cap):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)
        self.wear(palette)

    def sizeHint(self) -> QSize:
        """Return the room that glyph, words and keys need."""
        return self._row.sizeHint()

    def show_key(self, key: str) -> None:
        """Show the key that does the same."""
        self._cap.setText(chips.key_cap(key))
        self.setAccessibleDescription(key)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing of it can be left out."""
        return self.sizeHint()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._glyph.setPixmap(picture(self._icon, palette.muted, 14, self.devicePixelRatioF()))
