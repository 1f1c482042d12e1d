"""What the side pane of the notebook lists, and what filters are called."""

from collections.abc import Callable, Sequence
from datetime import date

from desktop_app.core.annotation import Colour
from desktop_app.core.notebook_view import Facet, Filter, Kind, NotebookView, Standing
from desktop_app.services.notebook.listing import MOST_COUNTED, Counted, Listing
from desktop_app.ui.rooms.notebook.rows import Names
from desktop_app.ui.rooms.sidebar import Heading, Line, Shelf

ALL = "all"
SPAN = "span"
VIEW = "view:"
MORE = "more:"
_FEW = 8
_SPANS = {"today": "Today", "week": "This week", "month": "This month"}
_KINDS = {Kind.HIGHLIGHT: "Highlights", Kind.NOTE: "With a note", Kind.BOOKMARK: "Bookmarks"}
_STANDINGS = {
    Standing.EXACT: "As it was made",
    Standing.MOVED: "Moved",
    Standing.CHANGED: "Words changed",
    Standing.DETACHED: "Not found in the text",
    Standing.SOURCE_REMOVED: "Source removed",
    Standing.WITHOUT_TEXT: "In no version",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Shelves:
    """Makes the lines of the side pane. `title_of` gives the title of a document by its id."""

    def __init__(self, title_of: Callable[[str], str]) -> None:
        self._title_of = title_of
        self._all_of: set[Facet] = set()

    def toggle_all(self, facet: Facet) -> None:
        """List all of a facet, or a few again."""
        self._all_of ^= {facet}

    def lines(self, listing: Listing, names: Names, views: Sequence[str], view_on: str) -> list[Line]:
        """Return the lines; `views` are the names of the saved views and `view_on` the one that is shown, if any."""
        by_facet: dict[Facet, list[Counted]] = {facet: [] for facet in Facet}
        for one in listing.counted:
            by_facet[one.filter.facet].append(one)
        narrowed = listing.view.narrowed
        lines: list[Line] = [Shelf(ALL, "Everything", listing.total, on=not narrowed and not view_on)]
        if views:
            lines.append(Heading("SAVED VIEWS"))
            lines += [Shelf(f"{VIEW}{name}", name, -1, on=name == view_on) for name in views]
        for facet, title in _HEADINGS.items():
            shelves = self._shelves(facet, by_facet[facet], listing.view, names)
            lines += [Heading(title), *shelves] if shelves else []
        return lines

    def _shelves(self, facet: Facet, counted: list[Counted], view: NotebookView, names: Names) -> list[Shelf]:
        on = set(view.values(facet))
        found = {one.filter.value for one in counted}
        absent = [Counted(Filter(facet, value), 0) for value in view.values(facet) if value not in found]
        listed = [*counted, *absent] if facet is not Facet.DATE else counted
        if facet in (Facet.STATE, Facet.COLOUR):
            always = {Standing.EXACT} if facet is Facet.STATE else {colour.value for colour in Colour}
            listed = [one for one in listed if one.size or one.filter.value in always or one.filter.value in on]
        shelves = [self._shelf(one, names, on=one.filter.value in on) for one in self._some(facet, listed, on)]
        if facet in (Facet.TAG, Facet.DOCUMENT) and len(listed) > _FEW:
            fewer = facet in self._all_of
            more = f"The {MOST_COUNTED} with the most…" if len(counted) >= MOST_COUNTED else f"All {len(listed):,}…"
            shelves.append(Shelf(f"{MORE}{facet}", "Fewer" if fewer else more, -1, on=False))
        if facet is Facet.DATE:
            chosen = next((value for value in on if ".." in value), "")
            shelves.append(Shelf(SPAN, span_name(chosen) if chosen else "From … to …", -1, on=bool(chosen)))
        return shelves

    def _some(self, facet: Facet, listed: list[Counted], on: set[str]) -> list[Counted]:
        if facet not in (Facet.TAG, Facet.DOCUMENT) or facet in self._all_of:
            return listed
        return [*listed[:_FEW], *(one for one in listed[_FEW:] if one.filter.value in on)]

    def _shelf(self, one: Counted, names: Names, *, on: bool) -> Shelf:
        label = one.name or self.name_of(one.filter, names, bare=True)
        colour = Colour(one.filter.value) if one.filter.facet is Facet.COLOUR and one.filter.value else None
        sign = "#" if one.filter.facet is Facet.TAG else ""
        ring = one.filter.facet is Facet.COLOUR and colour is None
        return Shelf(one.filter.key, label, one.size, sign, colour, on, ring)

    def name_of(self, wanted: Filter, names: Names, *, bare: bool = False) -> str:
        """Return what a filter is called; `bare` without the sign that tells what it is."""
        value = wanted.value
        match wanted.facet:
            case Facet.COLOUR:
                return names[Colour(value)] if value in set(Colour) else "Without a colour"
            case Facet.TAG:
                return value if bare else f"#{value}"
            case Facet.DOCUMENT:
                return self._title_of(value)
            case Facet.SECTION:
                return value.rpartition("\n")[2]
            case Facet.KIND:
                return _KINDS[Kind(value)]
            case Facet.DATE:
                return _SPANS.get(value) or span_name(value)
            case Facet.STATE:
                return _STANDINGS[Standing(value)]


_HEADINGS = {
    Facet.COLOUR: "COLOUR",
    Facet.TAG: "TAGS",
    Facet.DOCUMENT: "ARTICLES",
    Facet.SECTION: "SECTIONS",
    Facet.KIND: "KIND",
    Facet.DATE: "DATE",
    Facet.STATE: "STATE",
}


def filter_of(key: str) -> Filter:
    """Return the filter that a key stands for."""
    facet, _, value = key.partition(":")
    return Filter(Facet(facet), value)


def span_name(value: str) -> str:
    """Return how days are called: "1 Oct 2024 – 3 Nov 2024", "since 1 Oct 2024"."""
    first, _, last = value.partition("..")
    if first and last:
        return f"{_day(first)} – {_day(last)}"
    return f"since {_day(first)}" if first else f"until {_day(last)}"


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
