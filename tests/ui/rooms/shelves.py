"""Articles and annotations of our own invention for the rooms to show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop_app.core.annotation import (
    Annotation,
    Colour,
    Motivation,
    PlacementState,
    Scope,
    Target,
)
from desktop_app.core.document import Document, ReadingState, ReadingStatus
from desktop_app.core.notebook_view import NotebookView, Standing
from desktop_app.core.selectors import SectionSelector, TextPositionSelector, TextQuoteSelector
from desktop_app.services.articles.library import Shelved
from desktop_app.services.notebook.listing import Listing, NotebookLister
from desktop_app.services.notebook.notebook import Noted
from desktop_app.services.notebook.table import Entry, NotebookTable, Section
from desktop_app.services.notebook.words import NotebookWords

DAY = 24 * 60 * 60 * 1000
NOON = 1_700_049_600_000
"""15 November 2023, noon in UTC: the same day in every time zone but the outermost."""


def article(
    name: str,
    *,
    title: str = "",
    progress: float = 0.0,
    highlights: int = 0,
    notes: int = 0,
    tags: tuple[str, ...] = (),
    days_ago: int | None = None,
    source: str = "/texts/a.md",
) -> Shelved:
    """Return an article as the library lists it; one that was not opened has no `days_ago`."""
    status = ReadingStatus.FINISHED if progress >= 1 else ReadingStatus.READING if progress else ReadingStatus.TO_READ
    document = Document(
        name, title or name, False, "Markdown", source, "v1", 1120, 15, NOON - 100 * DAY, NOON - 100 * DAY, tags
    )
    opened = None if days_ago is None else NOON - days_ago * DAY
    return Shelved(document, ReadingState(name, 0, progress, status, opened), highlights, notes)


def annotation(
    name: str,
    quote: str = "The boats left at ten.",
    *,
    note: str = "",
    colour: Colour | None = Colour.YELLOW,
    tags: tuple[str, ...] = (),
    title: str = "Night ferries",
    path: tuple[str, ...] = ("Timetable",),
    start: int = 0,
    days_ago: int = 0,
    standing: Standing = Standing.EXACT,
    motivation: Motivation | None = None,
) -> Noted:
    """Return an annotation as the notebook lists it; without a quote it is a note on the section."""
    position = TextPositionSelector(start, start + max(1, len(quote)))
    version = None if standing is Standing.WITHOUT_TEXT else "v1"
    target = (
        Target(Scope.RANGE, version, position, TextQuoteSelector(quote, "", ""))
        if quote
        else Target(Scope.SECTION, version, position, None, SectionSelector(path, path[-1], ""))
    )
    made = NOON - days_ago * DAY
    motivation = motivation or (Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING)
    kept = Annotation(name, f"doc of {title}", motivation, target, made, made, colour, note=note, tags=tags)
    return Noted(kept, title, path, standing)


class Notes:
    """The notebook of some annotations, without a library: the true table, and cards out of a dictionary."""

    def __init__(self, notes: Sequence[Noted] = ()) -> None:
        self.table = NotebookTable()
        self.lister = NotebookLister(self.table, NotebookWords(self.table, lambda _: frozenset()))
        self._kept: dict[str, Noted] = {}
        self.fetched = 0
        self.keep(notes)

    def keep(self, notes: Sequence[Noted]) -> None:
        """Hold these annotations and no others."""
        self.table.drop(self._kept)
        self._kept = {one.annotation.id: one for one in notes}
        self.table.put([self._entry(one) for one in notes])

    def listing(self, view: NotebookView) -> Listing:
        """Return what a view shows."""
        return self.lister.listing(view, date(2023, 11, 15))

    def noted(self, rows: Sequence[int]) -> Mapping[int, Noted]:
        """See CardSource."""
        self.fetched += len(rows)
        return {row: self._kept[self.table.ids[row]] for row in rows if self.table.ids[row] in self._kept}

    def ids(self, rows: Sequence[int]) -> list[str]:
        """See CardSource."""
        return [self.table.ids[row] for row in rows]

    def row_of(self, annotation_id: str) -> int | None:
        """See CardSource."""
        return self.table.row_of(annotation_id)

    def title_of(self, document_id: str) -> str:
        """See CardSource."""
        return document_id.removeprefix("doc of ")

    def _entry(self, one: Noted) -> Entry:
        shelved = replace(article(one.annotation.document, title=one.title).document, id=one.annotation.document)
        number = self.table.shelve(shelved)
        section = self.table.section_number(Section(number, one.path)) if one.path else -1
        has_text = one.standing not in (Standing.SOURCE_REMOVED, Standing.WITHOUT_TEXT)
        state = PlacementState(one.standing.value) if has_text else None
        position = one.annotation.target.position
        return Entry(one.annotation, position.start if position else 0, state, number, section)
