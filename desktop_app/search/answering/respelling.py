"""Did you mean: other words for those of a question that stand nowhere in the library."""

from desktop_app.core.query.parser import Lexeme, lexemes
from desktop_app.search.analysis import Analyzer, Slot, Token
from desktop_app.search.answering.standing import Standing
from desktop_app.search.leaf import TEXT_FIELDS, Cancelled
from desktop_app.search.spelling import in_common, may_be_misspelt

_SAME_START = 4
"""How many times likelier a word is that begins with the same letter: people rarely get the first one wrong."""

_LONG = 6
"""Letters of a word of which two may be wrong: of a shorter one, too little would be left to tell it by."""


def respelt(text: str, standing: Standing, analyzer: Analyzer, *, typing: bool, cancelled: Cancelled) -> str:
    """Return `text` with each word that stands nowhere replaced by the likeliest one that is a letter away from it, or
    two where none is; nothing where there is no such word, or none near one.

    With `typing` the last word may be the beginning of one. Raises SearchCancelled.
    """
    found = list(lexemes(text))
    pieces: list[str] = []
    done = 0
    for lexeme in found:
        token = _doubtful(lexeme, analyzer)
        if token is None or _is_known(token, standing, unfinished=typing and lexeme.end == len(text)):
            continue
        word = _likeliest(token.surface, standing, analyzer, cancelled)
        if word:
            pieces += [text[done : lexeme.start], word]
            done = lexeme.end
    return "".join([*pieces, text[done:]]) if pieces else ""


def _doubtful(lexeme: Lexeme, analyzer: Analyzer) -> Token | None:
    """Return the one word that a lexeme is, where it is one that may be misspelt."""
    tokens = list(analyzer.tokens(lexeme.text)) if lexeme.is_plain else []
    return tokens[0] if len(tokens) == 1 and not tokens[0].paired and may_be_misspelt(tokens[0].surface) else None


def _is_known(token: Token, standing: Standing, *, unfinished: bool) -> bool:
    return standing.count(Slot(token.term, token.surface if unfinished else "", 0), *TEXT_FIELDS) > 0


def _likeliest(sought: str, standing: Standing, analyzer: Analyzer, cancelled: Cancelled) -> str:
    near = standing.alike(sought, 1, cancelled)
    if not near and len(sought) >= _LONG:
        near = standing.alike(sought, 2, cancelled)

    def likelihood(word: str) -> tuple[int, int, str]:
        count = standing.count(Slot(analyzer.term_of(word), "", 0), "body")
        return count * (_SAME_START if word[0] == sought[0] else 1), in_common(word, sought), word

    return max(near, key=likelihood, default="")
