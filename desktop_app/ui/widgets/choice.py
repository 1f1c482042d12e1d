"""A field to choose one thing from."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox

from desktop_app.ui.drawing import chips
from desktop_app.ui.theme.icons import picture

_HEIGHT, _GLYPH = 30, 14


class Choice(QComboBox):
    """A list to choose one thing from, which looks like the other fields; it may be narrower than its longest entry."""

    def __init__(self, name: str, choices: Sequence[str] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on Linux, Qt calls a list by what is chosen in it
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
