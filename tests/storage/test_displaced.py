"""The library's file is moved, replaced or deleted while it is open: what is written then is kept all the same."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.services.safekeeping import LogSetAside, copies_of, open_or_rescue, summary
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.rescue.backups import list_backups
from desktop_app.storage.store import Store, open_library_reader
from tests.storage.damaging import add_notes, everything, fill


def moved(library: Path) -> None:
    """Rename the file."""
    library.rename(library.with_name("elsewhere.db"))


def deleted(library: Path) -> None:
    """Delete it with all that belongs to it."""
    for path in library.parent.glob("library.db*"):
        path.unlink()


def replaced(library: Path) -> None:
    """Put another library in its place."""
    fill(library.parent / "other", notes=3).replace(library)


def folder_gone(library: Path) -> None:
    """Delete the whole folder."""
    shutil.rmtree(library.parent)


DISPLACEMENTS = [moved, deleted, replaced, folder_gone]


@pytest.mark.parametrize("displace", DISPLACEMENTS)
def test_what_was_written_before_and_after_is_in_the_newest_copy(
    tmp_path: Path, displace: Callable[[Path], None]
) -> None:
    fill(tmp_path / "twin", notes=30)
    fill(tmp_path / "library", notes=30)
    for name in ("twin", "library"):
        with closing(Store(tmp_path / name)) as store:
            add_notes(store, 100, 110)
            if name == "library":
                displace(store.path)
            add_notes(store, 200, 205)
            add_notes(store, 205, 210)
            if name == "library":
                with closing(store.reader()) as reader:
                    assert len(reader.annotations()) == 50, "what is read is what was written"
    (copy,) = list_backups(tmp_path / "library")
    assert everything(copy.path) == everything(tmp_path / "twin" / "library.db")


@pytest.mark.parametrize("displace", [moved, deleted, folder_gone])
def test_the_next_start_finds_everything(tmp_path: Path, displace: Callable[[Path], None]) -> None:
    fill(tmp_path / "library", notes=30)
    with closing(Store(tmp_path / "library")) as store:
        add_notes(store, 100, 110)
        displace(store.path)
        add_notes(store, 200, 210)
    store, report = open_or_rescue(tmp_path / "library")
    with closing(store), closing(store.reader()) as reader:
        assert len(reader.annotations()) == 50
    assert report is not None


def test_after_another_was_put_in_its_place_the_next_start_takes_that_and_names_the_rest(tmp_path: Path) -> None:
    fill(tmp_path / "library", notes=30)
    with closing(Store(tmp_path / "library")) as store:
        add_notes(store, 100, 110)
        replaced(store.path)
        add_notes(store, 200, 210)
    store, report = open_or_rescue(tmp_path / "library")
    with closing(store), closing(store.reader()) as reader:
        assert len(reader.annotations()) == 3
    assert isinstance(report, LogSetAside)
    assert "margent restore" in summary(report)
    (copy,) = copies_of(tmp_path / "library")
    assert copy.counts == (1, 50, 50)


def test_it_is_noticed_before_anything_more_is_written(tmp_path: Path) -> None:
    fill(tmp_path / "library", notes=30)
    with closing(Store(tmp_path / "library")) as store:
        store.look_after()
        assert store.elsewhere is None
        deleted(store.path)
        store.look_after()
    (copy,) = list_backups(tmp_path / "library")
    assert len(everything(copy.path)) > 30


def test_whoever_reads_makes_no_empty_library_in_its_place(tmp_path: Path) -> None:
    library = fill(tmp_path, notes=3)
    library.unlink()
    with pytest.raises(StorageFailure, match="There is no library"):
        open_library_reader(tmp_path)
    assert not library.exists()
