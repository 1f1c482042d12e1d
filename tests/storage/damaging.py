"""A library with something of every kind in it, and ways to damage its file."""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

from desktop_app.core.annotation import Annotation, Draft
from desktop_app.core.change import Change, change_set, made
from desktop_app.core.document import Content, Document, ReadingState, ReadingStatus, Version
from desktop_app.core.export_record import ExportRecord
from desktop_app.core.seed import SeenSeed
from desktop_app.storage.rows import ROW_KINDS
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction
from tests.samples import BRIDGE, content_of, done
from tests.storage.looking import rows
from tests.storage.values import CORRECTION, DOCUMENT, HIGHLIGHT, PLACEMENT, VERSION

PAGE = 4096
LONG = "A long thought about bridges, ferries and what they cost. " * 200
"""A note that needs several pages."""

Rows = dict[tuple[str, str], bytes]
"""The values of all entities, by kind and id."""


def name_of(number: int) -> str:
    """Return an id as long as real ones."""
    return f"01k{number:023}"


def note_of(number: int) -> Annotation:
    """Return an annotation with a note that no other has."""
    words = LONG if number % 40 == 7 else "and why it matters "
    return replace(HIGHLIGHT, id=name_of(number), note=f"Thought {number}: {words}", modified=number)


def fill(folder: Path, notes: int = 120) -> Path:
    """Make a library with `notes` annotations in `folder`, close it, and return its file."""
    store = Store(folder)
    try:
        done(store.submit(_with_article))
        for start in range(0, notes, 20):
            add_notes(store, start, min(start + 20, notes))
        done(store.submit(lambda transaction: transaction.keep_draft(Draft(name_of(1), "Unfinished", 10**6))))
        record = ExportRecord("01d", "/a/bridge.md", "hash", ((name_of(1), "hash"),), 5)
        done(store.submit(lambda transaction: transaction.keep_export(record)))
    finally:
        store.close()
    return store.path


def add_notes(store: Store, start: int, end: int) -> None:
    """Add the notes with these numbers in one step."""
    changes: list[Change] = []
    for number in range(start, end):
        changes += [made(note_of(number)), made(replace(PLACEMENT, annotation=name_of(number)))]
    done(store.submit(lambda transaction: transaction.apply(change_set("Highlight", changes))))


def article_content() -> Content:
    """Return the content of the library's one article."""
    return content_of(BRIDGE * 20)


def _with_article(transaction: Transaction) -> None:
    text, blocks = transaction.keep_content(article_content())
    version: Version = replace(VERSION, text=text, blocks=blocks, original=transaction.keep_blob(BRIDGE.encode() * 20))
    document: Document = replace(DOCUMENT, title="The bridge over the Orla")
    state = ReadingState("01d", 3, 0.5, ReadingStatus.READING, 1)
    seed = SeenSeed("5" * 64, "a.txt", 1)
    transaction.apply(change_set("Add", [made(document), made(version), made(state), made(CORRECTION), made(seed)]))


def everything(path: Path) -> Rows:
    """Return the values of all entities in the library at `path`, as bytes."""
    return {
        (kind, str(name)): bytes(value)  # type: ignore[call-overload]
        for kind in ROW_KINDS
        for name, value in rows(path, f"SELECT id, CAST(value AS BLOB) FROM {kind}")
    }


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of the file."""
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes((byte ^ 1 << bit,)))


def places_of(path: Path, needle: bytes) -> list[int]:
    """Return where `needle` stands in the file."""
    data = path.read_bytes()
    found: list[int] = []
    place = data.find(needle)
    while place >= 0:
        found.append(place)
        place = data.find(needle, place + 1)
    assert found, needle
    return found


def row_place(path: Path, kind: str, name: str) -> int:
    """Return where the value of a short row begins."""
    value = everything(path)[kind, name]
    (place,) = places_of(path, name.encode() + value)
    return place + len(name.encode())


def zero_page(path: Path, number: int) -> None:
    """Make a page, counted from 1, all zeros."""
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(bytes(PAGE))


def rows_written(library: Path, statement: str) -> None:
    """Change a library behind Margent's back."""
    with contextlib.closing(sqlite3.connect(library)) as connection:
        connection.execute(statement)
        connection.commit()
