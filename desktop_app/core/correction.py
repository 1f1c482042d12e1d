"""Corrections: a person's say over what is a heading. An overlay over a version's blocks, never an edit of its text."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.core.annotation import Target
from desktop_app.core.document import Block, BlockKind, Content


class CorrectionKind(StrEnum):
    """What a correction does to the block it stands at."""

    MAKE_HEADING = "make heading"
    UNMAKE_HEADING = "unmake heading"
    SET_LEVEL = "set level"
    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. `start` and `end` are code points in `version`; `target` finds the place in later versions.

    `level` is the heading level that is made or set. A join lets the block at `start` run on to the end of the next
    one; a split ends the block at `start` there. Corrections apply in the order in which they were `made`
    (milliseconds since 1970 in UTC, then id).
    """

    id: str
    document: str
    version: str
    kind: CorrectionKind
    target: Target
    start: int
    end: int
    level: int
    made: int


def corrected(content: Content, corrections: Iterable[Correction]) -> Content:
    """Return `content` with the corrections applied; one whose block is no longer there changes nothing."""
    blocks = list(content.blocks)
    for correction in sorted(corrections, key=lambda made: (made.made, made.id)):
        place = _holding(blocks, correction.start)
        if place is not None:
            blocks[place : place + 2] = _apply(correction, blocks[place], blocks[place + 1 : place + 2])
    return Content(content.text, tuple(blocks))


def _holding(blocks: list[Block], offset: int) -> int | None:
    # Where a block was split, the place between belongs to the second part: a correction begins where its block does.
    place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return place if place >= 0 and offset <= blocks[place].end else None


def _apply(correction: Correction, block: Block, following: list[Block]) -> list[Block]:
    match correction.kind:
        case CorrectionKind.MAKE_HEADING:
            return [replace(block, kind=BlockKind.HEADING, level=correction.level, label=""), *following]
        case CorrectionKind.UNMAKE_HEADING if block.kind is BlockKind.HEADING:
            return [replace(block, kind=BlockKind.PARAGRAPH, level=0), *following]
        case CorrectionKind.SET_LEVEL if block.kind is BlockKind.HEADING:
            return [replace(block, level=correction.level), *following]
        case CorrectionKind.JOIN if following:
            inline = block.inline + following[0].inline
            return [replace(block, end=following[0].end, inline=inline)]
        case CorrectionKind.SPLIT if block.start < correction.start < block.end:
            return [*_split(block, correction.start), *following]
    return [block, *following]


def _split(block: Block, offset: int) -> tuple[Block, Block]:
    # A footnote reference has no width of its own: at the split it stays with the word that it follows.
    before = (span for span in block.inline if span.start < offset or span.end == offset)
    first = tuple(replace(span, end=min(span.end, offset)) for span in before)
    second = tuple(replace(span, start=max(span.start, offset)) for span in block.inline if span.end > offset)
    return replace(block, end=offset, inline=first), replace(block, start=offset, inline=second)
