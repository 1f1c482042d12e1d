"""Noting: what notes are written and taken along with: tags, links to others, Markdown, and what they have been."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.annotation import Annotation
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import open_library_reader

if TYPE_CHECKING:
    from desktop_app.services.annotations.recalling import Remembered
    from desktop_app.storage.tag_rows import TagUse

_SUGGESTED = 8


class Noting:
    """Looks annotations up in a thread of its own."""

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

    def markdown(self, annotation_ids: Sequence[str]) -> Future[str]:
        """Return the Markdown of these annotations, grouped by article."""
        return self._thread.submit(self._markdown, tuple(annotation_ids))

    def cited(self, annotation_ids: Sequence[str]) -> Future[str]:
        """Return the Markdown of these annotations, each with its source, to be pasted elsewhere."""
        return self._thread.submit(self._cited, tuple(annotation_ids))

    def tags(self) -> Future[list[str]]:
        """Return every tag of the library, those used most first."""
        return self._thread.submit(lambda: [use.tag for use in self._reader().tag_uses()])

    def tag_uses(self) -> "Future[list[TagUse]]":
        """Return the same with how many annotations and articles have each."""
        return self._thread.submit(lambda: self._reader().tag_uses())

    def tags_like(self, beginning: str) -> Future[list[str]]:
        """Return a few tags that begin so, letter case aside; those used most first."""
        wanted = beginning.casefold()
        return self._thread.submit(
            lambda: [use.tag for use in self._reader().tag_uses() if use.tag.casefold().startswith(wanted)][:_SUGGESTED]
        )

    def like(self, words: str) -> Future[list[Annotation]]:
        """Return a few annotations whose quote or note has these words, the newest first."""
        return self._thread.submit(lambda: self._reader().annotations_with(words, _SUGGESTED))

    def states(self, annotation_id: str) -> "Future[list[Remembered]]":
        """Return what an annotation has been, newest first."""
        from desktop_app.services.annotations.recalling import states_of

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
