"""A revised text is told from another text on the same subject."""

import pytest
from hypothesis import given

from desktop_app.core.likeness.similarity import common_part
from tests.samples import BRIDGE
from tests.strategies import plain_texts

OTHER = """\
The bridge over the Orla opened again in June. A new arch of steel spans the valley, and the mill has its road back.
Nobody speaks of a ferry now. The council thanked the inspector, and paid the crowns it owed.
"""


@given(plain_texts, plain_texts)
def test_it_is_a_part_and_does_not_depend_on_the_order(first: str, second: str) -> None:
    assert 0 <= common_part(first, second) <= 1
    assert common_part(first, second) == common_part(second, first)


@given(plain_texts)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert common_part(text, text) == 1


def test_a_revised_text_has_most_in_common() -> None:
    revised = BRIDGE.replace("4.2 million", "4.9 million").replace("by chance", "at last")
    assert common_part(BRIDGE, revised) > 0.7


def test_a_text_cut_short_is_still_the_same_text() -> None:
    assert common_part(BRIDGE, BRIDGE[: len(BRIDGE) // 3]) > 0.9


def test_another_text_about_the_same_thing_has_little_in_common() -> None:
    assert common_part(BRIDGE, OTHER) < 0.3


@pytest.mark.parametrize(
    ("first", "second", "part"), [("", "", 1), ("", "word", 0), ("…", "!", 0), ("Two words", "two words", 1)]
)
def test_texts_too_short_to_compare(first: str, second: str, part: float) -> None:
    assert common_part(first, second) == part
