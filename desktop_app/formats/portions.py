"""Blocks of any size into portions that a page can show: what is too large is divided, and no word is lost.

Whoever shows, marks or finds something works block by block, and a block as long as a book would make each of them
wait. So every importer's content comes through here once. A portion ends at the end of a line or of a sentence, else
at white space; only a word longer than a portion is cut. A content whose blocks all have the size that people write
comes out as it is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import CONTINUED, Block, BlockKind, Content, Inline
from desktop_app.formats.cutting import Room, cut_lines, cut_words
from desktop_app.formats.losses import Loss, Losses
from desktop_app.formats.source import Imported

LONGEST_HEADING = 2_000
"""Code points. What is longer heads nothing: it becomes a paragraph."""

WIDEST_TABLE = 40
"""Columns. A wider table is set as lines of code: it has no room on a page."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a block holds: code points, lines of code, cells of a table, inline spans."""

    length: int
    lines: int
    cells: int
    spans: int


LARGE = Size(length=12_000, lines=400, cells=400, spans=400)
"""A block that holds more than this in any way is divided; the longest paragraphs of literature are shorter."""

PORTION = Size(length=6_000, lines=200, cells=120, spans=200)
"""What a portion holds at most: about what a page lays out within a frame."""


def in_portions(imported: Imported) -> Imported:
    """Return `imported` with its large blocks divided, and with a sentence for what is shown as something else."""
    losses = Losses()
    content = divided(imported.content, losses)
    if content is imported.content:
        return imported
    return replace(imported, content=content, dropped=(*imported.dropped, *losses.sentences()))


def divided(content: Content, losses: Losses) -> Content:
    """Return `content` with its large blocks divided; the same object where there are none."""
    if not any(_is_large(content, block) for block in content.blocks):
        return content
    builder = ContentBuilder()
    for block in content.blocks:
        for portion in _portions(content, block, losses) if _is_large(content, block) else (block,):
            builder.add(
                portion.kind,
                content.text_of(portion),
                level=portion.level,
                label=portion.label,
                inline=[_moved(span, -portion.start) for span in portion.inline],
                resource=portion.resource,
                origin=portion.origin,
                lists=portion.lists,
                columns=portion.columns,
                within=portion.within,
                width=portion.width,
            )
    return builder.content()


def _is_large(content: Content, block: Block) -> bool:
    length = block.end - block.start
    if length > LARGE.length or len(block.inline) > LARGE.spans:
        return True
    match block.kind:
        case BlockKind.HEADING:
            return length > LONGEST_HEADING
        case BlockKind.CODE:
            return content.text.count("\n", block.start, block.end) >= LARGE.lines
        case BlockKind.TABLE:
            rows, columns = _dimensions(content, block)
            return columns > WIDEST_TABLE or rows * columns > LARGE.cells
        case _:
            return False


def _portions(content: Content, block: Block, losses: Losses) -> Iterator[Block]:
    """Yield a large block in portions; their offsets are still those of `content`."""
    first, following = _dressed(content, block, losses)
    room = Room(PORTION.length, PORTION.lines, PORTION.spans, sorted(span.start for span in block.inline))
    if first.kind is BlockKind.TABLE:
        _, columns = _dimensions(content, block)
        room = replace(room, lines=max(1, PORTION.cells // columns))
    cut = cut_lines if first.kind in (BlockKind.CODE, BlockKind.TABLE) else cut_words
    ranges = list(cut(content.text, block.start, block.end, room))
    spans = _shared(block.inline, ranges)
    for number, (start, end) in enumerate(ranges):
        yield replace(following if number else first, start=start, end=end, inline=spans[number])


def _dressed(content: Content, block: Block, losses: Losses) -> tuple[Block, Block]:
    """Return what the first portion of a block is, and what those are that follow it."""
    match block.kind:
        case BlockKind.HEADING:
            losses.add(Loss.LONG_HEADING)
            plain = replace(block, kind=BlockKind.PARAGRAPH, level=0)
            return plain, replace(plain, origin=None)
        case BlockKind.TABLE if _has_no_room(content, block):
            losses.add(Loss.WIDE_TABLE)
            lines = replace(block, kind=BlockKind.CODE, level=0, columns=())
            return lines, replace(lines, level=CONTINUED)
        case BlockKind.TABLE | BlockKind.CODE:
            return block, replace(block, level=CONTINUED)
        case BlockKind.FIGURE:
            return block, Block(BlockKind.PARAGRAPH, block.start, block.end)
        case _:
            return block, replace(block, label="", origin=None)


def _has_no_room(content: Content, block: Block) -> bool:
    rows = content.text_of(block).split("\n")
    return _dimensions(content, block)[1] > WIDEST_TABLE or max(map(len, rows)) > PORTION.length


def _dimensions(content: Content, block: Block) -> tuple[int, int]:
    """Return how many rows and how many columns a table has."""
    rows = content.text_of(block).split("\n")
    return len(rows), 1 + max(row.count("\t") for row in rows)


def _shared(spans: Sequence[Inline], ranges: Sequence[tuple[int, int]]) -> list[tuple[Inline, ...]]:
    """Return what each range has of the spans. A footnote reference between two belongs to the first."""
    shares: list[list[Inline]] = [[] for _ in ranges]
    starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
    for span in spans:
        if span.start == span.end:
            place = max(0, bisect_right(starts, span.start) - 1)
            if place and starts[place] == span.start and span.start == ends[place - 1]:
                place -= 1
            inside = min(span.start, ends[place])
            shares[place].append(replace(span, start=inside, end=inside))
            continue
        for place in range(max(0, bisect_right(starts, span.start) - 1), bisect_right(starts, span.end - 1)):
            start, end = max(span.start, starts[place]), min(span.end, ends[place])
            if start < end:
                shares[place].append(replace(span, start=start, end=end))
    return [tuple(share) for share in shares]


def _moved(span: Inline, by: int) -> Inline:
    return replace(span, start=span.start + by, end=span.end + by)
