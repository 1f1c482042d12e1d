"""What a note says: its words without the signs of Markdown, and how they are meant to look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.core.text.note_text import LINK, with_links

LONGEST = 1200
"""Code points of a note that are shown: more than ever fit into the lines of a card."""
_BREAK = "\u2028"
_HEADING = re.compile(r"#{1,6}\s+")
_QUOTE = re.compile(r"(?:>\s?)+")
_BULLET = re.compile(r"(?P<before>\s*)[-*+]\s+(?:\[(?P<done>[ xX])\]\s+)?")
_INLINE = re.compile(
    r"(?P<code>`(?P<coded>[^`\n]+)`)"
    r"|<(?P<angled>(?i:https?://|mailto:)[^<>\s]+)>"
    rf"|!?{LINK.pattern}"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<bolded>.+?)(?<=\S)(?P=bold)"
    r"|(?<![\w*])(?P<slant>[*_])(?![\s*_])(?P<slanted>.+?)(?<![\s*_])(?P=slant)(?![\w*])"
    r"|\\(?P<bare>[\\`*_{}\[\]()#+\-.!>])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a note, and how they look; `address` is where they lead to."""

    words: str
    bold: bool = False
    slanted: bool = False
    code: bool = False
    address: str = ""


def runs_of(note: str, longest: int = LONGEST) -> list[Run]:
    """Return the words of a note without the signs of Markdown; lines are parted by U+2028.

    What stands behind `longest` code points is left out.
    """
    lines = [line.rstrip() for line in with_links(note[:longest]).strip().splitlines()]
    found: list[Run] = []
    for line in lines:
        if line and not line.startswith("```"):
            found += [Run(_BREAK)] if found else []
            found += _line(line)
    return found


def _line(line: str) -> Iterator[Run]:
    if heading := _HEADING.match(line):
        yield from _inline(line[heading.end() :], Run("", bold=True))
    elif quote := _QUOTE.match(line):
        yield from _inline(line[quote.end() :], Run("", slanted=True))
    elif bullet := _BULLET.match(line):
        sign = {None: "•", " ": "☐"}.get(bullet["done"], "☑")
        yield Run(f"{bullet['before']}{sign} ")
        yield from _inline(line[bullet.end() :], Run(""))
    else:
        yield from _inline(line, Run(""))


def _inline(text: str, look: Run) -> Iterator[Run]:
    done = 0
    for found in _INLINE.finditer(text):
        if found.start() > done:
            yield _looking(text[done : found.start()], look)
        done = found.end()
        if found["code"]:
            yield Run(found["coded"], look.bold, look.slanted, True)
        elif found["angled"]:
            yield Run(found["angled"], look.bold, look.slanted, address=found["angled"])
        elif found["address"] is not None:
            yield Run(found["words"] or found["address"], look.bold, look.slanted, address=found["address"])
        elif found["bold"]:
            yield from _inline(found["bolded"], Run("", True, look.slanted))
        elif found["slant"]:
            yield from _inline(found["slanted"], Run("", look.bold, True))
        else:
            yield _looking(found["bare"], look)
    if done < len(text):
        yield _looking(text[done:], look)


def _looking(words: str, look: Run) -> Run:
    return Run(words, look.bold, look.slanted)


def words_of(note: str, longest: int = LONGEST) -> str:
    """Return the words of a note in one line, without the signs of Markdown."""
    return " ".join("".join(run.words for run in runs_of(note, longest)).split())
