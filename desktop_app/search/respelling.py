"""Did you mean: other words for those of a question that stand nowhere in the library."""

from collections import Counter

import numpy as np

from desktop_app.core.query_parser import Lexeme, lexemes
from desktop_app.search.analysis import Analyzer, Slot, Token
from desktop_app.search.ground import Ground
from desktop_app.search.leaf import TEXT_FIELDS
from desktop_app.search.spelling import may_be_misspelt

_SAME_START = 4
"""How many times likelier a word is that begins with the same letter: people rarely get the first one wrong."""


def respelt(text: str, ground: Ground, analyzer: Analyzer, *, typing: bool) -> str:
    """Return `text` with each word that is unknown replaced by the likeliest one that is a letter away from it; nothing
    where no word is unknown, or nothing is near one. With `typing` the last word may be the beginning of one."""
    found = list(lexemes(text))
    pieces: list[str] = []
    done = 0
    for lexeme in found:
        unfinished = typing and lexeme.end == len(text)
        word = _replacement(lexeme, ground, analyzer, unfinished=unfinished)
        if word:
            pieces += [text[done : lexeme.start], word]
            done = lexeme.end
    return "".join([*pieces, text[done:]]) if pieces else ""


def _replacement(lexeme: Lexeme, ground: Ground, analyzer: Analyzer, *, unfinished: bool) -> str:
    tokens = list(analyzer.tokens(lexeme.text)) if lexeme.is_plain else []
    if len(tokens) != 1 or tokens[0].paired or not may_be_misspelt(tokens[0].surface):
        return ""
    token = tokens[0]
    if _is_known(token, ground, unfinished=unfinished):
        return ""
    counts = Counter[str]()
    for leaf in ground.leaves:
        counts.update(leaf.alike(token.surface))

    def likelihood(word: str) -> tuple[int, str]:
        return counts[word] * (_SAME_START if word[0] == token.surface[0] else 1), word

    return max((word for word in counts if counts[word]), key=likelihood, default="")


def _is_known(token: Token, ground: Ground, *, unfinished: bool) -> bool:
    slot = Slot(token.term, token.surface if unfinished else "", 0)
    for leaf in ground.leaves:
        for field in TEXT_FIELDS:
            numbers = leaf.postings(field, slot).numbers
            if len(np.setdiff1d(numbers, leaf.deleted, assume_unique=True)):
                return True
    return False  # or in nothing but what was deleted or written anew
