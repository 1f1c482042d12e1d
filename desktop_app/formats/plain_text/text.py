"""Plain text: which of its lines are headings, and which lines make a paragraph.

A heading here has no mark; `heading_rules` tells it by how it stands among its neighbours. Line numbers count the
lines of ``text.split("\\n")`` from 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from desktop_app.core.document import BlockKind
from desktop_app.formats.plain_text.heading_rules import heading_scores
from desktop_app.formats.plain_text.lines import read_page
from desktop_app.formats.plain_text.numbering import levels
from desktop_app.formats.plain_text.pieces import Piece, cut_pieces


@dataclass(frozen=True, slots=True)
class Passage:
    """What will be one block: lines ``start`` to ``end`` (exclusive), blank ones around it left out.

    ``kind`` is heading, paragraph, list item or code. ``text`` is unwrapped and has no list marker; code keeps its
    line breaks and indentation. ``level`` is 1 to 6 for a heading and 0 otherwise, ``marker`` is a list item's.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    marker: str = ""


def heading_lines(text: str) -> list[tuple[int, int]]:
    """The headings of a text as (line number, level from 1 to 6), in reading order.

    Levels come from numbering; without any, all headings are of level 1. Works for any string, in linear time.
    """
    lines = text.split("\n")
    page = read_page(lines)
    scores = heading_scores(cut_pieces(lines, page), page.layout)
    found = [piece.start for piece, score in scores if score > 0]
    return list(zip(found, levels([lines[number] for number in found]), strict=True))


def paragraphs(text: str, headings: Iterable[tuple[int, int]]) -> list[Passage]:
    """The whole text as passages in reading order, each line that shows something in exactly one of them.

    ``headings`` are (line number, level) pairs as `heading_lines` gives them; one that is part of a wrapped paragraph
    or of code is ignored. Wrapped lines are joined by a space. In the other layouts each line is a passage: there
    lines without a blank one between them are items or verses, and joining them would lose that for good.
    """
    lines = text.split("\n")
    pieces = cut_pieces(lines, read_page(lines))
    level_of = {line: level for line, level in headings if level > 0}
    items = _list_items(pieces, level_of)
    passages: list[Passage] = []
    for preformatted, run in groupby(pieces, key=lambda piece: piece.preformatted):
        if preformatted:
            passages.append(_code(lines, list(run)))
        else:
            passages.extend(_passage(lines, piece, level_of, piece.start in items) for piece in run)
    return passages


def opening(passages: Iterable[Passage]) -> tuple[str, str]:
    """What a title can be guessed from: the heading that stands before every paragraph, and the first paragraph.

    Either is empty where the text has none.
    """
    heading = ""
    for passage in passages:
        if passage.kind is not BlockKind.HEADING:
            return heading, passage.text
        heading = heading or passage.text
    return heading, ""


def _code(lines: Sequence[str], run: Sequence[Piece]) -> Passage:
    """Preformatted pieces with nothing but blank lines between them are one."""
    start, end = run[0].start, run[-1].end
    return Passage(BlockKind.CODE, start, end, "\n".join(lines[start:end]))


def _passage(lines: Sequence[str], piece: Piece, level_of: Mapping[int, int], is_item: bool) -> Passage:
    level = level_of.get(piece.start, 0)
    if level and piece.end == piece.start + 1:
        return Passage(BlockKind.HEADING, piece.start, piece.end, lines[piece.start].strip(), level=level)
    if is_item:
        return Passage(BlockKind.LIST_ITEM, piece.start, piece.end, piece.text, marker=piece.marker)
    text = f"{piece.marker} {piece.text}" if piece.marker else piece.text
    return Passage(BlockKind.PARAGRAPH, piece.start, piece.end, text)


def _list_items(pieces: Sequence[Piece], level_of: Mapping[int, int]) -> set[int]:
    """The first lines of list items: with a bullet, or with a number that the item before or after goes on from.

    A lone number begins a paragraph as often as a list, a year or a date among them.
    """
    items = {piece.start for piece in pieces if piece.marker and _ordinal(piece.marker) is None}
    for before, after in pairwise(pieces):
        one, other = _ordinal(before.marker), _ordinal(after.marker)
        if one is not None and other == one + 1 and not level_of.keys() & {before.start, after.start}:
            items |= {before.start, after.start}
    return items


def _ordinal(marker: str) -> int | None:
    """The number of a marker, letters counting from 1; None for a bullet and for no marker."""
    sign = marker.strip("(.) ")
    if sign.isdecimal():
        return int(sign)
    return ord(sign) - ord("a") + 1 if len(sign) == 1 and "a" <= sign <= "z" else None
