"""Sections: what the headings make of a text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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


class Outline:
    """Where the sections of a content begin and end, from which any one of them is made; together they hold every
    block that has words."""

    def __init__(self, content: Content) -> None:
        self._text = content.text
        blocks, heading = content.blocks, BlockKind.HEADING
        places = [place for place, block in enumerate(blocks) if block.kind is heading]
        stops = [*places, len(blocks)]
        self._headings = [  # each with where the text after it begins and ends
            (blocks[place], blocks[place + 1].start if place + 1 < stop else blocks[place].end, blocks[stop - 1].end)
            for place, stop in pairwise(stops)
        ]
        self._lead_end = blocks[stops[0] - 1].end if stops[0] else 0
        self._has_lead = bool(content.text[: self._lead_end].strip())

    def __len__(self) -> int:
        return len(self._headings) + self._has_lead

    def section(self, index: int) -> Section:
        """Return one section without making the others."""
        number = index - self._has_lead
        if number < 0:
            return self._lead()
        level = self._headings[number][0].level
        above: list[str] = []
        while level > 1 and number:
            number -= 1
            block = self._headings[number][0]
            if block.level < level:
                above.append(self._words(block))
                level = block.level
        return self._section(index, tuple(reversed(above)))

    def sections(self) -> Iterator[Section]:
        """Yield all sections in order."""
        if self._has_lead:
            yield self._lead()
        within: list[Section] = []
        for number, (block, _, _) in enumerate(self._headings):
            while within and within[-1].level >= block.level:
                within.pop()
            within.append(self._section(number + self._has_lead, within[-1].path if within else ()))
            yield within[-1]

    def _lead(self) -> Section:
        return Section(0, 1, LEAD, 0, 0, self._lead_end, (LEAD,))

    def _section(self, index: int, above: tuple[str, ...]) -> Section:
        block, body, end = self._headings[index - self._has_lead]
        heading = self._words(block)
        return Section(index, block.level, heading, block.start, body, end, (*above, heading))

    def _words(self, block: Block) -> str:
        return " ".join(self._text[block.start : block.end].split())


def sections_of(content: Content) -> tuple[Section, ...]:
    """Return the sections of `content` in order."""
    return tuple(Outline(content).sections())


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
    place = place_of_block(blocks, offset)
    return blocks[place] if place is not None else None


def place_of_block(blocks: Sequence[Block], offset: int) -> int | None:
    """Return which block holds the code point `offset`, as `block_at` does."""
    place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return place if place >= 0 else None
