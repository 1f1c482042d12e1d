"""What another process reads for the index is what would be read here, whatever becomes of that process."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.interpreter import module_process
from desktop_app.search.analysis import Analyzer
from desktop_app.search.index.gathering import Batch, Gather, gather
from desktop_app.services.searching import gathering as index_gathering
from desktop_app.services.searching.gathering import gathering_for
from desktop_app.services.searching.source import LibrarySource
from tests.samples import BRIDGE, Desk


@pytest.fixture(autouse=True)
def _always_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_gathering, "_WORTH_A_PROCESS", 1)


@pytest.fixture
def subjects(desk: Desk) -> list[str]:
    """A few articles."""
    for number in range(3):
        desk.add(f"{BRIDGE}\n\nThe heron number{number} stands in the reeds.\n")
    return list(LibrarySource(desk.reader).subjects())


@pytest.fixture
def here(desk: Desk) -> Gather:
    """Reads in this process."""
    return partial(gather, LibrarySource(desk.reader), Analyzer())


def told(batches: Iterator[Batch]) -> list[object]:
    """Batches as values that can be compared."""
    return [
        (
            batch.subjects,
            batch.content.entries,
            list(batch.content.terms),
            {name: [part.tolist() for part in parts] for name, parts in batch.content.tokens.items()},
            {name: numbers.tolist() for name, numbers in batch.content.labels.items()},
            batch.content.words,
            list(batch.content.ids),
            np.asarray(batch.content.numbers).tolist(),
        )
        for batch in batches
    ]


def never(subjects: object) -> Iterator[Batch]:
    """Stand in for reading here where nothing may be read here."""
    raise AssertionError(f"{subjects} should have been read elsewhere")


def test_another_process_gives_the_same(desk: Desk, subjects: list[str], here: Gather) -> None:
    folder = desk.store.folder
    assert told(gathering_for(folder, never)(subjects)) == told(here(subjects))


@pytest.mark.parametrize("module", ["desktop_app.nowhere", "this"])
def test_what_the_process_does_not_give_is_read_here(
    desk: Desk, subjects: list[str], here: Gather, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(index_gathering, "module_process", lambda _, folder: module_process(module, folder))
    assert told(gathering_for(desk.store.folder, here)(subjects)) == told(here(subjects))


def test_a_process_that_cannot_be_started_is_done_without(
    desk: Desk, subjects: list[str], here: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_gathering, "module_process", lambda _, folder: {"args": [str(Path(folder) / "none")]})
    assert told(gathering_for(desk.store.folder, here)(subjects)) == told(here(subjects))
