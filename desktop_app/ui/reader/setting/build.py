"""From our blocks to Qt's document, by cursor: no markup is ever parsed here, and every offset stays ours.

Blocks follow one another as Qt's do, and the newline between them is Qt's block separator. A table costs no position
either: Qt's mark before a cell stands for the tab or newline before it. What is shown beyond the text (the marks of
footnote references, pictures, the cells that a short row lacks) is noted in the TextMap.
"""

from bisect import bisect_left

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextImageFormat, QTextTable

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.text.direction import runs_leftwards
from desktop_app.ui.reader.setting.hyphenation import Hyphenator, with_hyphens
from desktop_app.ui.reader.setting.line_breaks import LINE_BREAK, binds, with_bound_spaces
from desktop_app.ui.reader.setting.page import (
    BOTTOM,
    COLOURED,
    SIDE,
    TOP,
    Coloured,
    Colourings,
    Page,
    anchor_picture,
    empty_document,
    load_faces,
    muted_around,
    pieces,
)
from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.reader.setting.text_map import TextMap
from desktop_app.ui.reader.setting.typesetting import Setting, Typesetting, column_alignment

_UNSEEN = "\u200b"


def build(
    content: Content, typesetting: Typesetting, pictures: Pictures, parent: QObject, hyphens: Hyphenator | None = None
) -> Page:
    """Build the document of `content`. `parent` must serve the pictures by its `loadResource`."""
    load_faces(content, typesetting)
    return _Builder(content, typesetting, pictures, parent, hyphens).page()


