"""A damaged index costs nobody anything: the library answers, and the index is built anew."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.search.analysis import Analyzer
from desktop_app.search.answering.searcher import Searcher
from desktop_app.search.index.folder import IndexFolder, IndexState
from desktop_app.search.index.indexer import Indexer, Outcome
from tests.search.shelf import Bench


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 9 // 10])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def overwrite(path: Path) -> None:
    path.write_bytes(b"\x80" * path.stat().st_size)


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


DAMAGES = [cut, empty, flip, overwrite, grow, Path.unlink]
FILES = [".toc", ".trm", ".pst", "._stored.col", "._body_len.col", ".arrays"]


@pytest.fixture
def filled(bench: Bench) -> Bench:
    bench.shelf.document("a", "The heron stands in the water.", ("Birds", "Egrets and herons."))
    bench.shelf.document("b", "Nothing but reeds.")
    bench.drain()
    bench.shelf.note("n", "A heron, I think")
    bench.drain()
    bench.indexer.close()
    return bench


def fresh(bench: Bench) -> None:
    """Ask and write from now on as programs do that were started after the damage."""
    folder = IndexFolder(bench.folder.path, bench.analyzer)
    bench.searcher.close()
    bench.searcher = Searcher(folder, bench.shelf, bench.analyzer, scan_seconds=10)
    bench.indexer = Indexer(folder, bench.shelf, bench.analyzer)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("asked_first", [True, False], ids=["asked", "written"])
def test_answers_are_right_again_within_one_rebuild(
    filled: Bench, damage: Callable[[Path], None], ending: str, asked_first: bool
) -> None:
    files = filled.index_files(ending)
    assert files
    damage(files[0])
    fresh(filled)
    if asked_first:
        assert filled.found("heron") == ["a", "n"]
        assert filled.searcher.damaged
        assert filled.folder.state is IndexState.MISSING
        assert filled.found("heron") == ["a", "n"]
    filled.shelf.note("m", "an egret")
    drained = filled.indexer.drain()
    assert drained.outcome is Outcome.DONE
    assert drained.rebuilt
    filled.shelf.clear(drained.done)
    assert filled.folder.state is IndexState.READY
    assert len(list(filled.folder.path.glob("index-*"))) == 1
    assert filled.found("heron") == ["a", "n"]
    assert filled.found("egret") == ["a", "m"]
    assert not filled.searcher.damaged


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b'{"folder": 3}', b"\xff\x00"])
def test_a_damaged_pointer_is_a_missing_index(filled: Bench, content: bytes) -> None:
    (filled.folder.path / "current.json").write_bytes(content)
    assert filled.found("heron") == ["a", "n"]
    assert filled.indexer.drain().rebuilt
    assert filled.found("heron") == ["a", "n"]


def test_an_index_of_elsewhere_is_never_opened(filled: Bench, tmp_path: Path) -> None:
    pointer = filled.folder.path / "current.json"
    told = json.loads(pointer.read_text())
    pointer.write_text(json.dumps({**told, "folder": f"../{filled.folder.path.name}/{told['folder']}"}))
    assert filled.folder.current() is None


def test_an_index_of_another_analyzer_or_version_is_built_anew(filled: Bench) -> None:
    french = Analyzer("french")
    folder = IndexFolder(filled.folder.path, french)
    assert folder.current() is None
    pointer = filled.folder.path / "current.json"
    pointer.write_text(json.dumps({**json.loads(pointer.read_text()), "format": "0/2.7.4"}))
    assert filled.folder.current() is None
    assert filled.found("heron") == ["a", "n"]
    assert filled.indexer.drain().rebuilt
    assert filled.folder.state is IndexState.READY
    assert filled.found("heron") == ["a", "n"]


def test_the_whole_folder_may_go_while_it_is_in_use(filled: Bench) -> None:
    assert filled.found("heron") == ["a", "n"]
    for path in sorted(filled.folder.path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert filled.found("heron") == ["a", "n"]
    filled.drain()
    assert filled.folder.state is IndexState.READY
    assert filled.found("heron") == ["a", "n"]


def test_a_place_that_cannot_be_written_is_a_message(bench: Bench) -> None:
    bench.shelf.document("a", "heron")
    bench.folder.path.parent.mkdir(exist_ok=True)
    bench.folder.path.write_text("a file where the folder should be")
    drained = bench.indexer.drain()
    assert drained.outcome is Outcome.FAILED
    assert "could not be written" in drained.message
    assert bench.found("heron") == ["a"]
