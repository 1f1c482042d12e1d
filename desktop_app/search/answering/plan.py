"""A question in the words of the index: what a Query becomes once its texts are analysed."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from desktop_app.core.document import ReadingStatus
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
from desktop_app.search.analysis import Analyzer, Slot, fold


class Chain(Struct, frozen=True):
    """Slots that are filled one after the other in one field; a single slot is a word anywhere."""

    slots: tuple[Slot, ...]


class Bag(Struct, frozen=True):
    """Slots that are all filled, in any order, in a field that only filters."""

    field: str
    slots: tuple[Slot, ...]


class Label(Struct, frozen=True):
    """An exact value in a field that only filters."""

    field: str
    value: str


class Close(Struct, frozen=True):
    """Slots that are all filled in one field, in any order, with at most `within` words between the outermost."""

    slots: tuple[Slot, ...]
    within: int


class Span(Struct, frozen=True):
    """Any value from `first` to `last`, both included, in a field that only filters; an empty one sets no bound."""

    field: str
    first: str
    last: str


class OneOf(Struct, frozen=True):
    """Any of these values in a field that only filters."""

    field: str
    values: frozenset[str]


class Both(Struct, frozen=True):
    """All of `parts`, and none of `without`. With no parts it starts from everything there is."""

    parts: tuple["Plan", ...]
    without: tuple["Plan", ...] = ()


class Either(Struct, frozen=True):
    """At least one of `parts`."""

    parts: tuple["Plan", ...]


Lookup = Label | Span | OneOf
Plan = Chain | Close | Bag | Lookup | Both | Either

Documents = Callable[[ReadingStatus], frozenset[str]]
"""Gives the ids of the documents in a state of being read."""


def plan(query: Query, analyzer: Analyzer, documents: Documents) -> Plan | None:
    """Return what to look up for `query`, or None when it asks nothing (no letter, digit or filter in it)."""
    return _Planner(analyzer, documents).plan(query)


class _Planner:
    def __init__(self, analyzer: Analyzer, documents: Documents) -> None:
        self._analyzer = analyzer
        self._documents = documents

    def plan(self, query: Query) -> Plan | None:
        match query:
            case Word() | Prefix() | Phrase() | Near() | Fuzzy():
                return self._words(query)
            case Titled(text, prefix):
                return _bag("title", self._analyzer.slots(text, prefix=prefix))
            case InSection(text, prefix):
                return _bag("section", self._analyzer.slots(text, prefix=prefix))
            case Within(kind, words):
                return self._both((OfKind(kind), words))
            case All(queries):
                return self._both(queries)
            case Any(queries):
                parts = tuple(part for each in queries if (part := self.plan(each)) is not None)
                return parts[0] if len(parts) == 1 else Either(parts) if parts else None
            case Not():
                return self._both((query,))
            case InState(status):
                return self._in_state(status)
            case _:
                return _lookup(query)

    def _words(self, query: Words) -> Plan | None:
        slots_of = self._analyzer.slots
        match query:
            case Word(text):
                slots = slots_of(text)
            case Prefix(text):
                slots = slots_of(text, prefix=True)
            case Phrase(text, prefix):
                slots = slots_of(text, prefix=prefix)
            case Fuzzy(text):
                slots = slots_of(text, fuzzy=True)
            case Near(text, within):
                slots = slots_of(text)
                if len(slots) > 1:
                    return Close(slots, within)
        return Chain(slots) if slots else None

    def _both(self, queries: tuple[Query, ...]) -> Plan | None:
        parts: list[Plan] = []
        without: list[Plan] = []
        for query in queries:
            negated = isinstance(query, Not)
            part = self.plan(query.query if isinstance(query, Not) else query)
            if part is not None:
                (without if negated else parts).append(part)
        if len(parts) + len(without) < len(queries) and all(_only_narrows(part) for part in parts) and not without:
            return None  # an empty field does not ask for everything in the article that the search was narrowed to
        if len(parts) == 1 and not without:
            return parts[0]
        return Both(tuple(parts), tuple(without)) if parts or without else None

    def _in_state(self, status: ReadingStatus) -> Plan:
        if status is not ReadingStatus.TO_READ:
            return OneOf("document", self._documents(status))
        begun = self._documents(ReadingStatus.READING) | self._documents(ReadingStatus.FINISHED)
        return Both((), (OneOf("document", begun),))


def _lookup(query: OfKind | InDocument | Tagged | Coloured | HasNote | Dated | InLanguage) -> Lookup:
    match query:
        case OfKind(kind):
            return Label("kind", kind.value)
        case InDocument(document):
            return Label("document", document)
        case Tagged(tag):
            return Label("tag", fold(tag))
        case Coloured(colour):
            return Label("colour", colour.value)
        case HasNote():
            return Label("has", "note")
        case InLanguage(code):
            return Label("language", code)
        case Dated(first, last):
            return Span("day", first, last)


def _bag(field: str, slots: tuple[Slot, ...]) -> Bag | None:
    return Bag(field, slots) if slots else None


def _only_narrows(part: Plan) -> bool:
    return isinstance(part, Label) and part.field == "document"


def spelt_out(asked: Plan, known: Callable[[Slot], Slot]) -> Plan:
    """Return the plan with each slot as `known` gives it."""
    match asked:
        case Chain(slots):
            return Chain(tuple(map(known, slots)))
        case Both(parts, without):
            return Both(*(tuple(spelt_out(part, known) for part in some) for some in (parts, without)))
        case Either(parts):
            return Either(tuple(spelt_out(part, known) for part in parts))
        case _:
            return asked


def sought(asked: Plan) -> Iterator[Chain]:
    """Yield the chains that make a text a hit: those that snippets mark."""
    match asked:
        case Chain():
            yield asked
        case Close(slots):
            yield from (Chain((slot._replace(offset=0),)) for slot in slots)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from sought(part)
        case Bag() | Label() | Span() | OneOf():
            return
