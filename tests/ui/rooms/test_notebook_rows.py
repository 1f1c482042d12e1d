"""What the notebook lists, in which groups and order, and what words find."""

from dataclasses import replace

import pytest

from desktop_app.core.annotation import Colour, PlacementState
from desktop_app.ui.rooms.notebook_rows import (
    Group,
    Grouping,
    Listed,
    arranged,
    narrowed,
    shelf_lines,
    summed_up,
    told,
)
from desktop_app.ui.rooms.sidebar import Shelf
from tests.ui.rooms.shelves import NOON, annotation

ROWS = [
    annotation("late", "The boats left at ten.", start=900, note="Why so late?", tags=("sea",), days_ago=1),
    annotation("early", "Nobody saw them go.", start=10, colour=Colour.PINK, days_ago=3),
    annotation("loom", "A loom takes a winter.", title="Weavers", tags=("cloth", "sea"), colour=Colour.GREEN),
    annotation("section", "", title="Weavers", note="Émilie says otherwise.", colour=None, start=50),
]


def _names(listed: list[Listed]) -> list[str]:
    return [f"{one.name}:{one.count}" if isinstance(one, Group) else one.annotation.id for one in listed]


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (Grouping.ARTICLE, ["Night ferries:2", "early", "late", "Weavers:2", "loom", "section"]),
        (Grouping.DATE, ["Today:2", "loom", "section", "Yesterday:1", "late", "Sun 12 Nov:1", "early"]),
        (Grouping.TAG, ["#cloth:1", "loom", "#sea:2", "late", "loom", "Without a tag:2", "early", "section"]),
    ],
)
def test_cards_stand_in_groups_and_in_the_order_of_their_article(grouping: Grouping, expected: list[str]) -> None:
    assert _names(arranged(ROWS, grouping, NOON)) == expected


def test_two_articles_of_one_title_are_two_groups() -> None:
    one, other = annotation("one"), annotation("other")
    elsewhere = replace(other, annotation=replace(other.annotation, document="another"))
    assert _names(arranged([one, elsewhere], Grouping.ARTICLE, NOON)).count("Night ferries:1") == 2


@pytest.mark.parametrize(
    ("shelf", "words", "expected"),
    [
        ("all", "", ["late", "early", "loom", "section"]),
        ("colour:pink", "", ["early"]),
        ("tag:sea", "", ["late", "loom"]),
        ("all", "emilie", ["section"]),
        ("all", "LATE boats", ["late"]),
        ("all", "#sea weavers", ["loom"]),
        ("all", "timetable loom", ["loom"]),
        ("tag:sea", "winter", ["loom"]),
        ("all", "no such words", []),
    ],
)
def test_shelves_and_words_narrow_the_cards(shelf: str, words: str, expected: list[str]) -> None:
    assert [row.annotation.id for row in narrowed(ROWS, shelf, words)] == expected


def test_the_side_pane_names_every_colour_by_its_meaning_with_counts() -> None:
    shelves = {line.key: (line.label, line.count) for line in shelf_lines(ROWS) if isinstance(line, Shelf)}
    assert shelves["all"] == ("All notes and highlights", 4)
    assert shelves["colour:yellow"] == ("Claims", 1)
    assert shelves["colour:orange"] == ("To use", 0)
    assert shelves["tag:sea"] == ("sea", 2)


def test_a_card_is_told_in_words_with_its_colour_and_its_trouble() -> None:
    lost = annotation("lost", note="Look\nagain.", tags=("sea",), state=PlacementState.DETACHED)
    assert told(lost) == (
        "The boats left at ten.; note: Look again.; Claims, yellow; tags sea; Night ferries › Timetable; "
        "its place was lost"
    )
    assert told(ROWS[3]).startswith("Note on the section; note: Émilie says otherwise.")


def test_the_summary_counts_honestly() -> None:
    assert summed_up(4, 1204) == "4 of 1,204 notes and highlights"
    assert summed_up(1, 1) == "1 note or highlight"
