"""Snippets: the right words, marked exactly, cut between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.query.parser import parse
from desktop_app.search.analysis import Analyzer
from desktop_app.search.answering.cut_text import CutText
from desktop_app.search.answering.plan import plan, sought
from desktop_app.search.answering.snippets import WIDTH, Excerpt, Marker, excerpt

ANALYZER = Analyzer()
FILLING = "the road goes on through fields and villages without end "


def shown(text: str, question: str, *, typing: bool = False) -> Excerpt:
    asked = plan(parse(question, typing=typing), ANALYZER, lambda _status: frozenset())
    assert asked is not None
    return excerpt(CutText(text, ANALYZER), Marker(tuple(sought(asked))))


EXAMPLES = [
    ("They negotiated.", "negotiations", "They **negotiated**."),
    ("Nicolás, NICOLÁS", "nicolas", "**Nicolás**, **NICOLÁS**"),
    ("cafe\u0301 au lait", "café", "**cafe\u0301** au lait"),
    ("We don’t.", "don't", "We **don’t**."),
    ("Maduro's men", "maduro", "**Maduro**'s men"),
    ("C++ and C", "c++", "**C++** and C"),
    ("see python.org now", "python.org", "see **python.org** now"),
    ("東京都庁へ", "京都庁", "東**京都庁**へ"),
    ("東京都庁へ", "都", "東京**都**庁へ"),
    ("end.Start", "start", "end.**Start**"),
    ("a relief of sanctions, sanctions relief", '"sanctions relief"', "a relief of sanctions, **sanctions relief**"),
    ("relief, no sanctions", "relief -sanctions", "**relief**, no sanctions"),
    ("one\ntwo\tthree", "two", "one **two** three"),
    ("🚢 a ship", "ship", "🚢 a **ship**"),
    ("l'homme", "homme", "l'**homme**"),
]


@pytest.mark.parametrize(("text", "question", "marked"), EXAMPLES)
def test_marks_are_exact(text: str, question: str, marked: str) -> None:
    assert shown(text, question).snippet.marked() == marked


def test_an_unfinished_word_is_marked_whole() -> None:
    assert shown("They negotiated it", "negoti", typing=True).snippet.marked() == "They **negotiated** it"


def test_the_place_with_most_of_the_words_is_shown() -> None:
    text = f"sanctions {FILLING * 8}then relief came with sanctions in {FILLING * 8}relief"
    found = shown(text, "sanctions relief")
    assert "**relief** came with **sanctions**" in found.snippet.marked()
    assert text[found.start : found.end] == "relief"
    assert found.snippet.text.startswith("…")
    assert found.snippet.text.endswith("…")
    assert len(found.snippet.text) <= WIDTH + 2


def test_a_word_at_the_end_of_a_long_text_is_found() -> None:
    text = f"{'road and ' * 5_000}l'homme, Maduro's heron"
    for question, marked in (
        ("homme", "homme"),
        ("maduro", "Maduro"),
        ("her", "heron"),
        ('"maduro heron"', "Maduro's heron"),
    ):
        found = shown(text, question, typing=question == "her")
        assert text[found.start : found.end] == marked


def test_nothing_found_shows_the_beginning() -> None:
    found = shown(f"\n{FILLING * 8}", "tag:x")
    assert not found.found
    assert found.snippet.text.startswith("the road")
    assert found.snippet.text.endswith("…")


@given(
    st.lists(st.sampled_from(["heron", "egret", "reed", "a", "日本", "\n", "…", "é" * 30]), max_size=120).map(" ".join)
)
def test_snippets_are_pieces_of_the_text(text: str) -> None:
    found = shown(text, 'heron OR 日本 OR "reed a"')
    snippet = found.snippet
    assert len(snippet.text) <= WIDTH + 2
    flat = "".join(" " if character.isspace() else character for character in text)
    inner = snippet.text.removeprefix("…").removesuffix("…")
    assert inner in flat or snippet.text in flat
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
    assert all(end <= start for (_, end), (start, _) in zip(snippet.marks, snippet.marks[1:], strict=False))
    if snippet.marks:
        start, end = snippet.marks[0]
        assert snippet.text[start:end] == flat[found.start : found.end]
    assert found.found == ("heron" in text or "日本" in text or "reed a" in " ".join(text.replace("…", " ").split()))
