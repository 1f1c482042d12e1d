"""What the notebook lists: annotations with where they stand, narrowed, sorted and put into groups."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby

from desktop_app.core.annotation import COLOUR_MEANINGS, Annotation, Colour, PlacementState, Scope
from desktop_app.core.outline import below_title
from desktop_app.ui.rooms.sidebar import Heading, Line, Shelf
from desktop_app.ui.rooms.wording import counted, day_heading, folded, local_day

ALL = "all"
WITHOUT_TAG = "Without a tag"
_COLOUR = "colour:"
_TAG = "tag:"


@dataclass(frozen=True, slots=True)
class NotebookRow:
    """An annotation, the title of its article and the headings that lead to it.

    `state` says how surely it stands in the article's present text; None where it stands in no text.
    """

    annotation: Annotation
    title: str
    path: tuple[str, ...]
    state: PlacementState | None = PlacementState.EXACT


@dataclass(frozen=True, slots=True)
class Group:
    """The heading over some cards. `name` is what it says, `count` how many cards follow."""

    name: str
    count: int


Listed = Group | NotebookRow


class Grouping(StrEnum):
    """What the cards are grouped by; the value is what the button says."""

    ARTICLE = "By article"
    DATE = "By date"
    TAG = "By tag"


def shelf_lines(rows: Sequence[NotebookRow], names: Mapping[Colour, str] = COLOUR_MEANINGS) -> list[Line]:
    """Return the colours with their names and the tags, each with its count."""
    colours = Counter(row.annotation.colour for row in rows)
    tags = Counter(tag for row in rows for tag in row.annotation.tags)
    lines: list[Line] = [Heading("NOTEBOOK"), Shelf(ALL, "All notes and highlights", len(rows)), Heading("COLOUR")]
    lines += [Shelf(f"{_COLOUR}{found}", names[found], colours[found], colour=found) for found in Colour]
    if tags:
        lines.append(Heading("TAGS"))
        lines += [Shelf(f"{_TAG}{tag}", tag, tags[tag], sign="#") for tag in sorted(tags, key=folded)]
    return lines


def narrowed(rows: Sequence[NotebookRow], shelf: str, words: str) -> list[NotebookRow]:
    """Return the rows on a shelf that have all the words: in quote, note, tags, title or headings."""
    if shelf == ALL and not words.strip():
        return list(rows)
    tests: list[Callable[[NotebookRow], bool]] = []
    if shelf.startswith(_COLOUR):
        colour = Colour(shelf.removeprefix(_COLOUR))
        tests.append(lambda row: row.annotation.colour is colour)
    elif shelf.startswith(_TAG):
        tag = shelf.removeprefix(_TAG)
        tests.append(lambda row: tag in row.annotation.tags)
    wanted = folded(words).split()
    if wanted:
        tests.append(lambda row: _has_all(row, wanted))
    return [row for row in rows if all(test(row) for test in tests)]


def arranged(rows: Iterable[NotebookRow], grouping: Grouping, now: int) -> list[Listed]:
    """Return the rows in groups, every group under its heading. `now` is in milliseconds, UTC."""
    arrange = {Grouping.ARTICLE: _by_article, Grouping.DATE: _by_date, Grouping.TAG: _by_tag}[grouping]
    listed: list[Listed] = []
    for name, members in arrange(rows, now):
        listed.append(Group(name, len(members)))
        listed += members
    return listed


def _by_article(rows: Iterable[NotebookRow], now: int) -> list[tuple[str, list[NotebookRow]]]:  # noqa: ARG001
    groups = groupby(_as_read(rows), key=lambda row: (row.annotation.document, row.title))
    return [(title, list(members)) for (_, title), members in groups]


def _by_date(rows: Iterable[NotebookRow], now: int) -> list[tuple[str, list[NotebookRow]]]:
    ordered = sorted(rows, key=lambda row: row.annotation.created, reverse=True)
    groups = groupby(ordered, key=lambda row: local_day(row.annotation.created))
    return [(day_heading(day, local_day(now)), list(members)) for day, members in groups]


def _by_tag(rows: Iterable[NotebookRow], now: int) -> list[tuple[str, list[NotebookRow]]]:  # noqa: ARG001
    groups: dict[str, list[NotebookRow]] = {}
    without: list[NotebookRow] = []
    for row in _as_read(rows):
        for tag in row.annotation.tags:
            groups.setdefault(f"#{tag}", []).append(row)
        if not row.annotation.tags:
            without.append(row)
    tagged = sorted(groups.items(), key=lambda group: folded(group[0]))
    return [*tagged, (WITHOUT_TAG, without)] if without else tagged


def _as_read(rows: Iterable[NotebookRow]) -> list[NotebookRow]:
    """Return rows by the title of their article and then as they stand in it."""
    titles = cache(folded)  # few titles, many rows

    def place(row: NotebookRow) -> tuple[str, str, int, str]:
        annotation = row.annotation
        position = annotation.target.position
        return titles(row.title), annotation.document, position.start if position else 0, annotation.id

    return sorted(rows, key=place)


def _has_all(row: NotebookRow, wanted: Sequence[str]) -> bool:
    annotation = row.annotation
    quote = annotation.target.quote.exact if annotation.target.quote else ""
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    text = folded("\n".join((quote, annotation.note, tags, row.title, *row.path)))
    return all(word in text for word in wanted)


def quote_of(row: NotebookRow) -> str:
    """Return the words that are marked, on one line; "" for a note on a section or an article."""
    quote = row.annotation.target.quote
    return " ".join(quote.exact.split()) if quote else ""


def about(row: NotebookRow) -> str:
    """Return what a note without a quote is on."""
    if row.annotation.target.scope is Scope.SECTION:
        return "Note on the section"
    return "Note on the article"


def place_of(row: NotebookRow, *, with_title: bool) -> str:
    """Return where an annotation stands, "Article › Section"."""
    below = below_title(row.path, row.title)
    return " › ".join((row.title, *below) if with_title else below)


def told(row: NotebookRow, names: Mapping[Colour, str] = COLOUR_MEANINGS) -> str:
    """Return a card as a screen reader says it."""
    annotation = row.annotation
    colour = f"{names[annotation.colour]}, {annotation.colour.value}" if annotation.colour else ""
    trouble = trouble_of(row)
    parts = [
        quote_of(row) or about(row),
        f"note: {' '.join(annotation.note.split())}" if annotation.note.strip() else "",
        colour,
        f"tags {', '.join(annotation.tags)}" if annotation.tags else "",
        place_of(row, with_title=True),
        trouble,
    ]
    return "; ".join(part for part in parts if part)


def trouble_of(row: NotebookRow) -> str:
    """Return what a person should know about where the annotation stands; "" while all is well."""
    if row.state is PlacementState.CHANGED:
        return "its words have changed"
    if row.state in (PlacementState.DETACHED, None):
        return "its place was lost"
    return ""


def summed_up(shown: int, all_rows: int) -> str:
    """Return how much is listed: "4 of 1,204 notes and highlights"."""
    if shown == all_rows:
        return counted(all_rows, "note or highlight", "notes and highlights")
    return f"{shown:,} of {counted(all_rows, 'note or highlight', 'notes and highlights')}"
