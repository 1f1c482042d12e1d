"""Markdown's block tokens into the blocks of a Content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from markdown_it.token import Token

from desktop_app.core.document import Align, Content, Inline, InlineKind
from desktop_app.formats.markdown.front_matter import one_line
from desktop_app.formats.markdown.html_fragment import HtmlFragment
from desktop_app.formats.markdown.inline import Composed, InlineComposer, Picture, Surroundings
from desktop_app.formats.nested_blocks import NestedBlocks
from desktop_app.formats.styled_text import StyledText

_ALIGNED = {
    "text-align:left": Align.LEFT,
    "text-align:center": Align.CENTRE,
    "text-align:right": Align.RIGHT,
}
"""What the parser puts on the cells of a column, by the colons beneath its heading."""


class NotedFootnote(TypedDict, total=False):
    """What the footnote plugin knows of a footnote that the text refers to."""

    label: str
    tokens: list[Token]


@dataclass(slots=True)
class _Table:
    rows: list[list[StyledText]] = field(default_factory=list)
    heading_rows: int = 0
    columns: list[Align] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def compose(tokens: Sequence[Token], around: Surroundings, footnotes: Mapping[int, NotedFootnote]) -> Content:
    """Return the blocks that `tokens` stand for; footnotes come last, in the order the text refers to them."""
    walk = _Walk(around)
    for token in tokens:
        walk.token(token)
    for number, footnote in footnotes.items():
        if "tokens" in footnote:
            walk.inline_footnote(around.marks[number], footnote["tokens"])
    return walk.blocks.finish(around.marks[number] for number in sorted(footnotes))


class _Walk:
    """One pass over the tokens of a document."""

    def __init__(self, around: Surroundings) -> None:
        self.blocks = NestedBlocks()
        self._around = around
        self._table: _Table | None = None
        self._heading = 0

    def token(self, token: Token) -> None:
        if token.nesting > 0:
            self._open(token)
        elif token.nesting < 0:
            self._close(token)
        else:
            self._leaf(token)

    def inline_footnote(self, mark: str, tokens: Sequence[Token]) -> None:
        self.blocks.begin_footnote(mark)
        self._inline(tokens)
        self.blocks.end_footnote()

    def _open(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "blockquote_open":
                self.blocks.begin_quote()
            case "bullet_list_open":
                self.blocks.begin_list(None)
            case "ordered_list_open":
                self.blocks.begin_list(int(token.attrs.get("start", 1)))
            case "list_item_open":
                self.blocks.begin_item(token.markup)
            case "footnote_reference_open":
                self.blocks.begin_footnote(footnote_mark(token.meta["label"]))
            case "table_open":
                self._table = _Table()
            case "tr_open" if self._table is not None:
                self._table.rows.append([])
            case "th_open" if self._table is not None:
                self._table.columns.append(_ALIGNED.get(str(token.attrs.get("style", "")), Align.NATURAL))

    def _close(self, token: Token) -> None:
        match token.type:
            case "heading_close":
                self._heading = 0
            case "blockquote_close" | "list_item_close":
                self.blocks.end()
            case "bullet_list_close" | "ordered_list_close":
                self.blocks.end_list()
            case "footnote_reference_close":
                self.blocks.end_footnote()
            case "thead_close" if self._table is not None:
                self._table.heading_rows = len(self._table.rows)
            case "table_close" if self._table is not None:
                self.blocks.table(self._table.rows, self._table.heading_rows, self._table.columns)
                self._figures_beside_words(self._table.pictures)
                self._table = None

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._inline(token.children or ())
            case "fence" | "code_block":
                self.blocks.code(token.content, one_line(token.info).partition(" ")[0])
            case "hr":
                self.blocks.rule()
            case "html_block":
                HtmlFragment(self._around, self._paragraph, self.blocks.rule).read(token.content)

    def _inline(self, tokens: Sequence[Token]) -> None:
        composer = InlineComposer(self._around)
        composer.tokens(tokens)
        composed = composer.finish()
        if self._table is None:
            self._paragraph(composed, self._heading)
        else:
            self._table.rows[-1].append(composed.words)
            self._table.pictures.extend(composed.pictures)

    def _paragraph(self, composed: Composed, level: int) -> None:
        if level:
            self.blocks.heading(composed.words, level)
        elif composed.is_pictures:
            for picture in composed.pictures:
                self.blocks.figure(_figure_words(picture), picture.resource, picture.width)
            return
        else:
            self.blocks.words(composed.words)
        self._figures_beside_words(composed.pictures)

    def _figures_beside_words(self, pictures: Sequence[Picture]) -> None:
        """The pictures that stood within a text follow it; their words have stayed where they stood."""
        for picture in pictures:
            if picture.resource is not None:
                self.blocks.figure(StyledText(picture.caption), picture.resource, picture.width)


def footnote_mark(label: str) -> str:
    """Return the mark a reader sees for the label that the writer gave a footnote."""
    return one_line(label)


def _figure_words(picture: Picture) -> StyledText:
    text = "\n".join(dict.fromkeys(filter(None, (picture.words, picture.caption))))
    inline = (Inline(InlineKind.LINK, 0, len(text), picture.href),) if picture.href and text else ()
    return StyledText(text, inline)
