"""What to say to somebody whose search finds nothing, or asks for what there is none of: what may help."""

from collections.abc import Iterator, Sequence

from desktop_app.core.query.completing import clause_at_end
from desktop_app.core.query.hit import Results
from desktop_app.core.query.tree import All, Any, Query, Tagged

_SHOWN = 6
_NO_TAGS = "There are no tags yet. Press t on a highlight or a note to give it one, or write #word in a note."
_OTHERWISE = "Nothing found. Fewer letters or other words may find more."
_NOT_YET = "Nothing found so far: the library is still being indexed, and what was read of it does not have that."


def advice(text: str, query: Query, tags: Sequence[str], results: Results) -> str:
    """Return what may help with a search for `text`, read as `query`, in a sentence or two; nothing where all is well.

    `tags` are those that the library has, folded.
    """
    if results.approximate:
        return "" if results.total else _NOT_YET
    clause = clause_at_end(text)
    asked = [tag for tag in _tags_of(query) if tag.casefold() not in tags]
    if asked or (clause is not None and clause.field == "tag"):
        if not tags:
            return _NO_TAGS
        if asked and not results.total:
            more = " and others" if len(tags) > _SHOWN else ""
            return f"Nothing is tagged “{asked[0]}”. There are tags such as {', '.join(tags[:_SHOWN])}{more}."
    return "" if results.total else _OTHERWISE


def _tags_of(query: Query) -> Iterator[str]:
    match query:
        case Tagged(tag):
            yield tag
        case All(parts) | Any(parts):
            for part in parts:
                yield from _tags_of(part)
        case _:
            return
