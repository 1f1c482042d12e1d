"""The indexing process: progress, pause, going on after a kill, and answers meanwhile."""

import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.compose import Margent, compose
from desktop_app.formats import registry
from desktop_app.services.searching.indexing import Indexed, bring_up_to_date
from desktop_app.services.searching.source import INDEX_FOLDER
from desktop_app.services.searching.worker import serve

ARTICLES = 120
PATIENCE = 60  # seconds


@pytest.fixture
def margent(tmp_path: Path) -> Iterator[Margent]:
    """A library of short articles that is not indexed yet."""
    made = compose(tmp_path / "library", parse=registry.parse)
    for number in range(ARTICLES):
        path = tmp_path / f"{number}.md"
        path.write_text(f"# Heron {number}\n\nThe heron number{number} stands in the reeds.\n")
        made.importing.add_file(path)
    yield made
    made.close()


@pytest.fixture
def told(margent: Margent) -> list[Indexed]:
    """What the process has told so far."""
    heard: list[Indexed] = []
    margent.indexing.progressed.add(heard.append)
    return heard


def until(reached: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < ends, "it takes too long"
        time.sleep(0.01)


def found(margent: Margent, text: str) -> int:
    return margent.searching.search(text).result(PATIENCE).total


def waiting(margent: Margent) -> int:
    return margent.store.submit(lambda transaction: len(transaction.queued(10_000))).result()


def test_a_paused_index_stays_where_it_is_and_goes_on(margent: Margent, told: list[Indexed]) -> None:
    margent.indexing.pause()
    margent.indexing.wake()
    assert told[-1].paused
    assert found(margent, "heron") == 2 * ARTICLES
    assert waiting(margent) == ARTICLES
    margent.indexing.resume()
    until(lambda: bool(told) and told[-1] == Indexed(1, 1))
    assert waiting(margent) == 0
    assert found(margent, "heron") == 2 * ARTICLES
    assert any(each.total >= ARTICLES and each.done <= each.total for each in told)
    assert any(each.total >= ARTICLES and each.done == 0 for each in told), "nothing is said before the first commit"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nobody can refuse")
def test_a_killed_process_is_started_again_and_nothing_is_missed(margent: Margent, told: list[Indexed]) -> None:
    margent.indexing.wake()
    process = margent.indexing._process
    assert process is not None
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGKILL)
    assert found(margent, "number7") == 1
    until(lambda: bool(told) and told[-1] == Indexed(1, 1))
    assert found(margent, "heron") == 2 * ARTICLES
    assert waiting(margent) == 0


def test_small_segments_are_merged_when_nothing_else_is_to_be_done(margent: Margent) -> None:
    folder = margent.store.folder
    for number in range(12):
        margent.importing.add_text(f"A stork, the {number}th, came by.")
        assert bring_up_to_date(margent.store, PATIENCE)
    assert _segments(folder) > 8
    heard, told = os.pipe()
    with os.fdopen(heard) as commands, os.fdopen(told, "w") as ours:
        process = threading.Thread(target=serve, args=(folder, commands, io.StringIO(), 0.01))
        process.start()
        until(lambda: _segments(folder) <= 8)
        ours.close()
        process.join(PATIENCE)
    assert found(margent, "stork") == 24  # titles and texts


def _segments(folder: Path) -> int:
    return len(list((folder / INDEX_FOLDER).glob("index-*/*.trm")))
