"""What a footnote says: in plain words for screen readers, and with what its words mean for the eye."""

from collections.abc import Iterator, Sequence
from html import escape

from desktop_app.core.document import Align, Block, BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.setting.page import pieces
from desktop_app.ui.reader.setting.table_columns import Cell, cells_of, rows_of
from desktop_app.ui.theme import fonts

_TAGS = {
    InlineKind.EMPHASIS: "i",
    InlineKind.STRONG: "b",
    InlineKind.SUPERSCRIPT: "sup",
    InlineKind.SUBSCRIPT: "sub",
    InlineKind.STRIKE: "s",
}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_BETWEEN_CELLS = " · "


def plain(content: Content, blocks: Sequence[Block]) -> str:
    """Return the words of a footnote, its items close beneath each other and with their signs."""
    return "".join(f"{gap}{sign}{_plain_words(content, block)}" for gap, sign, block in _in_turn(blocks))


def _plain_words(content: Content, block: Block) -> str:
    if block.kind is not BlockKind.TABLE:
        return content.text_of(block)
    return "\n".join(_BETWEEN_CELLS.join(filter(None, row)) for row in rows_of(content, block))


def rich(content: Content, blocks: Sequence[Block], ink: str, line: str) -> str:
    """Return the same as HTML of which nothing comes from the article but words and addresses.

    Links are in the colour `ink`, and the lines of tables in `line`.
    """
    parts = []
    beside_table = False
    for gap, sign, block in _in_turn(blocks):
        is_table = block.kind is BlockKind.TABLE
        before = "" if is_table or beside_table else gap  # a table keeps its distance by itself
        words = _table(content, block, ink, line) if is_table else _words(content, block, ink)
        parts.append(f"{before}{escape(sign)}".replace("\n", "<br>") + words)
        beside_table = is_table
    return "".join(parts)


def _words(content: Content, part: Block | Cell, ink: str) -> str:
    words = (_piece(content, *piece, ink) for piece in pieces(part.start, part.end, part.inline))
    return "".join(words).replace("\n", "<br>")


def _table(content: Content, block: Block, ink: str, line: str) -> str:
    rows = []
    for number, row in enumerate(cells_of(content, block)):
        tag = "th" if number < block.level else "td"
        sides = [_SIDES.get(side, "left") for side in block.columns[: len(row)]]
        sides += ["left"] * (len(row) - len(sides))
        cells = zip(sides, (_words(content, cell, ink) for cell in row), strict=True)
        rows.append("".join(f'<{tag} align="{side}">{words}</{tag}>' for side, words in cells))
    style = f"border-collapse: collapse; border-style: solid; border-color: {line}; margin: 8px 0"
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table border="1" cellspacing="0" cellpadding="4" style="{style}">{body}</table>'


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
