"""What there is of something in the library, counted by SQLite: no row is read for it. Damaged rows are left out."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol


class Ask(Protocol):
    """Gives what a query gives with these values in it."""

    def __call__(self, query: str, values: Sequence[object] = (), /) -> list[Any]: ...


_COUNTED = (("document", ""), ("colour", " IS NOT NULL"), ("note", " != ''"), ("deleted", " IS NULL"))


def reading_time(ask: Ask) -> tuple[int, int]:
    """Return how many words have been read in the whole library, and in how many milliseconds."""
    totals = (
        f"CAST(total(CASE WHEN json_valid(value) THEN json_extract(value, '$.{field}') END) AS INTEGER)"
        for field in ("words_read", "time_read")
    )
    words, milliseconds = ask(f"SELECT {', '.join(totals)} FROM reading")[0]  # noqa: S608 - our own
    return words, milliseconds


def annotation_counts(ask: Ask, documents: Collection[str] | None = None) -> dict[str, tuple[int, int]]:
    """Return (highlights, notes) for each document that has any annotation, or for each such of `documents`."""
    document, marks, notes, present = (  # as the index annotation_counted has them
        f"CASE WHEN json_valid(value) THEN json_extract(value, '$.{field}'){condition} END"
        for field, condition in _COUNTED
    )
    counted = f"SELECT {document}, {marks}, {notes}, count(*) FROM annotation WHERE {present}"  # noqa: S608 - our own
    if documents is None:
        rows = ask(f"{counted} GROUP BY 1, 2, 3")
    else:  # "between" and not "=", which would have SQLite read the annotations and sort them
        some = f"{counted} AND {document} BETWEEN ? AND ? GROUP BY 1, 2, 3"
        rows = [row for one in documents for row in ask(some, (one, one))]
    counts: dict[str, tuple[int, int]] = {}
    for found, marked, noted, number in rows:
        known = counts.get(found, (0, 0))
        counts[found] = known[0] + number * bool(marked), known[1] + number * bool(noted)
    return counts
