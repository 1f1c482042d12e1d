"""The small words of the rooms."""

import pytest

from desktop_app.core.text.folding import folded, local_day
from desktop_app.ui.drawing.wording import came_from, counted, day_heading, day_name, percent
from tests.ui.rooms.shelves import DAY, NOON, article


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "today"), (1, "yesterday"), (2, "Mon"), (6, "Thu"), (7, "8 Nov"), (400, "11 Oct 2022"), (-3, "18 Nov")],
)
def test_days_are_named_the_nearer_the_shorter(days: int, expected: str) -> None:
    assert day_name(NOON - days * DAY, NOON) == expected


def test_groups_of_days_have_a_heading_that_says_which_day() -> None:
    headings = [day_heading(local_day(NOON - days * DAY), local_day(NOON)) for days in (0, 1, 5, 400)]
    assert headings == ["Today", "Yesterday", "Fri 10 Nov", "11 Oct 2022"]


@pytest.mark.parametrize(
    ("part", "expected"), [(0, "0 %"), (0.001, "1 %"), (0.384, "38 %"), (0.997, "99 %"), (1, "100 %")]
)
def test_begun_is_never_nothing_and_unfinished_never_all(part: float, expected: str) -> None:
    assert percent(part) == expected


def test_counts_have_their_plural_and_thousands() -> None:
    assert [counted(1, "note"), counted(0, "note"), counted(12345, "word")] == ["1 note", "0 notes", "12,345 words"]


def test_an_article_comes_from_its_site_or_is_of_its_format() -> None:
    site = article("a", source="https://www.example.org/ferries?page=2")
    assert came_from(site.document) == "example.org"
    assert came_from(article("b", source="/home/somebody/ferries.md").document) == "Markdown"
    assert came_from(article("c", source="clipboard").document) == "Markdown"


def test_words_are_compared_without_case_and_accents() -> None:
    assert folded("Émilie BRANDT") == "emilie brandt"
