"""The index follows the library: edits and deletions are seen at once, before and after they are indexed."""

import threading
from contextlib import closing

import pytest

from desktop_app.core.query.parser import parse
from desktop_app.search.answering.searcher import Searcher
from desktop_app.search.index.indexer import Indexer, Outcome
from desktop_app.search.leaf import SearchCancelled
from tests.search.shelf import Bench


def test_a_note_is_found_when_it_is_saved(bench: Bench) -> None:
    bench.shelf.note("n", "a heron by the water")
    assert bench.found("heron") == ["n"]
    bench.drain()
    assert bench.found("heron") == ["n"]


def test_an_edited_note_is_found_by_its_new_words_only(bench: Bench) -> None:
    bench.shelf.note("n", "a heron by the water")
    bench.drain()
    bench.shelf.note("n", "an egret by the water")
    for _ in range(2):
        assert bench.found("heron") == []
        assert bench.found("egret") == ["n"]
        assert bench.found("water") == ["n"]
        bench.drain()


def test_a_deleted_document_is_gone_at_once(bench: Bench) -> None:
    bench.shelf.document("d", "first heron", "second heron")
    bench.shelf.document("e", "third heron")
    bench.drain()
    bench.shelf.remove("document:d")
    for _ in range(2):
        assert bench.found("heron") == ["e"]
        assert bench.found("-egret") == ["e"]
        bench.drain()


def test_no_stale_revision_after_many_edits(bench: Bench) -> None:
    for number in range(12):
        bench.shelf.document(f"d{number}", "base text")
    bench.drain()
    for revision in range(60):
        bench.shelf.note(f"n{revision % 10}", f"note revision v{revision}")
        bench.drain()
        assert bench.found(f"v{revision}") == [f"n{revision % 10}"]
        if revision % 7 == 6:
            bench.indexer.tidy()
            assert bench.ask("note").total == min(revision + 1, 10)
    for revision in range(50):
        assert bench.found(f"v{revision}") == []
    assert bench.ask("base").total == 12


def test_who_has_followed_every_change_ranks_like_one_who_has_just_come(bench: Bench) -> None:
    for number in range(12):
        bench.shelf.document(f"d{number}", "heron " * (number + 1), "water")
    bench.drain()
    for revision in range(40):
        bench.shelf.note(f"n{revision % 7}", "water and a heron " * (revision % 5 + 1))
        if revision % 11 == 10:
            bench.shelf.remove(f"document:d{revision % 9}")
        for _ in range(revision % 3):
            bench.drain()
        if revision % 13 == 12:
            bench.indexer.tidy()
        with closing(Searcher(bench.folder, bench.shelf, bench.analyzer)) as newcomer:
            for question in ("heron", "water heron", "wat*"):
                assert bench.searcher.ranked(parse(question), 50) == newcomer.ranked(parse(question), 50)


def test_another_searcher_sees_the_same(bench: Bench) -> None:
    bench.shelf.note("n", "a heron")
    bench.drain()
    assert bench.found("heron") == ["n"]
    other = Indexer(bench.folder, bench.shelf, bench.analyzer)
    bench.shelf.note("n", "an egret")
    bench.shelf.clear(other.drain().done)
    assert bench.found("heron") == []
    assert bench.found("egret") == ["n"]
    bench.shelf.note("n", "a stork")
    bench.drain()
    assert bench.found("egret") == []
    assert bench.found("stor*") == ["n"]
    other.close()


def test_tidying_keeps_everything_and_leaves_few_segments(bench: Bench) -> None:
    for number in range(25):
        bench.shelf.note(f"n{number}", f"negotiated revision{number}", tags=("beast",), colour="pink")
        bench.drain()
    bench.shelf.remove("annotation:n3")
    bench.drain()
    while bench.indexer.tidy():
        pass
    assert len(bench.index_files(".trm")) <= 8
    expected = sorted(f"n{number}" for number in range(25) if number != 3)
    for question in ("negotiat*", "negotiate", "tag:beast", "colour:pink", "revision*"):
        assert bench.found(question) == expected
    assert bench.found('"negotiated revision7') == ["n7"]


