"""Web addresses in an article as links.

They are found whenever an article is shown and are no part of its version, so that the same file stays the same version
and articles that have been there for long have them too.
"""

from dataclasses import replace

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.outline import place_of_block
from desktop_app.core.text.web_addresses import web_addresses

_AS_THEY_STAND = (BlockKind.CODE, BlockKind.FIGURE)
_CLOSED = (InlineKind.LINK, InlineKind.CODE)
"""Spans in which no address is a link of its own."""


def with_web_links(content: Content) -> Content:
    """Return `content` with a link on each address that is neither code nor within a link; the text is the same."""
    found: dict[int, list[Inline]] = {}
    for start, end in web_addresses(content.text):
        place = place_of_block(content.blocks, start)
        link = _link(content, content.blocks[place], start, end) if place is not None else None
        if place is not None and link is not None:
            found.setdefault(place, []).append(link)
    if not found:
        return content
    blocks = list(content.blocks)
    for place, links in found.items():
        inline = sorted((*blocks[place].inline, *links), key=lambda span: (span.start, -span.end))
        blocks[place] = replace(blocks[place], inline=tuple(inline))
    return Content(content.text, tuple(blocks))


def _link(content: Content, block: Block, start: int, end: int) -> Inline | None:
    if block.kind in _AS_THEY_STAND or not block.start <= start < block.end:
        return None
    for span in block.inline:
        if span.kind in _CLOSED and span.start < end and start < span.end:
            return None
        # Where other words begin or end, signs of markup may be missing from the address.
        end = min(end, *(edge for edge in (span.start, span.end) if start < edge), block.end)
    return Inline(InlineKind.LINK, start, min(end, block.end), content.text[start:end])
