"""What the notebook lists: rows narrowed, counted, ordered and put into groups, ready to be shown."""

from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import NamedTuple

import numpy as np

from desktop_app.core.notebook_view import Facet, Filter, Grouping, NotebookView, Order, days_of, section_value
from desktop_app.core.query.parser import parse
from desktop_app.core.text.folding import folded
from desktop_app.services.notebook.table import COLOURS, KINDS, STANDINGS, Mask, NotebookTable, Numbers
from desktop_app.services.notebook.words import NotebookWords

MOST_COUNTED = 300
"""Tags and articles that are counted for the side pane; the query language reaches the others."""
SPANS = ("today", "week", "month")


class Group(NamedTuple):
    """The heading over some cards: an article's title, a tag ("" for none) or a day, and how many cards follow."""

    name: str | date
    size: int


class Counted(NamedTuple):
    """How many cards a filter would show beside the other filters, and what it is called where its value is an id."""

    filter: Filter
    size: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of the table by number in the order of the list; a heading is -1 for the first group, -2 for the second.

    One that is not `whole` knows only of the annotations that have been gathered by then.
    """

    view: NotebookView
    rows: Numbers
    groups: tuple[Group, ...]
    shown: int
    total: int
    counted: tuple[Counted, ...] = field(default=())
    whole: bool = True
    revision: int = -1
    """The table's of which this is a listing: while it is the same, rows hold what they held."""
    trouble: str = ""
    """Why nothing could be listed, in a sentence; empty when it could."""


def unlisted(view: NotebookView, trouble: str) -> Listing:
    """Return what there is to show where the library cannot be read: no rows, and no counts either."""
    return Listing(view, np.array([], np.int32), (), 0, -1, trouble=trouble)


