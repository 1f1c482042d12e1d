"""A question in the words of the index: what a Query becomes once its texts are analysed."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.core.query import (
    All,
    Any,
    Coloured,
    InDocument,
    InSection,
    Not,
    OfKind,
    Phrase,
    Prefix,
    Query,
    Tagged,
    Titled,
    Word,
)
from desktop_app.search.analysis import Analyzer, Slot, fold


@dataclass(frozen=True, slots=True)
class Chain:
    """Slots that are filled one after the other in one field; a single slot is a word anywhere."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Bag:
    """Slots that are all filled, in any order, in a field that only filters."""

    field: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """An exact value in a field that only filters."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Both:
    """All of `parts`, and none of `without`. With no parts it starts from everything there is."""

    parts: tuple["Plan", ...]
    without: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of `parts`."""

    parts: tuple["Plan", ...]


Plan = Chain | Bag | Label | Both | Either


def plan(query: Query, analyzer: Analyzer) -> Plan | None:
    """Return what to look up for `query`, or None when it asks nothing (no letter, digit or filter in it)."""
    match query:
        case Word(text):
            return _chain(analyzer.slots(text))
        case Prefix(text):
            return _chain(analyzer.slots(text, prefix=True))
        case Phrase(text, prefix):
            return _chain(analyzer.slots(text, prefix=prefix))
        case Titled(text, prefix):
            return _bag("title", analyzer.slots(text, prefix=prefix))
        case InSection(text, prefix):
            return _bag("section", analyzer.slots(text, prefix=prefix))
        case All(queries):
            return _both(queries, analyzer)
        case Any(queries):
            parts = tuple(part for each in queries if (part := plan(each, analyzer)) is not None)
            return parts[0] if len(parts) == 1 else Either(parts) if parts else None
        case Not():
            return _both((query,), analyzer)
        case _:
            return _label(query)


def _label(query: OfKind | InDocument | Tagged | Coloured) -> Label:
    match query:
        case OfKind(kind):
            return Label("kind", kind.value)
        case InDocument(document):
            return Label("document", document)
        case Tagged(tag):
            return Label("tag", fold(tag))
        case Coloured(colour):
            return Label("colour", colour.value)


def _chain(slots: tuple[Slot, ...]) -> Chain | None:
    return Chain(slots) if slots else None


def _bag(field: str, slots: tuple[Slot, ...]) -> Bag | None:
    return Bag(field, slots) if slots else None


def _both(queries: tuple[Query, ...], analyzer: Analyzer) -> Plan | None:
    parts: list[Plan] = []
    without: list[Plan] = []
    for query in queries:
        negated = isinstance(query, Not)
        part = plan(query.query if isinstance(query, Not) else query, analyzer)
        if part is not None:
            (without if negated else parts).append(part)
    if len(parts) + len(without) < len(queries) and all(_only_narrows(part) for part in parts) and not without:
        return None  # an empty field does not ask for everything in the article that the search was narrowed to
    if len(parts) == 1 and not without:
        return parts[0]
    return Both(tuple(parts), tuple(without)) if parts or without else None


def _only_narrows(part: Plan) -> bool:
    return isinstance(part, Label) and part.field == "document"


def sought(asked: Plan) -> Iterator[Chain]:
    """Yield the chains that make a text a hit: those that snippets mark."""
    match asked:
        case Chain():
            yield asked
        case Both(parts) | Either(parts):
            for part in parts:
                yield from sought(part)
        case Bag() | Label():
            return
