"""A passage in the few lines that a card has room for: laid out once, drawn as often as it is seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextLine, QTextOption

from desktop_app.ui.drawing import chips

_LONGEST = 1200
"""Code points: more than ever fit into the lines of a card."""
_ROOM = 18  # pixels that a line which goes on leaves for "…"


class Passage:
    """Breaks words into at most `most` lines of `width` pixels, each `height` high; the last ends in "…" if it must.

    The layout keeps the shapes of its letters, so that drawing is no more than copying them.
    """

    def __init__(
        self, words: str, face: QFont, width: int, most: int, height: int,
        formats: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:  # fmt: skip
        words = words[:_LONGEST]
        self._face, self._height = face, height
        self._layout = QTextLayout(words, face)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(_wrapping())
        if formats:
            self._layout.setFormats(formats)
        self._more = self._lay_out(width, most, units_in(words))

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self._layout.lineCount()

    def draw(self, painter: QPainter, left: float, top: float, colour: str) -> None:
        """Draw the lines."""
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(left, top))
        if self._more:
            last = self._layout.lineAt(self.lines - 1)
            box = QRectF(left + last.naturalTextWidth() + 1, top + (self.lines - 1) * self._height, _ROOM, self._height)
            chips.draw_words(painter, box, "…", self._face, colour)

    def unit_at(self, x: float, number: int) -> int | None:
        """Return which UTF-16 unit of the words stands at a place of a line; None beside them."""
        if not 0 <= number < self.lines:
            return None
        line = self._layout.lineAt(number)
        return line.xToCursor(x) if 0 <= x <= line.naturalTextWidth() else None

    def _lay_out(self, width: int, most: int, units: int) -> bool:
        """Return whether the words go on after the last line."""
        self._layout.beginLayout()
        more = False
        while self.lines < most and (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            if self.lines == most and _end(line) < units:
                more = True
                line.setLineWidth(width - _ROOM)
            line.setPosition(QPointF(0, (self.lines - 1) * self._height + (self._height - line.height()) / 2))
        self._layout.endLayout()
        return more


def units_in(words: str) -> int:
    """Return how many UTF-16 units words have, which is how Qt counts."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _end(line: QTextLine) -> int:
    return line.textStart() + line.textLength()


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
