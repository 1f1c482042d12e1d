"""Small parts that the dialogs of exchange have in common."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from desktop_app.ui import chips
from desktop_app.ui.floating import announce
from desktop_app.ui.theme.icons import picture

_HEIGHT, _GLYPH = 30, 14
_PROFILES = {"obsidian": "Obsidian (callouts)", "plain": "Plain Markdown", "outline": "Outline"}


class Choice(QComboBox):
    """A list to choose one thing from, which looks like the other fields; it may be narrower than its longest entry."""

    def __init__(self, name: str, choices: Sequence[str] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.addItems(list(choices))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)

    @property
    def key(self) -> str:
        """What the choice is known by, where it was offered with keys."""
        return str(self.currentData() or "")

    def offer(self, choices: Iterable[tuple[str, str]], chosen: str = "") -> None:
        """Offer these, each a key and what it is called, and choose the one with the key `chosen`, else the first."""
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        if chosen:
            self.choose(chosen)

    def choose(self, key: str) -> None:
        """Choose what has this key, else the first."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def sizeHint(self) -> QSize:
        """Return the height of a field."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw a field with its choice and a glyph that says there are others."""
        colours, box = self.palette(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ink = colours.text().color()
        quiet = colours.placeholderText().color()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.color(QPalette.ColorRole.Accent) if self.hasFocus() else colours.mid().color()
        painter.setPen(QPen(edge, 1))
        painter.setBrush(colours.light() if self.isEnabled() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        glyph = picture("chevron-down", quiet.name(), _GLYPH, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(box.right() - _GLYPH - 9, box.center().y() - _GLYPH / 2), glyph)
        words = box.adjusted(9, 0, -_GLYPH - 16, 0)
        shown = (ink if self.isEnabled() else quiet).name()
        chips.draw_words(painter, words, self.currentText(), chips.interface_font(), shown)
        painter.end()


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
