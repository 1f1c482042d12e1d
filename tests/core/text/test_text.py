"""Every text has one normal form, and words are counted as a reader would."""

import unicodedata

import pytest
from hypothesis import given

from desktop_app.core.text.normal_form import count_words, normalise
from tests.strategies import nasty_texts


@given(nasty_texts)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(nasty_texts)
def test_the_normal_form_is_composed_and_can_be_stored(text: str) -> None:
    normal = normalise(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert normal.encode("utf-8").decode("utf-8") == normal
    assert [sign for sign in normal if unicodedata.category(sign) == "Cc" and sign not in "\n\t"] == []


@given(nasty_texts)
def test_only_what_acts_unseen_is_taken_out(text: str) -> None:
    kept = {"Cc", "Cf", "Cn", "Cs", "So", "Zl", "Zp"}

    def seen(value: str) -> str:
        decomposed = unicodedata.normalize("NFD", value)
        return "".join(sign for sign in decomposed if unicodedata.category(sign) not in kept)

    # Taking a character out lets marks on both sides of it change places, so the letters are compared as a heap.
    assert sorted(seen(normalise(text))) == sorted(seen(text))


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("cafe\u0301", "café"),
        ("\u212b", "\u00c5"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six\ffeed", "one\ntwo\nthree\nfour\nfive\nsix\nfeed"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("\ufeffco\u00adop", "coop"),
        ("safe \u202egnp.exe", "safe gnp.exe"),
        ("cell\ufdd0cell\ufdd1\ufffc", "cellcell"),
        ("half \ud83d a pair", "half \ufffd a pair"),
    ],
)
def test_unseen_characters_and_breaks(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12\u00a0000 crowns",  # a no-break space means something
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian needs its zero-width non-joiner
        "👩\u200d🚀",
        "\u2067עברית\u2069",  # an isolate, unlike an override, only says which way words already run
        "a\tb\nc",
    ],
)
def test_characters_that_carry_meaning_stay(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("…—?! \n", 0),
        ("One two,  three.", 3),
        ("don't can’t", 2),
        ("well-known", 2),
        ("谈判开始", 4),
        ("谈判 began in 2019", 5),
        ("Émilie’s naïve", 2),
        ("नमस्ते दुनिया", 2),
        ("שָׁלוֹם עוֹלָם", 2),
        ("می‌خواهم بروم", 2),
        ("\U00020000\U00020001", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, words: int) -> None:
    assert count_words(text) == words
