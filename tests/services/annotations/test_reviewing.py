"""Highlights come back later each time they are kept; every answer is on the disk and can be taken back."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from desktop_app.core.change import ChangeSet
from desktop_app.services.annotations.reviewing import Reviewing, day_around
from desktop_app.services.errors import Refused
from tests.samples import Desk, done

DAY = 86_400_000


class Days:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Days:
    """Long after everything was marked."""
    return Days(1_800_000_000_000)


@pytest.fixture
def reviewing(desk: Desk, clock: Days) -> Reviewing:
    """Reviews of a library with six highlights in one article."""
    opened = desk.add()
    for start in range(0, 60, 10):
        done(desk.annotating.highlight(opened, start, start + 8)[1])
    return Reviewing(desk.store, desk.history, clock)


def asked(reviewing: Reviewing) -> list[str]:
    return [one.annotation.id for one in reviewing.today()]


def test_a_day_has_five_and_then_no_more(reviewing: Reviewing, clock: Days) -> None:
    day = asked(reviewing)
    assert len(day) == 5
    answers: list[Callable[[str], Future[ChangeSet | None]]] = [reviewing.keep, reviewing.put_off, reviewing.discard]
    for number, found in enumerate(day):
        assert asked(reviewing) == day[number:]
        done(answers[number % 3](found))
    assert asked(reviewing) == []
    assert len(reviewing.today(more=5)) == 1
    clock.now += DAY
    assert len(asked(reviewing)) == 1, "the one that has not come yet"


def test_kept_ones_come_later_each_time(reviewing: Reviewing, clock: Days, desk: Desk) -> None:
    found = asked(reviewing)[0]
    gaps = []
    for _ in range(6):
        done(reviewing.keep(found))
        review = desk.reader.review(found)
        assert review is not None
        gaps.append(review.due - clock.now)
        clock.now = review.due
    assert gaps == sorted(gaps)
    assert gaps[0] >= DAY
    assert gaps[-1] > 60 * DAY


def test_an_answer_is_one_step_that_can_be_undone_and_done_again(reviewing: Reviewing, desk: Desk) -> None:
    found = asked(reviewing)[0]
    done(reviewing.keep(found))
    kept = desk.reader.review(found)
    assert kept is not None
    assert desk.history.next_undo() == "Keep the highlight"
    done(desk.history.undo())
    assert desk.reader.review(found) is None
    assert asked(reviewing)[0] == found
    done(desk.history.redo())
    assert desk.reader.review(found) == kept
    [(_, journalled)] = desk.reader.changes_since(desk.reader.journal_end() - 1)
    assert journalled.ids("review") == (found,)


def test_snoozing_is_for_a_week_and_discarding_for_good(reviewing: Reviewing, clock: Days) -> None:
    first, second, *_ = asked(reviewing)
    done(reviewing.put_off(first))
    done(reviewing.discard(second))
    clock.now += 6 * DAY
    assert first not in asked(reviewing)
    clock.now += 2 * DAY
    assert first in asked(reviewing)
    clock.now += 1000 * DAY
    assert second not in asked(reviewing)


def test_it_says_where_the_words_are_from_with_and_without_the_text(reviewing: Reviewing, desk: Desk) -> None:
    places = {one.path for one in reviewing.today(more=5)}
    assert all(one.document.title for one in reviewing.today())
    assert places
    [document] = desk.reader.documents()
    done(desk.library.remove_source(document.id))
    assert len(asked(reviewing)) == 5
    done(desk.library.delete(document.id))
    assert asked(reviewing) == []


def test_what_was_deleted_meanwhile_cannot_be_answered(reviewing: Reviewing, desk: Desk) -> None:
    found = asked(reviewing)[0]
    done(desk.annotating.delete([found]))
    with pytest.raises(Refused, match="deleted"):
        done(reviewing.keep(found))


def test_a_day_is_one_where_the_person_is() -> None:
    for now in (0, 1_800_000_000_000, 1_774_746_000_000):
        begun, ended = day_around(now)
        assert begun <= now < ended
        assert 22 * DAY // 24 <= ended - begun <= 26 * DAY // 24
