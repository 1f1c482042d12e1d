"""Gathering: annotations read from the library into the notebook's table, a few at a time."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.change import ChangeSet
from desktop_app.core.correction import Correction, corrected
from desktop_app.core.document import Document
from desktop_app.core.outline import sections_of
from desktop_app.core.text.folding import folded
from desktop_app.core.text.language import language_of
from desktop_app.services.notebook.table import Entry, NotebookTable, Section
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.gists import Gist
from desktop_app.storage.reader import LibraryReader

_AT_ONCE = 200
"""Annotations between two breaths: about two milliseconds of work."""
_BREATH = 0.0002  # seconds, in which the window's thread has the interpreter to itself


_Standing = tuple[Annotation | Gist, int, PlacementState]
"""An annotation, where it begins, and how surely."""


class _Outline(NamedTuple):
    """Where the sections of a version begin, in code points, and their numbers in the table."""

    starts: list[int]
    numbers: list[int]

    def section_at(self, offset: int) -> int:
        place = bisect_right(self.starts, offset) - 1
        return self.numbers[place] if place >= 0 else -1


class Gathering:
    """Fills the table, and keeps it true to what has changed. Belongs to the thread of the notebook."""

    def __init__(self, reader: LibraryReader, table: NotebookTable) -> None:
        self._reader = reader
        self._table = table
        self._outlines: dict[str, _Outline] = {}

    def everything(self) -> Iterator[None]:
        """Read all annotations of the library; go on to go on.

        The articles come by title, as they are first listed: what is read later does not stand before what is seen.
        """
        with_notes = self._reader.annotation_counts()
        documents = (document for document in self._reader.documents() if document.id in with_notes)
        for document in sorted(documents, key=lambda one: folded(one.title)):
            yield from self._read_document(document)

    def follow(self, changed: "Touched") -> None:
        """Read again what has been touched."""
        for version in changed.versions:
            self._outlines.pop(version, None)
        for document_id in changed.documents:
            self._renew_document(document_id)
        self._renew(annotation for annotation in changed.annotations)

    def _renew_document(self, document_id: str) -> None:
        number = self._table.document_number(document_id)
        if number is not None:
            self._table.drop(self._table.rows_in(number))
        document = self._reader.document(document_id)
        if document is not None and document.deleted is None:
            for _ in self._read_document(document):
                pass

    def _read_document(self, document: Document) -> Iterator[None]:
        for some in self._reader.gists_in_turn(document, _AT_ONCE):
            self._put(document, [(one, place.start, place.state) for one, place in some])
            time.sleep(_BREATH)
            yield

    def _renew(self, annotation_ids: Iterable[str]) -> None:
        for some in _portions(annotation_ids):
            self._table.drop(some)
            by_document: dict[str, list[Annotation]] = {}
            for one in self._reader.annotations_among(some):
                by_document.setdefault(one.document, []).append(one)
            for document_id, found in by_document.items():
                document = self._reader.document(document_id)
                if document is not None and document.deleted is None:
                    self._put(document, self._standing(document, found))
            time.sleep(_BREATH)

    def _standing(self, document: Document, annotations: Sequence[Annotation]) -> list[_Standing]:
        if document.version is None:
            return [(one, 0, PlacementState.DETACHED) for one in annotations]
        placed = self._reader.placed(document, [one.id for one in annotations])
        return [(one.annotation, one.start, one.placement.state) for one in placed]

    def _put(self, document: Document, found: Iterable[_Standing]) -> None:
        outline = self._outline(document)
        number = self._table.shelve(document)
        if outline is None:
            self._table.put([Entry(one, _first_start(one), None, number, -1) for one, _, _ in found])
            return
        detached = PlacementState.DETACHED
        self._table.put(
            [
                Entry(one, start, state, number, -1 if state is detached else outline.section_at(start))
                for one, start, state in found
            ]
        )

    def _outline(self, document: Document) -> _Outline | None:
        """Return the sections of a document's text; None where there is no text, or it is damaged."""
        if document.version is None:
            return None
        if document.version not in self._outlines:
            shown = self._reader.shown(document)
            if shown is None:
                return None
            version, content = shown
            number = self._table.shelve(document, language_of(content.text) or "")
            sections = sections_of(corrected(content, self._reader.corrections(version.id)))
            numbers = [self._table.section_number(Section(number, section.path)) for section in sections]
            starts = [section.start for section in sections]
            self._outlines[document.version] = _Outline(starts, numbers)
        return self._outlines[document.version]


class Touched:
    """What change sets have touched since the notebook was last looked at."""

    def __init__(self, document_of: Callable[[str], str | None]) -> None:
        """`document_of` gives the document of a version."""
        self._document_of = document_of
        self.annotations: dict[str, None] = {}
        self.documents: dict[str, None] = {}
        self.versions: set[str] = set()

    def add(self, change_set: ChangeSet) -> None:
        """Note what a change set touches."""
        for change in change_set.changes:
            entity = change.after if change.after is not None else change.before
            match entity:
                case Annotation():
                    self.annotations[entity.id] = None
                case Placement():
                    self.annotations[entity.annotation] = None
                case Document():
                    self.documents[entity.id] = None
                case Correction():
                    self.versions.add(entity.version)
                    document = self._document_of(entity.version)
                    self.documents.update({document: None} if document else {})


def document_of(reader: LibraryReader, version_id: str) -> str | None:
    """Return the id of the document that a version is of."""
    try:
        version = reader.version(version_id)
    except EntryDamaged:
        return None
    return version.document if version is not None else None


def _portions(ids: Iterable[str]) -> Iterable[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _first_start(annotation: Annotation | Gist) -> int:
    position = annotation.target.position
    return position.start if position else 0
