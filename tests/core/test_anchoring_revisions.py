"""What writers do to a text, and where a marked passage is after it."""

import pytest

from desktop_app.core.anchoring import Anchored, Lost, anchor
from desktop_app.core.annotation import PlacementState
from desktop_app.core.selectors import TextQuoteSelector, describe
from tests.core.test_anchoring import found_in, words_in

LEAD = "The ferry across the Lunde has run since 1911. It carries forty people and six cars."
WINTER = "In winter the river freezes near the bank. Then the ferryman breaks the ice with an iron bar each morning."
PRICES = "A crossing costs three crowns. Children, dogs and the postman cross for nothing."
STORY = f"{LEAD}\n{WINTER}\n{PRICES}"

MOVED, CHANGED, EXACT = PlacementState.MOVED, PlacementState.CHANGED, PlacementState.EXACT
ICE = "the ferryman breaks the ice with an iron bar"


def test_a_paragraph_that_was_moved_takes_its_mark_along() -> None:
    assert words_in(STORY, f"{WINTER}\n{LEAD}\n{PRICES}", ICE) == (ICE, MOVED)
    assert words_in(STORY, f"{LEAD}\n{PRICES}\n{WINTER}", PRICES) == (PRICES, MOVED)


def test_a_paragraph_that_was_moved_and_edited_is_found_by_its_words() -> None:
    edited = WINTER.replace("near the bank", "close to both banks").replace("with an iron bar", "with a long iron bar")
    words, state = words_in(STORY, f"{PRICES}\n{LEAD}\n{edited}", WINTER)
    assert (words, state) == (edited, CHANGED)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("breaks the ice with an iron bar", "breaks the ice with an iron rod"),
        ("the ferryman breaks", "the old ferryman breaks"),
        ("breaks the ice", "broke the ice"),
        (ICE, "the ferrymen have to break up the ice with an iron bar"),
    ],
)
def test_an_edited_passage_is_marked_as_it_is_now(was: str, becomes: str) -> None:
    words, state = words_in(STORY, STORY.replace(was, becomes), ICE)
    assert state is CHANGED
    assert words in becomes or becomes in words or words == ICE.replace(was, becomes)


def test_a_sentence_put_into_a_passage_is_marked_with_it() -> None:
    new = STORY.replace("the bank. Then", "the bank. Nobody has ever fallen in. Then")
    words, state = words_in(STORY, new, WINTER)
    assert state is CHANGED
    assert words == WINTER.replace("the bank. Then", "the bank. Nobody has ever fallen in. Then")


def test_a_passage_that_was_torn_far_apart_keeps_its_greater_part() -> None:
    quote = "Children, dogs and the postman cross for nothing"
    torn = quote.replace(" and the postman", ". " + LEAD + " " + WINTER + " The postman must")
    found = found_in(STORY, STORY.replace(quote, torn), quote)
    assert found.end - found.start < 3 * len(quote)


def test_a_paragraph_that_was_joined_or_wrapped_anew_is_the_same_words() -> None:
    words, state = words_in(STORY, STORY.replace("\n", " ").replace("each morning", "each\nmorning"), WINTER)
    assert (words, state) == (WINTER.replace("each morning", "each\nmorning"), CHANGED)


def test_a_passage_that_was_rewritten_is_lost_where_it_stood() -> None:
    new = STORY.replace(WINTER, "From December to March nothing moves here, and everybody takes the long way round.")
    found = found_in(STORY, new, WINTER)
    assert isinstance(found, Lost)
    assert len(LEAD) <= found.start <= new.index(PRICES)


def test_the_best_guess_of_a_lost_passage_is_what_is_left_of_it() -> None:
    new = STORY.replace(ICE, "a boy must come and look whether the bar is iron")
    found = found_in(STORY, new, WINTER[43:])
    if isinstance(found, Lost):
        assert new.index("In winter") <= found.start < new.index("A crossing")


SCRIPTS = {
    "Japanese": (
        "渡し船は一九一一年から動いている。冬になると川は岸の近くで凍る。",
        ("冬になると川は岸の近くで凍る", "冬には川は岸の近くで凍る"),
        "前書き。",
    ),
    "Hebrew": (
        "העיירה נבנתה ליד הנהר. הגשר הישן נסגר בחורף.",
        ("הגשר הישן נסגר", "הגשר הישן מאוד נסגר"),
        "פתיח. ",
    ),
    "Korean": (
        "다리는 3월에 닫혔다. 계곡의 아무도 놀라지 않았다.",
        ("계곡의 아무도 놀라지 않았다", "계곡의 누구도 놀라지 않았다"),
        "새 소식. ",
    ),
    "beyond the first 65,536": (
        "We were promised 🚢🚢 a ferry 🚢 by May, and 👩🏽 came.",
        ("a ferry 🚢 by May", "a ferry 🚢 by June"),
        "👍 ",
    ),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_followed(script: str) -> None:
    old, (quote, becomes), before = SCRIPTS[script]
    assert words_in(old, before + old.replace(quote, becomes), quote) == (becomes, CHANGED)


def test_a_passage_of_many_pages_is_found_by_its_ends() -> None:
    pages = "\n".join(f"On day {day} the ferry carried {day * 7 % 90} people and {day % 5} cars." for day in range(300))
    revised = "\n".join(line for number, line in enumerate(pages.split("\n")) if number % 9)
    words, state = words_in("Begin.\n" + pages + "\nEnd.", "Begin anew.\n" + revised + "\nEnd.", pages)
    assert revised in words
    assert len(words) <= len(revised) + len("Begin anew.\n")
    assert state is CHANGED


def test_without_the_old_text_the_quote_and_its_surroundings_must_do() -> None:
    start = STORY.index(ICE)
    _, quote = describe(STORY, start, start + len(ICE))
    shifted = anchor(None, "A foreword.\n" + STORY, None, quote)
    assert shifted == Anchored(start + 12, start + 12 + len(ICE), MOVED, 1.0)
    edited = anchor(None, STORY.replace("iron bar", "iron rod"), None, quote)
    assert isinstance(edited, Anchored)
    assert edited.state is CHANGED
    assert isinstance(anchor(None, LEAD + PRICES, None, quote), Lost)


def test_a_bare_quote_is_found_where_it_stands_once_only() -> None:
    found = anchor(None, STORY, None, TextQuoteSelector("iron bar", "", ""))
    assert isinstance(found, Anchored)
    assert isinstance(anchor(None, STORY, None, TextQuoteSelector("ferry", "", "")), Lost)


def test_words_that_stand_very_often_are_sought_with_their_surroundings() -> None:
    old = "".join(f"Item {number}: none. " for number in range(40))
    start = old.index("none", old.index("Item 30"))
    _, quote = describe(old, start, start + 4)
    found = anchor(None, "Of items. " + old, None, quote)
    assert (found.start, found.score) == (start + 10, 1)


def test_a_changed_case_is_a_change_and_no_loss() -> None:
    assert words_in(STORY, STORY.replace(ICE, ICE.upper()), ICE) == (ICE.upper(), CHANGED)


def test_an_unchanged_place_is_exact_whatever_follows() -> None:
    assert words_in(STORY, STORY.replace(PRICES, "It is free."), ICE) == (ICE, EXACT)
