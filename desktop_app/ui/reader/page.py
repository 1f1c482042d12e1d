"""A built page: Qt's document and what is known about it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextDocument, QTextOption, QTextTable

from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.pictures import Pictures
from desktop_app.ui.reader.text_map import TextMap
from desktop_app.ui.reader.typesetting import Typesetting
from desktop_app.ui.theme import fonts

LINE_BREAK = "\u2028"
"""Stands for a newline inside a block: Qt would begin a new one."""

COLOURED = frozenset({InlineKind.LINK, InlineKind.FOOTNOTE_REFERENCE})
"""What is in the accent's colour."""

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

    def __init__(self, parts: Sequence[Coloured]) -> None:
        self._parts = parts
        self._starts = [part.start for part in parts]
        self._ends = [part.end for part in parts]

    def between(self, start: int, end: int) -> Iterator[Coloured]:
        """Yield the parts that meet a range of positions. Parts come in order and do not overlap."""
        for place in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            yield self._parts[place]


@dataclass(frozen=True, slots=True)
class Page:
    """A built document and what is known about it. `links` are the spans that the anchors `0`, `1`, … stand for.

    `tables` are Qt's own, where Qt lays the page out.
    """

    content: Content
    document: QTextDocument
    text_map: TextMap
    typesetting: Typesetting
    pictures: Pictures
    links: Sequence[Inline]
    colourings: Colourings
    tables: Mapping[int, QTextTable]


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


def binds(text: str) -> bool:
    """Say whether a text sets its quotes and signs off by plain spaces, as French does."""
    return "« " in text


def with_bound_spaces(text: str) -> str:
    """Return a text of that kind as it is shown: no line begins with a sign, or ends with an opening quote.

    One space stands for another, so that offsets stay; what is copied has the writer's own.
    """
    text = text.replace("« ", "«\u00a0")
    for sign in "»;:?!":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text


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
