"""A shelf with an index in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.shelf import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A shelf, an indexer and a searcher."""
    made = Bench(tmp_path)
    yield made
    made.close()
