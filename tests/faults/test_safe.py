"""Whatever is killed while it copies, replaces or rescues a library, and however full the disk is: nothing is lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.services.safekeeping import open_or_rescue
from desktop_app.storage.connection import mark_for_rescue
from desktop_app.storage.rescue.backups import back_up, examine, list_backups
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.store import Store
from tests.storage.damaging import add_notes, everything, fill, zero_page
from tests.storage.looking import one

CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = 6 if os.environ.get("MARGENT_TEST_BUDGET", "quick") == "quick" else 300
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")


def _killed(folder: Path, task: str, seconds: float) -> str:
    """Kill the task so long after it began, or let it end; return what it said."""
    command = [sys.executable, "-m", "tests.faults.keeping", str(folder), task]
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode in (0, -signal.SIGKILL)
    return str(printed)


def test_a_killed_backup_leaves_the_library_and_only_whole_backups(tmp_path: Path) -> None:
    fill(tmp_path)
    chance = random.Random(1)
    for _ in range(ROUNDS):
        printed = _killed(tmp_path, "back-up", chance.uniform(0.0, 0.3))
        backups = list_backups(tmp_path)
        assert {name for name in printed.splitlines() if name} <= {backup.path.name for backup in backups}
        assert all(examine(backup.path).sound for backup in backups)
        store, report = open_or_rescue(tmp_path)
        store.close()
        assert report is None
        assert one(store.path, "PRAGMA integrity_check") == "ok"
        shutil.rmtree(tmp_path / "backups", ignore_errors=True)


def test_a_killed_restore_leaves_the_old_library_or_the_new_one(tmp_path: Path) -> None:
    library = fill(tmp_path, notes=20)
    possible = [everything(library)]
    back_up(tmp_path, 1000)
    store = Store(tmp_path)
    add_notes(store, 20, 60)
    store.close()
    possible.append(everything(library))
    back_up(tmp_path, 2000)
    chance = random.Random(2)
    for _ in range(ROUNDS):
        _killed(tmp_path, "restore", chance.uniform(0.0, 0.2))
        store, report = open_or_rescue(tmp_path)
        store.close()
        assert report is None
        assert everything(library) in possible
        assert check_library(tmp_path).sound
        assert not list(tmp_path.glob("library.db.part*"))
        assert not list(tmp_path.glob("library.db.incoming*"))


def test_a_killed_rescue_is_done_again_and_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(3)
    original = fill(tmp_path / "original")
    expected = everything(original)
    for attempt in range(ROUNDS):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        library = folder / "library.db"
        shutil.copy(original, library)
        library.write_bytes(bytes(random.Random(attempt).randbytes(100)) + library.read_bytes()[100:])
        damaged = library.read_bytes()
        _killed(folder, "rescue", chance.uniform(0.0, 0.4))
        store, _ = open_or_rescue(folder)
        store.close()
        assert everything(library) == expected
        kept = [path.read_bytes() for path in folder.glob("library.db.damaged-*")]
        assert damaged in kept


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from desktop_app.storage.rescue.backups import back_up, list_backups, restore
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.rescue.salvage import salvage

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
folder = Path(sys.argv[1])
try:
    match sys.argv[2]:
        case "back-up":
            back_up(folder, 5000)
        case "restore":
            restore(folder, list_backups(folder)[0], 5000)
        case "rescue":
            salvage(folder, 5000)
except StorageFailure as failure:
    print(failure)
else:
    print("it fitted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited here")
@pytest.mark.parametrize("task", ["back-up", "restore", "rescue"])
def test_where_there_is_no_room_everything_stays_as_it_is_and_it_is_said(tmp_path: Path, task: str) -> None:
    library = fill(tmp_path)
    back_up(tmp_path, 1000)
    if task == "rescue":
        zero_page(library, 3)
        mark_for_rescue(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("library*.db")}
    command = [sys.executable, "-c", _LIMITED, str(tmp_path), task]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=True)
    assert "cannot be used" in ended.stdout, ended
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("library*.db")} == before
    assert not list(tmp_path.glob("backups/*being-made*"))
    store, report = open_or_rescue(tmp_path)
    store.close()
    assert (report is not None) == (task == "rescue")
    assert not list(tmp_path.glob("library.db.part*"))
