"""What can be opened on a page: links, references to footnotes, and pictures."""

from bisect import bisect_right
from collections.abc import Sequence

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind

Openable = Inline | Block
_KINDS = frozenset({InlineKind.LINK, InlineKind.FOOTNOTE_REFERENCE})

NESTED = frozenset({BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CODE, BlockKind.TABLE})
"""What a footnote may hold besides its paragraphs. Footnotes stand at the end of an article."""


def footnote(content: Content, label: str) -> Sequence[Block]:
    """Return the blocks of the footnote of this label, empty where there is none."""
    blocks = content.blocks
    first = next((n for n, one in enumerate(blocks) if one.kind is BlockKind.FOOTNOTE and one.label == label), None)
    if first is None:
        return ()
    stop = first + 1
    while stop < len(blocks) and _goes_on(blocks[stop]):
        stop += 1
    return blocks[first:stop]


def _goes_on(block: Block) -> bool:
    """Tell whether a block goes on with the footnote before it: its further paragraphs have no label of their own."""
    return block.kind in NESTED or (block.kind is BlockKind.FOOTNOTE and not block.label)


def first_openable(content: Content, start: int, end: int) -> Openable | None:
    """Return the first one that meets the code points from `start` to `end`, which may be the same."""
    first = max(0, bisect_right(content.blocks, start, key=lambda block: block.start) - 1)
    while first and content.blocks[first - 1].end >= start:  # a picture without words ends where it begins
        first -= 1
    for block in content.blocks[first:]:
        if block.start > end:
            return None
        if block.kind is BlockKind.FIGURE and block.end >= start:
            return block
        spans = (span for span in block.inline if span.kind in _KINDS and span.start <= end and span.end >= start)
        found = min(spans, key=lambda span: span.start, default=None)
        if found is not None:
            return found
    return None


def references(content: Content, label: str, start: int, end: int) -> list[Inline]:
    """Return the marks of the footnote of this label that stand among the code points from `start` to `end`."""
    first = max(0, bisect_right(content.blocks, start, key=lambda block: block.start) - 1)
    stop = bisect_right(content.blocks, end, key=lambda block: block.start)
    return [
        span
        for block in content.blocks[first:stop]
        for span in block.inline
        if span.kind is InlineKind.FOOTNOTE_REFERENCE and span.href == label and start <= span.start <= end
    ]
