"""Importing: files and pasted text become documents, or new versions of documents that are there already."""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

from desktop_app.core.change import ChangeSet, change_set, made
from desktop_app.core.document import Document
from desktop_app.core.likeness.similarity import common_part
from desktop_app.core.seed import SeenSeed
from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.files import read_source, spelt
from desktop_app.formats.pasted import name_of_pasted
from desktop_app.formats.source import Imported, ImportFailure, Source
from desktop_app.services.clock import Clock
from desktop_app.services.history.history import History
from desktop_app.services.importing.carrying import Carrying, text_of
from desktop_app.services.importing.placing import Arrival, Outcome, Placing
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction

SAME_TEXT = 0.3
"""The part of its text that a file must share with the document it once was, to become a new version of it."""

RETURNED = 0.5
"""The part of its text that a file of any name must share with a document without a source, to be its text again."""

_CLIPBOARD = "clipboard"

Parse = Callable[[Source], Imported]


class Importing:
    """Brings sources into the library. Its methods wait for the parser and the disk: not for the window's thread."""

    def __init__(self, store: Store, history: History, parse: Parse, clock: Clock) -> None:
        self._store = store
        self._history = history
        self._parse = parse
        self._clock = clock

    def add_file(self, path: Path, *, seed: bool = False) -> Arrival:
        """Add the file at `path`; whatever is wrong with it comes back as a FAILED arrival, and nothing is lost.

        A `seed` is remembered, so that it is offered once, and is no step to undo.
        """
        try:
            source = read_source(path)
            seen = SeenSeed(seed_id(source.data), source.name, self._clock()) if seed else None
            return self._add(source, spelt(path.resolve()), seen)
        except (ImportFailure, StorageFailure) as failure:
            return Arrival(Outcome.FAILED, spelt(path.name), None, str(failure))

    def add_text(self, text: str) -> Arrival:
        """Add text that a person has pasted."""
        pasted = normalise(text)
        name = name_of_pasted(pasted)
        try:
            return self._add(Source(pasted.encode("utf-8"), name), _CLIPBOARD, None)
        except (ImportFailure, StorageFailure) as failure:
            return Arrival(Outcome.FAILED, name, None, str(failure))

    def _add(self, source: Source, origin: str, seed: SeenSeed | None) -> Arrival:
        imported = self._parse(source)
        carrying = Carrying(imported.content)
        earlier = self._earlier(origin, imported.content.text, carrying)
        arrivals: list[Arrival] = []

        def plan(transaction: Transaction) -> ChangeSet:
            placing = Placing(transaction, source, imported, origin, carrying, self._clock())
            arrival, changes = placing.placed(earlier, restores=seed is None)
            arrivals.append(arrival)
            if seed is not None and transaction.seen_seed(seed.id) is None:
                changes.append(made(seed))
            label = "Add a new version" if arrival.outcome is Outcome.VERSION else "Add the article"
            return change_set(label, changes, undoable=seed is None)

        self._history.record(plan).result()
        return arrivals[-1]

    def _earlier(self, origin: str, text: str, carrying: Carrying) -> str | None:
        """Return the document that `text` may be a new version of, with everything prepared for that.

        Compared here, so that the writer does not wait.
        """
        with contextlib.closing(self._store.reader()) as reader:
            document = _renewed(reader, origin, text) or _waiting(reader, text)
            if document is not None:
                carrying.prepare(reader, document)
            return document.id if document is not None else None


def _renewed(reader: LibraryReader, origin: str, text: str) -> Document | None:
    """Return the document from the same place that has enough of `text`; one whose text was lost is renewed anyhow."""
    for document in reader.documents_from(origin) if origin != _CLIPBOARD else ():
        if document.version is None or document.deleted is not None:
            continue
        former = text_of(reader, document.version)
        if former is None or common_part(former, text) >= SAME_TEXT:
            return document
    return None


def _waiting(reader: LibraryReader, text: str) -> Document | None:
    """Return the document without a source whose text this is, whatever the file is called.

    One that never had a text here, only notes from elsewhere, is known by the words that were marked in it.
    """
    best: tuple[float, Document] | None = None
    for document in reader.documents_without_text():
        versions = reader.versions(document.id)
        former = text_of(reader, versions[-1].id) if versions else None
        part = common_part(former, text) if former is not None else _quoted_part(reader, document, text)
        if part >= RETURNED and (best is None or part > best[0]):
            best = part, document
    return best[1] if best else None


def _quoted_part(reader: LibraryReader, document: Document, text: str) -> float:
    quotes = [one.target.quote.exact for one in reader.annotations(document.id) if one.target.quote]
    return sum(quote in text for quote in quotes) / len(quotes) if quotes else 0.0


def seed_id(data: bytes) -> str:
    """Return the id under which a seed file of these bytes is remembered."""
    return hashlib.sha256(data).hexdigest()
