"""The sheet of shortcuts shows the whole table and narrows to what is asked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.actions.action_list import Entry, MenuName
from desktop_app.ui.actions.shortcut_sheet import ShortcutSheet, balanced
from desktop_app.ui.actions.table import ACTIONS
from desktop_app.ui.theme.palette import Theme, load_palette


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[ShortcutSheet]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    made = ShortcutSheet(window, load_palette(Theme.LIGHT))
    made.open()
    yield made
    made.close()


def test_every_action_with_keys_is_there_once(sheet: ShortcutSheet) -> None:
    with_keys = [action.id for action in ACTIONS if action.keys or action.page_keys or action.field_keys]
    assert sorted(action.id for action in sheet.shown()) == sorted(with_keys)


def test_words_narrow_it(sheet: ShortcutSheet) -> None:
    QTest.keyClicks(sheet.field, "previous section")
    assert [action.id for action in sheet.shown()] == ["section.previous"]
    QTest.keyClicks(sheet.field, " zeppelin")
    assert sheet.shown() == []
    assert "No shortcut" in sheet.lists[0].accessibleDescription()


def test_it_says_when_plain_keys_work(sheet: ShortcutSheet) -> None:
    assert any("Plain keys" in label.text() for label in sheet.findChildren(QLabel))


def test_it_fits_the_window_and_escape_closes_it(sheet: ShortcutSheet) -> None:
    assert sheet.width() <= 1000
    assert sheet.height() <= 700
    sheet.grab()
    sheet.wear(load_palette(Theme.DARK))
    sheet.grab()
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_columns_are_of_about_one_height_and_keep_groups_whole() -> None:
    groups: list[list[Entry]] = [
        [MenuName(menu), *(action for action in ACTIONS if action.menu is menu)]
        for menu in dict.fromkeys(action.menu for action in ACTIONS)
    ]
    columns = balanced(groups, 3)
    assert max(map(len, columns)) <= max(max(map(len, groups)), sum(map(len, groups)) // 3 + 8)
    assert sum(map(len, columns)) == sum(map(len, groups))
    assert all(isinstance(column[0], MenuName) for column in columns)
