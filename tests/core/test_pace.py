"""A pace is a person's own only where somebody read."""

import pytest

from desktop_app.core.pace import USUAL, Passage, Sight, read_on, words_a_minute


@pytest.mark.parametrize(
    ("words", "seconds", "read", "tells"),
    [(300, 60, True, True), (300, 10, False, False), (300, 3600, True, False), (0, 5, True, False)],
    ids=["read", "leafed through", "away meanwhile", "nothing to read"],
)
def test_what_a_passage_tells(words: int, seconds: int, read: bool, tells: bool) -> None:
    passage = Passage(0, 1000, words, seconds * 1000)
    assert (passage.was_read, passage.tells_pace) == (read, tells)


def test_only_reading_on_counts() -> None:
    page = Sight(100, 200, 0)
    assert read_on(page, Sight(180, 280, 9)) == (100, 180)
    assert read_on(page, Sight(201, 300, 9)) == (100, 201)
    assert read_on(page, Sight(50, 150, 9)) is None
    assert read_on(page, Sight(400, 500, 9)) is None
    assert read_on(page, page) is None


def test_the_first_page_does_not_decide() -> None:
    assert words_a_minute(0, 0) == USUAL
    assert USUAL < words_a_minute(400, 60_000) < 300
    assert words_a_minute(60_000, 200 * 60_000) == pytest.approx(300, rel=0.01)
