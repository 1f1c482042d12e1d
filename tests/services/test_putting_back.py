"""A library that has gone, or that somebody has put a copy in the place of: what there is is used, nothing lost."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.services.safekeeping import LogSetAside, Safekeeping, open_or_rescue, summary
from desktop_app.storage.errors import LibraryInUse, StorageFailure
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.rescue.salvage import Report
from desktop_app.storage.store import Store
from tests.samples import TickingClock, done
from tests.storage.damaging import add_notes, everything, fill, name_of


@pytest.fixture
def clock() -> TickingClock:
    """A clock that goes on."""
    return TickingClock()


@pytest.fixture
def lost(tmp_path: Path, clock: TickingClock) -> Path:
    """A folder whose library has gone; its backup has 20 notes, and the log beside it the two that came after it."""
    fill(tmp_path / "old", notes=20)
    store = Store(tmp_path / "old")
    safekeeping = Safekeeping(store, clock)
    done(safekeeping.back_up())
    safekeeping.close()
    add_notes(store, 20, 22)
    folder = Path(shutil.copytree(tmp_path / "old", tmp_path / "lost"))
    store.close()
    (folder / "library.db").unlink()
    return folder


def test_a_library_that_has_gone_is_made_anew_from_its_backup_and_its_log(
    lost: Path, tmp_path: Path, clock: TickingClock
) -> None:
    store, report = open_or_rescue(lost, clock)
    store.close()
    assert everything(store.path) == everything(tmp_path / "old" / "library.db")
    assert isinstance(report, Report)
    assert "was gone" in summary(report)
    assert "22 highlights and notes" in summary(report)


def test_of_a_library_that_has_gone_its_log_alone_is_read_and_kept(lost: Path, clock: TickingClock) -> None:
    shutil.rmtree(lost / "backups")
    log = (lost / "library.db-wal").read_bytes()
    store, report = open_or_rescue(lost, clock)
    store.close()
    assert {name for kind, name in everything(store.path) if kind == "annotation"} >= {name_of(20), name_of(21)}
    assert isinstance(report, Report)
    assert report.aside.with_name(f"{report.aside.name}-wal").read_bytes() == log


def test_no_empty_library_is_made_where_one_has_gone_and_cannot_be_made_good(lost: Path, clock: TickingClock) -> None:
    (lost / "library.db.part.flat").mkdir()  # what the rescue would write cannot be written
    (lost / "library.db.part.flat" / "in the way").touch()
    log = (lost / "library.db-wal").read_bytes()
    for _ in range(2):
        with pytest.raises(StorageFailure):
            open_or_rescue(lost, clock)
    assert (lost / "library.db-wal").read_bytes() == log


def _killed_amid_notes(folder: Path) -> Path:
    """Write until somebody is killed, so that the last notes are in the log; return the folder as it is left."""
    with closing(Store(folder)) as store:
        add_notes(store, 100, 160)
    store = Store(folder)
    add_notes(store, 200, 210)
    left = Path(shutil.copytree(folder, folder.with_name("killed")))
    store.close()
    return left


def test_a_copy_put_in_place_is_what_the_library_then_is_though_another_log_lies_there(tmp_path: Path) -> None:
    library = fill(tmp_path / "library", notes=30)
    copy = shutil.copyfile(library, tmp_path / "copy.db")
    before = everything(copy)
    left = _killed_amid_notes(tmp_path / "library")
    log = (left / "library.db-wal").read_bytes()
    shutil.copyfile(copy, left / "library.db")
    store, report = open_or_rescue(left)
    store.close()
    assert everything(store.path) == before
    assert check_library(left).sound
    assert isinstance(report, LogSetAside)
    assert report.aside.read_bytes() == log, "nothing is thrown away"
    assert report.aside.name in summary(report)


def test_what_was_in_the_log_when_somebody_was_killed_belongs_to_the_library(tmp_path: Path) -> None:
    fill(tmp_path / "library", notes=30)
    left = _killed_amid_notes(tmp_path / "library")
    store, report = open_or_rescue(left)
    store.close()
    assert report is None
    assert everything(store.path) == everything(tmp_path / "library" / "library.db")


def test_a_copy_is_not_opened_beside_a_window_that_still_has_the_other_file(tmp_path: Path) -> None:
    library = fill(tmp_path / "library", notes=30)
    copy = shutil.copyfile(library, tmp_path / "copy.db")
    with closing(Store(tmp_path / "library")) as store:
        add_notes(store, 100, 160)
    with closing(Store(tmp_path / "library")) as window:
        add_notes(window, 200, 210)
        copy.replace(library)
        with pytest.raises(LibraryInUse):
            open_or_rescue(tmp_path / "library")
