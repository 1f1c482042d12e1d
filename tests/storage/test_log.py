"""The log beside the library: what is in it comes into the library itself, and belongs to no other."""

import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.services.safekeeping import LogSetAside, open_or_rescue, summary
from desktop_app.storage import writer
from desktop_app.storage.errors import LibraryInUse
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.store import Store, open_library_reader
from tests.samples import PATIENCE
from tests.storage.damaging import add_notes, everything, fill


def notes_in_copy(store: Store, folder: Path) -> int:
    """Copy the library's file alone, and count the notes in the copy."""
    folder.mkdir(exist_ok=True)
    shutil.copyfile(store.path, folder / store.path.name)
    with closing(open_library_reader(folder)) as reader:
        return len(reader.annotations())


def test_in_a_pause_the_file_alone_comes_to_hold_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_PAUSE", 0.05)
    fill(tmp_path / "library", notes=3)
    with closing(Store(tmp_path / "library")) as store, closing(store.reader()) as reader:
        add_notes(store, 10, 14)
        assert len(reader.annotations()) == 7
        deadline = time.monotonic() + PATIENCE
        while notes_in_copy(store, tmp_path / "copy") < 7:
            assert time.monotonic() < deadline, "what was written stays in the log"
            time.sleep(0.02)


def test_a_closed_library_is_one_file_even_while_somebody_has_it_open_to_read(tmp_path: Path) -> None:
    fill(tmp_path / "library", notes=3)
    store = Store(tmp_path / "library")
    with closing(store.reader()) as reader:
        assert len(reader.annotations()) == 3
        add_notes(store, 10, 14)
        store.close()
        assert notes_in_copy(store, tmp_path / "copy") == 7


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
