"""What a person looks at in the notebook: which annotations, in which groups, in which order."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Facet(StrEnum):
    """What annotations can be told apart by."""

    COLOUR = "colour"
    TAG = "tag"
    DOCUMENT = "document"
    SECTION = "section"
    KIND = "kind"
    DATE = "date"
    STATE = "state"


class Kind(StrEnum):
    """What an annotation is to a person; a highlight that has a note is both."""

    HIGHLIGHT = "highlight"
    NOTE = "note"
    BOOKMARK = "bookmark"


class Standing(StrEnum):
    """Where an annotation stands in the present text of its article, or why it stands nowhere."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    DETACHED = "detached"
    SOURCE_REMOVED = "source removed"
    WITHOUT_TEXT = "in no version"


class Grouping(StrEnum):
    """What the cards are grouped by."""

    ARTICLE = "article"
    DATE = "date"
    TAG = "tag"


class Order(StrEnum):
    """In which order cards, and the groups they are in, follow each other."""

    PLACE = "place"
    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """One thing that annotations must have.

    Values: a Colour, or "" for none; a tag; a document's id; a document's id and the headings of a section, joined by
    newlines; a Kind; "today", "week", "month" or two ISO days joined by ".." of which one may be empty; a Standing.
    """

    facet: Facet
    value: str

    @property
    def key(self) -> str:
        """What the filter is known by to a list."""
        return f"{self.facet}:{self.value}"


_ALONE = frozenset({Facet.DATE})
"""Facets of which only one value makes sense at a time."""


@dataclass(frozen=True, slots=True)
class NotebookView:
    """Filters of one facet widen each other, but tags narrow; those of different facets, and the words, narrow."""

    filters: tuple[Filter, ...] = ()
    words: str = ""
    grouping: Grouping = Grouping.ARTICLE
    order: Order = Order.PLACE

    def toggled(self, wanted: Filter) -> "NotebookView":
        """Return this view with a filter more, or less where it has that one."""
        if wanted in self.filters:
            return self.without(wanted)
        kept = (one for one in self.filters if one.facet not in _ALONE or one.facet is not wanted.facet)
        return replace(self, filters=(*kept, wanted))

    def without(self, unwanted: Filter) -> "NotebookView":
        """Return this view without a filter; sections go with their document."""
        kept = (one for one in self.filters if one != unwanted and not _belongs(one, unwanted))
        return replace(self, filters=tuple(kept))

    def retagged(self, tag: str, other: str) -> "NotebookView":
        """Return this view with a tag called otherwise."""
        asked, instead = Filter(Facet.TAG, tag), Filter(Facet.TAG, other)
        return replace(self, filters=tuple(dict.fromkeys(instead if one == asked else one for one in self.filters)))

    def cleared(self) -> "NotebookView":
        """Return this view with nothing narrowed; grouping and order stay."""
        return replace(self, filters=(), words="")

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Return the values that are wanted of a facet."""
        return tuple(one.value for one in self.filters if one.facet is facet)

    @property
    def narrowed(self) -> bool:
        """Whether some annotations may be left out."""
        return bool(self.filters or self.words.strip())


def section_value(document: str, path: tuple[str, ...]) -> str:
    """Return the value of the filter by a section of a document."""
    return "\n".join((document, *path))


def days_of(value: str, today: date) -> tuple[date, date]:
    """Return the first and the last day that the value of a filter by date means; a week begins on Monday."""
    match value:
        case "today":
            return today, today
        case "week":
            return today - timedelta(days=today.weekday()), today
        case "month":
            return today.replace(day=1), today
    first, _, last = value.partition("..")
    return _day(first, date.min), _day(last, date.max)


def _day(written: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return otherwise


def _belongs(one: Filter, unwanted: Filter) -> bool:
    section = one.facet is Facet.SECTION and unwanted.facet is Facet.DOCUMENT
    return section and one.value.partition("\n")[0] == unwanted.value
