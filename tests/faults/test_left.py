"""A window is closed in the usual way: the library's file alone holds everything that was done in it."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from desktop_app.storage.store import open_library_reader
from tests.faults.leaving import NOTE

CHECKOUT = Path(__file__).resolve().parents[2]


def notes_in(file: Path, folder: Path) -> list[str]:
    """Return the notes in a copy of one file, without anything that lies beside it."""
    folder.mkdir(exist_ok=True)
    shutil.copyfile(file, folder / "library.db")
    with closing(open_library_reader(folder)) as reader:
        return [annotation.note for annotation in reader.annotations()]


def test_after_a_window_is_closed_the_file_alone_holds_everything(tmp_path: Path) -> None:
    library = tmp_path / "library"
    command = [sys.executable, "-m", "tests.faults.leaving", str(library)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, cwd=CHECKOUT, env=surroundings, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert not (library / "library.db-wal").exists()
    assert notes_in(library / "library.db", tmp_path / "copy") == [NOTE]
