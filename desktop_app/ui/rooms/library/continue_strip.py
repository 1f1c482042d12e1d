"""The way back into what one is reading: up to three articles at the top of the library."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.document import ReadingStatus
from desktop_app.services.articles.library import Shelved
from desktop_app.ui.desk.progress import time_in_words
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.wording import day_name, percent
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, mixed

_MOST = 3
_HEIGHT = 64
_NARROWEST = 240
"""A card that would be narrower is left out."""


def being_read(shelved: Sequence[Shelved]) -> list[Shelved]:
    """Return the articles that have been begun and not finished, the one read last first."""
    begun = [row for row in shelved if row.state.status is ReadingStatus.READING]
    return sorted(begun, key=lambda row: row.state.opened or 0, reverse=True)


class ContinueStrip(QWidget):
    """Shows what is being read; hidden while that is nothing."""

    chosen = Signal(str)
    """The id of the article to go on with."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel("CONTINUE READING")
        heading.setProperty("role", "heading")
        self._key = key = QLabel()
        key.setProperty("role", "key")
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(heading)
        top.addSpacing(8)
        top.addWidget(key)
        top.addStretch(1)
        self.cards = [_Card(palette) for _ in range(_MOST)]
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        for card in self.cards:
            card.clicked.connect(self._choose)
            self._row.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 18)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self._row)
        self._rows: list[Shelved] = []
        self.hide()

    def show_articles(self, shelved: Sequence[Shelved], now: int, pace: float) -> None:
        """Show what is being read of these at `now` (milliseconds, UTC), `pace` in words a minute."""
        self._rows = being_read(shelved)
        for card, row in zip(self.cards, self._rows, strict=False):
            card.show_article(row, now, pace)
        self.setVisible(bool(self._rows))
        self.fit(self.width())

    def show_key(self, key: str) -> None:
        """Show the key that opens the first of them from anywhere."""
        self._key.setText(chips.key_cap(key))

    def fit(self, width: int) -> None:
        """Show as many cards as this width has room for."""
        room = max(1, width // _NARROWEST)
        for place, card in enumerate(self.cards):
            card.setVisible(place < min(room, len(self._rows)))

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        for card in self.cards:
            card.colours = palette
            card.update()

    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, _Card) and card.document is not None:
            self.chosen.emit(card.document)


class _Card(QPushButton):
    """One article: its title, how far one has come, and how long the rest takes."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.colours = palette
        self.document: str | None = None
        self._title = self._detail = ""
        self._part = 0.0
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(_NARROWEST // 2)  # or hidden cards would keep a room from becoming narrow
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the least width; the row shares out the rest."""
        return QSize(_NARROWEST, _HEIGHT)

    def show_article(self, row: Shelved, now: int, pace: float) -> None:
        """Show this one."""
        document, state = row.document, row.state
        left = time_in_words((1 - state.progress) * document.words / pace)
        day = "" if state.opened is None else f" · {day_name(state.opened, now)}"
        self.document = document.id
        self._title, self._part = document.title, state.progress
        self._detail = f"{percent(state.progress)} · {left} left{day}"
        self.setAccessibleName(f"Continue reading {document.title}, {self._detail}")
        self.setToolTip(document.title)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card as long as what has been read along its foot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = self.colours.card if not self.underMouse() else mixed(self.colours.card, self.colours.ink, 0.03)
        painter.setBrush(QColor(ground))
        painter.setPen(QColor(self.colours.accent if self.hasFocus() else self.colours.line))
        painter.drawRoundedRect(box, 8, 8)
        words = box.adjusted(14, 9, -14, 0)
        title = QRectF(words.left(), words.top(), words.width(), 22)
        face = fonts.sized(fonts.Family.SERIF.face, 15.5, QFont.Weight.DemiBold)
        chips.draw_words(painter, title, self._title, face, self.colours.ink)
        detail = QRectF(words.left(), title.bottom() + 1, words.width(), 16)
        chips.draw_words(painter, detail, self._detail, chips.interface_font(11.5), self.colours.muted)
        bar = QRectF(words.left(), box.bottom() - 9, words.width(), 3)
        chips.draw_bar(painter, bar, self._part, self.colours)
        painter.end()
