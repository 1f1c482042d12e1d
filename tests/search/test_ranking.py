"""What stands first."""

import pytest

from desktop_app.core.query.hit import HitKind
from tests.search.shelf import Bench

PADDING = "The council met on Monday and spoke about roads, schools and the weather of the past winter. " * 4


@pytest.fixture(params=["overlay", "index", "both"])
def filled(bench: Bench, request: pytest.FixtureRequest) -> Bench:
    shelf = bench.shelf
    shelf.document("passing", PADDING + "Some asked for relief. " + PADDING + "Others named sanctions.")
    shelf.document("roads", *[PADDING] * 5)
    if request.param == "both":
        bench.drain()
    shelf.document(
        "briefing",
        ("Lead", PADDING + "Sanctions were named once, relief too."),
        (
            "Easing sanctions",
            "Relief from sanctions was offered in stages. Each relief had its price; sanctions stayed.",
        ),
        ("Roads", PADDING),
        title="A briefing",
    )
    shelf.document("named", PADDING, title="Relief of sanctions")
    if request.param == "index":
        bench.drain()
    return bench


def test_the_section_that_is_about_it_comes_first(filled: Bench) -> None:
    hits = [hit for hit in filled.ask("sanctions relief").hits if hit.kind is HitKind.TEXT]
    assert hits[0].path == ("Easing sanctions",)
    assert len(hits) == 3


def test_a_title_with_all_words_stands_above_everything(filled: Bench) -> None:
    assert filled.ask("sanctions relief").hits[0].kind is HitKind.TITLE
    assert filled.ask("sanctions relief", typing=True).hits[0].document == "named"


def test_the_whole_word_stands_above_its_continuations(bench: Bench) -> None:
    for number in range(6):
        bench.shelf.document(f"long{number}", "one article and another article")
    bench.shelf.document("whole", "one art and another one")
    bench.drain()
    assert bench.ask("art", typing=True).hits[0].document == "whole"


def test_scores_do_not_depend_on_what_is_indexed_already(bench: Bench) -> None:
    for number in range(8):
        bench.shelf.document(f"d{number}", PADDING + "apple " * number, ("Apple", "core"))
    before = [(hit.document, hit.start, hit.score) for hit in bench.ask("apple").hits]
    bench.drain()
    after = [(hit.document, hit.start, hit.score) for hit in bench.ask("apple").hits]
    assert [each[:2] for each in after] == [each[:2] for each in before]
    # Whoosh keeps lengths coarsely, and counts the record of words as one more entry.
    assert [each[2] for each in after] == pytest.approx([each[2] for each in before], rel=0.1)
