"""Plain text cut into pieces: what stands on the page as one paragraph, heading, list item or preformatted run."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.formats.plain_text.lines import NARROWEST_COLUMN, Layout, Page, is_blank

_BULLET = re.compile(r"[-*+•‣◦▪●∙○■►➤]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")

_TABLE_ROW = re.compile(r"\S(?: {3,}|\t+)\S|^\s*\|.*\|\s*$|^\s*[+|][-=+|]{3,}\s*$")
_CODE_LINE = re.compile(
    r"[{}]\s*$|(?:=|\w\().*;\s*$|^\s*[)}\]]+[;,]?\s*$"
    r"|^\s*(?:\$ |>>>|//|/\*|\*/|#!|#include|</?\w+)|\w\(.*\)[:;]?\s*$|^\s*[\w.\[\]]+ \W?= \S"
)
_LONGEST_CODE_LINE = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines ``start`` to ``end`` (exclusive) that belong together.

    ``text`` is their words without the list marker, single spaces where wrapped lines met. ``indent`` counts the
    white space before the first line. ``gap_before`` and ``gap_after`` tell of blank lines; the edges of the text
    count as blank.
    """

    start: int
    end: int
    text: str
    marker: str = ""
    indent: int = 0
    preformatted: bool = False
    gap_before: bool = False
    gap_after: bool = False

    @property
    def is_wrapped(self) -> bool:
        """Whether it is running text of several lines."""
        return self.end > self.start + 1 and not self.preformatted

    @property
    def bulleted(self) -> bool:
        """Whether it is marked as a list item by a sign or a small letter; a number may be a heading's."""
        return bool(self.marker) and not any(map(str.isdigit, self.marker))


def cut_pieces(lines: Sequence[str], page: Page) -> list[Piece]:
    """All pieces of a text in reading order; every line that shows something is in exactly one of them."""
    return [piece for start, end in _groups(lines) for piece in _cut_group(lines, start, end, page)]


def _groups(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines without a blank one between them."""
    start = None
    for number, line in enumerate(lines):
        if is_blank(line):
            if start is not None:
                yield start, number
            start = None
        elif start is None:
            start = number
    if start is not None:
        yield start, len(lines)


def _cut_group(lines: Sequence[str], start: int, end: int, page: Page) -> Iterator[Piece]:
    for first, last, preformatted in _runs(lines, start, end):
        if preformatted:
            bounds = [first, last]
        elif page.layout is Layout.WRAPPED:
            bounds = [first, *_breaks(lines, first, last, page.column), last]
        else:
            bounds = list(range(first, last + 1))
        for piece_start, piece_end in pairwise(bounds):
            gaps = piece_start == start, piece_end == end
            yield _piece(lines[piece_start:piece_end], piece_start, preformatted, gaps)


def _piece(lines: Sequence[str], start: int, preformatted: bool, gaps: tuple[bool, bool]) -> Piece:
    words = lines[0].strip() if preformatted else " ".join(line.strip() for line in lines)
    marker = "" if preformatted else _marker(words)
    return Piece(
        start=start,
        end=start + len(lines),
        text=words[len(marker) :].lstrip(),
        marker=marker.rstrip(),
        indent=_indent(lines[0]),
        preformatted=preformatted,
        gap_before=gaps[0],
        gap_after=gaps[1],
    )


def _marker(words: str) -> str:
    found = _BULLET.match(words) or _NUMBER.match(words)
    return found.group() if found else ""


def _runs(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The group as alternating runs of running text and of preformatted lines; of the latter at least two."""
    from_here = start
    at = start
    while at < end:
        past = at
        while past < end and _is_raw(lines[past]):
            past += 1
        if past - at >= 2:
            if from_here < at:
                yield from_here, at, False
            yield at, past, True
            from_here = past
        at = max(past, at + 1)
    if from_here < end:
        yield from_here, end, False


def _is_raw(line: str) -> bool:
    """Whether a line looks like a row of a table or a line of code."""
    if len(line) > _LONGEST_CODE_LINE or _marker(line.lstrip()):
        return False
    return bool(_TABLE_ROW.search(line) or _CODE_LINE.search(line))


def _breaks(lines: Sequence[str], start: int, end: int, column: int) -> Iterator[int]:
    """The lines after ``start`` that begin a piece of their own in wrapped text.

    A group narrower than the page, such as a quotation, is judged by its own column. A line that had room for the
    next word ends its piece, unless what follows hangs below a list item.
    """
    widest = max(len(line.rstrip()) for line in lines[start:end])
    own = Page(Layout.WRAPPED, widest if max(NARROWEST_COLUMN, 0.8 * column) <= widest <= column else column)
    first = start
    for number in range(start + 1, end):
        line = lines[number]
        goes_on = own.is_full(lines[number - 1], line) or _hangs(line, lines[first])
        if not goes_on or _is_next_item(line, lines[start]):
            first = number
            yield number


def _hangs(line: str, first: str) -> bool:
    """Whether a line is indented to stand below the words of a list item."""
    return _indent(line) > _indent(first) and bool(_marker(first.lstrip()))


def _is_next_item(line: str, first: str) -> bool:
    """Whether a line begins an item of a list that the group's first line began or that is indented below it.

    A dash or a plus at the left edge of a paragraph came there by the wrapping.
    """
    return bool(_BULLET.match(line.lstrip())) and (_indent(line) > _indent(first) or bool(_marker(first.lstrip())))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
