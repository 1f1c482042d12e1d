"""What to say to somebody whose search finds nothing, or asks for what there is none of: what may help."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from desktop_app.core.annotation import Colour
from desktop_app.core.query.completing import clause_at_end
from desktop_app.core.query.days import period
from desktop_app.core.query.hit import Results
from desktop_app.core.query.parser import FIELDS
from desktop_app.core.query.tree import All, Any, Query, Tagged
from desktop_app.core.text.folding import folded

_SHOWN = 6
_CLAUSE = re.compile(r"(?<!\S)-?(?P<field>[a-z]+):(?P<value>[^\s\"“”/]+)", re.IGNORECASE)
_COLOUR_FIELDS = frozenset({"colour", "color"})
_DAY_FIELDS = frozenset({"since", "after", "before"})
_ANY_DAY = date(2000, 1, 1)  # whether something is a day does not depend on it
_CLOSE = 0.7
_NO_TAGS = "There are no tags yet. Press t on a highlight or a note to give it one, or write #word in a note."
_OTHERWISE = "Nothing found. Fewer letters or other words may find more."
_NOT_YET = "Nothing found so far: the library is still being indexed, and what was read of it does not have that."


def advice(text: str, query: Query, tags: Sequence[str], results: Results) -> str:
    """Return what may help with a search for `text`, read as `query`, in a sentence or two; nothing where all is well.

    `tags` are those that the library has.
    """
    if results.approximate:
        return "" if results.total else _NOT_YET
    clause = clause_at_end(text)
    there = set(map(folded, tags))
    asked = [tag for tag in _tags_of(query) if folded(tag) not in there]
    if asked or (clause is not None and clause.field == "tag"):
        if not tags:
            return _NO_TAGS
        if asked and not results.total:
            more = " and others" if len(tags) > _SHOWN else ""
            return f"Nothing is tagged “{asked[0]}”. There are tags such as {', '.join(tags[:_SHOWN])}{more}."
    return "" if results.total else _misread(text) or _OTHERWISE


def _misread(text: str) -> str:
    """Return what is wrong with the first clause of a question that was taken for words since it cannot be a filter."""
    for clause in _CLAUSE.finditer(text):
        field, value = clause["field"].lower(), clause["value"]
        known = get_close_matches(field, FIELDS, 1, _CLOSE)
        if field in _COLOUR_FIELDS and value.lower() not in set(Colour):
            return f"There is no colour “{value}”. There are {', '.join(Colour)}."
        if field in _DAY_FIELDS and period(value, _ANY_DAY) is None:
            return f"“{value}” is no day. Write it as 2024, 2024-05, 2024-05-17, today, or 7d for the last seven days."
        if field not in FIELDS and known:
            return f"There is no “{field}:”. Did you mean “{known[0]}:{value}”?"
    return ""


def _tags_of(query: Query) -> Iterator[str]:
    match query:
        case Tagged(tag):
            yield tag
        case All(parts) | Any(parts):
            for part in parts:
                yield from _tags_of(part)
        case _:
            return
