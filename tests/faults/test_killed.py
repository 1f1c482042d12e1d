"""A process that is killed in the middle of its work loses nothing that it said was saved."""

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.storage.store import Store
from tests.samples import opened_desk
from tests.storage.looking import one, rows, state_of
from tests.strategies import State, applied

CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = 10 if os.environ.get("MARGENT_TEST_BUDGET", "quick") == "quick" else 300
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")


def _started(folder: Path, first: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.faults.noting", str(folder), str(first)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


def _killed_after(process: "subprocess.Popen[str]", seconds: float) -> dict[str, str]:
    """Kill the process so long after it began to write; return the notes that it said were safe."""
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    whole_lines = printed[: printed.rfind("\n") + 1].splitlines()
    return {found: note for found, _, note in (line.partition(" ") for line in whole_lines)}


def _check_whole(folder: Path) -> None:
    path = folder / "library.db"
    assert one(path, "PRAGMA integrity_check") == "ok"
    for table in ("document", "version", "annotation", "placement"):
        for value, kept in rows(path, f"SELECT value, hash FROM {table}"):
            assert kept == hashlib.sha256(str(value).encode()).digest()


def test_every_note_that_was_said_to_be_saved_is_there(tmp_path: Path) -> None:
    chance = random.Random(20_261)
    promised: dict[str, str] = {}
    for _ in range(ROUNDS):
        safe = _killed_after(_started(tmp_path, len(promised)), chance.uniform(0.0, 0.15))
        promised |= safe
        _check_whole(tmp_path)
        with opened_desk(tmp_path) as desk:
            kept = {annotation.id: annotation.note for annotation in desk.reader.annotations()}
            placed = {one.annotation.id for one in desk.reader.placed(desk.reader.documents()[0])}
        assert promised.items() <= kept.items()
        assert placed == set(kept), "a highlight and its place are saved together"
    assert len(promised) > ROUNDS, "the processes got something done before they were killed"


def test_the_journal_tells_the_same_story_after_a_kill(tmp_path: Path) -> None:
    _killed_after(_started(tmp_path, 0), 0.1)
    store = Store(tmp_path)
    state: State = {}
    with contextlib.closing(store.reader()) as reader:
        for _, change in reader.changes_since(0):
            state = applied(state, change)
        waiting = {subject for _, subject in reader.queued(10_000)}
    store.close()
    assert state == state_of(tmp_path / "library.db")
    assert waiting == {f"{kind}:{found}" for kind, found in state if kind in {"document", "annotation"}}


def test_a_library_whose_making_was_cut_short_is_made_at_the_next_start(tmp_path: Path) -> None:
    chance = random.Random(7)
    for attempt in range(ROUNDS // 2):
        folder = tmp_path / str(attempt)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.noting", str(folder), "0"], cwd=CHECKOUT, stdout=subprocess.DEVNULL
        )
        while not (folder / "library.db").exists():
            assert process.poll() is None
        time.sleep(chance.uniform(0.0, 0.01))
        process.kill()
        process.wait(30)
        Store(folder).close()
        assert one(folder / "library.db", "PRAGMA integrity_check") == "ok"
