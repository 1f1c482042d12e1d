"""The query language. Every text is a query: what is not a clause is literal text."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from desktop_app.core import ids
from desktop_app.core.annotation import Colour
from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.days import Period, period
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

_QUOTES = '"“”„'
_LEXEME = re.compile(
    rf"(?P<minus>-?)(?P<field>[a-zA-Z]+:)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)(?P<near>(?<=[{_QUOTES}])~[0-9]{{0,3}})?"
    rf"|(?P<bare>\S+))"
)
_STARRED = re.compile(r"(?P<stem>.*\w)\*+")
_FUZZY = re.compile(r"(?P<word>.*\w)~")
_ULID = re.compile(ids.PATTERN, re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}", re.IGNORECASE)
_NEARNESS = 5
_KINDS = {name: kind for kind in HitKind for name in (kind.value, f"{kind.value}s")}
_STATES = {
    "unread": ReadingStatus.TO_READ,
    "reading": ReadingStatus.READING,
    "read": ReadingStatus.FINISHED,
    "finished": ReadingStatus.FINISHED,
}


def parse(text: str, *, typing: bool = False, today: date | None = None) -> Query:
    """Return what `text` asks for.

    Clauses: words (all must be there), `"a phrase"`, `"near words"~5`, `wor*`, `fuzy~`, `-not`, `a OR b` (binds
    tighter than standing side by side), `tag:`, `colour:` or `color:`, `title:`, `section:`, `in:` (an article's whole
    id, or words of its title), `note:` and `quote:` (words of a note or a highlight), `is:` (text, highlight, note,
    title, unread, reading, read), `has:note`, `after:`, `before:` and `since:` (2024, 2024-05, 2024-05-17; also today,
    yesterday, 7d, 2w, 3m, 1y, counted back from `today`), `lang:`. With `typing`, the last word is unfinished unless a
    space or a quotation mark ends it.
    """
    found = list(lexemes(text))
    now = today or date.today()  # noqa: DTZ011 - a day of the place where the person is
    clauses: list[Query] = []
    joining = False
    for position, lexeme in enumerate(found):
        is_last = position == len(found) - 1
        if lexeme.is_or and clauses and not joining and not is_last:
            joining = True
            continue
        unfinished = typing and is_last and text[-1:] == text[-1:].strip()
        clause = lexeme.clause(now, unfinished)
        if joining:
            previous = clauses.pop()
            clause = Any((*(previous.queries if isinstance(previous, Any) else (previous,)), clause))
            joining = False
        clauses.append(clause)
    return clauses[0] if len(clauses) == 1 else All(tuple(clauses))


def lexemes(text: str) -> Iterator["Lexeme"]:
    """Yield the runs of `text` that make one clause each, in order."""
    return map(Lexeme.of, _LEXEME.finditer(text))


class Lexeme(NamedTuple):
    """A run of the text that makes one clause. `start` and `end` are code points of the text; the field of `tag:x`
    is "tag"."""

    whole: str
    start: int
    end: int
    negated: bool
    field: str
    text: str
    quoted: bool
    closed: bool
    near: int | None

    @classmethod
    def of(cls, match: re.Match[str]) -> "Lexeme":
        """Return the lexeme of a match of the pattern."""
        phrase, bare, near = match["phrase"], match["bare"], match["near"]
        return cls(
            whole=match[0],
            start=match.start(),
            end=match.end(),
            negated=bool(match["minus"]),
            field=(match["field"] or "")[:-1].lower(),
            text=bare if phrase is None else phrase,
            quoted=phrase is not None,
            closed=bool(match["closed"]),
            near=int(near[1:] or _NEARNESS) if near and match["closed"] else None,
        )

    @property
    def is_or(self) -> bool:
        """Whether this may join its neighbours."""
        return self.whole == "OR"

    @property
    def is_plain(self) -> bool:
        """Whether this is a word as it stands, which may be misspelt."""
        return not (self.negated or self.field or self.quoted or self.is_or) and not self.text.endswith(("*", "~", ":"))

    def clause(self, today: date, unfinished: bool) -> Query:
        """Return the query of this run; `unfinished` says that its last word is still being typed."""
        if self.negated:
            # An unfinished word would first hide nearly everything and then show it again.
            return Not(self._positive(today, unfinished=False))
        return self._positive(today, unfinished=unfinished and not self.closed)

    def _positive(self, today: date, unfinished: bool) -> Query:
        if not self.field:
            return self._words(self.text, unfinished)
        made: Query | None = None
        if self.field in _DAYS:
            spoken = period(self.text, today)
            made = _DAYS[self.field](spoken) if spoken else None
        elif self.field in _FILTERS:
            made = _FILTERS[self.field](self.text, unfinished)
        elif self.field in _WITHIN and self.text.strip():
            made = Within(_WITHIN[self.field], self._words(self.text, unfinished))
        return self._words(f"{self.field}:{self.text}", unfinished) if made is None else made

    def _words(self, text: str, unfinished: bool) -> Words:
        if self.near is not None:
            return Near(text, self.near)
        return Phrase(text, unfinished) if self.quoted else _word(text, unfinished)


def _word(text: str, unfinished: bool) -> Words:
    if starred := _STARRED.fullmatch(text):
        return Prefix(starred["stem"])
    if fuzzy := _FUZZY.fullmatch(text):
        return Fuzzy(fuzzy["word"])
    return Prefix(text) if unfinished else Word(text)


def _tagged(text: str, _unfinished: bool) -> Query | None:
    return Tagged(text.strip()) if text.strip() else None


def _coloured(text: str, _unfinished: bool) -> Query | None:
    return Coloured(Colour(text.lower())) if text.lower() in Colour.__members__.values() else None


def _is(text: str, _unfinished: bool) -> Query | None:
    kind, status = _KINDS.get(text.lower()), _STATES.get(text.lower())
    return OfKind(kind) if kind else InState(status) if status else None


def _has(text: str, _unfinished: bool) -> Query | None:
    return HasNote() if text.lower() in ("note", "notes") else None


def _in_document(text: str, unfinished: bool) -> Query | None:
    return InDocument(text.lower()) if _ULID.fullmatch(text) else _titled(text, unfinished)


def _titled(text: str, unfinished: bool) -> Query | None:
    return Titled(text, unfinished) if text.strip() else None


def _in_section(text: str, unfinished: bool) -> Query | None:
    return InSection(text, unfinished) if text.strip() else None


def _in_language(text: str, _unfinished: bool) -> Query | None:
    return InLanguage(text.lower()) if _LANGUAGE.fullmatch(text) else None


# Each gives None for a value that it cannot take: then field and value are literal text.
_FILTERS: dict[str, Callable[[str, bool], Query | None]] = {
    "tag": _tagged,
    "colour": _coloured,
    "color": _coloured,
    "is": _is,
    "has": _has,
    "in": _in_document,
    "title": _titled,
    "section": _in_section,
    "lang": _in_language,
}
_WITHIN = {"note": HitKind.NOTE, "quote": HitKind.HIGHLIGHT}
_DAYS: dict[str, Callable[[Period], Query]] = {
    "since": lambda spoken: Dated(first=spoken.first.isoformat()),
    "after": lambda spoken: Dated(first=spoken.next_day.isoformat()),
    "before": lambda spoken: Dated(last=spoken.day_before.isoformat()),
}
FIELDS = (*_FILTERS, *_WITHIN, *_DAYS)
"""The names that a colon may follow."""
