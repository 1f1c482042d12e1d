"""The one analyzer: which words count as the same, and where they stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.search.analysis import Analyzer, fold

ANALYZER = Analyzer()

SAME = [
    ("Nicolás Maduro", "nicolas MADURO"),
    ("don't", "don’t"),
    ("don't", "dont"),
    ("Maduro's", "maduro"),
    ("negotiated", "negotiations"),
    ("cafe\u0301", "café"),
    ("Straße", "strasse"),
    ("Łódź", "lodz"),
    ("Ærø", "aero"),
    ("co\u00adoperate", "cooperate"),
    ("ﬁnal", "final"),
    ("ＡＢＣ", "abc"),
    ("snake_case", "snake case"),
    ("end.Start", "end start"),
    ("l'homme", "l homme"),
    ("כָּתַב", "כתב"),
    ("كَتَبَ", "كتب"),
    ("3.14", "3 14"),
    ("C++", "c++"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_that_are_the_same_to_a_person(one: str, other: str) -> None:
    assert ANALYZER.terms(one) == ANALYZER.terms(other)


DIFFERENT = [("C++", "C"), ("C#", "C"), ("to be", "to"), ("हिन्दी", "हिन्दा"), ("か", "が"), ("1999", "1998")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_spellings_that_are_not(one: str, other: str) -> None:
    assert ANALYZER.terms(one) != ANALYZER.terms(other)


def test_no_word_is_left_out() -> None:
    assert ANALYZER.terms("To be, or not to be") == ["to", "be", "or", "not", "to", "be"]


def test_pairs_of_characters_where_words_have_no_spaces() -> None:
    assert ANALYZER.terms("東京都庁 abc") == ["東京", "京都", "都庁", "庁", "abc"]


@given(st.text())
def test_terms_and_tokens_agree_and_stand_where_they_say(text: str) -> None:
    tokens = list(ANALYZER.tokens(text))
    assert [token.term for token in tokens] == ANALYZER.terms(text)
    assert {token.surface for token in tokens} == ANALYZER.surfaces(text)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert ANALYZER.term_of(token.surface) == token.term
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@given(st.text(st.sampled_from("ab_ Z9'+#.\n") | st.characters(codec="ascii")))
def test_words_of_plain_letters_are_the_same_beside_others(text: str) -> None:
    assert ANALYZER.terms(f"{text} é") == [*ANALYZER.terms(text), "e"]


@given(st.text())
def test_normal_forms_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.sampled_from(["Sanctions", "C++", "東京", "don’t", "l'eau", "a_b", "Ἀθῆναι"]), max_size=12))
def test_remembering_words_changes_nothing(words: list[str]) -> None:
    text = ", ".join(words)
    assert ANALYZER.terms(text) == Analyzer().terms(text)


def test_an_index_is_bound_to_the_language() -> None:
    french = Analyzer("french")
    assert french.version != ANALYZER.version
    assert french.terms("continuellement") == french.terms("continuelle")
