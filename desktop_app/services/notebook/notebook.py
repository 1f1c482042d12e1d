"""The notebook: all annotations of the library, narrowed and arranged as a person asks, away from the window."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from desktop_app.core.annotation import Annotation
from desktop_app.core.change import ChangeSet
from desktop_app.core.notebook_view import NotebookView, Standing
from desktop_app.services.notebook.gathering import Gathering, Touched, document_of
from desktop_app.services.notebook.listing import Listing, NotebookLister
from desktop_app.services.notebook.table import NotebookTable
from desktop_app.services.notebook.words import NotebookWords
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import open_library_reader

SoFar = Callable[[Listing], None]
_FIRST_SIGHT = 0.03
"""Seconds of gathering after which the first annotations are shown; it is twice as long until each time after that."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An annotation, the title of its article, the headings that lead to it, and where it stands."""

    annotation: Annotation
    title: str
    path: tuple[str, ...]
    standing: Standing = Standing.EXACT


class _Question(NamedTuple):
    view: NotebookView
    today: date
    so_far: SoFar


class Notebook:
    """Answers from a thread of its own, which keeps a table of all annotations once it has been asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._table = NotebookTable()
        self._thread = ThreadPoolExecutor(1, "margent-notebook")
        self._worker: _Worker | None = None
        self._asked: Future[Listing] | None = None
        self._newest: _Question
        self._touched: list[ChangeSet] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def listing(self, view: NotebookView, today: date, so_far: SoFar = lambda _: None) -> Future[Listing]:
        """Return what `view` shows now; a question that is still waiting is given up for this one.

        While the annotations are still being gathered, `so_far` of the newest question is told now and then, in the
        notebook's thread, what its view shows of those that have been.
        """
        if self._asked is not None:
            self._asked.cancel()
        if self._closed.is_set():
            self._asked = Future()
            self._asked.cancel()
            return self._asked
        self._newest = _Question(view, today, so_far)
        self._asked = self._thread.submit(self._answer, view, today)
        return self._asked

    def follow(self, change_set: ChangeSet) -> None:
        """Take note of a change; the next listing will show it."""
        if self._worker is not None:  # or else everything is read anyway
            with self._lock:
                self._touched.append(change_set)

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the ids of the annotations in rows of a listing. May be called from any thread."""
        ids = self._table.ids
        return [ids[row] for row in rows]

    def row_of(self, annotation_id: str) -> int | None:
        """Return the row that an annotation has in every listing that shows it. May be called from any thread."""
        return self._table.row_of(annotation_id)

    def noted(self, rows: Sequence[int], reader: LibraryReader) -> dict[int, Noted]:
        """Return what a few rows hold, read with the caller's reader; a row whose annotation is gone is left out."""
        found = {one.id: one for one in reader.annotations_among(self.ids(rows))}
        noted: dict[int, Noted] = {}
        for row in rows:
            annotation = found.get(self._table.ids[row])
            if annotation is not None:
                noted[row] = Noted(annotation, *self._table.place(row))
        return noted

    def close(self) -> None:
        """Drop what has been asked."""
        if not self._closed.is_set():
            self._closed.set()
            self._thread.submit(self._shut)
            self._thread.shutdown(wait=True)

    def _answer(self, view: NotebookView, today: date) -> Listing:
        if self._worker is None:
            self._begin()
        assert self._worker is not None
        with self._lock:
            touched, self._touched = self._touched, []
        try:
            self._worker.follow(touched)
        except BaseException:
            with self._lock:  # or what has been deleted would be listed for ever
                self._touched[:0] = touched
            raise
        return self._worker.lister.listing(view, today)

    def _begin(self) -> None:
        worker = self._worker = _Worker(open_library_reader(self._folder), self._table)  # changes are noted from now on
        try:
            self._gather(worker)
        except BaseException:
            self._worker = None  # half a notebook would be shown as a whole one
            worker.reader.close()
            raise

    def _gather(self, worker: "_Worker") -> None:
        pause, told, answered = _FIRST_SIGHT, time.monotonic(), self._newest
        for _ in worker.gathering.everything():
            if self._closed.is_set():
                raise RuntimeError("the notebook is being closed")
            if self._newest is not answered or time.monotonic() - told >= pause:
                answered = self._newest
                answered.so_far(replace(worker.lister.listing(answered.view, answered.today), whole=False))
                pause, told = 2 * pause, time.monotonic()

    def _shut(self) -> None:
        if self._worker is not None:
            self._worker.reader.close()


class _Worker:
    def __init__(self, reader: LibraryReader, table: NotebookTable) -> None:
        self.reader = reader
        self.gathering = Gathering(reader, table)
        self.lister = NotebookLister(table, NotebookWords(table, reader.documents_in))

    def follow(self, change_sets: Sequence[ChangeSet]) -> None:
        touched = Touched(partial(document_of, self.reader))
        for change_set in change_sets:
            touched.add(change_set)
        self.gathering.follow(touched)
