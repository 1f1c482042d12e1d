"""What tests share: a library in a folder of its own, the services over it, and how hard Hypothesis tries."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from tests.samples import Desk, opened_desk

settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("MARGENT_TEST_BUDGET", "quick"))


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
