"""What we read past Whoosh's public methods is what those give, and its scores are ours."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh.index import FileIndex
from whoosh.query import terms
from whoosh.searching import Searcher as WhooshSearcher

from desktop_app.search.arrays.segments import lengths_of, one_by_one, postings_of
from desktop_app.search.index.live_reader import LiveReader
from desktop_app.search.index.sealing import storage_of
from desktop_app.search.schema import schema
from tests.search.shelf import Bench


@pytest.fixture
def filled(bench: Bench) -> Bench:
    for number in range(300):
        bench.shelf.document(
            f"d{number}", ("Heron" * (number % 2), "heron " * (1 + number % 5) + "reed " * (number % 9))
        )
    bench.drain()
    return bench


@contextmanager
def opened(bench: Bench) -> Iterator[Any]:
    """Whoosh's own reader of the index."""
    named = bench.folder.current()
    assert named is not None
    index: Any = FileIndex
    reader = index(storage_of(named.folder), schema=schema()).reader()
    yield reader
    reader.close()


def test_blocks_and_single_postings_are_the_same(filled: Bench) -> None:
    with opened(filled) as reader:
        for field in ("body", "heading", "kind", "subject", "title"):
            for term in ("heron", "reed", "text", "words", "document:d3", "absent"):
                fast = postings_of(reader, field, term)
                if (field, term.encode()) in reader:
                    slow = one_by_one(reader.postings(field, term))
                    assert np.array_equal(fast.numbers, slow.numbers)
                    assert np.array_equal(fast.weights, slow.weights)
                else:
                    assert not len(fast.numbers)
        exact = [reader.doc_field_length(number, "body") or 0 for number in range(reader.doc_count_all())]
        assert lengths_of(reader, "body").tolist() == exact


def test_scores_are_those_of_whoosh(filled: Bench) -> None:
    filled.shelf.document("late", "heron reed reed")
    filled.shelf.remove("document:d7")
    filled.drain()
    with opened(filled) as reader:
        found = WhooshSearcher(reader).search(terms.Term("body", "reed"), limit=None)
        theirs = {hit["id"]: hit.score for hit in found}
    ours = {}
    for hit in filled.ask("reed").hits:
        (entry,) = filled.shelf.entries_of(f"document:{hit.document}")
        ours[entry.id] = hit.score
    assert ours == pytest.approx(theirs, rel=1e-4)


def test_a_reader_follows_commits_by_others(filled: Bench) -> None:
    named = filled.folder.current()
    assert named is not None
    live = LiveReader(named.folder)
    assert not live.refresh()
    filled.shelf.remove("document:d1")
    filled.drain()
    assert live.refresh()
    assert sum(len(leaf.deleted) for leaf in live.leaves) == 1
    live.close()


def test_whoosh_is_not_needed_to_search(filled: Bench) -> None:
    filled.shelf.note("n", "a reed")
    filled.drain()
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from desktop_app.search.analysis import Analyzer\n"
        "from desktop_app.search.index.folder import IndexFolder\n"
        "from desktop_app.search.index.live_reader import LiveReader\n"
        "from desktop_app.search.answering import searcher\n"
        "live = LiveReader(IndexFolder(Path(sys.argv[1]), Analyzer()).current().folder)\n"
        "assert sum(leaf.count for leaf in live.leaves) > 300 and len(live.leaves) > 1\n"
        "assert {name for name in sys.modules if name.startswith('whoosh')} == {'whoosh'}"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(filled.folder.path)], cwd=root, check=False)
    assert done.returncode == 0


def test_nothing_of_whoosh_is_loaded_for_the_ports() -> None:
    code = (
        "import sys, desktop_app.search.ports, desktop_app.core.query.tree, desktop_app.core.query.hit\n"
        "assert not {'whoosh', 'numpy', 'Stemmer'} & set(sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
