"""Names for files, made of titles: good on Linux, macOS and Windows, and safe to link to in an Obsidian vault."""

import re
import unicodedata
from collections.abc import Iterable

from desktop_app.core.text.normal_form import normalise

MAX_BYTES = 200
"""The longest name in bytes of UTF-8, suffix and all: file systems allow 255, synchronisers add their own endings."""

# Forbidden by Windows, or meaning something in a wiki link.
_SEPARATING = re.compile(r"[/\\|]+")
_FORBIDDEN = re.compile(r'[<>:"?*\[\]#^]+')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\s*(?:\.|\Z))", re.IGNORECASE)
_JOINERS = "\u200c\u200d"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_EDGES = " .-" + _JOINERS


def file_name(title: str, taken: Iterable[str] = (), suffix: str = ".md") -> str:
    """Return a name for the file of a document called `title`, different from every name in `taken`.

    The name is in NFC, ends in `suffix` and has at most `MAX_BYTES` bytes of UTF-8; it is never cut within what a
    person sees as one character. It has no control, bidirectional or unseen characters but the two that join letters
    and pictures, nothing that Windows or a wiki link forbids, no dot or hyphen at its beginning. Names that differ
    in letter case alone are the same on some systems: the second becomes "Title 2.md".
    """
    stem = _stem(title)
    folded = frozenset(map(_folded, taken))
    number = 1
    while True:
        ending = suffix if number == 1 else f" {number}{suffix}"
        name = _cut(stem, MAX_BYTES - len(ending.encode())) + ending
        if _folded(name) not in folded:
            return name
        number += 1


def _stem(title: str) -> str:
    words = _FORBIDDEN.sub(" ", _SEPARATING.sub("-", normalise(title)))
    seen = "".join(sign for sign in " ".join(words.split()) if not _unseen(sign))
    stem = unicodedata.normalize("NFC", " ".join(seen.split()).strip(_EDGES)) or "Untitled"
    reserved = _RESERVED.match(stem)
    return f"{reserved[0]}_{stem[reserved.end() :]}" if reserved else stem


def _unseen(sign: str) -> bool:
    # Controls, formatting (bidirectional marks too), lone surrogates, what is no character at all.
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn") and sign not in _JOINERS


def _cut(stem: str, limit: int) -> str:
    if len(stem.encode()) <= limit:
        return stem
    length = len(stem.encode()[:limit].decode(errors="ignore"))
    while length > 0 and not _ends_character(stem, length):
        length -= 1
    # A title that is one endless pile of marks has no good place to cut; a bad one is better than no name.
    kept = stem[:length] or stem.encode()[:limit].decode(errors="ignore")
    return kept.rstrip(_EDGES) or "Untitled"


def _ends_character(text: str, place: int) -> bool:
    """Tell whether a character, as a person sees it, ends at `place` (after the rules of UAX #29, simplified)."""
    before, after = text[place - 1], text[place]
    if unicodedata.category(after).startswith("M") or after in _JOINERS or before == "\u200d":
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff":  # the colours of skin
        return False
    if "\u1160" <= after <= "\u11ff":  # vowels and finals that join a Korean syllable
        return False
    if before in _FLAG_LETTERS and after in _FLAG_LETTERS:
        run = len(text[:place]) - len(text[:place].rstrip(_FLAG_LETTERS))
        return run % 2 == 0
    return True


def _folded(name: str) -> str:
    """Return what two names share when a file system takes them for one (Unicode 16, D145, canonical caseless)."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
