"""A note as a card shows it: what its Markdown means, with links that can be followed."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument, QTextOption

from desktop_app.core.text.note_text import displayed
from desktop_app.ui.desk.progress import counted
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts

_SHOWN = 1500  # letters of a note on its card, more than a page is high: laying out a book of a note takes seconds


class NotePage:
    """Lays out one note at a time: cards keep their heights and pictures, and a document is a heavy thing to keep."""

    def __init__(self, parent: QObject) -> None:
        # The parent's own, so that it ends in the window's thread and not in one that happens to collect garbage.
        self._document = QTextDocument(parent)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(chips.interface_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)

    def lay_out(self, note: str, width: int) -> QTextDocument:
        """Return the note laid out at a width in pixels, until the next one is."""
        fonts.load_bold(fonts.Family.SANS)  # for the strong and slanted words that Markdown may have
        fonts.load_slanted(fonts.Family.SANS)
        self._document.setMarkdown(_shown(note))
        self._document.setTextWidth(width)
        return self._document


def _shown(note: str) -> str:
    """Return a note, or as much of a very long one as its card shows; Enter opens all of it."""
    note = displayed(note)
    if len(note) <= _SHOWN:
        return note
    beginning = note[:_SHOWN].rsplit(maxsplit=1)[0]
    return f"{beginning} …\n\n*{counted(len(note) - len(beginning), 'letter')} more*"
