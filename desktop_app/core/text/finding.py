"""Finding words in one text as they stand, case and accents aside, or by a pattern: what Ctrl+F does as one types."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

Ranges = list[tuple[int, int]]
"""Where something stands, as code points, in order and apart."""

MOST = 100_000
"""So many matches of a pattern are found; nobody goes through more."""

_LONGEST_PATTERN = 1_000
_PIECE = 100_000


class Wanted(NamedTuple):
    """What to find: words, whole ones only or parts of words too; or a regular expression."""

    words: str
    whole: bool = False
    pattern: bool = False


class PatternRefused(Exception):
    """A regular expression that makes no sense, or takes too long; the message says which."""


class FoldedText:
    """A text made ready for finding; folding keeps every code point's place, so that offsets stay true."""

    def __init__(self, text: str) -> None:
        # Piece by piece: nobody else could work while a book goes through one call.
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        signs: set[str] = set()
        for piece in pieces:
            signs.update(piece)
        self._table = {ord(sign): folded for sign in signs if (folded := _folded(sign)) != sign}
        self._text = "".join([piece.translate(self._table) for piece in pieces])

    def find(self, words: str, *, whole: bool = False) -> Ranges:
        """Return where `words` stand, in order and apart; white space between words matches any one white space.

        `whole` leaves out what is a part of a longer word.
        """
        wanted = "".join(map(_folded, unicodedata.normalize("NFC", words.strip())))
        if not wanted:
            return []
        return self._whole(wanted) if whole else [one.span() for one in re.finditer(re.escape(wanted), self._text)]

    def _whole(self, wanted: str) -> Ranges:
        found: Ranges = []
        place = self._text.find(wanted)
        while place >= 0:
            end = place + len(wanted)
            if self._is_whole(place, end):
                found.append((place, end))
            else:
                end = place + 1
            place = self._text.find(wanted, end)
        return found

    def _is_whole(self, start: int, end: int) -> bool:
        text = self._text
        before = start > 0 and _in_word(text[start - 1]) and _in_word(text[start])
        after = end < len(text) and _in_word(text[end]) and _in_word(text[end - 1])
        return not before and not after


def matches(text: str, pattern: str, seconds: float, *, whole: bool = False) -> Ranges:
    """Return where a regular expression matches, up to MOST times, case aside. Lets other threads work meanwhile.

    Raises PatternRefused when it is not one, or has not been through the text after so many `seconds`: some patterns
    would take years.
    """
    import regex

    if len(pattern) > _LONGEST_PATTERN:
        raise PatternRefused("This pattern is too long")
    wanted = rf"\b(?:{pattern})\b" if whole else pattern
    try:
        regex.compile(pattern)  # by itself first: a bracket must not close the one that is put around it
        compiled = regex.compile(wanted, regex.IGNORECASE | regex.MULTILINE)
        found: Ranges = []
        for match in compiled.finditer(text, timeout=seconds, concurrent=True):
            if match.end() > match.start():
                found.append(match.span())
            if len(found) >= MOST:
                break
    except regex.error as error:
        raise PatternRefused(f"Not a pattern: {error}") from error
    except TimeoutError:
        raise PatternRefused("This pattern takes too long") from None
    except (RecursionError, OverflowError, MemoryError, ValueError) as error:
        raise PatternRefused("This pattern cannot be used") from error
    return found


def next_match(ranges: Sequence[tuple[int, int]], offset: int) -> int | None:
    """Return the index of the first range that begins at or after the code point `offset`, or the first of all."""
    if not ranges:
        return None
    place = bisect_left(ranges, (offset, 0))
    return place if place < len(ranges) else 0


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _folded(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in "’‘ʼ":
        return "'"
    parts = unicodedata.normalize("NFD", sign.lower())
    # Only the accents of alphabets: a mark of Japanese or a letter of Korean makes another letter.
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f"))
    return bare if len(bare) == 1 else sign
