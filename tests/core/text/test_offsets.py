"""Code points and UTF-16 units are converted exactly, whatever is shown between them."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.offsets import IDENTITY, OffsetMap

texts = st.text(st.sampled_from("ab é한😀\U0001d15e\U0010ffff\u0301"), max_size=12)
insertions = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=4)


def _naive(text: str, shown_only: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each offset of the text, where a range ends and where one begins in the shown string, built in full."""
    places: list[tuple[int, int]] = []
    shown = b""
    for offset in range(len(text) + 1):
        ending = len(shown) // 2
        shown += "".join("\u00a4" * units for place, units in shown_only if place == offset).encode("utf-16-le")
        places.append((ending, len(shown) // 2))
        shown += text[offset : offset + 1].encode("utf-16-le")
    return places


def _within(text: str, shown_only: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(min(place, len(text)), units) for place, units in shown_only]


@given(texts, insertions)
def test_the_map_agrees_with_the_shown_string(text: str, shown_only: list[tuple[int, int]]) -> None:
    shown_only = _within(text, shown_only)
    offsets = OffsetMap.of(text, shown_only)
    for offset, (ending, starting) in enumerate(_naive(text, shown_only)):
        assert offsets.to_shown(offset) == starting
        assert offsets.to_shown(offset, ending=True) == ending


@given(texts, insertions)
def test_there_and_back_is_the_same_place(text: str, shown_only: list[tuple[int, int]]) -> None:
    shown_only = _within(text, shown_only)
    offsets = OffsetMap.of(text, shown_only)
    for offset in range(len(text) + 1):
        assert offsets.to_text(offsets.to_shown(offset)) == offset
        assert offsets.to_text(offsets.to_shown(offset, ending=True)) == offset


@given(texts, insertions)
def test_every_shown_unit_leads_to_a_place_and_in_order(text: str, shown_only: list[tuple[int, int]]) -> None:
    shown_only = _within(text, shown_only)
    offsets = OffsetMap.of(text, shown_only)
    last = _naive(text, shown_only)[-1][1]
    places = [offsets.to_text(shown) for shown in range(last + 1)]
    assert places == sorted(places)
    assert set(places) == set(range(len(text) + 1))


@given(texts, insertions)
def test_units_that_are_no_text_are_not_selected_with_the_words_beside_them(
    text: str, shown_only: list[tuple[int, int]]
) -> None:
    shown_only = _within(text, shown_only)
    offsets = OffsetMap.of(text, shown_only)
    for offset, sign in enumerate(text):
        width = offsets.to_shown(offset + 1, ending=True) - offsets.to_shown(offset)
        assert width == len(sign.encode("utf-16-le")) // 2


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=20))
def test_a_plain_block_needs_no_map(text: str) -> None:
    assert OffsetMap.of(text) is IDENTITY
    assert [IDENTITY.to_shown(offset) for offset in range(5)] == [IDENTITY.to_text(offset) for offset in range(5)]
