"""A segment's arrays hold what Whoosh holds: the same answers, scores and marks, whichever of the two is read."""

from collections.abc import Sequence
from contextlib import closing
from itertools import starmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import FileIndex
from whoosh.query import compound, terms
from whoosh.searching import Searcher as WhooshSearcher

from desktop_app.core.query.parser import parse
from desktop_app.search import sealed, strings
from desktop_app.search.analysis import Slot
from desktop_app.search.array_file import ENDING, load, save
from desktop_app.search.arrays.leaf import ArrayLeaf
from desktop_app.search.index.folder import IndexState
from desktop_app.search.index.live_reader import LiveReader
from desktop_app.search.index.sealing import storage_of
from desktop_app.search.index.whoosh_leaf import WhooshLeaf
from desktop_app.search.schema import schema
from desktop_app.search.strings import Strings, packed
from tests.search.shelf import Bench

WORDS = ["heron", "herons", "egret", "reed", "reeds", "water", "watering", "stork", "日本", "don't", "C++"]


def fill(bench: Bench, segments: int = 3) -> None:
    for number in range(60):
        words = " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 4 + number % 9))
        bench.shelf.document(f"d{number}", (f"On {WORDS[number % 5]}", words), title=f"Birds {number % 7}")
        if number % (60 // segments) == 60 // segments - 1:
            bench.drain()
    bench.drain()


@pytest.fixture(params=["in memory", "in a file", "of Whoosh"])
def filled(bench: Bench, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A shelf whose segments are read in each of the three ways."""
    fill(bench)
    assert bench.index_files(ENDING)
    if request.param != "in a file":
        monkeypatch.setattr(sealed, "arrays_of", lambda sums, name: None)
    if request.param == "of Whoosh":
        monkeypatch.setattr(sealed, "LARGE", 1)
    live = live_reader(bench)
    kinds = {type(leaf) for leaf in live.leaves}
    assert kinds == {WhooshLeaf if request.param == "of Whoosh" else ArrayLeaf}
    live.close()
    return bench


def live_reader(bench: Bench) -> LiveReader:
    named = bench.folder.current()
    assert named is not None
    return LiveReader(named.folder)


QUESTIONS = [
    "heron",
    "reed water",
    "egret OR stork",
    '"herons egret"',
    "wat*",
    "h",
    "日",
    "c++",
    "-heron",
    "title:3 reed",
]


def test_whichever_way_it_is_read_the_answer_is_that_of_reading_everything(filled: Bench) -> None:
    filled.shelf.remove("document:d7")
    filled.shelf.document("late", "heron reed reed")
    filled.drain()
    for question in QUESTIONS:
        typing = len(question) == 1
        by_index = {(hit.document, hit.path) for hit in filled.ask(question, typing=typing).hits}
        scanning = Bench(filled.folder.path.parent / "scanned")
        scanning.shelf.entries = filled.shelf.entries
        assert by_index == {(hit.document, hit.path) for hit in scanning.ask(question, typing=typing).hits}
        scanning.close()


def test_scores_are_those_of_whoosh_over_many_segments_with_deletions(filled: Bench) -> None:
    for gone in (3, 17, 44):
        filled.shelf.remove(f"document:d{gone}")
    filled.drain()
    named = filled.folder.current()
    assert named is not None
    index: Any = FileIndex
    reader = index(storage_of(named.folder), schema=schema()).reader()
    with closing(reader):
        for asked in ("water", "stork", "stork water", "c++ don't stork"):  # no heading has these words
            query = compound.And([terms.Term("body", term) for term in filled.analyzer.terms(asked)])
            theirs = {hit["id"]: hit.score for hit in WhooshSearcher(reader).search(query, limit=None)}
            assert dict(filled.searcher.ranked(parse(asked), 1_000)) == pytest.approx(theirs, rel=0.002)
            assert theirs


def test_merging_keeps_what_the_arrays_say(filled: Bench) -> None:
    for number in range(12):
        filled.shelf.note(f"n{number}", f"egret number{number}")
        filled.drain()
    before = {question: filled.found(question) for question in QUESTIONS}
    while filled.indexer.tidy():
        pass
    assert {question: filled.found(question) for question in QUESTIONS} == before


def test_many_notes_leave_few_segments_without_tidying(bench: Bench) -> None:
    for number in range(60):
        bench.shelf.note(f"n{number}", f"heron {number}")
        bench.drain()
    assert len(bench.index_files(".trm")) <= 25
    assert bench.ask("heron").total == 60


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_damaged_arrays_are_noticed_and_built_anew(bench: Bench, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    monkeypatch.setattr(sealed, "LARGE", 1)
    fill(bench)
    bench.indexer.close()
    path = bench.index_files(ENDING)[0]
    data = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        data[-40] ^= 0x10
        path.write_bytes(data)
    wait_until_damaged(bench)
    bench.shelf.note("n", "one egret more")
    drained = bench.drain()
    assert drained.rebuilt
    assert bench.folder.state is IndexState.READY
    assert "n" in bench.found("egret")


def wait_until_damaged(bench: Bench) -> None:
    """Ask as a person goes on asking: large files are added up while the first questions are answered."""
    for _ in range(200):
        bench.ask("heron")
        if bench.searcher.damaged:
            return
    raise AssertionError("the damage was not noticed")


@pytest.mark.parametrize("few", [0, 250], ids=["many", "few"])
@given(
    st.sets(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12)),
    st.sampled_from(["", "subject\t"]),
)
def test_sorted_strings_are_found(few: int, words: set[str], field: str) -> None:
    kept = sorted(f"{field}{word}".encode() for word in words)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(strings, "_FEW", few)
        patched.setattr(strings, "_APART", 2)
        found = Strings(packed(kept))
        assert list(found) == kept
        for word in kept:
            assert found.find(word) == kept.index(word)
            assert found.find(word + b"\xf4") == -1
            for length in range(1, len(word) + 1):
                first, last = found.beginning(word[:length])
                assert kept[first:last] == [each for each in kept if each.startswith(word[:length])]
        assert found.find(b"\xf4\x8f\xbf\xbf\xf4") == found.find(b"") == -1


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    arrays: dict[str, npt.NDArray[Any]] = {
        "a": np.arange(5, dtype=np.uint16),
        "b": np.zeros(0, np.uint8),
        "c": np.array([7], np.uint64),
    }
    save(tmp_path / "x", arrays)
    loaded = load(tmp_path / "x")
    assert {name: (each.tolist(), each.dtype) for name, each in loaded.items()} == {
        name: (each.tolist(), each.dtype) for name, each in arrays.items()
    }


def test_a_segment_written_and_read_back_is_laid_out_alike(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(bench, segments=1)
    from_file = live_reader(bench)
    monkeypatch.setattr(sealed, "arrays_of", lambda sums, name: None)
    from_whoosh = live_reader(bench)
    for one, other in zip(from_file.leaves, from_whoosh.leaves, strict=True):
        assert same(one, other, ["heron", "reed", "egret", "日本", "c++"])
    from_file.close()
    from_whoosh.close()


def same(one: Any, other: Any, words: Sequence[str]) -> bool:
    every = np.arange(one.count)
    for word in words:
        for slot in (Slot(word, "", 0), Slot(word, word[:1], 0)):
            for field in ("heading", "body"):
                here, there = one.postings(field, slot), other.postings(field, slot)
                placed = zip(one.placed(field, slot, every), other.placed(field, slot, every), strict=True)
                if not all(map(np.array_equal, here, there)) or not all(starmap(np.array_equal, placed)):
                    return False
    return bool(one.subjects() == other.subjects() and list(one.words()) == list(other.words()))
