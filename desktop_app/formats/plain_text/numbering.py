"""Numbers that headings carry, and the levels that follow from them.

A number is told by its kind (part, chapter, Roman, letter, decimal) and its depth (2 for "1.2"). Kinds nest in the
order in which a text first uses them, so that "I." above "A." above "1." become levels 1, 2 and 3, and decimals go as
deep as they have numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

DEEPEST = 6
"""Levels, as in HTML."""

_COUNT = r"(?:\d{1,3}|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DIVISION = re.compile(
    rf"(?P<word>part|book|volume|chapter|section|appendix|annex|article)\s+{_COUNT}(?![\w-])(?P<sub>(?:\.\d+)*)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?P<number>(?:[A-Z]|\d{1,3})(?:\.\d{1,3})+)(?:\.|\))?\s+\S")
_ARABIC = re.compile(r"\d{1,2}(?:[.)]\s+\S|\s+(?=[^\W\d_])(?![a-z]))")
_ROMAN = re.compile(r"[IVXLC]{1,7}[.)]\s+\S")
_LETTER = re.compile(r"[A-Z][.)]\s+\S")
_TITLE_OR_END = re.compile(r"[\s.:]*$|\s*[.:—–-]\s*\S|\s+[^\Wa-z]")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Kind(Enum):
    """What counts: the word or the writing system."""

    PART = "part"
    CHAPTER = "chapter"
    ROMAN = "roman"
    LETTER = "letter"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a heading: its kind, and how many numbers it is made of."""

    kind: Kind
    depth: int = 1


def number_of(heading: str) -> Number | None:
    """The number a heading begins with, or None."""
    heading = heading.lstrip()
    if found := _DIVISION.match(heading):
        kind = Kind.PART if found["word"].lower() in ("part", "book", "volume") else Kind.CHAPTER
        return Number(kind, 1 + found["sub"].count("."))
    if found := _DECIMAL.match(heading):
        return Number(Kind.ARABIC, 1 + found["number"].count("."))
    if _ARABIC.match(heading):
        return Number(Kind.ARABIC)
    if _ROMAN.match(heading):
        return Number(Kind.ROMAN)
    return Number(Kind.LETTER) if _LETTER.match(heading) else None


def is_chapter(line: str) -> bool:
    """Whether a line is the number of a part or chapter, with its title or without: "Chapter 7. Of whales"."""
    found = _DIVISION.match(line)
    return bool(found and _TITLE_OR_END.match(line, found.end()))


def levels(headings: Sequence[str]) -> list[int]:
    """The level of each heading of a text, 1 to 6; 1 for all of them where none is numbered.

    A heading without a number stands inside the part or chapter it follows, and at the top otherwise.
    """
    ranks: dict[Kind, int] = {}
    found = []
    romans = 0
    division = 0
    for heading in headings:
        number = number_of(heading)
        if number is None:
            found.append(division + 1)
            continue
        number, romans = _settle_roman(heading, number, romans)
        level = _rank(number, ranks) + number.depth
        division = level if number.kind in (Kind.PART, Kind.CHAPTER) else division
        found.append(level)
    return [min(level, DEEPEST) for level in found]


def _rank(number: Number, ranks: dict[Kind, int]) -> int:
    """How many kinds a number stands inside; the 1 of "1.2" is the chapter's where there are chapters."""
    if number.kind is Kind.ARABIC and number.depth > 1 and Kind.CHAPTER in ranks:
        return ranks[Kind.CHAPTER]
    return ranks.setdefault(number.kind, len(ranks))


def _settle_roman(heading: str, number: Number, romans: int) -> tuple[Number, int]:
    """Tell "C." the letter from "C." the hundred: a single letter is Roman only where it is the next to come."""
    if number.kind is not Kind.ROMAN:
        return number, romans
    symbol = heading.split(".")[0].split(")")[0].strip()
    if len(symbol) > 1 or _ROMAN_DIGITS[symbol] == romans + 1:
        return number, romans + 1
    return Number(Kind.LETTER), romans
