"""Continue reading: what has been begun, the latest first, and one click or key away."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.ui.rooms.library.continue_strip import ContinueStrip
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.rooms.shelves import NOON, article


def strip(bot: QtBot, width: int = 1000) -> ContinueStrip:
    made = ContinueStrip(load_palette(Theme.LIGHT))
    bot.addWidget(made)
    made.resize(width, 120)
    return made


def test_what_was_read_last_comes_first_and_finished_ones_do_not_come(qtbot: QtBot) -> None:
    made = strip(qtbot)
    rows = [
        article("old", progress=0.5, days_ago=90),
        article("done", progress=1.0, days_ago=0),
        article("new", progress=0.25, days_ago=1),
        article("never"),
    ]
    made.show_articles(rows, NOON, 200.0)
    shown = [card for card in made.cards if not card.isHidden()]
    assert [card.document for card in shown] == ["new", "old"]
    assert "25 %" in shown[0].accessibleName()
    assert "left" in shown[0].accessibleName()
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    QTest.mouseClick(shown[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(shown[0], Qt.Key.Key_Space)
    assert chosen == ["old", "new"]


def test_it_takes_no_room_when_nothing_has_been_begun(qtbot: QtBot) -> None:
    made = strip(qtbot)
    made.show_articles([article("never")], NOON, 200.0)
    assert made.isHidden()


def test_a_narrow_room_shows_fewer(qtbot: QtBot) -> None:
    made = strip(qtbot, 500)
    rows = [article(f"a{n}", progress=0.5, days_ago=n) for n in range(5)]
    made.show_articles(rows, NOON, 200.0)
    assert sum(not card.isHidden() for card in made.cards) == 2
