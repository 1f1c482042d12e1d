"""The highlight itself: where it is from, its words as large as they deserve, and the note on them."""

import html

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.annotation import Annotation, Colour
from desktop_app.core.text.note_text import displayed
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_LARGE, _SMALL = 21.0, 18.0
_SHORT = 400
"""Characters up to which words are set large."""
_LINE = 48
_EDGE = 4
_LEADING = 108
"""In hundredths of the face's own height, which is near one and a half times its size."""


class ReviewCard(QScrollArea):
    """Shows one annotation; what is too long for the window scrolls."""

    link_activated = Signal(str)
    """Where a link in the note leads that was clicked."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load(fonts.Family.SERIF)
        fonts.load_bold(fonts.Family.SANS)
        fonts.load_slanted(fonts.Family.SANS)
        self._size = _LARGE
        self._source = _label("muted")
        self._words = _label()
        self._note = _label()
        self._note.linkActivated.connect(self.link_activated)
        self._foot = _label("muted")
        self._quote = _Quote(palette, self._words)
        self._remark = QFrame()
        self._remark.setProperty("role", "card")
        QVBoxLayout(self._remark).addWidget(self._note)
        self._remark.setContentsMargins(6, 2, 6, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(14)
        column.addStretch(1)
        for widget in (self._source, self._quote, self._remark, self._foot):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def show_annotation(self, annotation: Annotation, source: str, foot: str) -> None:
        """Show an annotation; `source` says where its words are from and `foot` when they were marked."""
        quote = annotation.target.quote.exact if annotation.target.quote is not None else ""
        self._size = _LARGE if len(quote) <= _SHORT else _SMALL
        self._dress()
        lines = [line for line in quote.split("\n") if line.strip()]
        self._words.setText("".join(_paragraph(line, 10 * bool(place)) for place, line in enumerate(lines)))
        self._source.setText(source)
        self._foot.setText(foot)
        self._note.setTextFormat(Qt.TextFormat.MarkdownText)
        self._note.setText(displayed(annotation.note))
        self._remark.setVisible(bool(annotation.note.strip()))
        self._quote.colour = annotation.colour
        self._quote.update()
        self.verticalScrollBar().setValue(0)

    def scroll_by_key(self, key: int) -> bool:
        """Scroll on the arrows and the page keys; tell whether the key was one."""
        bar = self.verticalScrollBar()
        page = bar.pageStep() - _LINE
        steps = {
            Qt.Key.Key_Down: _LINE,
            Qt.Key.Key_Up: -_LINE,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Space: page,
        }
        step = next((step for name, step in steps.items() if name == key), 0)
        bar.setValue(bar.value() + step)
        return bool(step)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._quote.colours = palette
        self._dress()
        self._note.setText(self._note.text())  # links are coloured when a text is set
        self._quote.update()

    def _dress(self) -> None:
        # A style sheet that was put on since has taken the fonts away.
        self._words.setFont(fonts.sized(fonts.Family.SERIF.face, self._size))
        self._note.setFont(fonts.interface(14))


class _Quote(QFrame):
    """Words with the edge of their colour beside them, as on a card of the margin."""

    def __init__(self, palette: Palette, words: QLabel) -> None:
        super().__init__()
        self.colours = palette
        self.colour: Colour | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 2, 0, 2)
        column.addWidget(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.edge(self.colour)))
        painter.drawRoundedRect(QRectF(0, 0, _EDGE, self.height()), 2, 2)
        painter.end()


def _label(role: str = "") -> QLabel:
    label = QLabel()
    if role:
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _paragraph(line: str, above: int) -> str:
    style = f"line-height: {_LEADING}%; margin: {above}px 0 0 0"
    return f'<p style="{style}">{html.escape(line)}</p>'
