"""Words that must come back from Markdown as they went in.

`escaped` writes words so that a CommonMark parser (https://spec.commonmark.org/0.31.2/) reads none of them as markup,
and so that the marks which Obsidian adds (highlights, comments, tags, wiki links, maths, block ids), GitHub's tables
and strike-through, and the code that Templater runs in new files, stay words too. Only what would be read as markup
where it stands is escaped: ordinary prose stays as it is.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from desktop_app.core.text.normal_form import normalise

_INLINE = re.compile(
    r"""
      [\\`*\[\]|]                                            # markup, or the beginning of some, wherever it stands
    | (?<![^\W_])_ | _(?![^\W_])                             # within a word an underscore is no emphasis
    | %%+ | ==+                                              # Obsidian's comments and highlights
    | <(?=[A-Za-z/!?])                                       # tags, comments, addresses
    | (?<=<)%                                                # Templater's <% … %>
    | &(?=\#?[0-9A-Za-z]+;)                                  # character references
    | (?<![\w/])\#(?=[0-9]*(?:[^\W0-9]|[-/]|[^\x00-\x7f]))   # tags; not #1, not C#, not the fragment of an address
    | (?<!\S)\^(?=[0-9A-Za-z-]+\s*\Z)                        # block ids
    """,
    re.VERBOSE,
)
_PAIRED = {sign: re.compile(rf"{re.escape(sign)}(?=\S).*(?<=\S){re.escape(sign)}") for sign in "$~"}
"""Maths and strike-through need two marks that hug the words between them; a price or an address has one."""
_LINE_START = re.compile(
    r"""
    \A(?:
      (?P<number>[0-9]{1,9})(?=[.)](?:\s|$))                  # 1. and 1)
    | (?=>|\#{1,6}(?:\s|$)|[-+](?:\s|$)|=\s*$)                 # quotes, headings, bullets, underlines of headings
    | (?=[-:][-:\\|\s]*$)                                     # rules, and the line beneath a table's headings
    )
    """,
    re.VERBOSE,
)
_CLOSING = re.compile(r"(?<!\S)(?=#+$)")
_NOT_IN_A_TAG = re.compile(r"[^\w/-]+")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return the words of `text` as Markdown: each of its lines a paragraph, with a blank line between two.

    Parsed, the paragraphs are the lines of `normalise(text)` that are not empty, exactly. Split at every two newlines,
    the Markdown has one piece for each line, the empty ones too.
    """
    return "\n\n".join(_escaped_line(line) for line in normalise(text).split("\n"))


@lru_cache(maxsize=1024)  # every highlight of a section names it again, and its colour
def escaped_heading(text: str) -> str:
    """Return the words of `text` on one line, as they stand in a heading, a link or the middle of a paragraph."""
    line = _escaped_inline(" ".join(normalise(text).split()))
    return _CLOSING.sub(r"\\", line, count=1)


def contained(note: str) -> str:
    """Return a person's own Markdown with one kind of line break and nothing that a UTF-8 file cannot hold."""
    return _UNREADABLE.sub("\ufffd", note.replace("\r\n", "\n").replace("\r", "\n"))


def prefixed(markdown: str, prefix: str = "> ") -> str:
    """Return `markdown` with `prefix` before every line, so that nothing in it can end the block it stands in."""
    bare = prefix.rstrip()
    return "\n".join(prefix + line if line else bare for line in markdown.split("\n"))


def safe_tag(tag: str) -> str:
    """Return `tag` as Obsidian takes it: letters of any script, digits, `_`, `-` and `/`, not digits alone.

    White space becomes a hyphen. The result is empty when nothing is left of the tag.
    """
    words = "-".join(normalise(tag).lstrip("#").split())
    kept = "".join(sign for sign in words if not _NOT_IN_A_TAG.match(sign) or _joins_words(sign))
    kept = normalise(re.sub(r"-{2,}", "-", re.sub(r"/{2,}", "/", kept)).strip("-/_"))
    if not any(sign.isalnum() or unicodedata.category(sign) == "So" for sign in kept):
        return ""
    return f"_{kept}" if kept.isdigit() else kept


def safe_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the safe forms of `tags` in their order, each once, letter case aside."""
    safe: dict[str, str] = {}
    for form in map(safe_tag, tags):
        if form:
            safe.setdefault(form.casefold(), form)
    return tuple(safe.values())


def _escaped_line(line: str) -> str:
    if not line:
        return line
    # Parsers strip white space at the ends of a paragraph; a character reference stays.
    first = _reference(line[0]) if line[0].isspace() else ""
    body = line[1:] if first else line
    last = _reference(body[-1]) if body and body[-1].isspace() else ""
    middle = _escaped_inline(body[:-1] if last else body)
    return first + (middle if first else _LINE_START.sub(_with_backslash, middle, count=1)) + last


def _with_backslash(start: re.Match[str]) -> str:
    return f"{start['number'] or ''}\\"


def _escaped_inline(line: str) -> str:
    result = _INLINE.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), line)
    for sign, pair in _PAIRED.items():
        if pair.search(line):
            result = result.replace(sign, f"\\{sign}")
    return result


def _reference(white: str) -> str:
    return "&nbsp;" if white == "\u00a0" else f"&#{ord(white)};"


def _joins_words(sign: str) -> bool:
    # Marks above and below letters, pictures and what joins pictures are parts of tags too.
    return (
        unicodedata.category(sign) in ("Mn", "Mc", "So")
        or sign in "\u200c\u200d"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
    )
