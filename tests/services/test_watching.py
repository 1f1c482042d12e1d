"""What others write is shown, also where it could not be read at the first attempt."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.services.history.history import History
from desktop_app.services.watching import Watching
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from tests.storage.damaging import add_notes, fill


def _no_journal(_action: int, table: str | None, *_: object) -> int:
    return sqlite3.SQLITE_DENY if table == "journal" else sqlite3.SQLITE_OK


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Store, LibraryReader, Watching]]:
    """A library that somebody else writes, a reader of it, and who watches with that reader."""
    fill(tmp_path, notes=3)
    with closing(Store(tmp_path)) as store, closing(Store(tmp_path)) as other, closing(store.reader()) as reader:
        yield other, reader, Watching(reader, History(store))


def test_what_could_not_be_read_is_told_the_next_time(watched: tuple[Store, LibraryReader, Watching]) -> None:
    other, reader, watching = watched
    add_notes(other, 10, 12)
    reader._connection.set_authorizer(_no_journal)
    for _ in range(2):
        with pytest.raises(StorageFailure):
            watching.poll()
    reader._connection.set_authorizer(None)
    assert [len(change_set.changes) for change_set in watching.poll()] == [4]
    assert watching.poll() == []


def test_a_library_that_cannot_be_read_just_now_is_a_failure_in_a_sentence(
    watched: tuple[Store, LibraryReader, Watching],
) -> None:
    _, reader, _ = watched
    reader._connection.set_progress_handler(lambda: 1, 1)
    with pytest.raises(StorageFailure, match="cannot be used"):
        reader.has_documents()
    with pytest.raises(StorageFailure, match="cannot be used"):
        reader.journal_since(0)
