"""From our blocks to a Qt document that a LazyLayout lays out: the text in large pieces, then formats for its spans.

A million words come into Qt in 50 ms so, a third of what block after block takes, because sizes, faces and spaces are
not written into the document: the layout adds them to the blocks that it lays out. A table's cells are blocks; the
breaks between them stand for its tabs and newlines.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextImageFormat

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.hyphenation import SOFT_HYPHEN, Hyphenator
from desktop_app.ui.reader.lazy_layout import LazyLayout
from desktop_app.ui.reader.page import (
    COLOURED,
    LINE_BREAK,
    Coloured,
    Colourings,
    Page,
    binds,
    empty_document,
    load_faces,
    muted_around,
    pieces,
    with_bound_spaces,
)
from desktop_app.ui.reader.pictures import Pictures
from desktop_app.ui.reader.text_map import TextMap
from desktop_app.ui.reader.typesetting import Typesetting, styled

_AT_ONCE = 400_000
"""Code points handed to Qt in one call: enough to be quick, and few enough not to hold the text three times."""

_ALONE = {kind: frozenset({kind}) for kind in InlineKind}
_ASTRAL = re.compile("[\\U00010000-\\U0010ffff]")
_PICTURE = "\ufffc"


def build_lazily(
    content: Content, typesetting: Typesetting, pictures: Pictures, parent: QObject, hyphens: Hyphenator | None = None
) -> Page:
    """Build the document of `content`, laid out by a LazyLayout. `parent` must serve the pictures."""
    load_faces(content, typesetting)
    builder = _Builder(content, hyphens)
    document = empty_document(typesetting, parent)
    layout = LazyLayout(document)
    document.setDocumentLayout(layout)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    bound = binds(content.text)
    for text in _batches(builder.shown):
        cursor.insertText(with_bound_spaces(text) if bound else text)
    text_map = TextMap(content, builder.bases, builder.shown_only)
    formats = _Formats(content, text_map, cursor, pictures)
    formats.write()
    cursor.endEditBlock()
    links, colourings = tuple(formats.links), Colourings(formats.coloured)
    page = Page(content, document, text_map, typesetting, pictures, links, colourings, {})
    layout.begin(page)
    return page


def marks_of(block: Block) -> list[Inline]:
    """Return a block's footnote references in the order of their places."""
    marks = [span for span in block.inline if span.kind is InlineKind.FOOTNOTE_REFERENCE]
    return sorted(marks, key=lambda span: span.start)


def _has_astral(text: str) -> bool:
    """Say whether a character takes two units; encoding tells it ten times sooner than a search."""
    parts = (text[start : start + _AT_ONCE] for start in range(0, len(text), _AT_ONCE))
    return any(not piece.isascii() and len(piece.encode("utf-16-le")) > 2 * len(piece) for piece in parts)


def _units(text: str) -> int:
    return len(text) + len(_ASTRAL.findall(text))


class _Part(NamedTuple):
    """The text from `start` to `end` as it stands, and what is shown instead of the block that follows it."""

    start: int
    end: int
    instead: str


