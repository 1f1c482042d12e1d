"""What is not damaged, or not ours, or in use, is not rescued."""

import random
from pathlib import Path

import pytest

from desktop_app.storage.errors import LibraryInUse, LibraryTooNew, NotALibrary
from desktop_app.storage.migrating import migrations
from desktop_app.storage.rescue.salvage import salvage
from desktop_app.storage.store import Store
from tests.storage.damaging import fill, rows_written

NOW = 1_795_000_000_000


def test_a_library_that_is_open_is_not_rescued_under_its_owner(tmp_path: Path) -> None:
    fill(tmp_path)
    store = Store(tmp_path)
    with pytest.raises(LibraryInUse):
        salvage(tmp_path, NOW, patience=0.1)
    store.close()


def test_somebody_elses_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows_written(library, "CREATE TABLE bookmarks (url)")
    for data in (library.read_bytes(), b"Dear diary,\n" * 500, random.Random(2).randbytes(20_000)):
        library.write_bytes(data)
        with pytest.raises(NotALibrary, match="has not been touched"):
            salvage(tmp_path, NOW)
        assert library.read_bytes() == data
        assert {path.name for path in tmp_path.iterdir()} == {"library.db", "library.lock"}


def test_a_newer_library_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    library = fill(tmp_path, notes=1)
    rows_written(library, f"PRAGMA user_version = {len(migrations()) + 1}")
    before = library.read_bytes()
    with pytest.raises(LibraryTooNew):
        salvage(tmp_path, NOW)
    assert library.read_bytes() == before
