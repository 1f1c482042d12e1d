"""The settings: every choice takes effect at once, and lasts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.dialogs.settings_dialog import SettingsDialog
from desktop_app.ui.theme.palette import Theme
from tests.ui.window.conftest import Person


def in_settings(person: Person, act: Callable[[SettingsDialog], None]) -> None:
    """Open the settings by their key, do something in them, and close them with Escape."""
    met: list[SettingsDialog] = []

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(5, meet)
            return
        assert isinstance(dialog, SettingsDialog)
        met.append(dialog)
        try:
            act(dialog)
        finally:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    person.window.activateWindow()
    person.read()
    person.wait_for(person.window.isActiveWindow)
    QTimer.singleShot(0, meet)
    person.press("Ctrl+Comma")
    assert met


def test_a_theme_and_a_face_are_chosen_by_keys(person: Person) -> None:
    def choose(dialog: SettingsDialog) -> None:
        theme = dialog.choices["T&heme"]
        theme.setFocus()
        while theme.currentData() != "view.dark":
            QTest.keyClick(theme, Qt.Key.Key_Down if theme.currentIndex() < 3 else Qt.Key.Key_Up)
        face = dialog.choices["&Face"]
        face.setFocus()
        QTest.keyClick(face, Qt.Key.Key_Down)

    before = person.window.commands.viewing.appearance.family
    in_settings(person, choose)
    assert person.window.commands.viewing.theme is Theme.DARK
    assert person.window.commands.viewing.appearance.family is not before
    assert person.window.commands.viewing.remembered().theme is Theme.DARK


@pytest.mark.parametrize("action", ["type.justified", "view.smooth", "review.daily", "view.letters"])
def test_a_switch_is_shown_as_it_is_and_can_be_turned_and_turned_back(person: Person, action: str) -> None:
    seen: list[bool] = []

    def turn(dialog: SettingsDialog) -> None:
        seen.append(dialog.switches[action].isChecked())
        dialog.switches[action].click()
        seen.append(dialog.switches[action].isChecked())

    in_settings(person, turn)
    in_settings(person, turn)
    assert seen == [seen[0], not seen[0], not seen[0], seen[0]]


def test_single_letters_can_be_switched_off_while_other_keys_go_on_working(person: Person) -> None:
    person.read()
    person.window.commands.run("view.letters")
    person.press("H")
    person.press("Space")
    assert person.placed() == []
    person.press("Ctrl+H")
    person.wait_for(lambda: len(person.placed()) == 1)
    person.window.commands.run("view.letters")
    person.read()
    person.press("Ctrl+End", "H")
    person.wait_for(lambda: len(person.placed()) == 2)


def test_what_the_settings_show_has_names(person: Person) -> None:
    def look(dialog: SettingsDialog) -> None:
        assert all(box.accessibleName() for box in dialog.choices.values())
        assert all("&" in switch.text() for switch in dialog.switches.values())
        keys = [switch.text()[switch.text().index("&") + 1].lower() for switch in dialog.switches.values()]
        keys += [name[name.index("&") + 1].lower() for name in dialog.choices]
        assert len(keys) == len(set(keys))

    in_settings(person, look)
