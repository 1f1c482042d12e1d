"""Letters and the scripts they belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.scripts import EMOJI, MATHEMATICS, SIGNS, script_of


@pytest.mark.parametrize(
    ("letters", "script"),
    [
        ("aéß", "Latin"),
        ("Ωά", "Greek"),
        ("дЖ", "Cyrillic"),
        ("אבּ", "Hebrew"),
        ("بﷺ٣", "Arabic"),
        ("कक्षि", "Devanagari"),
        ("漢〆", "Chinese"),
        ("あカ", "Japanese"),
        ("한ᄀ", "Korean"),
        ("ሀ", "Ethiopic"),
        ("𓀀", "Egyptian Hieroglyphs"),
        ("𐌀", "Old Italic"),
        ("𝔉", MATHEMATICS),
        ("😀👩", EMOJI),
        ("→☃1。", SIGNS),
        ("\u200d\ufe0f \n\u00ad", None),
    ],
)
def test_a_letter_belongs_to_its_script(letters: str, script: str | None) -> None:
    assert {script_of(letter) for letter in letters} == {script}


@given(st.characters())
def test_every_character_has_a_script_or_none(letter: str) -> None:
    script = script_of(letter)
    assert script is None or script.strip()
