"""Noting: every highlight and note of the library together, with where each of them stands."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.annotation import Annotation, PlacementState
from desktop_app.core.correction import corrected
from desktop_app.core.document import Document
from desktop_app.core.outline import section_at, sections_of
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import open_library_reader

if TYPE_CHECKING:
    from desktop_app.services.recalling import Remembered


@dataclass(frozen=True, slots=True)
class Noted:
    """An annotation, the title of its article, and the headings that lead to it; `state` is None without a text."""

    annotation: Annotation
    title: str
    path: tuple[str, ...]
    state: PlacementState | None


_SUGGESTED = 8


class Noting:
    """Gathers annotations in a thread of its own: their places are in the texts of many articles."""

    def __init__(
        self, folder: Path, markdown: Callable[[Sequence[str]], str], cited: Callable[[Sequence[str]], str]
    ) -> None:
        """`markdown` writes annotations as an export does, `cited` with their sources; in the thread of the notes."""
        self._folder = folder
        self._markdown = markdown
        self._cited = cited
        self._thread = ThreadPoolExecutor(1, "margent-notes")
        self._own = threading.local()
        self._closed = False

    def everything(self) -> Future[list[Noted]]:
        """Return every annotation outside the trash, newest first."""
        return self._thread.submit(lambda: _gathered(self._reader()))

    def markdown(self, annotation_ids: Sequence[str]) -> Future[str]:
        """Return the Markdown of these annotations, grouped by article."""
        return self._thread.submit(self._markdown, tuple(annotation_ids))

    def cited(self, annotation_ids: Sequence[str]) -> Future[str]:
        """Return the Markdown of these annotations, each with its source, to be pasted elsewhere."""
        return self._thread.submit(self._cited, tuple(annotation_ids))

    def tags(self) -> Future[list[str]]:
        """Return every tag of the library, those used most first."""
        return self._thread.submit(lambda: self._reader().tags())

    def tags_like(self, beginning: str) -> Future[list[str]]:
        """Return a few tags that begin so, letter case aside; those used most first."""
        wanted = beginning.casefold()
        return self._thread.submit(
            lambda: [tag for tag in self._reader().tags() if tag.casefold().startswith(wanted)][:_SUGGESTED]
        )

    def like(self, words: str) -> Future[list[Annotation]]:
        """Return a few annotations whose quote or note has these words, the newest first."""
        return self._thread.submit(lambda: self._reader().annotations_with(words, _SUGGESTED))

    def states(self, annotation_id: str) -> "Future[list[Remembered]]":
        """Return what an annotation has been, newest first."""
        from desktop_app.services.recalling import states_of

        return self._thread.submit(lambda: states_of(self._reader(), annotation_id))

    def close(self) -> None:
        """Drop what has not been gathered."""
        if not self._closed:
            self._closed = True
            self._thread.submit(self._shut)
            self._thread.shutdown(wait=True)

    def _shut(self) -> None:
        if getattr(self._own, "reader", None) is not None:
            self._own.reader.close()

    def _reader(self) -> LibraryReader:
        reader: LibraryReader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = open_library_reader(self._folder)
        return reader


def _gathered(reader: LibraryReader) -> list[Noted]:
    by_document: dict[str, list[Annotation]] = {}
    for annotation in reader.annotations():
        by_document.setdefault(annotation.document, []).append(annotation)
    noted: list[Noted] = []
    for document in reader.documents():
        annotations = by_document.get(document.id)
        if annotations:
            noted += _of_document(reader, document, annotations)
    return sorted(noted, key=lambda one: (one.annotation.created, one.annotation.id), reverse=True)


def _of_document(reader: LibraryReader, document: Document, annotations: Sequence[Annotation]) -> list[Noted]:
    shown = reader.shown(document)
    if shown is None:
        return [Noted(annotation, document.title, (), None) for annotation in annotations]
    version, content = shown
    sections = sections_of(corrected(content, reader.corrections(version.id)))
    placements = reader.placements(version.id)
    noted: list[Noted] = []
    for annotation in annotations:
        placement = placements.get(annotation.id)
        stands = placement is not None and placement.state is not PlacementState.DETACHED
        section = section_at(sections, placement.start) if placement is not None and stands else None
        state = placement.state if placement else None
        noted.append(Noted(annotation, document.title, section.path if section else (), state))
    return noted
