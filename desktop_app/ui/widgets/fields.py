"""Small parts that the dialogs of exchange have in common."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from desktop_app.ui.widgets.floating import announce

_HEIGHT, _GLYPH = 30, 14
_PROFILES = {"obsidian": "Obsidian (callouts)", "plain": "Plain Markdown", "outline": "Outline"}


def template_title(name: str) -> str:
    """Return what a template is called: a person's own as they have named it."""
    return _PROFILES.get(name, name)


def caption(words: str, field: QWidget) -> QLabel:
    """Return the caption of a field, whose underlined letter goes to it."""
    label = QLabel(words)
    label.setBuddy(field)
    label.setProperty("role", "muted")
    return label


def heading(words: str) -> QLabel:
    """Return the heading of a pane."""
    label = QLabel(words)
    label.setProperty("role", "heading")
    return label


class Sentence(QLabel):
    """Whole sentences, which break where the dialog ends."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def tell(self, words: str) -> None:
        """Say `words`, aloud too where a screen reader listens: nobody moves the keyboard to a sentence."""
        if words != self.text():
            self.setText(words)
            if words and self.isVisible():
                announce(self, words)


def side_by_side(*widgets: QWidget) -> QWidget:
    """Return a row whose first widget takes the room there is, and the keyboard."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.setStretchFactor(widgets[0], 1)
    row.setFocusProxy(widgets[0])
    return row


def side_button(words: str) -> QPushButton:
    """Return a button beside a field, which Enter in the field does not press."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    return button


def progress_bar(name: str) -> QProgressBar:
    """Return a bar that keeps its place while it is not seen."""
    bar = QProgressBar()
    bar.setAccessibleName(name)
    bar.setTextVisible(False)
    policy = bar.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    bar.setSizePolicy(policy)
    bar.setVisible(False)
    return bar
