"""What the clause that is being typed may become: the names of fields, and the values that a field can take."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour
from desktop_app.core.query.parser import Lexeme, lexemes

MOST = 6
"""So many are offered at once."""

_FEWEST_LETTERS = 2
_MEANINGS = {
    "after": "after a day, a month or a year",
    "before": "before a day, a month or a year",
    "colour": "highlights of a colour",
    "has": "annotations with a note",
    "in": "one article, by its title",
    "is": "a kind: text, highlight, note, title; unread, reading, read",
    "lang": "articles in a language",
    "note": "words of your notes",
    "quote": "words of your highlights",
    "section": "sections, by their heading",
    "since": "from a day on: 2024-05, 7d, yesterday",
    "tag": "what carries a tag",
    "title": "articles, by their title",
}
_IS = {
    "text": "the text of articles",
    "highlight": "your highlights",
    "note": "your notes",
    "title": "titles",
    "unread": "articles not read yet",
    "reading": "articles being read",
    "read": "articles that are finished",
}
_SINCE = {"today": "", "yesterday": "", "7d": "seven days", "1m": "thirty days", "1y": "a year"}
_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese"}
_FIXED: dict[str, dict[str, str]] = {
    "is": _IS,
    "has": {"note": "with a note"},
    "since": _SINCE,
    "lang": _LANGUAGES,
}


class Completion(NamedTuple):
    """What the whole text would become, the clause that would be new in it, and what that means."""

    text: str
    clause: str
    meaning: str = ""


def clause_at_end(text: str) -> Lexeme | None:
    """Return the clause that is being typed at the end of `text`, or None after a space.

    A field without a value yet, which a question has as a word, is a clause here.
    """
    found = list(lexemes(text))
    if not found or found[-1].end != len(text) or found[-1].closed:
        return None
    last = found[-1]
    field = last.text[:-1].casefold()
    is_field = last.text.endswith(":") and not last.quoted and (field in _MEANINGS or field == "color")
    return last._replace(field=field, text="") if is_field else last


def completions(
    text: str,
    tags: Iterable[str] = (),
    titles: Iterable[str] = (),
    names: Mapping[Colour, str] = COLOUR_MEANINGS,
) -> list[Completion]:
    """Return what the clause at the end of `text` may become. `tags` and `titles` are those of the library that fit.

    A colour is found by its name too; `names` is what the colours are called.
    """
    lexeme = clause_at_end(text)
    if lexeme is None:
        return []
    if not lexeme.field:
        return _fields(text, lexeme)
    typed = lexeme.text.casefold()
    values: Sequence[tuple[str, str]]
    if lexeme.field == "tag":
        values = [(tag, "") for tag in tags if tag.casefold().startswith(typed)]
    elif lexeme.field in ("in", "title"):
        values = [(title, "") for title in titles]
    elif lexeme.field in ("colour", "color"):
        values = [(one.value, names[one]) for one in Colour if _begins(typed, one.value, names[one])]
    else:
        fixed = _FIXED.get(lexeme.field, {})
        values = [(value, meaning) for value, meaning in fixed.items() if value.startswith(typed)]
    offered = [value for value in values if value[0].casefold() != typed]
    return [_made(text, lexeme, _quoted(value), meaning) for value, meaning in offered[:MOST]]


def _begins(typed: str, *words: str) -> bool:
    return any(word.casefold().startswith(typed) for word in words)


def _fields(text: str, lexeme: Lexeme) -> list[Completion]:
    typed = lexeme.text.casefold()
    if lexeme.quoted or len(typed) < _FEWEST_LETTERS:
        return []
    named = [(field, meaning) for field, meaning in _MEANINGS.items() if field.startswith(typed)]
    minus = "-" if lexeme.negated else ""
    return [Completion(f"{text[: lexeme.start]}{minus}{field}:", f"{field}:", meaning) for field, meaning in named]


def _made(text: str, lexeme: Lexeme, value: str, meaning: str) -> Completion:
    clause = f"{lexeme.field}:{value}"
    return Completion(f"{text[: lexeme.start]}{'-' if lexeme.negated else ''}{clause} ", clause, meaning)


def _quoted(value: str) -> str:
    bare = "".join("'" if sign in '"“”„' else sign for sign in value)
    return f'"{bare}"' if any(sign.isspace() for sign in bare) else bare
