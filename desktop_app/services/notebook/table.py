"""The notebook's table: what all annotations are told apart by, in columns that are asked in a moment.

A hundred thousand annotations are a few arrays and strings here, not as many objects; what a card shows beside that is
read from the library when it comes into sight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from desktop_app.core.annotation import Annotation, Colour, Motivation, PlacementState
from desktop_app.core.document import Document
from desktop_app.core.notebook_view import Kind, Standing
from desktop_app.core.text.folding import folded, local_day
from desktop_app.storage.gists import Gist

Numbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

COLOURS = tuple(Colour)
STANDINGS = tuple(Standing)
KINDS = tuple(Kind)
_COLUMNS = np.dtype(
    [
        ("document", np.int32), ("section", np.int32), ("start", np.int32), ("day", np.int32), ("colour", np.int8),
        ("kinds", np.uint8), ("standing", np.int8), ("there", np.bool_), ("created", np.int64), ("modified", np.int64),
    ]
)  # fmt: skip
_QUARTER = 15 * 60 * 1000  # milliseconds; no day begins within one
_STANDING_OF = {state: STANDINGS.index(Standing(state.value)) for state in PlacementState}

_BITS = {
    Motivation.HIGHLIGHTING: 1 << KINDS.index(Kind.HIGHLIGHT),
    Motivation.COMMENTING: 1 << KINDS.index(Kind.NOTE),
    Motivation.BOOKMARKING: 1 << KINDS.index(Kind.BOOKMARK),
}
_NOTED = _BITS[Motivation.COMMENTING]
_COLOUR_NUMBERS: dict[Colour | None, int] = {None: -1, **{colour: number for number, colour in enumerate(COLOURS)}}


class Place(NamedTuple):
    """The title of an article, the headings that lead to an annotation in it, and whether its text is there."""

    title: str
    path: tuple[str, ...]
    standing: Standing


class Section(NamedTuple):
    """A section that has annotations: the number of its document, and the headings that lead to it."""

    document: int
    path: tuple[str, ...]


class Entry(NamedTuple):
    """An annotation with where it stands: None as state where there is no text, -1 as section where it is in none."""

    annotation: Annotation | Gist
    start: int
    state: PlacementState | None
    document: int
    section: int


@dataclass(slots=True)
class Shelf:
    """What is known of a document by its number."""

    id: str
    title: str
    language: str = ""
    status: str = ""


@dataclass(slots=True)
class NotebookTable:
    """Rows are numbered as they come and keep their number; one that is deleted is no longer `there`.

    Changed in the thread of the notebook only. Others may read `ids`, `place` and `row_of`.
    """

    ids: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Quote, note and tags of each row, folded, on a line each."""
    tags: list[tuple[int, ...]] = field(default_factory=list)
    tag_names: list[str] = field(default_factory=list)
    documents: list[Shelf] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)
    _document_numbers: dict[str, int] = field(default_factory=dict)
    _section_numbers: dict[Section, int] = field(default_factory=dict)
    _tag_numbers: dict[str, int] = field(default_factory=dict)
    _columns: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(1024, _COLUMNS))
    _tag_pairs: tuple[Numbers, Numbers] | None = None
    _ranks: Numbers | None = None
    revision: int = 0
    """Another number whenever a row has changed."""

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> npt.NDArray[Any]:
        """Return a column; its entries are those of the rows in order."""
        column: npt.NDArray[Any] = self._columns[name][: len(self.ids)]
        return column

    def row_of(self, annotation_id: str) -> int | None:
        """Return the number of an annotation's row, be it there or deleted."""
        return self._rows.get(annotation_id)

    def place(self, row: int) -> Place:
        """Return where a row's annotation stands."""
        entry = self._columns[row]
        section = int(entry["section"])
        path = self.sections[section].path if section >= 0 else ()
        return Place(self.documents[int(entry["document"])].title, path, STANDINGS[int(entry["standing"])])

    def shelve(self, document: Document, language: str = "") -> int:
        """Take a document in, or its title anew; return its number."""
        number = self._document_numbers.setdefault(document.id, len(self.documents))
        if number == len(self.documents):
            self.documents.append(Shelf(document.id, document.title))
            self._ranks = None
        shelf = self.documents[number]
        if shelf.title != document.title:
            shelf.title, self._ranks = document.title, None
        shelf.language = language or shelf.language
        return number

    def document_number(self, document_id: str) -> int | None:
        """Return the number of a document that has been taken in."""
        return self._document_numbers.get(document_id)

    def section_number(self, section: Section) -> int:
        """Return the number of a section, which is taken in if need be."""
        number = self._section_numbers.setdefault(section, len(self.sections))
        if number == len(self.sections):
            self.sections.append(section)
        return number

    def tag_number(self, tag: str) -> int:
        """Return the number of a tag, or -1 for one that no annotation has had."""
        return self._tag_numbers.get(tag, -1)

    def put(self, entries: Sequence[Entry]) -> None:
        """Take annotations in, or what they are now."""
        if not entries:
            return
        self.revision += 1
        self._tag_pairs = None
        rows = [self._row_for(entry.annotation.id) for entry in entries]
        for row, entry in zip(rows, entries, strict=True):
            annotation = entry.annotation
            self.words[row] = words_of(annotation)
            self.tags[row] = tuple(map(self._numbered_tag, annotation.tags)) if annotation.tags else ()
        self._columns[rows] = np.array([_columns_of(entry) for entry in entries], _COLUMNS)

    def drop(self, annotation_ids: Iterable[str]) -> None:
        """Take annotations out."""
        rows = [row for row in map(self._rows.get, annotation_ids) if row is not None]
        self.revision += 1
        self._columns["there"][rows] = False
        self._tag_pairs = None if rows else self._tag_pairs

    def rows_in(self, document: int) -> list[str]:
        """Return the ids of the annotations of a document."""
        chosen = (self.column("document") == document) & self.column("there")
        return [self.ids[row] for row in np.flatnonzero(chosen)]

    def tag_pairs(self) -> tuple[Numbers, Numbers]:
        """Return rows and tags side by side, an entry for each tag of each row that is there, in the order of rows."""
        if self._tag_pairs is None:
            there = self.column("there")
            counts = np.fromiter(map(len, self.tags), np.int32, len(self.tags))
            rows = np.repeat(np.arange(len(self.tags), dtype=np.int32), counts)
            numbers = np.fromiter((tag for tags in self.tags for tag in tags), np.int32, int(counts.sum()))
            self._tag_pairs = rows[there[rows]], numbers[there[rows]]
        return self._tag_pairs

    def title_ranks(self) -> Numbers:
        """Return the place of each document among all of them by title."""
        if self._ranks is None:
            numbers = sorted(range(len(self.documents)), key=lambda one: (folded(self.documents[one].title), one))
            self._ranks = np.empty(len(numbers), np.int32)
            self._ranks[numbers] = np.arange(len(numbers), dtype=np.int32)
        return self._ranks

    def _numbered_tag(self, tag: str) -> int:
        number = self._tag_numbers.setdefault(tag, len(self.tag_names))
        if number == len(self.tag_names):
            self.tag_names.append(tag)
        return number

    def _row_for(self, annotation_id: str) -> int:
        row = self._rows.get(annotation_id)
        if row is None:
            row = self._rows[annotation_id] = len(self.ids)
            if row == len(self._columns):
                self._columns = np.concatenate([self._columns, np.zeros(row, _COLUMNS)])
            self.words.append("")
            self.tags.append(())
            self.ids.append(annotation_id)
        return row


def words_of(annotation: Annotation | Gist) -> str:
    """Return what is looked through when words are sought: quote, note and tags, folded, on a line each."""
    quote, note = annotation.target.quote, annotation.note
    quoted = " ".join(quote.exact.split()) if quote else ""
    noted = " ".join(note.split()) if note else ""
    tags = " ".join(" #".join(("", *annotation.tags)).split()) if annotation.tags else ""
    return folded(f"{quoted}\n{noted}\n{tags}")


def _columns_of(entry: Entry) -> tuple[object, ...]:
    annotation, start, state, document, section = entry
    kinds = _BITS[annotation.motivation]
    return (
        document, section, start, _ordinal(annotation.created // _QUARTER), _COLOUR_NUMBERS[annotation.colour],
        kinds | _NOTED if annotation.note else kinds, _standing(annotation, state), True,
        annotation.created, annotation.modified,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _ordinal(quarter: int) -> int:
    return local_day(quarter * _QUARTER).toordinal()


def _standing(annotation: Annotation | Gist, state: PlacementState | None) -> int:
    if state is not None:
        return _STANDING_OF[state]
    missing = Standing.WITHOUT_TEXT if annotation.target.version is None else Standing.SOURCE_REMOVED
    return STANDINGS.index(missing)
