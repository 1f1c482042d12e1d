"""What a screen reader is told: every control has a name without keys in it, and a role that says how it works."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.window.conftest import Person

_ROWS = 20
_Role, _Text = QAccessible.Role, QAccessible.Text


def told(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Go through what a screen reader sees of a widget."""
    yield from _within(QAccessible.queryAccessibleInterface(widget))


def _within(one: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if one is None or not one.isValid() or one.state().invisible:
        return
    yield one
    for place in range(min(one.childCount(), _ROWS)):
        yield from _within(one.child(place))


def _unnamed(widget: QWidget) -> list[str]:
    """Return the controls of a widget that say nothing, or name keys that may be others by now."""
    controls = [one for one in told(widget) if one.state().focusable]
    assert controls
    names = [(one.role().name, one.text(_Text.Name)) for one in controls if one.role() is not _Role.ListItem]
    return [f"{role} {name!r}" for role, name in names if not name.strip() or "Ctrl" in name or "(Esc" in name]


def test_the_rooms_are_told_as_one_choice_of_several_with_their_keys(person: Person) -> None:
    bar = person.window.top_bar
    for room in ("library", "notebook", "reader"):
        person.window.stage.enter(room)
        rooms = [one for one in told(bar) if one.text(_Text.Name) in ("Library", "Reader", "Notebook")]
        assert {one.role() for one in rooms} == {_Role.RadioButton}
        assert [one.text(_Text.Description) for one in rooms] == ["Ctrl+1", "Ctrl+2", "Ctrl+3"]
        chosen = [one.text(_Text.Name) for one in rooms if one.state().checked]
        assert chosen == [room.capitalize()]
    person.window.commands._own_keys.change("go.library", "Ctrl+Alt+1")
    assert rooms[0].text(_Text.Description) == "Ctrl+Alt+1"


@pytest.mark.parametrize("room", ["library", "reader", "notebook"])
def test_every_control_of_a_room_has_a_name(person: Person, room: str) -> None:
    person.window.action_set.run("mark.highlight")
    person.wait_for(lambda: len(person.placed()) == 1)
    person.window.stage.enter(room)
    if room == "reader":
        person.press("Ctrl+F")
    person.bot.wait(100)
    assert _unnamed(person.window) == []


@pytest.mark.parametrize(
    "action", ["view.settings", "file.export", "file.templates", "help.shortcuts", "mark.names", "file.print"]
)
def test_every_control_of_a_dialog_has_a_name_and_a_list_says_what_it_is_for(person: Person, action: str) -> None:
    seen: list[QWidget] = []
    unnamed: list[str] = []
    lists: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(100, look)
            return
        unnamed.extend(name for name in _unnamed(dialog) if "Save  Ctrl+S" not in name)  # a label, with its key
        lists.extend(one.text(_Text.Description) for one in told(dialog) if one.role() is _Role.ComboBox)
        seen.append(dialog)
        dialog.close()

    person.window.action_set.run("mark.highlight")
    person.wait_for(lambda: len(person.placed()) == 1)
    QTimer.singleShot(300, look)
    person.window.action_set.run(action)
    person.wait_for(lambda: bool(seen))
    assert unnamed == []
    assert all(lists)
