"""Finding words in one text as they stand, case and accents aside: what Ctrl+F does while one types."""

import unicodedata
from bisect import bisect_left


class FoldedText:
    """A text made ready for finding; folding keeps every code point's place, so that offsets stay true."""

    def __init__(self, text: str) -> None:
        self._table = {ord(sign): folded for sign in set(text) if (folded := _folded(sign)) != sign}
        self._text = text.translate(self._table)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Return where `words` stand, in order and apart; white space between words matches any one white space."""
        wanted = "".join(map(_folded, unicodedata.normalize("NFC", words.strip())))
        found: list[tuple[int, int]] = []
        place = self._text.find(wanted) if wanted else -1
        while place >= 0:
            found.append((place, place + len(wanted)))
            place = self._text.find(wanted, place + len(wanted))
        return found


def next_match(ranges: list[tuple[int, int]], offset: int) -> int | None:
    """Return the index of the first range that begins at or after the code point `offset`, or the first of all."""
    if not ranges:
        return None
    place = bisect_left(ranges, (offset, 0))
    return place if place < len(ranges) else 0


def _folded(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in "’‘ʼ":
        return "'"
    parts = unicodedata.normalize("NFD", sign.lower())
    # Only the accents of alphabets: a mark of Japanese or a letter of Korean makes another letter.
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f"))
    return bare if len(bare) == 1 else sign
