"""How articles are set is chosen by a menu or by name, seen at once, and remembered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme.appearance import COLUMNS, LEADINGS
from desktop_app.ui.theme.fonts import Family
from tests.ui.window.conftest import Person, opened_window

CHOICES = ("type.face.sans", "type.leading.wide", "type.column.narrow", "type.justified", "type.indented")


def test_what_is_chosen_is_worn_ticked_and_there_again_at_the_next_start(
    person: Person, qtbot: QtBot, library: Path
) -> None:
    actions, page = person.window.action_set, person.window.reader.page
    for name in CHOICES:
        actions.run(name)
    assert page.appearance.family is Family.SANS
    assert (page.appearance.leading, page.appearance.column) == (LEADINGS["wide"], COLUMNS["narrow"])
    assert page.appearance.justified
    assert page.appearance.indented
    assert all(actions[name].isChecked() for name in CHOICES)
    assert not actions["type.column.normal"].isChecked()
    worn = page.appearance
    person.window.close()
    person.margent.close()
    margent, window = opened_window(qtbot, library)
    assert window.reader.page.appearance == worn
    window.close()
    margent.close()


@pytest.mark.parametrize("name", ["type.justified", "type.indented", "type.hyphenated"])
def test_a_switch_is_turned_back_by_the_same_action(person: Person, name: str) -> None:
    actions, page = person.window.action_set, person.window.reader.page
    before = page.appearance
    actions.run(name)
    assert page.appearance != before
    actions.run(name)
    assert page.appearance == before
    assert not actions[name].isChecked()


def test_the_looks_menu_offers_every_choice(person: Person) -> None:
    menu = person.window.top_bar.looks.menu()
    named = {action.objectName() for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()}
    assert {*CHOICES, "type.hyphenated"} <= named