class _Builder:
    def __init__(
        self,
        content: Content,
        typesetting: Typesetting,
        pictures: Pictures,
        parent: QObject,
        hyphens: Hyphenator | None,
    ) -> None:
        self._content = content
        self._hyphens = hyphens
        self._binds = binds(content.text)
        self._breaks: list[int] = []
        self._set = typesetting
        self._pictures = pictures
        self._document = empty_document(typesetting, parent)
        self._cursor = QTextCursor(self._document)
        self._unused = True  # the block at the cursor is there, but nothing stands in it
        self._bases: list[int] = []
        self._shown_only: dict[int, list[tuple[int, int]]] = {}
        self._links: dict[Inline, int] = {}
        self._tables: dict[int, QTextTable] = {}
        self._coloured: list[Coloured] = []

    def page(self) -> Page:
        self._cursor.beginEditBlock()
        for index, block in enumerate(self._content.blocks):
            if block.kind is BlockKind.TABLE:
                self._table(index, block)
            elif block.kind is BlockKind.FIGURE:
                self._figure(index, block)
            else:
                follows = index > 0 and self._content.blocks[index - 1].kind is block.kind
                leftwards = runs_leftwards(self._content.text_of(block))
                self._begin(self._set.setting(block) if follows else self._set.opening(block), leftwards=leftwards)
                self._bases.append(self._cursor.position())
                self._write(index, block.start, block.end, self._set.setting(block))
                if block.start == block.end and self._beside_table(index):
                    # Qt gives no room to an empty block above or below a table, as if it had made that itself.
                    self._cursor.insertText(_UNSEEN)
                    self._shown_only[index] = [(0, len(_UNSEEN))]
        if self._unused:
            self._begin(self._set.nothing)
        self._frame()
        self._cursor.endEditBlock()
        text_map = TextMap(self._content, self._bases, self._shown_only)
        return Page(
            self._content,
            self._document,
            text_map,
            self._set,
            self._pictures,
            tuple(self._links),
            Colourings(self._coloured),
            self._tables,
        )

    def _beside_table(self, index: int) -> bool:
        beside = self._content.blocks[max(0, index - 1) : index + 2]
        return any(block.kind is BlockKind.TABLE for block in beside)

    def _frame(self) -> None:
        frame = self._document.rootFrame().frameFormat()
        frame.setLeftMargin(SIDE)
        frame.setRightMargin(SIDE)
        frame.setTopMargin(TOP)
        frame.setBottomMargin(BOTTOM)
        self._document.rootFrame().setFrameFormat(frame)

    def _begin(self, setting: Setting, alignment: Qt.AlignmentFlag | None = None, *, leftwards: bool = False) -> None:
        block_format = self._aligned(setting, alignment, leftwards=leftwards)
        if self._unused:
            self._cursor.setBlockFormat(block_format)
            self._cursor.setBlockCharFormat(self._set.char_format(setting))
            self._unused = False
        else:
            self._cursor.insertBlock(block_format, self._set.char_format(setting))

    def _aligned(
        self, setting: Setting, alignment: Qt.AlignmentFlag | None, *, leftwards: bool = False
    ) -> QTextBlockFormat:
        shared = self._set.block_format(setting, leftwards=leftwards)
        if alignment is None:
            return shared
        made = QTextBlockFormat(shared)
        made.setAlignment(alignment)
        return made

    def _write(self, index: int, start: int, end: int, setting: Setting) -> None:
        """Write the code points `start` to `end` of a block at the cursor, with the spans that meet them."""
        begun, before = self._cursor.position(), len(self._coloured)
        block = self._content.blocks[index]
        self._breaks = self._hyphens.breaks(self._content, block) if self._hyphens is not None else []
        if self._breaks:
            self._shown_only.setdefault(index, []).extend((place - block.start, 1) for place in self._breaks)
        spans = [span for span in block.inline if span.start <= end and span.end >= start]
        if spans:
            self._write_spans(index, start, end, setting, spans)
        else:
            self._insert(start, end, self._set.char_format(setting))
        if setting.muted:
            self._coloured[before:] = muted_around(self._coloured[before:], begun, self._cursor.position())

    def _write_spans(self, index: int, start: int, end: int, setting: Setting, spans: list[Inline]) -> None:
        marks = [span for span in spans if span.kind is InlineKind.FOOTNOTE_REFERENCE]
        for place, following, over in pieces(start, end, spans):
            for mark in marks:
                if mark.start == place:
                    self._mark(index, mark, setting)
            if place < following:
                self._piece(place, following, setting, over)

    def _piece(self, start: int, end: int, setting: Setting, over: list[Inline]) -> None:
        kinds = frozenset(span.kind for span in over if span.kind is not InlineKind.FOOTNOTE_REFERENCE)
        form = self._set.span_format(setting, kinds) if kinds else self._set.char_format(setting)
        link = next((span for span in over if span.kind is InlineKind.LINK), None)
        if link is not None:
            form = self._anchored(form, link)
        begun = self._cursor.position()
        self._insert(start, end, form)
        if kinds & COLOURED:
            self._coloured.append(Coloured(begun, self._cursor.position(), muted=False))

    def _mark(self, index: int, mark: Inline, setting: Setting) -> None:
        """Write the mark of a footnote reference, which is no text."""
        form = self._anchored(self._set.span_format(setting, frozenset({mark.kind})), mark)
        begun = self._cursor.position()
        self._cursor.insertText(mark.href or "*", form)
        units = self._cursor.position() - begun
        self._coloured.append(Coloured(begun, begun + units, muted=False))
        inside = mark.start - self._content.blocks[index].start
        self._shown_only.setdefault(index, []).append((inside, units))

    def _anchored(self, form: QTextCharFormat, span: Inline) -> QTextCharFormat:
        anchored = QTextCharFormat(form)
        anchored.setAnchor(True)
        number = self._links.setdefault(span, len(self._links))
        anchored.setAnchorHref(str(number))
        return anchored

    def _insert(self, start: int, end: int, form: QTextCharFormat) -> None:
        text = self._content.text[start:end]
        if self._breaks:
            inside = self._breaks[bisect_left(self._breaks, start) : bisect_left(self._breaks, end)]
            text = with_hyphens(text, start, inside)
        if self._binds:
            text = with_bound_spaces(text)
        self._cursor.insertText(text.replace("\n", LINE_BREAK) if "\n" in text else text, form)

    def _figure(self, index: int, block: Block) -> None:
        self._begin(self._set.picture, Qt.AlignmentFlag.AlignHCenter)
        self._bases.append(self._cursor.position())
        name, size = self._pictures.add(block.resource or "", block.width)
        image = QTextImageFormat()
        image.setName(name)
        image.setWidth(size.width())
        image.setHeight(size.height())
        anchor_picture(image, index, block)
        self._cursor.insertImage(image)
        if block.end > block.start:
            self._begin(self._set.caption, Qt.AlignmentFlag.AlignHCenter)
            self._write(index, block.start, block.end, self._set.caption)
        self._shown_only.setdefault(index, []).append((0, 2 if block.end > block.start else 1))

    def _table(self, index: int, block: Block) -> None:
        if self._unused:  # Qt's tables stand between two blocks: here there is none before
            self._begin(self._set.nothing)
        rows = [line.split("\t") for line in self._content.text_of(block).split("\n")]
        columns = max(map(len, rows))
        blocks = self._content.blocks
        before, after = blocks[index - 1] if index else None, blocks[index + 1] if index + 1 < len(blocks) else None
        table = self._cursor.insertTable(len(rows), columns, self._set.table_format(block, before, after))
        self._tables[index] = table
        self._bases.append(table.firstPosition())
        offset = block.start
        for number, row in enumerate(rows):
            setting = self._set.row(heading=number < block.level)
            for column in range(columns):
                self._cursor = table.cellAt(number, column).firstCursorPosition()
                self._cursor.setBlockFormat(self._aligned(setting, column_alignment(block, column)))
                self._cursor.setBlockCharFormat(self._set.char_format(setting))
                if column < len(row):
                    self._write(index, offset, offset + len(row[column]), setting)
                    offset += len(row[column]) + 1
            if len(row) < columns:
                missing = (offset - 1 - block.start, columns - len(row))
                self._shown_only.setdefault(index, []).append(missing)
        self._cursor.setPosition(table.lastPosition() + 1)
        self._unused = True
