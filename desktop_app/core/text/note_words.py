"""What a note says: its words without the signs of Markdown, and how they are meant to look."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.core.text.note_text import LINK, with_links

LONGEST = 1200
"""Code points of a note that are shown: more than ever fit into the lines of a card."""
_BREAK = "\u2028"
_HEADING = re.compile(r"#{1,6}\s+")
_QUOTE = re.compile(r"(?:>\s?)+")
_BULLET = re.compile(r"(?P<before>\s*)[-*+]\s+(?:\[(?P<done>[ xX])\]\s+)?")
_FENCES = ("```", "~~~")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
"""What each cell of the row holds that parts the headings of a table from the others."""
_BETWEEN_CELLS = " · "
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
    for line, look in _with_looks(lines):
        if line and not line.startswith("```"):
            found += [Run(_BREAK)] if found else []
            found += _line(line) if look is None else _inline(line, look)
    return found


def _with_looks(lines: Sequence[str]) -> Iterator[tuple[str, Run | None]]:
    """Yield each line; the rows of tables as their cells, and how those look."""
    coded = ruled = tabled = False
    for line, following in pairwise([*lines, ""]):
        coded ^= line.startswith(_FENCES)
        barred = not coded and _BAR.search(line) is not None
        if ruled:
            ruled, tabled = False, True  # this line parts the headings from the others, and says nothing
        elif barred and (tabled or _heads(line, following)):
            ruled = not tabled
            yield _BETWEEN_CELLS.join(filter(None, _cells(line))), Run("", bold=ruled)
        else:
            tabled = False
            yield line, None


def _heads(line: str, following: str) -> bool:
    """Tell whether a line holds the headings of a table, by the one that follows."""
    rules = _cells(following) if _BAR.search(following) else []
    return len(rules) == len(_cells(line)) and all(map(_RULE.fullmatch, rules))


def _cells(line: str) -> list[str]:
    quote = _QUOTE.match(line)
    row = line[quote.end() if quote else 0 :].strip().removeprefix("|")
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(row)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


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
