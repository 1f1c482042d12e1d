"""What a footnote says: in plain words for screen readers, and with what its words mean for the eye."""

from collections.abc import Iterator, Sequence
from html import escape

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.setting.page import pieces
from desktop_app.ui.theme import fonts

_TAGS = {
    InlineKind.EMPHASIS: "i",
    InlineKind.STRONG: "b",
    InlineKind.SUPERSCRIPT: "sup",
    InlineKind.SUBSCRIPT: "sub",
    InlineKind.STRIKE: "s",
}


def plain(content: Content, blocks: Sequence[Block]) -> str:
    """Return the words of a footnote, its items close beneath each other and with their signs."""
    return "".join(f"{gap}{sign}{content.text_of(block)}" for gap, sign, block in _in_turn(blocks))


def rich(content: Content, blocks: Sequence[Block], ink: str) -> str:
    """Return the same as HTML of which nothing comes from the article but words and addresses; links are in `ink`."""
    parts = []
    for gap, sign, block in _in_turn(blocks):
        words = "".join(_piece(content, *piece, ink) for piece in pieces(block.start, block.end, block.inline))
        parts.append(f"{gap}{escape(sign)}{words}".replace("\n", "<br>"))
    return "".join(parts)


def _in_turn(blocks: Sequence[Block]) -> Iterator[tuple[str, str, Block]]:
    """Yield what stands before each block: the gap to the one above, and an item's sign."""
    items = [block.kind is BlockKind.LIST_ITEM for block in blocks]
    yield "", "", blocks[0]
    for place, block in enumerate(blocks[1:], start=1):
        gap = "\n" if items[place - 1] and items[place] else "\n\n"
        yield gap, f"{block.label} " if items[place] else "", block


def _piece(content: Content, start: int, end: int, over: Sequence[Inline], ink: str) -> str:
    words = escape(content.text[start:end])
    for span in over if words else ():
        if span.kind is InlineKind.CODE:
            fonts.load_mono()
            words = f"<span style=\"font-family: '{fonts.MONO}'\">{words}</span>"
        elif span.kind is InlineKind.LINK:
            words = f'<a href="{escape(span.href)}" style="color: {ink}">{words}</a>'
        elif span.kind in _TAGS:
            words = f"<{_TAGS[span.kind]}>{words}</{_TAGS[span.kind]}>"
    return words
