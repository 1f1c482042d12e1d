"""The arrays rank as Whoosh does: five hundred questions, over one segment and over many with deletions."""

import random
from contextlib import closing
from typing import Any

import pytest
from whoosh.index import FileIndex
from whoosh.query import compound, terms
from whoosh.searching import Searcher as WhooshSearcher

from desktop_app.core.query.tree import All, Query, Word
from desktop_app.core.query.tree import Any as AnyOf
from desktop_app.search.index.sealing import storage_of
from desktop_app.search.schema import schema
from tests.search.shelf import Bench

QUESTIONS = 500
DOCUMENTS = 240
WORDS = [f"{first}{second}" for first in "bdfgklmnprstvz" for second in ("ax", "ox", "umo", "erix", "alto")]


def fill(bench: Bench, dice: random.Random, *, segments: int) -> None:
    """Documents of common and rare words, as texts have them."""
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    for number in range(DOCUMENTS):
        body = " ".join(dice.choices(WORDS, weights, k=dice.randint(3, 120)))
        heading = " ".join(dice.choices(WORDS, weights, k=dice.randint(0, 3)))
        bench.shelf.document(f"d{number}", (heading, body))
        if (number + 1) % (DOCUMENTS // segments) == 0:
            bench.drain()


def theirs(word: str) -> Any:
    """Whoosh's question for a word in any field; a heading weighs more."""
    return compound.Or([terms.Term("heading", word, boost=2.5), terms.Term("body", word)])


@pytest.mark.parametrize("segments", [1, 12])
def test_scores_are_those_of_whoosh(bench: Bench, segments: int) -> None:
    dice = random.Random(segments)
    fill(bench, dice, segments=segments)
    if segments > 1:
        for gone in dice.sample(range(DOCUMENTS), 20):
            bench.shelf.remove(f"document:d{gone}")
        bench.drain()
        assert len(bench.index_files(".trm")) > 1
    named = bench.folder.current()
    assert named is not None
    index: Any = FileIndex
    compared = 0
    with closing(index(storage_of(named.folder), schema=schema()).reader()) as reader:
        searcher = WhooshSearcher(reader)
        for _ in range(QUESTIONS):
            words = dice.sample(WORDS, dice.randint(1, 3))
            every = dice.random() < 0.5
            query: Query = (All if every else AnyOf)(tuple(map(Word, words)))
            asked = (compound.And if every else compound.Or)([theirs(*bench.analyzer.terms(word)) for word in words])
            expected = {hit["id"]: hit.score for hit in searcher.search(asked, limit=None)}
            assert dict(bench.searcher.ranked(query, 1_000)) == pytest.approx(expected, rel=0.002), words
            compared += len(expected)
    assert compared > QUESTIONS
