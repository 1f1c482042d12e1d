"""Finding in one text: folded words, whole words, patterns that must not run for ever."""

import contextlib
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.finding import FoldedText, PatternRefused, matches, next_match

TEXT = "The café’s CAFE; cafés in Straße 5. don't_stop"


def test_accents_case_and_apostrophes_do_not_matter() -> None:
    folded = FoldedText(TEXT)
    assert [TEXT[slice(*found)] for found in folded.find("cafe")] == ["café", "CAFE", "café"]
    assert [TEXT[slice(*found)] for found in folded.find("CAFÉ'S")] == ["café’s"]
    assert folded.find("  ") == []


def test_whole_words_are_not_parts_of_longer_ones() -> None:
    folded = FoldedText(TEXT)
    assert [TEXT[slice(*found)] for found in folded.find("cafe", whole=True)] == ["café", "CAFE"]
    assert folded.find("stop", whole=True) == []
    assert len(folded.find("; cafés", whole=True)) == 1


@given(st.text(alphabet="aAé b’'\n", max_size=40), st.text(alphabet="aé b'", min_size=1, max_size=4), st.booleans())
def test_matches_are_in_order_apart_and_say_the_words(text: str, words: str, whole: bool) -> None:
    found = FoldedText(text).find(words, whole=whole)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(FoldedText(text[start:end]).find(words) for start, end in found)


def test_patterns_match_and_empty_matches_are_left_out() -> None:
    assert [TEXT[slice(*found)] for found in matches(TEXT, r"caf\w", 1)] == ["café", "CAFE", "café"]
    assert matches(TEXT, "x*", 1) == []
    assert [TEXT[slice(*found)] for found in matches(TEXT, "a|caf.", 1, whole=True)] == ["café", "CAFE"]


@pytest.mark.parametrize("pattern", ["(", "a)(b", "*", "[", "a{2,1}", "(?P<n>", "x" * 2_000])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternRefused):
        matches(TEXT, pattern, 1)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|a)+$", r"(\w+\s?)+=", r"(.*)*b$"])
def test_a_pattern_that_would_run_for_ever_is_given_up(pattern: str) -> None:
    begun = time.monotonic()
    with contextlib.suppress(PatternRefused):
        matches("a" * 5_000 + "!", pattern, 0.2)
    assert time.monotonic() - begun < 20


@given(st.text(max_size=12))
def test_every_text_is_a_pattern_or_refused(pattern: str) -> None:
    try:
        found = matches(TEXT, pattern, 0.5)
    except PatternRefused:
        return
    assert all(0 <= start < end <= len(TEXT) for start, end in found)


def test_the_next_match_goes_round() -> None:
    assert next_match([(2, 3), (5, 6)], 3) == 1
    assert next_match([(2, 3), (5, 6)], 6) == 0
    assert next_match([], 0) is None
