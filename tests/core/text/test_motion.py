"""The caret moves by what a reader takes for a character, a word, a sentence, a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.text.motion import (
    Unit,
    end_after,
    end_before,
    next_character,
    previous_character,
    start_after,
    start_before,
    unit_at,
)
from tests.strategies import contents


def _content(*paragraphs: str) -> Content:
    builder = ContentBuilder()
    for paragraph in paragraphs:
        builder.add(BlockKind.PARAGRAPH, paragraph)
    return builder.content()


def _starts(content: Content, unit: Unit) -> list[str]:
    found, place = [], -1
    while (place := start_after(content, place, unit)) < len(content.text):
        found.append(content.text[place : end_after(content, place, unit)])
    return found


def test_words_sentences_and_paragraphs_are_met_one_after_another() -> None:
    content = _content("Dr. Ruiz didn't wait. It cost 3.5 million.", "", "End.")
    assert _starts(content, Unit.WORD) == ["Dr", "Ruiz", "didn't", "wait", "It", "cost", "3.5", "million", "End"]
    assert _starts(content, Unit.SENTENCE) == ["Dr. Ruiz didn't wait.", "It cost 3.5 million.", "End."]
    assert _starts(content, Unit.PARAGRAPH) == ["Dr. Ruiz didn't wait. It cost 3.5 million.", "End."]


@pytest.mark.parametrize("text", ["नमस्ते दुनिया", "שָׁלוֹם עוֹלָם", "می‌خواهم بروم"])
def test_marks_belong_to_the_word_they_stand_in(text: str) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, text)
    content = builder.content()
    assert end_after(content, 0, Unit.WORD) == text.index(" ")
    assert start_after(content, 0, Unit.WORD) == text.index(" ") + 1


def test_signs_of_chinese_and_japanese_are_words() -> None:
    assert _starts(_content("谈判 with 日本 ended"), Unit.WORD) == ["谈", "判", "with", "日", "本", "ended"]


@pytest.mark.parametrize("character", ["é", "e\u0301\u0323", "👩‍👩‍👧", "👍🏽", "🇫🇷", "❤️", "नि"])
def test_what_looks_like_one_character_is_one_step(character: str) -> None:
    text = f"a{character}b"
    assert next_character(text, 1) == 1 + len(character)
    assert previous_character(text, 1 + len(character)) == 1


def test_flags_are_counted_in_pairs() -> None:
    text = "🇫🇷🇩🇪"
    assert [next_character(text, 0), next_character(text, 2)] == [2, 4]
    assert [previous_character(text, 4), previous_character(text, 2)] == [2, 0]


@given(contents(), st.sampled_from(Unit), st.data())
def test_every_step_makes_way_until_the_end_and_back(content: Content, unit: Unit, data: st.DataObject) -> None:
    length = len(content.text)
    place = data.draw(st.integers(0, length))
    assert place < start_after(content, place, unit) or start_after(content, place, unit) == length
    assert place < end_after(content, place, unit) or end_after(content, place, unit) == length
    assert start_before(content, place, unit) < max(1, place)
    assert end_before(content, place, unit) < max(1, place)


def test_the_unit_at_a_place_is_the_one_before_it_in_its_paragraph() -> None:
    content = _content("One two. Three.", "Four.")
    assert unit_at(content, 8, Unit.SENTENCE) == (0, 8)
    assert unit_at(content, 5, Unit.WORD) == (4, 7)
    assert unit_at(content, 16, Unit.PARAGRAPH) == (16, 21)
