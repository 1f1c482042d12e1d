"""What words mean, written into the document of a lazily laid out page: emphasis, links, pictures.

Sizes, faces and spaces are not: the layout adds them to the blocks that it lays out.
"""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextImageFormat

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.setting.page import COLOURED, Coloured, Colourings, anchor_picture, muted_around, pieces
from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.reader.setting.shown_text import marks_of, units
from desktop_app.ui.reader.setting.text_map import TextMap
from desktop_app.ui.reader.setting.typesetting import styled

_ALONE = {kind: frozenset({kind}) for kind in InlineKind}


class Formats:
    """Writes block after block, in whatever order, once the words are there. `links` and `colourings` grow with it."""

    def __init__(self, content: Content, text_map: TextMap, document: QTextDocument, pictures: Pictures) -> None:
        self._content = content
        self._map = text_map
        self._cursor = QTextCursor(document)
        self._pictures = pictures
        self._forms: dict[frozenset[InlineKind], QTextCharFormat] = {}
        self._numbers: dict[Inline, int] = {}
        self._coloured: list[Coloured] = []
        self.links: list[Inline] = []
        self.colourings = Colourings()

    def write(self, index: int) -> None:
        """Write the formats of one block."""
        block = self._content.blocks[index]
        if block.kind is BlockKind.FIGURE:
            self._figure(index, block, captioned=block.end > block.start)
        else:
            self._spans(index, block)
        if self._coloured:
            self.colourings.add(self._coloured)
            self._coloured.clear()

    def _figure(self, index: int, block: Block, *, captioned: bool) -> None:
        name, size = self._pictures.add(block.resource or "", block.width)
        image = QTextImageFormat()
        image.setName(name)
        image.setWidth(size.width())
        image.setHeight(size.height())
        anchor_picture(image, index, block)
        base = self._map.base(index)
        self._set(base, base + 1, image)
        if captioned:
            self._spans(index, block)
            end = self._map.to_shown(block.end, ending=True)
            self._coloured[:] = muted_around(self._coloured, base + 2, end)

    def _spans(self, index: int, block: Block) -> None:
        if self._map.is_plain(index) and _apart(block.inline):
            moved = self._map.base(index) - block.start
            for span in block.inline:
                self._span_alone(span, moved)
            return
        marks = marks_of(block)
        for start, end, over in pieces(block.start, block.end, block.inline):
            if marks and marks[0].start == start:
                self._marks(start, [mark for mark in marks if mark.start == start])
            kinds = frozenset(span.kind for span in over if span.kind is not InlineKind.FOOTNOTE_REFERENCE)
            if start < end and kinds:
                link = next((one for one in over if one.kind is InlineKind.LINK), None)
                self._words(self._map.to_shown(start), self._map.to_shown(end, ending=True), kinds, link)
            marks = [mark for mark in marks if mark.start > start]

    def _span_alone(self, span: Inline, moved: int) -> None:
        """Most spans are in blocks whose words are shown one to one, and no other lies over them: a short way."""
        link = span if span.kind is InlineKind.LINK else None
        self._words(span.start + moved, span.end + moved, _ALONE[span.kind], link)

    def _words(self, start: int, end: int, kinds: frozenset[InlineKind], link: Inline | None) -> None:
        self._set(start, end, self._form(kinds, link))
        if kinds & COLOURED:
            self._coloured.append(Coloured(start, end, muted=False))

    def _marks(self, place: int, marks: list[Inline]) -> None:
        shown = self._map.to_shown(place, ending=True)
        for mark in marks:
            end = shown + units(mark.href or "*")
            self._set(shown, end, self._form(frozenset({mark.kind}), mark))
            self._coloured.append(Coloured(shown, end, muted=False))
            shown = end

    def _form(self, kinds: frozenset[InlineKind], anchor: Inline | None) -> QTextCharFormat:
        known = self._forms.get(kinds)
        if known is None:
            known = self._forms[kinds] = styled(kinds)
        if anchor is None:
            return known
        number = self._numbers.setdefault(anchor, len(self.links))
        if number == len(self.links):
            self.links.append(anchor)
        anchored = QTextCharFormat(known)
        anchored.setAnchor(True)
        anchored.setAnchorHref(str(number))
        return anchored

    def _set(self, start: int, end: int, form: QTextCharFormat) -> None:
        self._cursor.setPosition(start)
        self._cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.setCharFormat(form)


def _apart(spans: Sequence[Inline]) -> bool:
    """Say whether spans are in order, do not meet, and have words."""
    end = -1
    for span in spans:
        if span.start < end or span.end <= span.start or span.kind is InlineKind.FOOTNOTE_REFERENCE:
            return False
        end = span.end
    return True
