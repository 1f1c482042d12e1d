"""The log beside the library: what is in it comes into the library itself, and belongs to no other."""

import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.storage import writer
from desktop_app.storage.store import Store, open_library_reader
from tests.samples import PATIENCE
from tests.storage.damaging import add_notes, fill


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
