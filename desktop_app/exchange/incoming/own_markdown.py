"""Our own Markdown back: the blocks of an exported file, in whatever order a person has put them."""

import re
from functools import cache

import yaml
from markdown_it import MarkdownIt

from desktop_app.core.annotation import Colour, Motivation, Scope
from desktop_app.exchange.front_matter import owner_in
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, NotUnderstood
from desktop_app.exchange.incoming.values import decoded, line, mapping, sequence, web_address
from desktop_app.exchange.markdown import BLOCK_ID
from desktop_app.exchange.pieces import NEW

FORM = "Margent Markdown"
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_CALLOUT = re.compile(r"> \[!(quote|note|bookmark)(?:\|([a-z]+))?\]\s*")
_BARE = re.compile(r"> \*\*(Note|Bookmark|Quote)\*\*\s*")
_CUT_ID = re.compile(r"\n(?:\^\S*|<!\S*(?: \S*(?: -{0,2})?)?)\Z")
_TAGS = re.compile(r"> (#\S+(?: #\S+)*)\s*")


def parse(data: bytes) -> Incoming:
    """Read a file by its `margent-id`, and each quote and note exactly as it was. Raises NotUnderstood."""
    text = decoded(data).replace("\r\n", "\n")
    owner = owner_in(text)
    if owner is None:
        raise NotUnderstood("This Markdown was not exported by Margent: it has no margent-id. Add it as an article.")
    gathered = Gathered(FORM)
    book = _book(text, owner)
    place = 0
    for found in BLOCK_ID.finditer(text):
        name = found["obsidian"] or found["plain"]
        above = text[place : found.start()].rstrip("\n").split("\n")
        place = found.end()
        first = len(above)
        while first and above[first - 1].startswith(">"):
            first -= 1
        block = above[first:]
        if name.endswith(NEW):
            gathered.report("\n".join(block), "it is the copy beneath a block that was changed on both sides")
        elif not block:
            gathered.report(name, "nothing stands above this id that looks like a block of ours")
        else:
            gathered.take(_entry(book, name, block))
    unfinished = _unfinished(text[place:])
    if unfinished:
        gathered.report(unfinished, "no id closes it; the file may have been cut short there")
    return gathered.done()


def _unfinished(tail: str) -> str:
    """Return the quote or note with which a file ends, where nothing closes it."""
    lines = _CUT_ID.sub("", tail.rstrip()).rstrip().split("\n")
    first = len(lines)
    while first and lines[first - 1].startswith(">"):
        first -= 1
    if lines[first:] and _CALLOUT.fullmatch(lines[first]):
        first += 1
    return "\n".join(line.lstrip("> ") for line in lines[first:])


def _book(text: str, owner: str) -> Book:
    found = _FRONT_MATTER.match(text)
    try:
        head = mapping(yaml.load(found[1], Loader=yaml.BaseLoader)) if found else {}  # noqa: S506 - texts only
    except (yaml.YAMLError, RecursionError):
        head = {}
    source = line(head.get("source"), 4000)
    marks = [name for name in map(line, sequence(head.get("tags"))) if name and name != "highlights"]
    title = line(head.get("title")) or "Untitled"
    return Book(title, line(head.get("author")), web_address(source), tuple(marks), owner.lower(), source=source)


def _entry(book: Book, name: str, block: list[str]) -> Entry:
    head = _CALLOUT.fullmatch(block[0]) or _BARE.fullmatch(block[0])
    kind = head[1].casefold() if head else "quote"
    colour = head[2] if head and head.re is _CALLOUT else None
    body = block[1:] if head else block
    marks: tuple[str, ...] = ()
    tagged = _TAGS.fullmatch(body[-1]) if body else None
    if tagged and body[-2:-1] in ([">"], []):
        marks = tuple(tag.removeprefix("#") for tag in tagged[1].split())
        body = body[:-2]
    start = next((number for number, one in enumerate(body) if one.startswith(">>")), len(body))
    note = "\n".join(one.removeprefix(">>").removeprefix(" ") for one in body[start:])
    quoted = body[:start]
    if quoted and start < len(body) and quoted[-1].rstrip() == ">":
        quoted = quoted[:-1]
    text = "\n".join(one.removeprefix(">").removeprefix(" ") for one in quoted)
    quote = "\n".join(map(unescaped, text.split("\n\n"))) if text.strip() else ""
    motivations = {"note": Motivation.COMMENTING, "bookmark": Motivation.BOOKMARKING}
    return Entry(
        book,
        quote=quote,
        note=note,
        colour=Colour(colour) if colour in set(Colour) else Colour.YELLOW if quote and kind == "quote" else None,
        tags=marks,
        motivation=motivations.get(kind, Motivation.HIGHLIGHTING),
        scope=Scope.RANGE if quote else Scope.DOCUMENT,
        id=name,
    )


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def unescaped(markdown: str) -> str:
    """Return the words of a paragraph of Markdown, as `escaping.escaped` was given them."""
    if not markdown:
        return ""
    words: list[str] = []
    for token in _parser().parse(markdown):
        breaks = ("softbreak", "hardbreak")
        words += ["\n" if child.type in breaks else child.content for child in token.children or ()]
        if not token.children and token.type in ("code_block", "fence", "html_block"):
            words.append(token.content)
    return "".join(words)
