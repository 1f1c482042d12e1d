"""Markdown files: CommonMark with tables, strikethrough, footnotes and front matter."""

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from desktop_app.core.document import BlockKind, Content
from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.charset import decode
from desktop_app.formats.losses import Loss, Losses
from desktop_app.formats.markdown.blocks import NotedFootnote, compose, footnote_mark
from desktop_app.formats.markdown.front_matter import FrontMatter, one_line, read_front_matter
from desktop_app.formats.markdown.inline import Surroundings
from desktop_app.formats.pictures import Pictures
from desktop_app.formats.source import Imported, ImportFailure, Source
from desktop_app.formats.titles import guess_title

PARSER = "markdown 2"
"""Counts up whenever the same file would come out differently."""

DEEPEST = 60
"""Quotes within quotes; a list within a list counts twice. Deeper ones are made plain paragraphs."""

_DEEPEST_INLINE = 100
_NESTING_MARKS = re.compile(r"\A\s*(?:(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))\s*)*")


def parse(source: Source) -> Imported:
    """Read a Markdown file.

    Raises ImportFailure for a file that is empty, is not text, or has no words left once its markup is understood.
    """
    decoded = decode(source.data, source.name)
    losses = Losses()
    if decoded.unreadable:
        losses.add(Loss.UNREADABLE, count=decoded.unreadable)
    environment: dict[str, Any] = {}
    tokens = _markdown(losses).parse(normalise(decoded.text), environment)
    front = _front_matter(tokens, losses)
    footnotes: dict[int, NotedFootnote] = environment.get("footnotes", {}).get("list", {})
    pictures = Pictures(source.folder, losses)
    content = compose(tokens, Surroundings(pictures, losses, _marks(footnotes)), footnotes)
    if not content.text.strip() and not pictures.resources:
        raise ImportFailure(f"{source.name} has markup in it but no words: there is nothing to read.")
    heading, lead = _opening(content)
    marked = front.title or _marked_title(content)
    title = guess_title(marked=marked, heading=heading, lead=lead, file_name=source.name)
    return Imported(
        content=content,
        title=title.title,
        title_guessed=title.guessed,
        format="Markdown",
        parser=PARSER,
        resources=pictures.resources,
        dropped=losses.sentences(),
        tags=front.tags,
    )


class _Markdown(MarkdownIt):
    """Leaves addresses as they are written: what may be linked to is decided in `links`, with a word to the reader."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (the library's name)
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name)
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (the library's name)
        return link


def _markdown(losses: Losses) -> MarkdownIt:
    markdown = _Markdown("commonmark", {"maxNesting": _DEEPEST_INLINE}).enable(["table", "strikethrough"])
    front_matter_plugin(markdown)
    footnote_plugin(markdown, move_to_end=False)

    def too_deep(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        if state.level < DEEPEST or silent:
            return False
        losses.add(Loss.DEPTH)
        _add_plain_paragraph(state, first, end)
        return True

    # Left to itself, the library drops what is nested deeper than its limit without a word.
    markdown.block.ruler.before("front_matter", "too_deep", too_deep)
    return markdown


def _add_plain_paragraph(state: StateBlock, first: int, end: int) -> None:
    """Take the lines up to the next blank one for a paragraph, whatever marks they begin with."""
    after = first + 1
    while after < end and not state.isEmpty(after) and state.sCount[after] >= state.blkIndent:
        after += 1
    lines = state.getLines(first, after, state.blkIndent, False).split("\n")
    state.line = after
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = "\n".join(_NESTING_MARKS.sub("", line) for line in lines).strip()
    inline.map = [first, after]
    inline.children = []
    state.push("paragraph_close", "p", -1)


def _front_matter(tokens: Iterable[Token], losses: Losses) -> FrontMatter:
    found = next((token for token in tokens if token.type == "front_matter"), None)
    return read_front_matter(found.content, losses) if found is not None else FrontMatter()


def _marks(footnotes: Mapping[int, NotedFootnote]) -> dict[int, str]:
    """What each footnote is marked with: the label the writer gave it, else the next number that is free."""
    marks = {number: footnote_mark(noted["label"]) for number, noted in footnotes.items() if noted.get("label")}
    taken = set(marks.values())
    free = (str(number) for number in count(1) if str(number) not in taken)
    return {number: marks.get(number) or next(free) for number in footnotes}


def _marked_title(content: Content) -> str:
    """The level-1 heading that stands before everything else, pictures and rules aside; empty without one."""
    for block in content.blocks:
        if block.kind is BlockKind.HEADING and block.level == 1:
            return one_line(content.text_of(block))
        if block.kind not in (BlockKind.FIGURE, BlockKind.RULE):
            break
    return ""


def _opening(content: Content) -> tuple[str, str]:
    """The first heading if it stands before every paragraph, and the first paragraph."""
    heading = ""
    for block in content.blocks:
        if block.kind is BlockKind.HEADING:
            heading = heading or content.text_of(block)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE) and block.start < block.end:
            return heading, content.text_of(block)
    return heading, ""
