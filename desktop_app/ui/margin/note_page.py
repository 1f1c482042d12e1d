"""A note as a card shows it: what its Markdown means, with links that can be followed."""

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextList,
    QTextListFormat,
    QTextOption,
    QTextTable,
)

from desktop_app.core.text.note_text import displayed
from desktop_app.ui.desk.progress import counted
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts

_INDENT = 16  # pixels that a list, or a quote, stands further right
_HEADING = 1.12  # how large the first heading of a note is, beside its words; the others are as large as those
_BETWEEN = 6  # pixels between paragraphs
_CELL = 3  # pixels around the words of a table's cell
_CODE = 0.94  # how large code is beside other words, whose face is narrower
_DISC, _RING = QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle
_SIGNS = frozenset({_DISC, _RING, QTextListFormat.Style.ListSquare})
_SHOWN = 1500  # letters of a note on its card, more than a page is high: laying out a book of a note takes seconds


class NotePage:
    """Lays out one note at a time: cards keep their heights and pictures, and a document is a heavy thing to keep."""

    def __init__(self, parent: QObject) -> None:
        # The parent's own, so that it ends in the window's thread and not in one that happens to collect garbage.
        self._document = QTextDocument(parent)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self._document.setIndentWidth(_INDENT)
        self._document.setDefaultFont(chips.interface_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)

    def lay_out(self, note: str, width: int, line: str) -> QTextDocument:
        """Return the note laid out at a width in pixels, until the next one is; tables have lines of that colour."""
        fonts.load_bold(fonts.Family.SANS)  # for the strong and slanted words that Markdown may have
        fonts.load_slanted(fonts.Family.SANS)
        self._document.setMarkdown(_shown(note))
        _dress(self._document, QColor(line))
        self._document.setTextWidth(width)
        return self._document


def _shown(note: str) -> str:
    """Return a note, or as much of a very long one as its card shows; Enter opens all of it."""
    note = displayed(note)
    if len(note) <= _SHOWN:
        return note
    beginning = note[:_SHOWN].rsplit(maxsplit=1)[0]
    return f"{beginning} …\n\n*{counted(len(note) - len(beginning), 'letter')} more*"


def _dress(document: QTextDocument, line: QColor) -> None:
    """Set what Markdown means as a card has room for it: Qt sets it as a page would."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        table: QTextTable | None = cursor.currentTable()
        if table is None:
            _set_prose(block, cursor)
        elif table.firstPosition() == block.position():
            _rule(table, line)
            _mend_first_cell(table)
            block = document.findBlock(table.firstPosition())
        _set_code(block, cursor)
        block = block.next()


def _set_prose(block: QTextBlock, cursor: QTextCursor) -> None:
    """Set a block that stands in no table; `cursor` is at its beginning."""
    form = block.blockFormat()
    level, quoted = form.headingLevel(), _quotes(form)
    close = block.textList() is not None or (_is_code(block) and _is_code(block.previous()))
    cursor.setBlockFormat(_spaced(form, close=close or not block.position()))
    if level or quoted:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_heading(level) if level else _slanted())
    _mark_item(block)


def _rule(table: QTextTable, line: QColor) -> None:
    """Give a table quiet lines."""
    form = table.format()
    form.setBorder(1)
    form.setBorderBrush(line)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellSpacing(0)
    form.setCellPadding(_CELL)
    form.setTopMargin(_BETWEEN)
    table.setFormat(form)


def _mend_first_cell(table: QTextTable) -> None:
    """Put the words of the first heading where they belong: behind a quote, Qt sets them as a paragraph below it."""
    cell = table.cellAt(0, 0)
    cursor = cell.firstCursorPosition()
    if cursor.position() == cell.lastPosition() or cursor.block().length() > 1:
        return
    cursor.deleteChar()
    cursor.setBlockFormat(QTextBlockFormat())
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    cursor.mergeCharFormat(bold)


def _quotes(form: QTextBlockFormat) -> int:
    return int(form.property(QTextFormat.Property.BlockQuoteLevel) or 0)


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _spaced(form: QTextBlockFormat, *, close: bool) -> QTextBlockFormat:
    form.setTopMargin(0 if close else _BETWEEN)
    form.setBottomMargin(0)
    form.setLeftMargin(_INDENT * _quotes(form))
    form.setRightMargin(0)
    return form


def _heading(level: int) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(chips.interface_font(fonts.INTERFACE_SIZE * (_HEADING if level == 1 else 1), QFont.Weight.DemiBold))
    form.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)  # by which Qt makes headings larger
    return form


def _slanted() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontItalic(True)
    return form


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found = []
    piece = block.begin()
    while not piece.atEnd():
        found.append(piece.fragment())
        piece += 1
    return found


def _set_code(block: QTextBlock, cursor: QTextCursor) -> None:
    """Set the code of a block in the face that code has everywhere."""
    spans = _fragments(block)
    for span in [span for span in spans if span.charFormat().fontFixedPitch() or _is_code(block)]:
        fonts.load_mono()
        cursor.setPosition(span.position())
        cursor.setPosition(span.position() + span.length(), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setFont(fonts.sized(fonts.MONO, fonts.INTERFACE_SIZE * _CODE))
        cursor.mergeCharFormat(form)


def _mark_item(block: QTextBlock) -> None:
    """Give the items of a list the sign of their depth; numbers stay."""
    items: QTextList | None = block.textList()
    if items is not None and items.format().style() in _SIGNS:
        form = items.format()
        form.setStyle(_DISC if form.indent() < 2 else _RING)
        items.setFormat(form)
