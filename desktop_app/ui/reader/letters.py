"""Letters drawn ahead of the first page that is turned.

Qt draws a letter's shape when it is first shown at a size, once for each quarter of a pixel at which it can stand, and
keeps it. A person would wait for these at every page of a book just opened, until all have been met.
"""

from collections import Counter

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QImage, QPainter, QRawFont

_SAMPLE = 20_000
"""How many code points of a text tell which letters it is written in."""

_MOST = 90
"""How many different letters are drawn: more would be felt (6 ms)."""

_QUARTERS = (0.0, 0.25, 0.5, 0.75)


def draw_ahead(font: QFont, text: str) -> None:
    """Let Qt make the shapes of a text's most frequent letters, where the font has them."""
    letters = "".join(letter for letter, _ in Counter(text[:_SAMPLE]).most_common(_MOST))
    run = QGlyphRun()
    run.setRawFont(QRawFont.fromFont(font))
    glyphs = [glyph for glyph in run.rawFont().glyphIndexesForString(letters) if glyph]
    run.setGlyphIndexes(glyphs)
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for place in _QUARTERS:
        run.setPositions([QPointF(place, 0.0)] * len(glyphs))
        painter.drawGlyphRun(QPointF(), run)
    painter.end()
