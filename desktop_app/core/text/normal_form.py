"""The one normal form of text: what every offset in Margent counts code points of."""

import re
import unicodedata

from desktop_app.core.text.letters import MARKS, UNSPACED

# Patterns are compiled when they are first used: the first page of a start needs none of them.

# Line and page breaks of every kind become the one break that blocks are joined by.
_BREAKS = "\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]"

# Characters that would act on the reader unseen: controls, bidirectional overrides (they can make a sentence read
# backwards), the byte-order mark, soft hyphens (they split words for search; the reader hyphenates by itself), and
# the characters that Qt uses for objects and table cells.
_UNSEEN = "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u202d\u202e\ufeff\ufdd0-\ufdef\ufffc\ufffe\uffff]"
_LONE_SURROGATES = "[\ud800-\udfff]"
_LETTERS = rf"(?:[^\W{UNSPACED}][{MARKS}]*+)++"
_WORDS = rf"[{UNSPACED}]|{_LETTERS}(?:['’]{_LETTERS})*"


def normalise(text: str) -> str:
    """Return `text` in NFC with one kind of line break and without characters that act unseen.

    Called once, when a document is imported; nothing later changes a text, so offsets stay true. Idempotent.
    """
    if text.isascii() and text.isprintable():  # most short texts: there is nothing in them to be put right
        return text
    text = re.sub(_LONE_SURROGATES, "\ufffd", text)
    text = re.sub(_UNSEEN, "", re.sub(_BREAKS, "\n", text))
    return unicodedata.normalize("NFC", text)


def storable(text: str) -> str:
    """Return what a person has typed without the halves of surrogate pairs and the NUL, which no file of text holds."""
    return re.sub(_LONE_SURROGATES, "\ufffd", text).replace("\0", "")


def visible(text: str) -> str:
    """Return `text` with every control and unseen character but the newline spelt out, for a terminal."""
    signs = (sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode() for sign in text)
    return "".join(signs)


def count_words(text: str) -> int:
    """Return how many words a reader would say `text` has; each Chinese or Japanese character counts as one."""
    return sum(1 for _ in re.finditer(_WORDS, text))