def test_what_changes_while_a_batch_is_written_stays_in_the_queue(bench: Bench) -> None:
    bench.shelf.note("n", "a heron")
    drained = bench.indexer.drain()
    bench.shelf.note("n", "an egret")
    bench.shelf.clear(drained.done)
    assert bench.shelf.queue
    assert bench.found("heron") == []
    assert bench.found("egret") == ["n"]


def test_a_stopped_build_goes_on_where_it_was(bench: Bench) -> None:
    for number in range(5):
        bench.shelf.document(f"d{number}", *["heron"] * 2_500)
    stops = iter([False, True])
    stopped = bench.indexer.drain(stop=lambda: next(stops))
    assert (stopped.outcome, stopped.done) == (Outcome.STOPPED, ())
    assert bench.ask("heron", limit=1).total == 12_500
    bench.shelf.document("d0", "egret")
    bench.indexer.close()
    told: list[tuple[int, int]] = []
    resumed = bench.indexer.drain(progress=lambda done, total: told.append((done, total)))
    assert resumed.outcome is Outcome.DONE
    assert told[-1] == (5, 5)
    assert told[0] == (1, 5)
    bench.shelf.clear(resumed.done)
    for _ in range(2):
        assert bench.ask("heron", limit=1).total == 10_000
        assert bench.found("egret") == ["d0"]
        bench.drain()


def test_a_rebuild_leaves_the_old_index_in_use_until_it_is_done(bench: Bench) -> None:
    bench.shelf.document("d", "heron")
    bench.drain()
    before = bench.folder.current()
    seen: list[tuple[object, list[str]]] = []
    bench.indexer.rebuild(progress=lambda done, total: seen.append((bench.folder.current(), bench.found("heron"))))
    assert seen == [(before, ["d"])] * 2
    assert bench.folder.current() != before
    assert bench.found("heron") == ["d"]
    assert len(list(bench.folder.path.glob("index-*"))) == 1


def test_what_is_only_in_the_library_is_found_without_an_index(bench: Bench) -> None:
    bench.shelf.document("d", "heron")
    bench.shelf.queue.clear()
    results = bench.ask("heron")
    assert results.total == 1
    assert not results.approximate


def test_a_scan_that_has_no_time_says_so(bench: Bench) -> None:
    bench.shelf.document("d", "heron")
    bench.shelf.queue.clear()
    hasty = Searcher(bench.folder, bench.shelf, bench.analyzer, scan_seconds=-1)
    assert hasty.search(parse("heron"), 10).approximate


def test_what_waits_and_has_no_time_is_left_to_the_next_questions_the_newest_first(bench: Bench) -> None:
    for number in range(50):
        bench.shelf.note(f"n{number:02}", "heron")
    bench.drain()
    for number in range(50):
        bench.shelf.note(f"n{number:02}", "heron egret" if number % 2 else "egret")
    hasty = Searcher(bench.folder, bench.shelf, bench.analyzer, queue_seconds=-1)
    told = []
    for _ in range(4):
        results = hasty.search(parse("egret"), 100)
        names = sorted(hit.annotation for hit in results.hits if hit.annotation)
        told.append((names[0], len(names), results.approximate))
    assert told == [("n30", 20, True), ("n10", 40, True), ("n00", 50, False), ("n00", 50, False)]
    assert hasty.search(parse("heron"), 100).total == 25
    bench.shelf.note("n00", "bittern")
    assert [hit.annotation for hit in hasty.search(parse("bittern"), 100).hits] == ["n00"]
    assert hasty.search(parse("egret"), 100).total == 49


def test_a_withdrawn_question_is_not_answered(bench: Bench) -> None:
    bench.shelf.document("d", "heron")
    bench.drain()
    withdrawn = threading.Event()
    withdrawn.set()
    with pytest.raises(SearchCancelled):
        bench.searcher.search(parse("heron"), 10, cancelled=withdrawn.is_set)
    assert bench.found("heron") == ["d"]


def test_a_short_beginning_finds_every_one_of_very_many_words(bench: Bench) -> None:
    for number in range(40):
        bench.shelf.document(f"d{number}", " ".join(f"s{number:02}{place:02}" for place in range(50)))
    bench.drain()
    results = bench.ask("s", typing=True)
    assert results.total == 40
    assert not results.approximate
