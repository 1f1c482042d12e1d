"""Searching: questions in one thread of their own, of which only the newest is worth an answer."""

import gc
import itertools
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.annotation import Colour
from desktop_app.core.query.hit import HitKind, Results
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import open_library_reader

if TYPE_CHECKING:
    from desktop_app.core.query.completing import Completion
    from desktop_app.core.query.tree import Query
    from desktop_app.search.answering.searcher import Searcher
    from desktop_app.services.searching.link_targets import LinkTarget

_ALL = 10_000_000
_WORDS_REMEMBERED = 30_000
"""Words of texts that were shown: what a person looks at has not many more, and a window stays open for days."""

FEW_HITS = 5
"""From so many on, nobody wonders whether a word was misspelt."""


class Question(NamedTuple):
    """What a person has typed, `typing` still or not, about one document or about everything."""

    text: str
    typing: bool = False
    document: str | None = None

    def query(self) -> "Query":
        """Return what is asked for."""
        from desktop_app.core.query.parser import parse
        from desktop_app.core.query.tree import All, InDocument

        query = parse(self.text, typing=self.typing)
        return query if self.document is None else All((query, InDocument(self.document)))

    def with_text(self, text: str) -> "Question":
        """Return the same question in other words, finished ones."""
        return self._replace(text=text, typing=False)


class Answer(NamedTuple):
    """What was found, what the clause that is being typed may become, how the question was read, in a line, and what
    may help where little was found."""

    results: Results
    completions: tuple["Completion", ...] = ()
    reading: str = ""
    advice: str = ""


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
        ticket = self._newest = next(self._tickets)
        return self._thread.submit(self._answer, Question(text, typing, document), limit, offset, ticket)

    def ask(self, text: str, *, limit: int, offset: int = 0, document: str | None = None) -> Future[Answer]:
        """Search as `search` does for what is being typed, and tell how it was read and what it may become."""
        ticket = self._newest = next(self._tickets)
        question = Question(text, typing=True, document=document)

        def answer() -> Answer:
            from desktop_app.core.query.reading import reading_of

            results = self._answer(question, limit, offset, ticket)
            names = self._own.reader.colour_names()
            offered = () if offset else tuple(_completions(self._searcher(), text, names))
            reading = reading_of(Question(text, typing=True).query(), names)
            return Answer(results, offered, reading, _advice(self._searcher(), text, results))

        return self._thread.submit(answer)

    def annotations(self, text: str) -> Future[frozenset[str]]:
        """Return the ids of all highlights and notes that a search for `text` finds."""

        def found() -> frozenset[str]:
            from desktop_app.core.query.tree import All, Any, OfKind

            annotated = Any((OfKind(HitKind.HIGHLIGHT), OfKind(HitKind.NOTE)))
            ranked = self._searcher().ranked(All((Question(text).query(), annotated)), _ALL)
            subjects = (entry.rpartition("/")[0].partition(":") for entry, _ in ranked)
            return frozenset(subject for kind, _, subject in subjects if kind == "annotation")

        return self._thread.submit(found)

    def link_targets(self, words: str) -> "Future[list[LinkTarget]]":
        """Return a few articles and sections that are called so; an older question is cancelled."""
        ticket = self._newest = next(self._tickets)

        def found() -> "list[LinkTarget]":
            from desktop_app.search.leaf import SearchCancelled
            from desktop_app.services.searching.link_targets import link_targets

            try:
                return link_targets(self._searcher(), words, lambda: ticket != self._newest)
            except SearchCancelled:
                raise CancelledError from None

        return self._thread.submit(found)

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

    def _answer(self, question: "Question", limit: int, offset: int, ticket: int) -> Results:
        from desktop_app.search.leaf import SearchCancelled

        if ticket != self._newest:
            raise CancelledError
        searcher = self._searcher()
        try:
            results = searcher.search(question.query(), limit, offset, cancelled=lambda: ticket != self._newest)
            if results.total < FEW_HITS and not offset:
                suggestion = _suggestion(searcher, question, results.total, lambda: ticket != self._newest)
                results = replace(results, suggestion=suggestion)
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
            gc.freeze()  # what was imported for it stays, and need not be looked through while a person types
        return searcher

    def _shut(self) -> None:
        if getattr(self._own, "searcher", None) is not None:
            self._own.searcher.close()
            self._own.reader.close()


def _suggestion(searcher: "Searcher", question: "Question", found: int, cancelled: Callable[[], bool]) -> str:
    """Return the question in another spelling that finds more, or nothing. Raises SearchCancelled."""
    text = searcher.respelt(question.text, typing=question.typing, cancelled=cancelled)
    return text if text and searcher.count(question.with_text(text).query()) > found else ""


def _advice(searcher: "Searcher", text: str, results: Results) -> str:
    from desktop_app.core.query.advice import advice

    return advice(text, Question(text, typing=True).query(), searcher.values("tag"), results)


def _completions(searcher: "Searcher", text: str, names: Mapping[Colour, str]) -> "list[Completion]":
    from desktop_app.core.query.completing import MOST, clause_at_end, completions
    from desktop_app.core.query.hit import HitKind
    from desktop_app.core.query.tree import All, OfKind, Titled

    clause = clause_at_end(text)
    titles: list[str] = []
    if clause is not None and clause.field in ("in", "title") and clause.text.strip():
        entitled = All((OfKind(HitKind.TITLE), Titled(clause.text, prefix=True)))
        titles = list(dict.fromkeys(hit.title for hit in searcher.search(entitled, MOST).hits))
    tags = searcher.values("tag") if clause is not None and clause.field == "tag" else ()
    return completions(text, tags, titles, names)


def make_searcher(folder: Path, reader: LibraryReader) -> "Searcher":
    """Return a searcher over the library in `folder`, for the thread that `reader` belongs to."""
    from desktop_app.search.analysis import Analyzer
    from desktop_app.search.answering.searcher import Searcher
    from desktop_app.search.index.folder import IndexFolder
    from desktop_app.services.searching.source import INDEX_FOLDER, LibrarySource

    analyzer = Analyzer(remembered=_WORDS_REMEMBERED)
    return Searcher(IndexFolder(folder / INDEX_FOLDER, analyzer), LibrarySource(reader), analyzer)
