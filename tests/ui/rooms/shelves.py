"""Articles and annotations of our own invention for the rooms to show."""

from desktop_app.core.annotation import Annotation, Colour, Motivation, PlacementState, Scope, Target
from desktop_app.core.document import Document, ReadingState, ReadingStatus
from desktop_app.core.selectors import SectionSelector, TextPositionSelector, TextQuoteSelector
from desktop_app.services.library import Shelved
from desktop_app.ui.rooms.notebook_rows import NotebookRow

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
    state: PlacementState | None = PlacementState.EXACT,
) -> NotebookRow:
    """Return an annotation as the notebook lists it; without a quote it is a note on the section."""
    position = TextPositionSelector(start, start + max(1, len(quote)))
    target = (
        Target(Scope.RANGE, "v1", position, TextQuoteSelector(quote, "", ""))
        if quote
        else Target(Scope.SECTION, "v1", position, None, SectionSelector(path, path[-1], ""))
    )
    made = NOON - days_ago * DAY
    motivation = Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING
    kept = Annotation(name, f"doc of {title}", motivation, target, made, made, colour, note=note, tags=tags)
    return NotebookRow(kept, title, path, state)
