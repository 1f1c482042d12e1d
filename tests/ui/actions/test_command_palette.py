"""The command palette, driven by keys."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.actions.command_palette import CommandPalette
from desktop_app.ui.theme.palette import Theme, load_palette


@dataclass
class Screen:
    """A window with two fields, and the palette over it."""

    window: QWidget
    first: QLineEdit
    second: QLineEdit
    palette: CommandPalette
    chosen: list[str]


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(first)
    column.addWidget(second)
    window.resize(1000, 700)
    palette = CommandPalette(window, load_palette(Theme.LIGHT))
    window.show()
    window.activateWindow()
    second.setFocus()
    chosen: list[str] = []
    palette.chosen.connect(chosen.append)
    return Screen(window, first, second, palette, chosen)


def test_typing_and_enter_run_an_action_and_give_the_keyboard_back(screen: Screen) -> None:
    screen.palette.open()
    assert screen.palette.field.hasFocus()
    QTest.keyClicks(screen.palette.field, "dark")
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Return)
    assert screen.chosen == ["view.dark"]
    assert screen.palette.isHidden()
    assert screen.second.hasFocus()


def test_the_keyboard_is_back_before_the_action_runs(screen: Screen) -> None:
    focus: list[QWidget | None] = []
    screen.palette.chosen.connect(lambda _id: focus.append(QApplication.focusWidget()))
    screen.palette.open()
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Return)
    assert focus == [screen.second]


def test_escape_leaves_without_running_anything(screen: Screen) -> None:
    screen.palette.open()
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Escape)
    assert screen.palette.isHidden()
    assert screen.second.hasFocus()
    assert screen.chosen == []


def test_arrow_keys_choose_and_go_round(screen: Screen) -> None:
    screen.palette.open()
    QTest.keyClicks(screen.palette.field, "theme")
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Up)
    last = screen.palette.list.currentIndex().row()
    assert last == screen.palette.list.model().rowCount() - 1
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Down)
    assert screen.palette.list.currentIndex().row() == 0


def test_tab_stays_within_and_enter_works_from_the_list_too(screen: Screen) -> None:
    screen.palette.open()
    QTest.keyClicks(screen.palette.field, "sepia")
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Tab)
    assert screen.palette.list.hasFocus()
    QTest.keyClick(screen.palette.list, Qt.Key.Key_Return)
    assert screen.chosen == ["view.sepia"]


def test_what_cannot_be_done_now_is_left_out(screen: Screen) -> None:
    screen.palette.open(unusable={"edit.undo"})
    QTest.keyClicks(screen.palette.field, "undo")
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Return)
    assert "edit.undo" not in screen.chosen


def test_nothing_found_is_said_and_enter_does_nothing(screen: Screen) -> None:
    screen.palette.open()
    QTest.keyClicks(screen.palette.field, "zeppelin quartz")
    QTest.keyClick(screen.palette.field, Qt.Key.Key_Return)
    assert screen.palette.isVisible()
    assert "No command" in screen.palette.list.accessibleDescription()


def test_going_elsewhere_closes_it_and_leaves_the_keyboard_there(screen: Screen) -> None:
    screen.palette.open()
    QTest.mouseClick(screen.first, Qt.MouseButton.LeftButton)
    screen.first.setFocus()
    assert screen.palette.isHidden()
    assert screen.first.hasFocus()


def test_it_stays_within_a_window_that_changes_its_size(screen: Screen) -> None:
    screen.palette.open()
    for width, height in ((1000, 700), (420, 360), (1600, 900)):
        screen.window.resize(width, height)
        assert screen.window.rect().adjusted(-1, -1, 1, 1).contains(screen.palette.geometry())
        screen.window.grab()
