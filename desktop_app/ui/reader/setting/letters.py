"""Letters drawn ahead of the first page that is turned.

Qt draws a letter's shape when it is first shown at a size, once for each quarter of a pixel at which it can stand, and
keeps it. A person would wait for these at every page of a book just opened, until all have been met.
"""

from collections import Counter

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QGlyphRun, QImage, QPainter, QRawFont, QTextDocument

_SAMPLE = 20_000
"""How many code points of a text tell which letters it is written in."""

_MOST = 90
"""How many different letters are drawn: more would be felt (6 ms)."""

_BEYOND, _WIDE = 8, 1e6
"""Pixels below the edge of the picture on which words are drawn, and a width in which any line has room."""

_QUARTERS = (0.0, 0.25, 0.5, 0.75)


def draw_ahead(font: QFont, text: str, ratio: float = 1.0) -> None:
    """Let Qt make the shapes of a text's most frequent letters, where the font has them.

    `ratio` are the screen's pixels to a logical one.
    """
    letters = "".join(letter for letter, _ in Counter(text[:_SAMPLE]).most_common(_MOST))
    run = QGlyphRun()
    run.setRawFont(QRawFont.fromFont(font))
    glyphs = [glyph for glyph in run.rawFont().glyphIndexesForString(letters) if glyph]
    run.setGlyphIndexes(glyphs)
    image = _out_of_sight(ratio)
    painter = QPainter(image)
    for place in _QUARTERS:
        run.setPositions([QPointF(place, 0.0)] * len(glyphs))
        painter.drawGlyphRun(QPointF(), run)
    painter.end()


def draw_words_ahead(document: QTextDocument, start: int, end: int, height: float, ratio: float = 1.0) -> None:
    """Let Qt make the shapes of all letters between two positions, in whatever face they are, where they are laid out.

    Of a block that is higher than a page, only the lines that a page of this height shows of it are looked at.
    """
    image = _out_of_sight(ratio)
    painter = QPainter(image)
    painter.translate(0, _BEYOND)
    block, page = document.findBlock(start), QRectF(0, 0, _WIDE, height)
    while block.isValid() and block.position() < end:
        block.layout().draw(painter, QPointF(), [], page)
        block = block.next()
    painter.end()


def _out_of_sight(ratio: float) -> QImage:
    """Return a picture too small to show anything, on which a letter costs little more than its shape."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    return image
