"""Annotations that are renewed where they change stand as they would if all were read anew."""

import itertools
import random
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.services.articles.reading import Opened
from desktop_app.ui.desk.standing import Difference, Standing
from desktop_app.ui.outline.items import OutlineItem, outline_of, recounted
from tests.samples import BRIDGE, Desk, done


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """The article."""
    return desk.add()


@pytest.fixture
def standing(qtbot: QtBot, desk: Desk, opened: Opened) -> Iterator[Standing]:
    """What stands in it."""
    made = Standing(desk.reader)
    made.lay(opened)
    desk.told.clear()
    yield made
    made.deleteLater()


def follow(standing: Standing, desk: Desk) -> None:
    """Bring what has been written to those that stand."""
    desk.store.submit(lambda _transaction: None).result()
    for changed in desk.told:
        standing.follow(changed.change_set)
    desk.told.clear()
    QTest.qWait(25)  # longer than the window's turn


def do_something(desk: Desk, opened: Opened, ids: list[str], chance: random.Random) -> None:
    """Mark, write, recolour, delete or undo."""
    start, one = chance.randrange(len(BRIDGE) // 2), chance.choice(ids) if ids else ""
    match chance.randrange(7) if ids else 0:
        case 0 | 1 | 2:
            ids.append(desk.annotating.highlight(opened, start, start + chance.randrange(30, 300))[0].id)
        case 3:
            desk.annotating.set_note(one, f"note {start}").exception()
        case 4:
            desk.annotating.recolour(one, chance.choice(list(Colour))).exception()
        case 5:
            desk.annotating.delete([one]).exception()
        case 6:
            desk.history.undo().exception()


def test_whatever_is_done_they_stand_as_if_read_anew(desk: Desk, opened: Opened, standing: Standing) -> None:
    chance = random.Random(4)
    items: list[list[OutlineItem]] = [outline_of(opened.sections, ())]
    ids: list[str] = []

    def count(difference: Difference) -> None:
        seen = difference.in_text()
        items.append(recounted(items[-1], seen.gone, seen.come))

    standing.renewed.connect(count)
    anew = Standing(desk.reader, standing)
    for _ in range(150):
        do_something(desk, opened, ids, chance)
        follow(standing, desk)
        anew.lay(opened)
        assert standing.all == anew.all
        assert list(standing.in_text) == list(anew.in_text)
        assert standing.counts == anew.counts
        assert standing.between(90, 200) == [one for one in anew.in_text if one.start <= 200 and one.end > 90]
        assert items[-1] == outline_of(opened.sections, anew.in_text)
    assert len(items) > 100


def parts_of(desk: Desk, opened: Opened, cost: float, qtbot: QtBot) -> list[int]:
    """Highlight 350 ranges; return how many come at a time where each part costs so many seconds."""
    clock = itertools.count()
    standing = Standing(desk.reader, clock=lambda: next(clock) * cost)
    standing.lay(opened)
    desk.told.clear()
    parts: list[int] = []
    standing.renewed.connect(lambda difference: parts.append(len(difference.ids())))
    done(desk.annotating.highlight_all(opened, [(start, start + 30) for start in range(350)]))
    assert len(desk.told) == 7, "slices of fifty"
    for changed in desk.told:
        standing.follow(changed.change_set)
    assert len(parts) == 1
    qtbot.waitUntil(lambda: sum(parts) == 350)
    assert standing.counts == (350, 0)
    standing.deleteLater()
    return parts


def test_much_at_once_comes_in_parts_between_which_the_window_has_its_turn(
    desk: Desk, opened: Opened, qtbot: QtBot
) -> None:
    assert max(parts_of(desk, opened, 0.05, qtbot)) <= 25


def test_as_long_as_it_costs_little_more_and_more_comes_at_a_time(desk: Desk, opened: Opened, qtbot: QtBot) -> None:
    parts = parts_of(desk, opened, 0.001, qtbot)
    assert parts[0] <= 25, "a person may be about to press a key"
    assert len(parts) <= 5
