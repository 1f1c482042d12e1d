"""What a person asks for: a tree of words, phrases and filters, and the parser that makes one of any text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.core.annotation import Colour
from desktop_app.core.hit import HitKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; with `prefix`, the last one may be unfinished."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class OfKind:
    """Only what is of this kind."""

    kind: HitKind


@dataclass(frozen=True, slots=True)
class InDocument:
    """Only what stands in, or is about, the document of this id."""

    document: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """Only annotations that carry this tag; case and accents do not matter."""

    tag: str


@dataclass(frozen=True, slots=True)
class Coloured:
    """Only annotations of this colour."""

    colour: Colour


@dataclass(frozen=True, slots=True)
class Titled:
    """Only documents whose title has all these words, in any order."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class InSection:
    """Only sections whose own or enclosing headings have all these words, in any order."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever `query` does not find."""

    query: "Query"


@dataclass(frozen=True, slots=True)
class All:
    """What every one of the queries finds. An empty one asks nothing, and finds nothing."""

    queries: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What at least one of the queries finds."""

    queries: tuple["Query", ...]


Filter = OfKind | InDocument | Tagged | Coloured | Titled | InSection
Query = Word | Prefix | Phrase | Filter | Not | All | Any

NOTHING = All(())
"""The query of an empty field."""

_QUOTES = '"“”„'
_LEXEME = re.compile(
    rf"(?P<minus>-?)(?P<field>[a-zA-Z]+:)?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)|(?P<bare>\S+))"
)
_STARRED = re.compile(r"(?P<stem>.*\w)\*+")
_ULID = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}", re.IGNORECASE)
_KINDS = {name: kind for kind in HitKind for name in (kind.value, f"{kind.value}s")}


def parse(text: str, *, typing: bool = False) -> Query:
    """Return what `text` asks for. Every text is a query: what is not a clause is literal text.

    Clauses: words (all must be there), `"a phrase"`, `wor*`, `-not`, `a OR b` (binds tighter than standing side by
    side), `tag:`, `colour:` or `color:`, `is:` (text, highlight, note, title), `in:` (a document's whole id), `title:`
    and `section:`. With `typing`, the last word is unfinished unless a space or a quotation mark ends it.
    """
    lexemes = [_Lexeme.of(match) for match in _LEXEME.finditer(text)]
    clauses: list[Query] = []
    joining = False
    for position, lexeme in enumerate(lexemes):
        is_last = position == len(lexemes) - 1
        if lexeme.is_or and clauses and not joining and not is_last:
            joining = True
            continue
        unfinished = typing and is_last and text[-1:] == text[-1:].strip()
        clause = lexeme.clause(unfinished)
        if joining:
            previous = clauses.pop()
            clause = Any((*(previous.queries if isinstance(previous, Any) else (previous,)), clause))
            joining = False
        clauses.append(clause)
    return clauses[0] if len(clauses) == 1 else All(tuple(clauses))


class _Lexeme(NamedTuple):
    """A run of the text that makes one clause."""

    whole: str
    negated: bool
    field: str
    text: str
    quoted: bool
    closed: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Lexeme":
        phrase, bare = match["phrase"], match["bare"]
        return cls(
            whole=match[0],
            negated=bool(match["minus"]),
            field=(match["field"] or "")[:-1].lower(),
            text=bare if phrase is None else phrase,
            quoted=phrase is not None,
            closed=bool(match["closed"]),
        )

    @property
    def is_or(self) -> bool:
        return self.whole == "OR"

    def clause(self, unfinished: bool) -> Query:
        """Return the query of this run; `unfinished` says that its last word is still being typed."""
        if self.negated:
            # An unfinished word would first hide nearly everything and then show it again.
            return Not(self._positive(unfinished=False))
        return self._positive(unfinished=unfinished and not self.closed)

    def _positive(self, *, unfinished: bool) -> Query:
        if self.field:
            made = _FILTERS[self.field](self.text, unfinished) if self.field in _FILTERS else None
            if made is not None:
                return made
            whole = f"{self.field}:{self.text}"
            return Phrase(whole, unfinished) if self.quoted else _word(whole, unfinished)
        return Phrase(self.text, unfinished) if self.quoted else _word(self.text, unfinished)


def _word(text: str, unfinished: bool) -> Query:
    starred = _STARRED.fullmatch(text)
    if starred:
        return Prefix(starred["stem"])
    return Prefix(text) if unfinished else Word(text)


def _tagged(text: str, _unfinished: bool) -> Query | None:
    return Tagged(text.strip()) if text.strip() else None


def _coloured(text: str, _unfinished: bool) -> Query | None:
    return Coloured(Colour(text.lower())) if text.lower() in Colour.__members__.values() else None


def _of_kind(text: str, _unfinished: bool) -> Query | None:
    kind = _KINDS.get(text.lower())
    return OfKind(kind) if kind else None


def _in_document(text: str, _unfinished: bool) -> Query | None:
    return InDocument(text) if _ULID.fullmatch(text) else None


def _titled(text: str, unfinished: bool) -> Query | None:
    return Titled(text, unfinished) if text.strip() else None


def _in_section(text: str, unfinished: bool) -> Query | None:
    return InSection(text, unfinished) if text.strip() else None


# Each gives None for a value that it cannot take: then field and value are literal text.
_FILTERS: dict[str, Callable[[str, bool], Query | None]] = {
    "tag": _tagged,
    "colour": _coloured,
    "color": _coloured,
    "is": _of_kind,
    "in": _in_document,
    "title": _titled,
    "section": _in_section,
}
