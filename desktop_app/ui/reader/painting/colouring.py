"""Words in another colour than the text's: made for what is on the page, when it is drawn.

In the document, every change of the palette would lay those words out again.
"""

from collections.abc import Sequence

from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QTextCharFormat, QTextCursor

from desktop_app.ui.reader.setting.page import Page, Shade
from desktop_app.ui.theme.palette import Palette


class Colouring:
    """The colours of one palette."""

    def __init__(self, palette: Palette) -> None:
        self._accent, self._muted = QTextCharFormat(), QTextCharFormat()
        self._accent.setForeground(QColor(palette.accent))
        self._muted.setForeground(QColor(palette.muted))

    def of(self, page: Page, blocks: Sequence[int]) -> list[Shade]:
        """Return what is coloured in some blocks of a page."""
        if not blocks:
            return []
        for index in blocks:
            page.reach(index)
        first, last = page.text_map.base(blocks[0]), page.text_map.to_shown(page.content.blocks[blocks[-1]].end)
        return [
            Shade(part.start, part.end, self._muted if part.muted else self._accent)
            for part in page.colourings.between(first, last + 1)
        ]


def as_selections(page: Page, shades: Sequence[Shade]) -> list[QAbstractTextDocumentLayout.Selection]:
    """Return shades in the form in which Qt's own layout draws them."""
    found: list[QAbstractTextDocumentLayout.Selection] = []
    for shade in shades:
        cursor = QTextCursor(page.document)
        cursor.setPosition(shade.start)
        cursor.setPosition(shade.end, QTextCursor.MoveMode.KeepAnchor)
        selection = QAbstractTextDocumentLayout.Selection()
        selection.cursor = cursor
        selection.format = shade.form
        found.append(selection)
    return found
