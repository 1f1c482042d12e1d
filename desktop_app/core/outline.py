"""Sections: what the headings make of a text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from desktop_app.core.document import Block, BlockKind, Content

LEAD = "Lead"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text up to the next heading of any level. Offsets are code points.

    `body` is where the text after the heading begins. The text before the first heading is the section "Lead", of
    level 1, whose `start` and `body` are the same. `path` names the headings above it and ends with its own.
    """

    index: int
    level: int
    heading: str
    start: int
    body: int
    end: int
    path: tuple[str, ...]


def sections_of(content: Content) -> tuple[Section, ...]:
    """Return the sections of `content` in order; together they hold every block that has words."""
    blocks = content.blocks
    heading_kind = BlockKind.HEADING  # an enum takes its time to be asked for every block of a book
    places = [place for place, block in enumerate(blocks) if block.kind is heading_kind]
    stops = [*places, len(blocks)]
    found: list[Section] = []
    lead_end = blocks[stops[0] - 1].end if stops[0] else 0
    if content.text[:lead_end].strip():
        found.append(Section(0, 1, LEAD, 0, 0, lead_end, (LEAD,)))
    levels: list[int] = []
    path: list[str] = []
    for place, stop in pairwise(stops):
        block = blocks[place]
        heading = " ".join(content.text_of(block).split())
        while levels and levels[-1] >= block.level:
            levels.pop()
            path.pop()
        levels.append(block.level)
        path.append(heading)
        body = blocks[place + 1].start if place + 1 < stop else block.end
        found.append(Section(len(found), block.level, heading, block.start, body, blocks[stop - 1].end, tuple(path)))
    return tuple(found)


def below_title(path: Sequence[str], title: str) -> tuple[str, ...]:
    """Return the headings of `path` as they are told beside their article's title, which many articles begin with.

    A heading that only repeats the one above it, or the title, is left out; where nothing else is left, so is it.
    """
    told = tuple(heading for heading, _ in groupby((title, *path)))
    return told[1:]


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """Return the section that holds the code point `offset`, or None before the first section."""
    place = bisect_right(sections, offset, key=lambda section: section.start) - 1
    return sections[place] if place >= 0 else None


def block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """Return the block that holds the code point `offset` (its end belongs to it), or None in an empty text."""
    place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[place] if place >= 0 else None
