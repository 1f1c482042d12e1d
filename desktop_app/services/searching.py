"""Searching: questions in one thread of their own, of which only the newest is worth an answer."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.hit import Results
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import open_library_reader

if TYPE_CHECKING:
    from desktop_app.core.query import Query
    from desktop_app.search.searcher import Searcher


class Searching:
    """Answers questions about the library. Whoosh is imported, and the index opened, with the first of them."""

    def __init__(self, folder: Path, needs_index: Callable[[], None]) -> None:
        """`needs_index` is called when a question finds the index damaged; may be called from any thread."""
        self._folder = folder
        self._needs_index = needs_index
        self._thread = ThreadPoolExecutor(1, "margent-search")
        self._own = threading.local()
        self._tickets = itertools.count(1)
        self._newest = 0
        self._closed = False

    def search(
        self, text: str, *, limit: int = 50, offset: int = 0, typing: bool = False, document: str | None = None
    ) -> Future[Results]:
        """Search for what `text` asks, in one document or in everything; `typing` makes its last word a beginning.

        An older question that has not been answered yet is cancelled.
        """
        from desktop_app.core.query import All, InDocument, parse

        ticket = self._newest = next(self._tickets)
        query: Query = parse(text, typing=typing)
        if document is not None:
            query = All((query, InDocument(document)))
        return self._thread.submit(self._answer, query, limit, offset, ticket)

    def warm(self) -> None:
        """Open the index now, so that the first question need not wait for it."""
        self._thread.submit(self._searcher)

    def close(self) -> None:
        """Drop what has not been answered and close the index."""
        self._newest = -1
        if not self._closed:
            self._closed = True
            self._thread.submit(self._shut)
            self._thread.shutdown(wait=True)

    def _answer(self, query: "Query", limit: int, offset: int, ticket: int) -> Results:
        from desktop_app.search.leaf import SearchCancelled

        if ticket != self._newest:
            raise CancelledError
        searcher = self._searcher()
        try:
            results = searcher.search(query, limit, offset, cancelled=lambda: ticket != self._newest)
        except SearchCancelled:
            raise CancelledError from None
        if searcher.damaged:
            self._needs_index()
        return results

    def _searcher(self) -> "Searcher":
        searcher: Searcher | None = getattr(self._own, "searcher", None)
        if searcher is None:
            reader = self._own.reader = open_library_reader(self._folder)
            searcher = self._own.searcher = make_searcher(self._folder, reader)
        return searcher

    def _shut(self) -> None:
        if getattr(self._own, "searcher", None) is not None:
            self._own.searcher.close()
            self._own.reader.close()


def make_searcher(folder: Path, reader: LibraryReader) -> "Searcher":
    """Return a searcher over the library in `folder`, for the thread that `reader` belongs to."""
    from desktop_app.search.analysis import Analyzer
    from desktop_app.search.index_folder import IndexFolder
    from desktop_app.search.searcher import Searcher
    from desktop_app.services.index_worker import INDEX_FOLDER
    from desktop_app.services.search_source import LibrarySource

    analyzer = Analyzer()
    return Searcher(IndexFolder(folder / INDEX_FOLDER, analyzer), LibrarySource(reader), analyzer)
