"""Moving through a text by the units that a person thinks in: characters, words, sentences, paragraphs.

Offsets are code points. A character is what a reader takes for one: a letter with its marks, an emoji with all that is
joined to it (a simple form of the clusters of UAX #29).
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum

from desktop_app.core.document import Block, Content
from desktop_app.core.outline import block_at
from desktop_app.core.text.letters import MARKS, UNSPACED
from desktop_app.core.text.sentences import sentences_of

_LETTERS = rf"(?:[^\W{UNSPACED}][{MARKS}]*+)++"
_WORD = re.compile(rf"[{UNSPACED}][{MARKS}]*|{_LETTERS}(?:['’\-.]{_LETTERS})*")
_JOINER = "\u200d"


class Unit(StrEnum):
    """What a step is as long as; the value is what a person calls it."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def start_after(content: Content, offset: int, unit: Unit) -> int:
    """Return where the next unit begins, or the end of the text."""
    if unit is Unit.CHARACTER:
        return next_character(content.text, offset)
    return _first(content, offset, unit, ends=False)


def start_before(content: Content, offset: int, unit: Unit) -> int:
    """Return where the unit before `offset` begins, or the one that `offset` is inside of; 0 before the first."""
    if unit is Unit.CHARACTER:
        return previous_character(content.text, offset)
    return _last(content, offset, unit, ends=False)


def end_after(content: Content, offset: int, unit: Unit) -> int:
    """Return where the unit that holds `offset` ends, or else the next one; the end of the text after the last."""
    if unit is Unit.CHARACTER:
        return next_character(content.text, offset)
    return _first(content, offset, unit, ends=True)


def end_before(content: Content, offset: int, unit: Unit) -> int:
    """Return where the last unit that ends before `offset` ends; 0 before the first."""
    if unit is Unit.CHARACTER:
        return previous_character(content.text, offset)
    return _last(content, offset, unit, ends=True)


def unit_at(content: Content, offset: int, unit: Unit) -> tuple[int, int] | None:
    """Return the unit that holds `offset`, or the one before it in its block; None where there is none."""
    block = block_at(content.blocks, offset)
    spans = _spans(content, block, unit) if block is not None else ()
    before = [span for span in spans if span[0] <= offset]
    return before[-1] if before else (spans[0] if spans else None)


def next_character(text: str, offset: int) -> int:
    """Return where the character at `offset` ends."""
    place = min(offset + 1, len(text))
    if offset < len(text) and _is_flag(text[offset]) and place < len(text) and _is_flag(text[place]):
        place += 1
    while place < len(text) and (_extends(text[place]) or text[place - 1] == _JOINER):
        place += 1
    return place


def previous_character(text: str, offset: int) -> int:
    """Return where the character that ends at `offset` begins."""
    place = max(0, offset - 1)
    while place > 0 and (_extends(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    if place > 0 and _is_flag(text[place]):
        run = place
        while run > 0 and _is_flag(text[run - 1]):
            run -= 1
        place -= (place - run) % 2
    return place


def _extends(sign: str) -> bool:
    return sign == _JOINER or "\U0001f3fb" <= sign <= "\U0001f3ff" or unicodedata.category(sign) in {"Mn", "Me", "Mc"}


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _first(content: Content, offset: int, unit: Unit, *, ends: bool) -> int:
    blocks = content.blocks
    for block in blocks[bisect_left(blocks, offset, key=lambda block: block.end) :]:
        for start, end in _spans(content, block, unit):
            place = end if ends else start
            if place > offset:
                return place
    return len(content.text)


def _last(content: Content, offset: int, unit: Unit, *, ends: bool) -> int:
    blocks = content.blocks
    for block in reversed(blocks[: bisect_right(blocks, offset, key=lambda block: block.start)]):
        for start, end in reversed(_spans(content, block, unit)):
            place = end if ends else start
            if place < offset:
                return place
    return 0


def _spans(content: Content, block: Block, unit: Unit) -> Sequence[tuple[int, int]]:
    if unit is Unit.SENTENCE:
        return list(sentences_of(content, block))
    text = content.text_of(block)
    if unit is Unit.WORD:
        return [(block.start + found.start(), block.start + found.end()) for found in _WORD.finditer(text)]
    words = text.strip()
    first = block.start + len(text) - len(text.lstrip())
    return [(first, first + len(words))] if words else []
