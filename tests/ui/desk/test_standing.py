"""Annotations that are renewed where they change stand as they would if all were read anew."""

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


def test_much_at_once_comes_in_parts_between_which_the_window_has_its_turn(
    desk: Desk, opened: Opened, standing: Standing, qtbot: QtBot
) -> None:
    parts: list[int] = []
    standing.renewed.connect(lambda difference: parts.append(len(difference.ids())))
    done(desk.annotating.highlight_all(opened, [(start, start + 30) for start in range(0, 350, 2)]))
    assert len(desk.told) == 4, "slices of fifty"
    for changed in desk.told:
        standing.follow(changed.change_set)
    assert len(parts) == 1
    qtbot.waitUntil(lambda: sum(parts) == 175)
    assert max(parts) <= 25
    assert standing.counts == (175, 0)
