"""The real window is killed while somebody types: what it had shown as saved is there, and all but a second more."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app.compose import compose
from tests.samples import done
from tests.storage.looking import one

CHECKOUT = Path(__file__).resolve().parents[2]
ROUNDS = 3 if os.environ.get("MARGENT_TEST_BUDGET", "quick") == "quick" else 100
SECOND = 1.0
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")


@dataclass
class Told:
    """What the window's process said before it was killed: notes by annotation, and when each was so."""

    killed: float
    typed: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0  # seconds that the disk took for one save, or has taken already for one that is not done

    def without_the_last_second(self, annotation: str) -> str:
        """Return what had been typed a second, and one save, before the end."""
        before = [text for when, text in self.typed[annotation] if when <= self.killed - SECOND - self.slowest]
        return before[-1] if before else ""


def _typed_until_killed(folder: Path, seed: int, seconds: float) -> Told:
    command = [sys.executable, "-m", "tests.faults.typing", str(folder), str(seed)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(command, cwd=CHECKOUT, env=surroundings, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    told = Told(time.monotonic())
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    for line in printed[: printed.rfind("\n") + 1].splitlines():
        what, annotation, text, when = json.loads(line)
        match what:
            case "typed":
                told.typed.setdefault(annotation, []).append((when, text))
            case "saved":
                told.saved[annotation] = text
            case "took":
                told.slowest = max(told.slowest, float(text))
    return told


def _notes(folder: Path) -> dict[str, str]:
    """Open the library as a window does, which turns drafts into notes, and return the notes."""
    with closing(compose(folder)) as margent:
        done(margent.annotating.recover_drafts())
        with closing(margent.store.reader()) as reader:
            assert not reader.drafts()
            return {annotation.id: annotation.note for annotation in reader.annotations()}


def test_what_was_shown_as_saved_is_there_and_all_but_the_last_second_of_typing(tmp_path: Path) -> None:
    chance = random.Random(100)
    promised: dict[str, str] = {}
    lost: list[float] = []
    for attempt in range(ROUNDS):
        told = _typed_until_killed(tmp_path, attempt, chance.uniform(0.5, 4.0))
        assert one(tmp_path / "library.db", "PRAGMA integrity_check") == "ok"
        promised |= told.saved
        notes = _notes(tmp_path)
        for annotation, text in promised.items():
            assert notes[annotation].startswith(text.rstrip()), f"round {attempt}: it was shown as saved"
        for annotation, typing in told.typed.items():
            kept = notes.get(annotation, "")
            assert kept.startswith(told.without_the_last_second(annotation).rstrip()), f"round {attempt}"
            assert typing[-1][1].startswith(kept.rstrip()), "nothing that was not typed"
            promised[annotation] = kept
            begun = (when for when, text in typing if len(text.rstrip()) > len(kept))
            lost.append(told.killed - next(begun, told.killed))
    assert promised, "somebody typed something before the processes were killed"
    print(f"{ROUNDS} kills amid {len(promised)} notes: at most {max(lost):.2f} s of typing was lost")
