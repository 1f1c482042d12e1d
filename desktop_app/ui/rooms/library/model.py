"""The library's rows: which articles are shown, in which order, and how each is told to a screen reader."""

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QObject

from desktop_app.core.document import ReadingStatus
from desktop_app.core.text.folding import folded
from desktop_app.services.articles.library import Shelved
from desktop_app.ui.drawing.wording import came_from, counted, day_name, percent
from desktop_app.ui.rooms.sidebar import Heading, Line, Shelf
from desktop_app.ui.widgets.row_list import RowModel

TAG = "tag:"


class Order(StrEnum):
    """What the articles are sorted by; the value is what the button says."""

    RECENT = "Recent"
    TITLE = "Title"
    PROGRESS = "Progress"
    HIGHLIGHTS = "Highlights"


def has_notes(row: Shelved) -> bool:
    """Tell whether somebody has written something about the article."""
    return row.notes > 0


_SHELVES: tuple[tuple[str, str, Callable[[Shelved], bool]], ...] = (
    ("all", "All articles", lambda row: True),  # noqa: ARG005 - all of them
    ("reading", "Reading now", lambda row: row.state.status is ReadingStatus.READING),
    ("to_read", "To read", lambda row: row.state.status is ReadingStatus.TO_READ),
    ("finished", "Finished", lambda row: row.state.status is ReadingStatus.FINISHED),
    ("notes", "With notes", has_notes),
)


def shelf_lines(rows: Sequence[Shelved]) -> list[Line]:
    """Return the shelves and the tags of the library, each with its count."""
    lines: list[Line] = [Heading("LIBRARY")]
    lines += [Shelf(key, label, sum(map(belongs, rows))) for key, label, belongs in _SHELVES]
    tags = Counter(tag for row in rows for tag in row.document.tags)
    if tags:
        lines.append(Heading("TAGS"))
        lines += [Shelf(f"{TAG}{tag}", tag, tags[tag], sign="#") for tag in sorted(tags, key=folded)]
    return lines


def on_shelf(rows: Sequence[Shelved], key: str) -> list[Shelved]:
    """Return the rows that stand on the shelf of that key; an unknown key names all of them."""
    if key.startswith(TAG):
        return [row for row in rows if key.removeprefix(TAG) in row.document.tags]
    belongs = next((belongs for name, _, belongs in _SHELVES if name == key), _SHELVES[0][2])
    return [row for row in rows if belongs(row)]


def in_order(rows: Sequence[Shelved], order: Order) -> list[Shelved]:
    """Return the rows sorted: titles from A to Z, everything else with the most or latest first."""
    recent = sorted(rows, key=_last_met, reverse=True)
    if order is Order.TITLE:
        return sorted(recent, key=lambda row: folded(row.document.title))
    if order is Order.PROGRESS:
        return sorted(recent, key=lambda row: row.state.progress, reverse=True)
    if order is Order.HIGHLIGHTS:
        return sorted(recent, key=lambda row: (row.highlights, row.notes), reverse=True)
    return recent


def _last_met(row: Shelved) -> int:
    return max(row.state.opened or 0, row.document.added)


def told(row: Shelved, now: int) -> str:
    """Return a row as a screen reader says it."""
    document, state = row.document, row.state
    parts = [
        document.title,
        came_from(document),
        counted(document.words, "word"),
        f"{percent(state.progress)} read",
        counted(row.highlights, "highlight"),
        counted(row.notes, "note"),
        f"tags {', '.join(document.tags)}" if document.tags else "",
        "not opened yet" if state.opened is None else f"opened {day_name(state.opened, now)}",
    ]
    return ", ".join(part for part in parts if part)


class LibraryModel(RowModel[Shelved]):
    """The articles that are shown, in order, as they were at `now` (milliseconds, UTC)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = 0

    def show(self, rows: Sequence[Shelved]) -> None:
        """Show these; where they are the same articles as before, only what differs is told to the view."""
        if rows and [row.document.id for row in rows] == [row.document.id for row in self.rows]:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            super().show(rows)

    def row_of(self, document_id: str) -> int:
        """Return the row of a document, -1 when it is not shown."""
        return next((row for row, shown in enumerate(self.rows) if shown.document.id == document_id), -1)

    def words(self, row: Shelved) -> str:
        """Return the title; typing finds it."""
        return row.document.title

    def told(self, row: Shelved) -> str:
        """Return the row in words."""
        return told(row, self.now)

    def tip(self, row: Shelved) -> str:
        """Return the title, which may be cut short in the row."""
        return row.document.title
