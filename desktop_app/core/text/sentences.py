"""Where sentences begin and end: the units that a person marks, and that the caret moves by.

A rule of our own: Unicode's default boundaries (UAX #29) break after every "Mr. ", which is where a quotation most
often begins. Offsets are code points.
"""

import re
from collections.abc import Iterator

from desktop_app.core.document import Block, BlockKind, Content
from desktop_app.core.outline import block_at

_CLOSING = "\"'”’»›)\\]}」』）】〉》"
_OPENING = "\"'“‘«‹„‚(\\[{「『（【〈《¿¡—–\\-"
_STOPS = ".!?…‽؟۔।"
# Taken whole or not at all: a line of ten thousand dots must not be tried from each of them.
_STOP = re.compile(rf"(?P<wide>[。！？｡]+[{_CLOSING}]*)|(?<![{_STOPS}])(?P<stop>[{_STOPS}]++)[{_CLOSING}]*(?=\s|$)")
_LAST_WORD = re.compile(r"[\w.&'’-]+$")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_NEXT = re.compile(rf"[{_OPENING}\s]*([\w'’]+)")
_CELL = re.compile(r"[^\t\n]+")
_SPACE = re.compile(r"\s*")
_LONGEST_WORD = 64
"""Code points. No abbreviation is longer, and a word without an end must not be searched for its beginning."""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Followed by more of the same sentence, whatever comes next.
_NEVER_LAST = _words(
    "mr mrs ms mx dr prof rev hon gen col maj capt lt sgt cmdr adm gov sen rep amb pres st mme mlle sr sra srta "
    "vs cf viz e.g i.e approx ca fig figs eq sec ch art nr p pp vol vols ed eds trans op cit ibid al"
)
# Sometimes the last word of a sentence: then something that opens sentences follows.
_SOMETIMES_LAST = _words(
    "etc inc ltd co corp bros jr a.m p.m u.s u.k u.n e.u d.c ph.d b.a m.a jan feb mar apr jun jul aug sep sept oct "
    "nov dec mon tue wed thu fri sat sun ave blvd rd dept univ assn no"
)
_OPENERS = _words(
    "the a an this that these those it its he she his her they their we our you your i my there here in on at by for "
    "from with without to of as after before during since while when where what who why how if unless although though "
    "because but and or nor yet so then thus still also however meanwhile not no one two some many most all both each "
    "every neither either even only such what"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of one paragraph begin and end, without the white space between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop["wide"] or _ends(text, start, stop):
            _append(found, text, start, stop.end())
            start = stop.end()
    _append(found, text, start, len(text))
    return found


def sentence_at(content: Content, offset: int) -> tuple[int, int] | None:
    """Return the sentence that holds `offset`; white space belongs to what it follows. None where there are no words.

    Lines of code and cells of a table count as sentences; a sentence never crosses two blocks.
    """
    block = block_at(content.blocks, offset)
    if block is None:
        return None
    spans = list(sentences_of(content, block))
    before = [span for span in spans if span[0] <= offset]
    if before:
        return before[-1]
    return spans[0] if spans else None


def sentences_of(content: Content, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one block; a line of code or a cell of a table is one."""
    text = content.text_of(block)
    if block.kind in {BlockKind.CODE, BlockKind.TABLE, BlockKind.FIGURE}:
        spans = [match.span() for match in _CELL.finditer(text) if match[0].strip()]
    else:
        spans = sentences(text)
    return ((block.start + start, block.start + end) for start, end in spans)


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    words = piece.strip()
    if words:
        first = start + len(piece) - len(piece.lstrip())
        found.append((first, first + len(words)))


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Decide whether the stop closes a sentence, by the word before it and the one that follows."""
    follows = _NEXT.match(text, stop.end())
    if follows is None:
        return True
    following = follows[1]
    if following[0].islower():
        return False
    if stop["stop"] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, stop.start() - _LONGEST_WORD), stop.start())
    opens = _SPACE.match(text, start)
    return word is None or _ends_after(word[0], following, first=opens is None or opens.end() >= word.start())


def _ends_after(word: str, following: str, *, first: bool) -> bool:
    folded = word.casefold().strip(".'’-")
    if folded in _NEVER_LAST or (first and word.isdigit()):
        return False
    initial = len(word) == 1 and word.isupper() and word.isascii()
    if initial or folded in _SOMETIMES_LAST or _DOTTED.fullmatch(word):
        return following.casefold() in _OPENERS
    return True
