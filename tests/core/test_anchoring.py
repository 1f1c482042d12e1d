"""A described place is found again, and never a wrong one in its stead."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from desktop_app.core.anchoring import Anchored, Anchoring, Lost, anchor, place, stands
from desktop_app.core.annotation import PlacementState
from desktop_app.core.likeness.quote_search import occurrences
from desktop_app.core.selectors import CONTEXT, TextPositionSelector, TextQuoteSelector, describe
from tests.strategies import nasty_texts, plain_texts, ranges

ARTICLE = "The council met on Sunday. It voted. The mill stood still. It voted again, and the mill went on."


def found_in(old: str, new: str, quote: str, occurrence: int = 0) -> Anchored | Lost:
    """Look for one of the places where `quote` stands in `old`."""
    start = occurrences(old, quote)[occurrence]
    return anchor(old, new, *describe(old, start, start + len(quote)))


def words_in(old: str, new: str, quote: str, occurrence: int = 0) -> tuple[str, PlacementState]:
    """Return the words that a quote has become, and how surely."""
    found = found_in(old, new, quote, occurrence)
    assert isinstance(found, Anchored)
    return new[found.start : found.end], found.state


@given(ranges())
def test_a_place_is_found_exactly_in_its_own_text(range_in: tuple[str, int, int]) -> None:
    text, start, end = range_in
    exact = Anchored(start, end, PlacementState.EXACT, 1.0)
    assert anchor(text, text, *describe(text, start, end)) == exact
    assert anchor(None, text, *describe(text, start, end)) == exact


@given(ranges())
def test_a_description_quotes_the_words_and_their_surroundings(range_in: tuple[str, int, int]) -> None:
    text, start, end = range_in
    _, quote = describe(text, start, end)
    assert quote.prefix + quote.exact + quote.suffix in text
    assert quote.exact == text[start:end]
    assert len(quote.prefix) == min(CONTEXT, start)
    assert len(quote.suffix) == min(CONTEXT, len(text) - end)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2), (0, 200)])
def test_an_empty_range_or_one_outside_cannot_be_described(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a range"):
        describe(ARTICLE, start, end)


_sentences = st.lists(
    st.integers(0, 10**6).map(lambda number: f"Parcel {number} went to the house of {number // 7} on the hill."),
    min_size=4,
    max_size=12,
    unique=True,
)


@given(_sentences, st.data())
def test_edits_elsewhere_never_take_the_words_away(sentences: list[str], data: st.DataObject) -> None:
    marked = data.draw(st.integers(0, len(sentences) - 1))
    old = "\n".join(sentences)
    revised = [
        sentence
        if place == marked
        else data.draw(st.sampled_from([sentence, "", sentence[9:], sentence + " So be it."]))
        for place, sentence in enumerate(sentences)
    ]
    new = "\n".join(revised)
    start = sum(len(sentence) + 1 for sentence in sentences[:marked])
    expected = sum(len(sentence) + 1 for sentence in revised[:marked])
    end = expected + len(sentences[marked])
    assert place(old, new, sentences[marked], *_surroundings(old, start, sentences[marked]), start) == (expected, end)


def _surroundings(text: str, start: int, exact: str) -> tuple[str, str]:
    _, quote = describe(text, start, start + len(exact))
    return quote.prefix, quote.suffix


@given(ranges(), plain_texts)
def test_what_is_put_before_shifts_what_follows(range_in: tuple[str, int, int], before: str) -> None:
    text, start, end = range_in
    assume(text[start:end].strip())  # blanks alone are not marked, and cannot be told from other blanks
    unmistakable = f"ONE TWO THREE {text} FOUR FIVE SIX"
    start, end = start + 14, end + 14
    found = anchor(unmistakable, before + unmistakable, *describe(unmistakable, start, end))
    assert isinstance(found, Anchored)
    assert (before + unmistakable)[found.start : found.end] == unmistakable[start:end]
    assert found.score == 1


@given(_sentences, st.data())
def test_words_that_are_deleted_are_lost(sentences: list[str], data: st.DataObject) -> None:
    gone = "Nobody will ever remember who had opened that window."
    spot = data.draw(st.integers(0, len(sentences)))
    old = "\n".join([*sentences[:spot], gone, *sentences[spot:]])
    found = found_in(old, "\n".join(sentences), gone)
    assert isinstance(found, Lost)
    assert 0 <= found.start <= found.end


@given(st.none() | nasty_texts, nasty_texts, nasty_texts, nasty_texts, nasty_texts, st.none() | st.integers(-5, 80))
@example(None, "", "", "", "", None)
@example("a", "a", "", "", "", 0)
@example(" ", "b", " ", "", "", 0)
def test_any_question_has_an_answer_inside_the_text(
    old: str | None, new: str, exact: str, prefix: str, suffix: str, start: int | None
) -> None:
    if old and start is not None and start >= 0:
        exact = old[start : start + 5]
    position = None if start is None else TextPositionSelector(start, start + len(exact))
    found = anchor(old, new, position, TextQuoteSelector(exact, prefix, suffix))
    assert 0 <= found.start <= found.end <= len(new)
    assert 0 <= found.score <= 1
    if isinstance(found, Anchored):
        assert (found.state is PlacementState.CHANGED) == (new[found.start : found.end] != exact)


@given(ranges(), plain_texts)
def test_words_are_called_changed_when_they_are_and_moved_when_they_stand_elsewhere(
    range_in: tuple[str, int, int], new: str
) -> None:
    old, start, end = range_in
    position, quote = describe(old, start, end)
    found = anchor(old, new, position, quote)
    if isinstance(found, Anchored) and new[found.start : found.end] == quote.exact:
        assert found.state is (PlacementState.EXACT if found.start == start else PlacementState.MOVED)


@pytest.mark.parametrize("occurrence", [0, 1])
def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(occurrence: int) -> None:
    longer = "New opening. " + ARTICLE
    found = found_in(ARTICLE, longer, "It voted", occurrence)
    assert isinstance(found, Anchored)
    assert found.start == occurrences(longer, "It voted")[occurrence]


def test_a_line_that_stands_in_every_entry_stays_with_its_own() -> None:
    old = "\n".join(f"Entry {name}\nLevel: high\nSeen by nobody." for name in ("ash", "birch", "cedar", "elm"))
    new = old.replace("Entry birch\nLevel: high\nSeen by nobody.\n", "")
    assert isinstance(found_in(old, new, "Level: high", 1), Lost)
    kept = found_in(old, new, "Level: high", 2)
    assert isinstance(kept, Anchored)
    assert new[: kept.start].endswith("Entry cedar\n")


def test_words_that_stand_twice_in_new_surroundings_are_lost_rather_than_guessed() -> None:
    assert isinstance(found_in(ARTICLE, "One mill here, another mill there.", "mill"), Lost)


def test_a_few_words_that_stand_elsewhere_by_chance_are_not_taken_for_those_that_went() -> None:
    new = (
        ARTICLE.replace("It voted. ", "")
        + "\nThe miller's wife had no say. She counted the boats, and when it voted, slept."
    )
    assert isinstance(found_in(ARTICLE, new, "It voted."), Lost)


def test_of_a_line_that_stood_twice_the_one_that_is_left_will_do() -> None:
    line = "The keys hang behind the door of the old mill."
    old = f"{line}\nFirst come the rules of the house.\nThen comes what breaks them.\n{line}\nThat is all."
    assert words_in(old, old.removeprefix(line), line) == (line, PlacementState.MOVED)


def test_anchoring_asks_many_questions_of_one_pair_of_texts() -> None:
    anchoring = Anchoring(ARTICLE, "On Monday. " + ARTICLE)
    for quote in ("The council", "It voted again", "mill went on"):
        start = ARTICLE.index(quote)
        found = anchoring.find(*describe(ARTICLE, start, start + len(quote)))
        assert (found.start, found.score) == (start + 11, 1)


def test_a_quote_stands_only_between_its_surroundings() -> None:
    position, quote = describe(ARTICLE, 4, 11)
    assert stands(ARTICLE, position, quote)
    assert not stands(ARTICLE.replace("met", "sat"), position, quote)
    assert not stands(ARTICLE, TextPositionSelector(-7, 0), quote)


def test_a_quote_whose_lines_were_joined_elsewhere_stands_where_its_words_do() -> None:
    text = "A first line\nand a second, which\n\ngoes on. Others follow; a second line is like it.\n" * 1
    found = anchor(None, text, None, TextQuoteSelector("first line and a second, which goes on.", "", ""))
    assert isinstance(found, Anchored)
    assert text[found.start : found.end] == "first line\nand a second, which\n\ngoes on."
    twice = anchor(None, text + text, None, TextQuoteSelector("line and a second, which goes on.", "", ""))
    assert isinstance(twice, Lost), "which of the two is not known"
