"""What tests share: a library in a folder of its own, the services over it, and how hard Hypothesis tries."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.writer import WRITER
from tests.samples import Desk, opened_desk

settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("MARGENT_TEST_BUDGET", "quick"))


@pytest.fixture(autouse=True)
def _no_library_left_open() -> Iterator[None]:
    """Fail a test that leaves a library open, and close it: its writer waits for work, and no process could end."""
    yield
    left = [thread for thread in threading.enumerate() if thread.name == WRITER]
    for thread in left:
        getattr(thread, "_target").__self__.close()  # noqa: B009 - not an attribute that the type checker knows
    assert not left, "a library was left open"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty library."""
    opened = Store(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def reader(store: Store) -> Iterator[LibraryReader]:
    """A reader of `store`."""
    opened = store.reader()
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Every service over an empty library."""
    with opened_desk(tmp_path / "library") as opened:
        yield opened
