"""A query in a sentence: how what was typed has been read."""

from collections.abc import Mapping
from datetime import date

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour
from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.hit import HitKind
from desktop_app.core.query.tree import (
    All,
    Any,
    Coloured,
    Dated,
    Fuzzy,
    HasNote,
    InDocument,
    InLanguage,
    InSection,
    InState,
    Near,
    Not,
    OfKind,
    Phrase,
    Prefix,
    Query,
    Tagged,
    Titled,
    Within,
    Word,
    Words,
)

_KINDS = {
    HitKind.TEXT: "in the text of articles",
    HitKind.HIGHLIGHT: "in highlights",
    HitKind.NOTE: "in notes",
    HitKind.TITLE: "in titles",
}
_STATES = {
    ReadingStatus.TO_READ: "in articles not read yet",
    ReadingStatus.READING: "in articles being read",
    ReadingStatus.FINISHED: "in articles that are finished",
}
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pt": "Portuguese",
    "ru": "Russian", "th": "Thai", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def reading_of(query: Query, names: Mapping[Colour, str] = COLOUR_MEANINGS) -> str:
    """Return how `query` was read, in a line: “sanctions” and words beginning with “rel”, in notes, but not “war”.

    Nothing where there is nothing to explain: a word, or several that must all be there. `names` are the colours'.
    """
    parts = query.queries if isinstance(query, All) else (query,)
    if all(isinstance(part, Word | Prefix) for part in parts):
        return ""
    return _told(query, names)


def _told(query: Query, names: Mapping[Colour, str]) -> str:
    match query:
        case All(parts):
            return _all(parts, names)
        case Any(parts):
            return " or ".join(_told(part, names) for part in parts)
        case Not(inner):
            return f"anything but {_told(inner, names)}"
        case Word() | Prefix() | Phrase() | Near() | Fuzzy():
            return _words(query)
        case Within(kind, words):
            return f"{_words(words)}, {_KINDS[kind]}"
        case _:
            return _narrowing(query, names)


def _words(query: Words) -> str:
    match query:
        case Word(text):
            return f"“{text}”"
        case Prefix(text):
            return f"words beginning with “{text}”"
        case Phrase(text, prefix):
            return f"the words “{text}{'…' if prefix else ''}” in a row"
        case Near(text, within):
            return f"“{'” and “'.join(text.split())}” with at most {within} words between"
        case Fuzzy(text):
            return f"“{text}” or a word one letter away"


def _all(parts: tuple[Query, ...], names: Mapping[Colour, str]) -> str:
    sought = [part for part in parts if not isinstance(part, Not) and not _narrows(part)]
    narrowing = [_told(part, names) for part in parts if not isinstance(part, Not) and _narrows(part)]
    without = [_told(part.query, names) for part in parts if isinstance(part, Not)]
    told = " and ".join(_told(part, names) for part in sought) if sought else "everything"
    pieces = [told, *narrowing]
    if without:
        pieces.append(f"but not {' or '.join(without)}")
    return ", ".join(pieces)


def _narrows(query: Query) -> bool:
    return not isinstance(query, Words | Within | All | Any | Not)


def _narrowing(
    query: OfKind | InDocument | Tagged | Coloured | Titled | InSection | InState | HasNote | Dated | InLanguage,
    names: Mapping[Colour, str],
) -> str:
    match query:
        case Tagged(tag):
            return f"tagged “{tag}”"
        case Coloured(colour):
            return f"highlighted {colour} ({names[colour]})"
        case HasNote():
            return "with a note"
        case Dated(first, last):
            return _dated(first, last)
        case OfKind() | InDocument() | Titled() | InSection() | InState() | InLanguage():
            return _place(query)


def _place(query: OfKind | InDocument | Titled | InSection | InState | InLanguage) -> str:
    match query:
        case OfKind(kind):
            return _KINDS[kind]
        case InState(status):
            return _STATES[status]
        case InDocument():
            return "in one article"
        case Titled(text):
            return f"in articles with “{text}” in the title"
        case InSection(text):
            return f"in sections headed “{text}”"
        case InLanguage(code):
            return f"in {_LANGUAGES.get(code, f'the language “{code}”')}"


def _dated(first: str, last: str) -> str:
    days = [_day(day) for day in (first, last)]
    if first and last:
        return f"from {days[0]} to {days[1]}"
    return f"since {days[0]}" if first else f"up to {days[1]}"


def _day(written: str) -> str:
    if not written:
        return ""
    day = date.fromisoformat(written)
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December")  # fmt: skip
    return f"{day.day} {months[day.month - 1]} {day.year}"
