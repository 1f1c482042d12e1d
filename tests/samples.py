"""Articles to test with, a parser that needs no process of its own, and the services over a library."""

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop_app.core.annotation import Annotation
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Document
from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.source import Imported, ImportFailure, Resource, Source
from desktop_app.services.annotations.annotating import Annotating
from desktop_app.services.annotations.recalling import Recalling
from desktop_app.services.annotations.retargeting import Retargeting
from desktop_app.services.articles.library import Library
from desktop_app.services.articles.reading import Opened, Reading, open_document
from desktop_app.services.articles.trash import Trash
from desktop_app.services.events import Changed
from desktop_app.services.history.history import History
from desktop_app.services.importing.importing import Importing
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store

Result = TypeVar("Result")
PATIENCE = 30
"""Seconds after which a future that is not done is a failure."""

BRIDGE = """\
The bridge over the Orla was closed in March. Nobody in the valley was surprised.

# A crack in the arch

An inspector found the crack by chance. She measured it twice, and then she measured it again.

The council met on a Sunday – the first time in forty years – and voted 11 to 2 for closing.

# What it costs

A new arch costs 4.2 million crowns. The valley has 1,900 people.

Émilie Brandt, who keeps the mill, said: “We were promised a ferry 🚢 by May.”
"""
"""An article with a lead and two sections, accents, and a character beyond the first 65,536."""


class TickingClock:
    """A clock that moves on by one second whenever somebody looks at it."""

    def __init__(self, start: int = 1_700_000_000_000) -> None:
        self._now = start

    def __call__(self) -> int:
        """Return milliseconds since 1970 in UTC."""
        self._now += 1000
        return self._now


def parse(source: Source) -> Imported:
    """Read blocks apart by blank lines; `#` begins a heading, `![name]` is a picture of which nothing is kept."""
    if b"\0" in source.data:
        raise ImportFailure(f"“{source.name}” is not text.")
    text = normalise(source.data.decode("utf-8"))
    pieces = [piece.strip() for piece in text.split("\n\n") if piece.strip()]
    builder = ContentBuilder()
    for piece in pieces:
        level = len(piece) - len(piece.lstrip("#"))
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        builder.add(kind, piece.lstrip("#").strip(), level=level)
    title = pieces[0].lstrip("# ")[:40] if pieces else source.name
    pictures = tuple(Resource(piece, "image/png", piece.encode()) for piece in pieces if piece.startswith("!["))
    dropped = ("A picture was not found.",) if pictures else ()
    return Imported(builder.content(), title, True, "Plain text", "test 1", pictures, dropped)


def content_of(text: str) -> Content:
    """Return the content that `parse` makes of `text`."""
    return parse(Source(text.encode(), "sample.txt")).content


@dataclass
class Desk:
    """Everything a person works with, over one library."""

    store: Store
    reader: LibraryReader
    clock: TickingClock
    history: History
    annotating: Annotating
    library: Library
    reading: Reading
    importing: Importing
    retargeting: Retargeting
    trash: Trash
    recalling: Recalling
    told: list[Changed] = field(default_factory=list)

    def add(self, text: str = BRIDGE) -> Opened:
        """Add an article and open it."""
        arrival = self.importing.add_text(text)
        assert arrival.document is not None, arrival.message
        return self.open(arrival.document)

    def open(self, document: Document | str) -> Opened:
        """Open an article."""
        return open_document(self.reader, document if isinstance(document, str) else document.id)

    def mark(self, opened: Opened, quote: str) -> Annotation:
        """Highlight the first place where `quote` stands."""
        start = opened.content.text.index(quote)
        annotation, saved = self.annotating.highlight(opened, start, start + len(quote))
        done(saved)
        return annotation

    def annotation(self, annotation_id: str) -> Annotation:
        """Return an annotation as it is on the disk."""
        found = self.reader.annotation(annotation_id)
        assert found is not None
        return found


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Be somebody whom permissions bind, as the superuser is not; threads that run share this."""
    privileged = os.geteuid() == 0
    if privileged:
        os.seteuid(65534)
    try:
        yield
    finally:
        if privileged:
            os.seteuid(0)


def done(future: Future[Result]) -> Result:
    """Wait until what `future` stands for is on the disk."""
    return future.result(timeout=PATIENCE)


@contextlib.contextmanager
def opened_desk(folder: Path) -> Iterator[Desk]:
    """Open every service over the library in `folder`, and close it at the end."""
    store = Store(folder)
    try:
        clock = TickingClock()
        history = History(store)
        with contextlib.closing(store.reader()) as reader:
            desk = Desk(
                store,
                reader,
                clock,
                history,
                Annotating(store, history, clock),
                Library(history, clock),
                Reading(history, clock),
                Importing(store, history, parse, clock),
                Retargeting(history, clock),
                Trash(history, clock),
                Recalling(history, clock),
            )
            history.changed.add(desk.told.append)
            yield desk
    finally:
        store.close()