class _Builder:
    """Works out the text as it is shown, and where each block begins in it."""

    def __init__(self, content: Content, hyphens: Hyphenator | None) -> None:
        self._content = content
        self._text = content.text
        self._hyphens = hyphens
        self._parts: list[_Part] = []
        self._taken = 0
        self.bases: list[int] = []
        self.shown_only: dict[int, list[tuple[int, int]]] = {}
        astral = [found.start() for found in _ASTRAL.finditer(self._text)] if _has_astral(self._text) else []
        moved = 0
        for index, block in enumerate(content.blocks):
            wide = bisect_left(astral, block.start) if astral else 0
            self.bases.append(block.start + moved + wide)
            moved += self._take(index, block)

    @property
    def shown(self) -> Iterator[str]:
        """The text as it is shown, in pieces; a book's would be held twice if they were there all at once."""
        for part in self._parts:
            yield from self._cut(part.start, part.end)
            yield part.instead
        yield from self._cut(self._taken, len(self._text))

    def _cut(self, start: int, end: int) -> Iterator[str]:
        for place in range(start, end, _AT_ONCE):
            yield self._text[place : min(end, place + _AT_ONCE)]

    def _take(self, index: int, block: Block) -> int:
        """Take a block in; return how many units are shown in it that are no text."""
        kind = block.kind
        if kind is BlockKind.FIGURE:
            caption = self._text[block.start : block.end].replace("\n", LINE_BREAK)
            self._replace(block, _PICTURE + "\n" + caption if caption else _PICTURE)
            return self._add(index, 0, 2 if caption else 1)
        if kind is BlockKind.TABLE:
            self._replace(block, self._text[block.start : block.end].replace("\t", "\n"))
            return 0
        marks = marks_of(block) if block.inline else ()
        breaks = self._hyphens.breaks(self._content, block) if self._hyphens is not None else ()
        if not marks and not breaks and self._text.find("\n", block.start, block.end) < 0:
            return 0
        signs = [(mark.start, mark.href or "*") for mark in marks] + [(place, SOFT_HYPHEN) for place in breaks]
        shown: list[str] = []
        done, added = block.start, 0
        for place, sign in sorted(signs, key=itemgetter(0)):
            shown += (self._text[done:place], sign)
            done = place
            added += self._add(index, place - block.start, _units(sign))
        self._replace(block, "".join((*shown, self._text[done : block.end])).replace("\n", LINE_BREAK))
        return added

    def _replace(self, block: Block, shown: str) -> None:
        self._parts.append(_Part(self._taken, block.start, shown))
        self._taken = block.end

    def _add(self, index: int, place: int, units: int) -> int:
        self.shown_only.setdefault(index, []).append((place, units))
        return units


def _apart(spans: Sequence[Inline]) -> bool:
    """Say whether spans are in order, do not meet, and have words."""
    end = -1
    for span in spans:
        if span.start < end or span.end <= span.start or span.kind is InlineKind.FOOTNOTE_REFERENCE:
            return False
        end = span.end
    return True


def _batches(pieces_shown: Iterable[str]) -> Iterator[str]:
    batch: list[str] = []
    size = 0
    for piece in pieces_shown:
        batch.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            yield "".join(batch)
            batch, size = [], 0
    yield "".join(batch)


class _Formats:
    """Writes into the document what words mean: emphasis, links, pictures."""

    def __init__(
        self,
        content: Content,
        text_map: TextMap,
        cursor: QTextCursor,
        pictures: Pictures,
    ) -> None:
        self._content = content
        self._map = text_map
        self._cursor = cursor
        self._pictures = pictures
        self._forms: dict[frozenset[InlineKind], QTextCharFormat] = {}
        self.links: dict[Inline, int] = {}
        self.coloured: list[Coloured] = []

    def write(self) -> None:
        for index, block in enumerate(self._content.blocks):
            if block.kind is BlockKind.FIGURE:
                self._figure(index, block, captioned=block.end > block.start)
            elif block.inline:
                self._spans(index, block)

    def _figure(self, index: int, block: Block, *, captioned: bool) -> None:
        name, size = self._pictures.add(block.resource or "")
        image = QTextImageFormat()
        image.setName(name)
        image.setWidth(size.width())
        image.setHeight(size.height())
        base, before = self._map.base(index), len(self.coloured)
        self._set(base, base + 1, image)
        if captioned:
            self._spans(index, block)
            end = self._map.to_shown(block.end, ending=True)
            self.coloured[before:] = muted_around(self.coloured[before:], base + 2, end)

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
            self.coloured.append(Coloured(start, end, muted=False))

    def _marks(self, place: int, marks: list[Inline]) -> None:
        shown = self._map.to_shown(place, ending=True)
        for mark in marks:
            end = shown + _units(mark.href or "*")
            self._set(shown, end, self._form(frozenset({mark.kind}), mark))
            self.coloured.append(Coloured(shown, end, muted=False))
            shown = end

    def _form(self, kinds: frozenset[InlineKind], anchor: Inline | None) -> QTextCharFormat:
        known = self._forms.get(kinds)
        if known is None:
            known = self._forms[kinds] = styled(kinds)
        if anchor is None:
            return known
        anchored = QTextCharFormat(known)
        anchored.setAnchor(True)
        anchored.setAnchorHref(str(self.links.setdefault(anchor, len(self.links))))
        return anchored

    def _set(self, start: int, end: int, form: QTextCharFormat) -> None:
        self._cursor.setPosition(start)
        self._cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.setCharFormat(form)