class NotebookLister:
    """Makes listings of the table. Belongs to the thread of the notebook."""

    def __init__(self, table: NotebookTable, words: NotebookWords) -> None:
        self._table = table
        self._words = words
        self._orders: dict[Order, Numbers] = {}
        self._ordered = -1  # the revision of the table whose orders are kept

    def listing(self, view: NotebookView, today: date) -> Listing:
        """Return what `view` shows."""
        there = np.asarray(self._table.column("there"), np.bool_)
        base = there & self._found(view.words, today)
        masks = {facet: self._mask(facet, view.values(facet), today) for facet in Facet if view.values(facet)}
        shown: Mask = reduce(np.logical_and, masks.values(), base)
        rows, groups = self._arranged(self._in_order(shown, view.order), view)
        counted = self._counted(base, masks, view, today)
        return Listing(view, rows, groups, int(shown.sum()), int(there.sum()), counted, revision=self._table.revision)

    def _found(self, words: str, today: date) -> Mask:
        if not words.strip():
            return np.ones(len(self._table), np.bool_)
        return self._words.found_by(parse(words, typing=True, today=today))

    # Narrowing

    def _mask(self, facet: Facet, values: tuple[str, ...], today: date) -> Mask:
        table = self._table
        match facet:
            case Facet.COLOUR:
                wanted = [COLOURS.index(one) if one else -1 for one in map(_colour, values)]
                return np.isin(table.column("colour"), wanted)
            case Facet.STATE:
                return np.isin(table.column("standing"), [STANDINGS.index(one) for one in STANDINGS if one in values])
            case Facet.KIND:
                bits = sum(1 << place for place, kind in enumerate(KINDS) if kind in values)
                return np.asarray(table.column("kinds") & bits, np.bool_)
            case Facet.DOCUMENT:
                numbers = [table.document_number(value) for value in values]
                return np.isin(table.column("document"), [one for one in numbers if one is not None])
            case Facet.SECTION:
                return self._in_sections(values)
            case Facet.DATE:
                return self._between(*days_of(values[0], today))
            case Facet.TAG:
                return reduce(np.logical_and, map(self._tagged, values))

    def _in_sections(self, values: tuple[str, ...]) -> Mask:
        wanted = set(values)
        documents = self._table.documents
        numbers = [
            number
            for number, one in enumerate(self._table.sections)
            if section_value(documents[one.document].id, one.path) in wanted
        ]
        return np.isin(self._table.column("section"), numbers)

    def _between(self, first: date, last: date) -> Mask:
        days = self._table.column("day")
        return np.asarray((days >= first.toordinal()) & (days <= last.toordinal()))

    def _tagged(self, tag: str) -> Mask:
        rows, tags = self._table.tag_pairs()
        found = np.zeros(len(self._table), np.bool_)
        found[rows[tags == self._table.tag_number(tag)]] = True
        return found

    # Counting

    def _counted(self, base: Mask, masks: dict[Facet, Mask], view: NotebookView, today: date) -> tuple[Counted, ...]:
        def beside(facet: Facet) -> Mask:
            others = (mask for one, mask in masks.items() if one is not facet or facet is Facet.TAG)
            return reduce(np.logical_and, others, base)

        without, *coloured = self._few(Facet.COLOUR, "colour", ["", *COLOURS], beside(Facet.COLOUR), first=-1)
        found = [*coloured, without]
        found += self._few(Facet.STATE, "standing", list(STANDINGS), beside(Facet.STATE))
        kinds = self._table.column("kinds")[beside(Facet.KIND)]
        found += [
            Counted(Filter(Facet.KIND, kind), int(((kinds >> place) & 1).sum())) for place, kind in enumerate(KINDS)
        ]
        dated = beside(Facet.DATE)
        for span in SPANS:
            count = int((dated & self._between(*days_of(span, today))).sum())
            found.append(Counted(Filter(Facet.DATE, span), count))
        return (*found, *self._tags(beside(Facet.TAG)), *self._documents(beside(Facet.DOCUMENT)),
                *self._sections(beside(Facet.SECTION), view))  # fmt: skip

    def _few(self, facet: Facet, column: str, values: list[str], mask: Mask, first: int = 0) -> list[Counted]:
        counts = np.bincount(self._table.column(column)[mask] - first, minlength=len(values))
        return [Counted(Filter(facet, value), int(count)) for value, count in zip(values, counts, strict=True)]

    def _tags(self, mask: Mask) -> list[Counted]:
        rows, tags = self._table.tag_pairs()
        names = self._table.tag_names
        return [Counted(Filter(Facet.TAG, names[tag]), count) for tag, count in _most(tags[mask[rows]])]

    def _documents(self, mask: Mask) -> list[Counted]:
        most = _most(self._table.column("document")[mask])
        shelves = [(self._table.documents[number], count) for number, count in most]
        return [Counted(Filter(Facet.DOCUMENT, shelf.id), count, shelf.title) for shelf, count in shelves]

    def _sections(self, mask: Mask, view: NotebookView) -> list[Counted]:
        """Return the sections of the article that the list is narrowed to, in the order of its text."""
        chosen = view.values(Facet.DOCUMENT)
        number = self._table.document_number(chosen[0]) if len(chosen) == 1 else None
        if number is None:
            return []
        found = self._table.column("section")[mask & (self._table.column("document") == number)]
        sections = [(self._table.sections[one], count) for one, count in sorted(_most(found[found >= 0]))]
        return [
            Counted(Filter(Facet.SECTION, section_value(chosen[0], one.path)), count, one.path[-1])
            for one, count in sections
        ]

    # Arranging

    def _arranged(self, rows: Numbers, view: NotebookView) -> tuple[Numbers, tuple[Group, ...]]:
        """Put rows that are in order into groups."""
        if view.grouping is Grouping.TAG:
            rows, keys, ranks = self._by_tag(rows)
        elif view.grouping is Grouping.DATE:
            keys = self._table.column("day")[rows]
            ranks = keys if view.order is Order.OLDEST else -keys
        else:
            keys = self._table.column("document")[rows]
            by_title = view.order in (Order.PLACE, Order.COLOUR)
            ranks = self._table.title_ranks()[keys] if by_title else _first_met(keys)
        places = np.argsort(ranks, kind="stable")
        rows, keys = rows[places], keys[places]
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1)) if len(keys) else np.zeros(0, np.int64)
        counts = np.diff(starts, append=len(rows)).tolist()
        names = [self._name(view.grouping, key) for key in keys[starts].tolist()]
        headings = -np.arange(1, len(starts) + 1, dtype=np.int32)
        return np.insert(rows, starts, headings), tuple(map(Group, names, counts))

    def _name(self, grouping: Grouping, key: int) -> str | date:
        if grouping is Grouping.DATE:
            return date.fromordinal(key)
        if grouping is Grouping.TAG:
            return self._table.tag_names[key] if key >= 0 else ""
        return self._table.documents[key].title

    def _in_order(self, shown: Mask, order: Order) -> Numbers:
        """Return the rows that are shown. All rows are sorted once: with each letter typed others of them are shown."""
        if self._ordered != self._table.revision:
            self._ordered = self._table.revision
            self._orders.clear()
        if order not in self._orders:
            self._orders[order] = self._sorted(order)
        rows = self._orders[order]
        return rows[shown[rows]]

    def _sorted(self, order: Order) -> Numbers:
        column = {name: self._table.column(name) for name in ("created", "modified", "colour", "start")}
        titles = self._table.title_ranks()[self._table.column("document")]
        place = (np.arange(len(self._table)), column["created"], column["start"], titles)
        keys = {
            Order.PLACE: place,
            Order.NEWEST: (*place, -column["created"]),
            Order.OLDEST: (*place, column["created"]),
            Order.CHANGED: (*place, -column["modified"]),
            Order.COLOUR: (*place, column["colour"].astype(np.uint8)),  # -1, which is none, comes last
        }[order]
        return np.lexsort(keys).astype(np.int32)

    def _by_tag(self, rows: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return rows, once for each of their tags; the number of that tag, and its place among all by name."""
        of, tags = self._table.tag_pairs()
        starts, ends = np.searchsorted(of, rows), np.searchsorted(of, rows, side="right")
        counts = ends - starts
        without = rows[counts == 0]
        again = np.repeat(rows, counts)
        steps = np.arange(len(again)) - np.repeat(np.cumsum(counts) - counts, counts)
        keys = np.concatenate([tags[np.repeat(starts, counts) + steps], np.full(len(without), -1)]).astype(np.int32)
        names = self._table.tag_names
        by_name = np.empty(len(names) + 1, np.int32)
        by_name[sorted(range(len(names)), key=lambda one: folded(names[one]))] = np.arange(len(names))
        by_name[-1] = len(names)
        return np.concatenate([again, without]), keys, by_name[keys]


def _colour(value: str) -> str:
    return value if value in COLOURS else ""


def _most(numbers: Numbers) -> list[tuple[int, int]]:
    """Return the numbers that come most often, with how often they do."""
    counts = np.bincount(numbers) if len(numbers) else np.zeros(0, np.int64)
    found = np.flatnonzero(counts)
    most = found[np.argsort(-counts[found], kind="stable")[:MOST_COUNTED]]
    return [(number, int(counts[number])) for number in most.tolist()]


def _first_met(keys: Numbers) -> Numbers:
    """Return for each key the place at which it first comes."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], np.int32)
