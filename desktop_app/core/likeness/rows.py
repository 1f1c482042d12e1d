"""Which rows of two tables are the same one: equal rows, and between them those that speak of the same thing."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from desktop_app.core.document import Block


class Cell(NamedTuple):
    """The words of a cell, and the code point at which they begin."""

    text: str
    start: int


Row = Sequence[Cell]
PairedRows = tuple[Row | None, Row | None]
"""A row as it was and as it is; None where only one of the tables has it."""


def cells_of(text: str, table: Block) -> list[Row]:
    """Return the rows of a table in a text."""
    rows: list[Row] = []
    start = table.start
    for line in text[table.start : table.end].split("\n"):
        cells: list[Cell] = []
        for words in line.split("\t"):
            cells.append(Cell(words, start))
            start += len(words) + 1
        rows.append(cells)
    return rows


def paired_rows(before: Sequence[Row], after: Sequence[Row]) -> Iterator[PairedRows]:
    """Yield all rows of two tables in their order."""
    old, new = ([tuple(cell.text for cell in row) for row in rows] for rows in (before, after))
    for tag, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(before[first:last], after[start:stop], strict=True)
        else:
            yield from _with_one_name(before[first:last], after[start:stop])


def _with_one_name(before: Sequence[Row], after: Sequence[Row]) -> Iterator[PairedRows]:
    """Pair the rows that begin with the same words, as most rows are called by their first cell."""
    old, new = ([row[0].text for row in rows] for rows in (before, after))
    for tag, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        former, latter = before[first:last], after[start:stop]
        if tag == "equal" or (len(former) == len(latter) and all(map(_alike, former, latter))):
            yield from zip(former, latter, strict=True)
        else:
            yield from ((row, None) for row in former)
            yield from ((None, row) for row in latter)


def _alike(before: Row, after: Row) -> bool:
    """Tell whether half of the cells of two rows are the same."""
    same = sum(one.text == other.text for one, other in zip(before, after, strict=False))
    return 2 * same >= max(len(before), len(after))
