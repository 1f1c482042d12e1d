"""The index finds what reading everything finds: generated documents, edits, restarts, kills and questions against a
plain reading."""

import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.query.hit import HitKind
from desktop_app.core.query.tree import All, Any, Fuzzy, Near, Not, OfKind, Phrase, Prefix, Query, Tagged, Word
from desktop_app.search.analysis import Analyzer
from desktop_app.search.index.indexer import Indexer
from desktop_app.search.ports import Entry
from desktop_app.search.spelling import are_alike
from tests.search.shelf import Bench

WORDS = ["apple", "apples", "Ápple", "bear", "bears", "be", "cat", "cathode", "don't", "C++", "日本", "日", "x.y"]
texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
sections = st.lists(st.tuples(texts, texts), min_size=1, max_size=3)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 4), sections),
        st.tuples(st.just("remove"), st.integers(0, 4), st.none()),
        st.tuples(st.just("note"), st.integers(0, 2), sections),
        st.tuples(st.sampled_from(["drain", "tidy", "rebuild", "restart"]), st.just(0), st.none()),
        st.tuples(st.just("kill"), st.integers(0, 40), st.none()),
    ),
    min_size=1,
    max_size=9,
)
leaves = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.sampled_from(["a", "app", "be", "bear", "c", "cat", "日"]).map(Prefix),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: Phrase(" ".join(words))),
    st.lists(st.sampled_from(["apple", "bear", "cat", "cathode"]), min_size=2, max_size=3).map(
        lambda words: Near(" ".join(words), 1)
    ),
    st.sampled_from(["aple", "baer", "catt", "cathde"]).map(Fuzzy),
    st.sampled_from(["fruit", "Beast"]).map(Tagged),
    st.sampled_from([HitKind.TEXT, HitKind.NOTE]).map(OfKind),
)
queries: st.SearchStrategy[Query] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=4,
)
ANALYZER = Analyzer()


def reads(query: Query, entry: Entry, vocabulary: AbstractSet[str]) -> bool:
    """Return whether an entry answers `query`, by reading it; `vocabulary` is all words of the library."""
    fields = (entry.heading, entry.body)
    match query:
        case Word(text) | Phrase(text):
            return any(stands(ANALYZER.slots(text), field) for field in fields)
        case Prefix(text):
            return any(stands(ANALYZER.slots(text, prefix=True), field) for field in fields)
        case Near(text, within):
            return any(near(ANALYZER.terms(text), ANALYZER.terms(field), within) for field in fields)
        case Fuzzy(text):
            alike = {ANALYZER.term_of(word) for word in vocabulary if are_alike(word, text)} | {*ANALYZER.terms(text)}
            return any(term in alike for field in fields for term in ANALYZER.terms(field))
        case Tagged(tag):
            return tag in entry.tags
        case OfKind(kind):
            return entry.kind is kind
        case All(parts):
            return all(reads(part, entry, vocabulary) for part in parts)
        case Any(parts):
            return any(reads(part, entry, vocabulary) for part in parts)
        case Not(part):
            return not reads(part, entry, vocabulary)
        case _:
            raise AssertionError(query)


def stands(slots: Sequence[object], field: str) -> bool:
    """Return whether the slots are filled one after the other somewhere in `field`."""
    tokens = list(ANALYZER.tokens(field))
    wanted = [(slot.term, slot.beginning, slot.offset) for slot in slots]  # type: ignore[attr-defined]
    return any(
        all(
            begin + offset < len(tokens)
            and (
                tokens[begin + offset].term == term
                or (beginning != "" and tokens[begin + offset].surface.startswith(beginning))
            )
            for term, beginning, offset in wanted
        )
        for begin in range(len(tokens))
    )


def near(sought: Sequence[str], text: Sequence[str], within: int) -> bool:
    """Return whether a stretch of the text, not too long, has all the sought words."""
    stretches = (text[begin : begin + within + len(sought)] for begin in range(len(text)))
    return any(not Counter(sought) - Counter(stretch) for stretch in stretches)


def kill_while_draining(bench: Bench, milliseconds: int) -> None:
    """Let another process index what waits, and kill it in the middle, or before or after."""
    child = os.fork()
    if child == 0:
        try:
            Indexer(bench.folder, bench.shelf, ANALYZER).drain()
        finally:
            os._exit(0)
    time.sleep(milliseconds / 1000)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def words_of(bench: Bench) -> frozenset[str]:
    """Return all words of the library as it is."""
    entries = (entry for several in bench.shelf.entries.values() for entry in several)
    return frozenset(ANALYZER.surfaces(" ".join(f"{entry.heading} {entry.body}" for entry in entries)))


def expected(bench: Bench, query: Query) -> list[str]:
    """Return the documents whose entries answer `query`, one for each entry."""
    entries = [entry for several in bench.shelf.entries.values() for entry in several]
    vocabulary = words_of(bench)
    return sorted(entry.document for entry in entries if reads(query, entry, vocabulary))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be split in two")
@given(changes, st.lists(queries, min_size=1, max_size=4))
def test_index_and_plain_reading_agree(
    steps: list[tuple[str, int, list[tuple[str, str]] | None]], asked: list[Query]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for verb, number, content in steps:
            if verb == "put" and content is not None:
                bench.shelf.document(f"d{number}", *content)
            elif verb == "remove":
                bench.shelf.remove(f"document:d{number}")
            elif verb == "drain":
                bench.drain()
            elif verb == "note" and content is not None:
                tag = ("fruit", "Beast", "")[number]
                bench.shelf.note(f"n{number}", content[0][1], tags=(tag,) if tag else ())
            elif verb == "tidy":
                bench.indexer.tidy()
            elif verb == "restart":
                bench.close()
                bench.open()
            elif verb == "kill":
                kill_while_draining(bench, number)
            else:
                bench.shelf.clear(bench.indexer.rebuild().done)
            for query in asked:
                results = bench.searcher.search(query, 1_000)
                found = sorted(hit.document for hit in results.hits)
                assert found == expected(bench, query)
                assert results.total == len(found)
        bench.close()


FORMS = ["happy", "happiness", "run", "running", "runner", "connect", "connection", "apple"]
form_texts = st.lists(st.sampled_from(FORMS), min_size=1, max_size=3).map(" ".join)


@given(
    st.lists(st.tuples(st.integers(0, 5), form_texts | st.none(), st.booleans()), min_size=1, max_size=12),
    st.sampled_from(["happin", "runn", "running", "connecti", "app", "r"]),
)
def test_a_beginning_finds_every_word_that_has_it_and_else_only_forms_of_words_that_had_it(
    steps: list[tuple[int, str | None, bool]], beginning: str
) -> None:
    """A segment goes on knowing the words of texts that are gone: through them a beginning may find another form of
    such a word, as the whole word does. It finds nothing that is gone, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        bench, ever = Bench(Path(folder)), {beginning}
        for number, text, drained in steps:
            if text is None:
                bench.shelf.remove(f"document:d{number}")
            else:
                bench.shelf.document(f"d{number}", text)
                ever |= {word for word in text.split() if word.startswith(beginning)}
            if drained:
                bench.drain()
            terms = {ANALYZER.term_of(word) for word in ever}
            found = {hit.document for hit in bench.searcher.search(Prefix(beginning), 1_000).hits}
            texts = {
                entry.document: entry.body.split() for several in bench.shelf.entries.values() for entry in several
            }
            having = {name for name, words in texts.items() if any(word.startswith(beginning) for word in words)}
            forms = {name for name, words in texts.items() if any(ANALYZER.term_of(word) in terms for word in words)}
            assert having <= found <= forms
        bench.close()
