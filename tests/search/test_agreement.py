"""The index finds what reading everything finds: generated documents, edits and questions against a plain reading."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.query import All, Any, Not, Phrase, Prefix, Query, Word
from desktop_app.search.analysis import Analyzer
from tests.search.shelf import Bench

WORDS = ["apple", "apples", "Ápple", "bear", "bears", "be", "cat", "cathode", "don't", "C++", "日本", "日", "x.y"]
texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
sections = st.lists(st.tuples(texts, texts), min_size=1, max_size=3)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 4), sections),
        st.tuples(st.just("remove"), st.integers(0, 4), st.none()),
        st.tuples(st.sampled_from(["drain", "tidy", "rebuild"]), st.just(0), st.none()),
    ),
    min_size=1,
    max_size=9,
)
leaves = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.sampled_from(["a", "app", "be", "bear", "c", "cat", "日"]).map(Prefix),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: Phrase(" ".join(words))),
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


def reads(query: Query, fields: Sequence[str]) -> bool:
    """Return whether a section with these fields answers `query`, by reading it."""
    match query:
        case Word(text) | Phrase(text):
            return any(stands(ANALYZER.slots(text), field) for field in fields)
        case Prefix(text):
            return any(stands(ANALYZER.slots(text, prefix=True), field) for field in fields)
        case All(parts):
            return all(reads(part, fields) for part in parts)
        case Any(parts):
            return any(reads(part, fields) for part in parts)
        case Not(part):
            return not reads(part, fields)
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


def expected(bench: Bench, query: Query) -> Iterator[str]:
    for entries in bench.shelf.entries.values():
        for entry in entries:
            if reads(query, (entry.heading, entry.body)):
                yield entry.id


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
            elif verb == "tidy":
                bench.indexer.tidy()
            else:
                bench.shelf.clear(bench.indexer.rebuild().done)
            for query in asked:
                results = bench.searcher.search(query, 1_000)
                found = sorted((hit.document, hit.path, hit.start) for hit in results.hits)
                wanted = [bench.shelf.entry(entry_id) for entry_id in expected(bench, query)]
                assert results.total == len(wanted)
                assert [each[0] for each in found] == sorted(entry.document for entry in wanted if entry)
        bench.close()
