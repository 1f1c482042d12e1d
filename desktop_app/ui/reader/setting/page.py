"""A built page: Qt's document and what is known about it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextDocument, QTextOption, QTextTable

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.reader.setting.text_map import TextMap
from desktop_app.ui.reader.setting.typesetting import Typesetting
from desktop_app.ui.theme import fonts

if TYPE_CHECKING:
    from desktop_app.ui.reader.setting.pouring import Pouring

COLOURED = frozenset({InlineKind.LINK, InlineKind.FOOTNOTE_REFERENCE})
"""What is in the accent's colour."""

PICTURE = "picture:"
"""What the anchor of a picture begins with, before the index of its block; those of links are numbers."""

SIDE = 28
"""Room at either side of the column, inside the viewport, for what hangs out of it."""

TOP, BOTTOM = 32, 96
"""Room above the first line and below the last, in pixels."""

MARGIN = 48
"""How far grounds and the space above a block may reach beyond its lines, in pixels."""


@dataclass(frozen=True, slots=True)
class Coloured:
    """Positions whose words are not in the colour of the text; `muted` or else the accent."""

    start: int
    end: int
    muted: bool


class Shade(NamedTuple):
    """Positions that are drawn in a format with another colour."""

    start: int
    end: int
    form: QTextCharFormat


def muted_around(accents: Sequence[Coloured], start: int, end: int) -> list[Coloured]:
    """Return `accents` with all that lies between them, from `start` to `end`, muted."""
    found: list[Coloured] = []
    for accent in accents:
        if start < accent.start:
            found.append(Coloured(start, accent.start, muted=True))
        found.append(accent)
        start = accent.end
    return [*found, Coloured(start, end, muted=True)] if start < end else found


class Colourings:
    """Which words of a page are in another colour.

    They are coloured when they are painted and not in the document, so a change of the palette needs no layout.
    """

    def __init__(self, parts: Sequence[Coloured] = ()) -> None:
        self._parts: list[Coloured] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.add(parts)

    def add(self, parts: Sequence[Coloured]) -> None:
        """Take in what stands between the others, or after them all: in order, and without overlaps."""
        place = bisect_left(self._starts, parts[0].start) if parts else 0
        self._parts[place:place] = parts
        self._starts[place:place] = [part.start for part in parts]
        self._ends[place:place] = [part.end for part in parts]

    def between(self, start: int, end: int) -> Iterator[Coloured]:
        """Yield the parts that meet a range of positions, in order."""
        for place in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            yield self._parts[place]


@dataclass(frozen=True, slots=True)
class Page:
    """A built document and what is known about it. `links` are the spans that the anchors `0`, `1`, … stand for.

    `tables` are Qt's own, where Qt lays the page out. Of a long text, `pouring` brings in what is not there yet.
    """

    content: Content
    document: QTextDocument
    text_map: TextMap
    typesetting: Typesetting
    pictures: Pictures
    links: Sequence[Inline]
    colourings: Colourings
    tables: Mapping[int, QTextTable]
    pouring: "Pouring | None" = None

    def reach(self, index: int) -> None:
        """See to it that a block is in the document: whoever goes to it by the positions of its words needs that."""
        if self.pouring is not None:
            self.pouring.reach(index)


def empty_document(typesetting: Typesetting, parent: QObject) -> QTextDocument:
    """Return a document to write a page into."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(typesetting.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(typesetting.tab_stop)
    document.setDefaultTextOption(option)
    return document


def anchor_picture(image: QTextCharFormat, index: int, figure: Block) -> None:
    """Let Tab come to a picture that can be opened, as it does to links."""
    if figure.resource is not None:
        image.setAnchor(True)
        image.setAnchorHref(f"{PICTURE}{index}")


def load_faces(content: Content, typesetting: Typesetting) -> None:
    """Register the faces that a content needs in an appearance."""
    kinds = {span.kind for block in content.blocks for span in block.inline}
    family = typesetting.appearance.family
    fonts.load(family)
    if InlineKind.EMPHASIS in kinds:
        fonts.load_slanted(family)
    if InlineKind.STRONG in kinds:
        fonts.load_bold(family)
    if InlineKind.CODE in kinds or any(block.kind is BlockKind.CODE for block in content.blocks):
        fonts.load_mono()


def pieces(start: int, end: int, spans: Sequence[Inline]) -> Iterator[tuple[int, int, list[Inline]]]:
    """Cut a range where spans begin or end; yield each piece with the spans over it. Some pieces are empty."""
    cuts = {start, end}
    for span in spans:
        cuts.update((max(start, span.start), min(end, span.end)))
    places = sorted(cuts)
    waiting = sorted(range(len(spans)), key=lambda number: spans[number].start, reverse=True)
    open_: list[int] = []
    for place, following in zip(places, [*places[1:], end], strict=True):
        open_ = [number for number in open_ if spans[number].end >= place]
        while waiting and spans[waiting[-1]].start <= place:
            open_.append(waiting.pop())
        yield place, following, [spans[number] for number in sorted(open_) if spans[number].end >= following]
