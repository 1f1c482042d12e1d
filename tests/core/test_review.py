"""A few highlights a day: the same ones all day, the overdue ones first, and never what was marked just now."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotation import Annotation, Motivation, Scope, Target
from desktop_app.core.review import A_DAY, Review, chosen_for
from desktop_app.core.selectors import TextQuoteSelector

DAY = 86_400_000
TODAY, TOMORROW = 100 * DAY, 101 * DAY


def mark(name: str, created: int = DAY, **more: object) -> Annotation:
    target = Target(Scope.RANGE, quote=TextQuoteSelector(f"words of {name}", "", ""))
    return replace(Annotation(name, "d", Motivation.HIGHLIGHTING, target, created, created), **more)  # type: ignore[arg-type]


def ids(found: list[Annotation]) -> list[str]:
    return [one.id for one in found]


def test_new_ones_come_in_an_order_that_is_the_days_own() -> None:
    marks = [mark(f"a{number}") for number in range(40)]
    first = ids(chosen_for(marks, {}, TODAY, TOMORROW))
    assert len(set(first)) == A_DAY
    assert ids(chosen_for(marks[::-1], {}, TODAY, TOMORROW)) == first
    assert ids(chosen_for(marks, {}, TOMORROW, TOMORROW + DAY)) != first


def test_what_is_answered_today_is_not_asked_again_and_counts() -> None:
    marks = [mark(f"a{number}") for number in range(40)]
    day = ids(chosen_for(marks, {}, TODAY, TOMORROW))
    reviews = {day[0]: Review(day[0], TODAY + 9 * DAY, TODAY + 5), day[1]: Review(day[1], TODAY, TODAY + 6)}
    assert ids(chosen_for(marks, reviews, TODAY, TOMORROW)) == day[2:]
    assert len(chosen_for(marks, reviews, TODAY, TOMORROW, A_DAY + 5)) == A_DAY + 3


def test_the_longest_overdue_come_first_and_leave_room_for_new_ones() -> None:
    marks = [mark(f"a{number}") for number in range(40)]
    reviews = {f"a{n}": Review(f"a{n}", TODAY - n * DAY, DAY, kept=DAY) for n in range(10)}
    found = ids(chosen_for(marks, reviews, TODAY, TOMORROW))
    assert found[:3] == ["a9", "a8", "a7"]
    assert not set(found[3:]) & reviews.keys()
    assert ids(chosen_for(marks[:10], reviews, TODAY, TOMORROW)) == ["a9", "a8", "a7", "a6", "a5"]


def test_what_is_no_highlight_or_not_to_come_back_does_not() -> None:
    marks = [
        mark("deleted", deleted=5),
        mark("bookmark", motivation=Motivation.BOOKMARKING),
        mark("note", target=Target(Scope.DOCUMENT)),
        mark("fresh", TODAY + 1),
        mark("discarded"),
        mark("later"),
    ]
    reviews = {"discarded": Review("discarded", 0, DAY, discarded=True), "later": Review("later", TOMORROW, DAY)}
    assert chosen_for(marks, reviews, TODAY, TOMORROW) == []


_reviews = st.builds(Review, st.just(""), st.integers(0, 200 * DAY), st.integers(0, 101 * DAY), discarded=st.booleans())


@given(st.integers(0, 12), st.dictionaries(st.integers(0, 15), _reviews), st.integers(0, 12))
def test_never_more_than_a_day_holds_and_none_twice(many: int, some: dict[int, Review], count: int) -> None:
    marks = [mark(f"a{number}") for number in range(many)]
    reviews = {f"a{number}": replace(review, annotation=f"a{number}") for number, review in some.items()}
    found = chosen_for(marks, reviews, TODAY, TOMORROW, count)
    done = sum(TODAY <= review.answered < TOMORROW for review in reviews.values())
    assert len(found) == len(set(ids(found))) <= max(0, count - done)
    assert not any(TODAY <= reviews[one.id].answered < TOMORROW for one in found if one.id in reviews)
