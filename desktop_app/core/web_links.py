"""Web addresses in an article as links.

They are found whenever an article is shown and are no part of its version, so that the same file stays the same version
and articles that have been there for long have them too.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import groupby

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.outline import place_of_block
from desktop_app.core.text.web_addresses import web_addresses

_AS_THEY_STAND = (BlockKind.CODE, BlockKind.FIGURE)
_CLOSED = (InlineKind.LINK, InlineKind.CODE)
"""Spans in which no address is a link of its own."""


def with_web_links(content: Content) -> Content:
    """Return `content` with a link on each address that is neither code nor within a link; the text is the same."""
    blocks = list(content.blocks)
    addresses = groupby(web_addresses(content.text), lambda span: place_of_block(content.blocks, span[0]))
    for place, spans in addresses:
        if place is not None and blocks[place].kind not in _AS_THEY_STAND:
            around = _Around(blocks[place])
            links = [around.link(content.text, *span) for span in spans if span[0] < blocks[place].end]
            inline = sorted((*blocks[place].inline, *filter(None, links)), key=lambda span: (span.start, -span.end))
            blocks[place] = replace(blocks[place], inline=tuple(inline))
    return Content(content.text, tuple(blocks))


class _Around:
    """The spans of a block, among which there may be thousands in a table."""

    def __init__(self, block: Block) -> None:
        self._edges = sorted({block.end, *(edge for span in block.inline for edge in (span.start, span.end))})
        self._starts: list[int] = []
        self._ends: list[int] = []
        reached = -1
        for span in sorted(block.inline, key=lambda span: span.start):
            if span.kind in _CLOSED:
                reached = max(reached, span.end)
                self._starts.append(span.start)
                self._ends.append(reached)  # of this span and those before it: one may lie within another

    def link(self, text: str, start: int, end: int) -> Inline | None:
        """Return the link of an address, None where there is no place for one."""
        before = bisect_left(self._starts, end)
        if before and self._ends[before - 1] > start:
            return None
        # Where other words begin or end, signs of markup may be missing from the address.
        edge = self._edges[bisect_right(self._edges, start)]
        if edge < end:
            _, length = next(web_addresses(text[start:edge]), (0, 0))
            end = start + length
        return Inline(InlineKind.LINK, start, end, text[start:end]) if start < end else None
