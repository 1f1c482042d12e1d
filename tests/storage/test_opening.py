"""Opening a library: ours, somebody else's, a newer one, or a place where none can be."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_app.storage.connection import APPLICATION_ID
from desktop_app.storage.errors import LibraryTooNew, NotALibrary, StorageFailure
from desktop_app.storage.migrating import migrations
from desktop_app.storage.store import Store
from tests.samples import as_nobody, done
from tests.storage.looking import one


def _foreign(path: Path, *statements: str) -> bytes:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path.read_bytes()


def test_a_new_library_says_whose_it_is_and_how_old_its_format_is(store: Store) -> None:
    assert one(store.path, "PRAGMA application_id") == APPLICATION_ID
    assert one(store.path, "PRAGMA user_version") == len(migrations())
    assert one(store.path, "PRAGMA journal_mode") == "wal"


def test_every_commit_reaches_the_disk_before_it_is_acknowledged(store: Store) -> None:
    def settings(transaction: object) -> list[object]:
        connection: sqlite3.Connection = transaction._connection  # type: ignore[attr-defined]
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]

    assert done(store.submit(settings)) == [2, "wal"]  # 2 is FULL


def test_the_folder_is_made_if_need_be(tmp_path: Path) -> None:
    store = Store(tmp_path / "a" / "folder with ‘signs’ # ? %41")
    store.close()
    assert store.path.is_file()


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    for _ in range(3):
        store = Store(tmp_path)
        device = done(store.submit(lambda _: one(tmp_path / "library.db", "SELECT value FROM meta")))
        store.close()
    assert device == one(tmp_path / "library.db", "SELECT value FROM meta WHERE name = 'device'")


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmarks (url)"],
        ["PRAGMA application_id = 7"],
        ["PRAGMA user_version = 3", "CREATE TABLE bookmarks (url)"],
        ["PRAGMA journal_mode = WAL", "CREATE TABLE bookmarks (url)", "INSERT INTO bookmarks VALUES ('x')"],
    ],
)
def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, statements: list[str]) -> None:
    before = _foreign(tmp_path / "library.db", *statements)
    with pytest.raises(NotALibrary, match=r"another program.*--data-dir"):
        Store(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == before


@pytest.mark.parametrize("data", [b"Dear diary,\n", b"x" * 5000, b"\0" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "library.db").write_bytes(data)
    with pytest.raises(NotALibrary, match=r"has not been touched"):
        Store(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["library.db"]


def test_a_newer_library_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    Store(tmp_path).close()
    newer = len(migrations()) + 1
    before = _foreign(tmp_path / "library.db", f"PRAGMA user_version = {newer}")
    with pytest.raises(LibraryTooNew, match=rf"newer Margent \(format {newer}.*Install the newer"):
        Store(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == before


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    Store(tmp_path).close()
    assert one(tmp_path / "library.db", "PRAGMA application_id") == APPLICATION_ID


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file")
    with pytest.raises(StorageFailure, match=r"data folder “.*library” cannot be used.*--data-dir"):
        Store(tmp_path / "library")
    with pytest.raises(StorageFailure, match=r"cannot be used"):
        Store(tmp_path / "library" / "below")


def test_a_folder_where_the_file_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    with pytest.raises(StorageFailure, match=r"may not be written.*permissions"):
        Store(tmp_path)


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A folder with a library that this process, while it is nobody in particular, may read but not write."""
    folder = Path(tempfile.mkdtemp())
    Store(folder).close()
    (folder / "library.db").chmod(0o444)
    folder.chmod(0o555)
    with as_nobody():
        yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions work otherwise here")
def test_a_folder_that_may_not_be_written_is_named(unwritable: Path) -> None:
    before = (unwritable / "library.db").read_bytes()
    with pytest.raises(StorageFailure, match=r"may not be written.*permissions.*--data-dir"):
        Store(unwritable)
    with pytest.raises(StorageFailure, match=r"data folder .*Permission denied"):
        Store(unwritable / "below")
    assert (unwritable / "library.db").read_bytes() == before


def test_several_may_open_a_new_library_at_the_same_moment(tmp_path: Path) -> None:
    for attempt in range(10):
        folder = tmp_path / str(attempt)
        with ThreadPoolExecutor(4) as pool:
            openings = [pool.submit(Store, folder) for _ in range(4)]
        failures = [opening.exception() for opening in openings]
        for opening, failure in zip(openings, failures, strict=True):
            if failure is None:
                opening.result().close()
        assert failures == [None] * 4
        assert one(folder / "library.db", "PRAGMA user_version") == len(migrations())


def test_a_closed_library_takes_no_more_work(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.close()
    store.close()
    with pytest.raises(StorageFailure, match=r"closed"):
        store.submit(lambda _: None)
