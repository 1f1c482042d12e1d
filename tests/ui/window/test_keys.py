"""The rule about keys: plain ones belong to the page alone, every action can be reached, and Tab only moves focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_app.ui.actions.table import ACTIONS, Menu
from desktop_app.ui.margin.note_card import NoteCard
from tests.ui.window.conftest import Person

_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789[]{}/?.,"


def _elsewhere(person: Person) -> dict[str, QWidget]:
    window = person.window
    return {
        "search field": window.top_bar.search,
        "outline": window.reader.outline.list,
        "find bar": window.reader.find_bar.field,
        "room button": window.top_bar.looks,
    }


@pytest.mark.parametrize("place", ["search field", "outline", "find bar"])
def test_no_plain_key_is_a_command_outside_the_page(person: Person, place: str) -> None:
    carried_out: list[str] = []
    person.window.action_set.triggered.connect(carried_out.append)
    if place == "find bar":
        person.press("Ctrl+F")
        carried_out.clear()
    widget = _elsewhere(person)[place]
    widget.setFocus()
    for letter in _PLAIN + _PLAIN.upper():
        QTest.keyClicks(widget, letter)
    QTest.keyClick(widget, Qt.Key.Key_Space)
    assert carried_out == []
    assert not person.placed()


def test_typing_into_a_note_is_never_a_command(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.press("N")
    person.wait_for(lambda: not person.window.reader.page.hasFocus())
    carried_out: list[str] = []
    person.window.action_set.triggered.connect(carried_out.append)
    person.type("hjkl 12345 nvto [x] {y} ? /")
    assert carried_out == []
    person.press("Escape")
    person.wait_for(lambda: person.placed()[0].annotation.note == "hjkl 12345 nvto [x] {y} ? /")


def test_window_wide_keys_hold_a_modifier_or_are_function_keys() -> None:
    for action in ACTIONS:
        for key in action.keys:
            combination = QKeySequence(key)[0]  # type: ignore[index]  # PySide's stubs do not know it
            modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
            function_key = Qt.Key.Key_F1 <= combination.key() <= Qt.Key.Key_F35
            assert modifiers != Qt.KeyboardModifier.NoModifier or function_key, action.id


def test_no_key_stands_for_two_actions() -> None:
    keys = [QKeySequence(key).toString() for action in ACTIONS for key in action.keys]
    page_keys = [QKeySequence(key).toString() for action in ACTIONS for key in action.page_keys]
    assert sorted(keys) == sorted(set(keys))
    assert sorted(page_keys) == sorted(set(page_keys))


def test_every_action_is_in_a_menu_and_says_its_keys(person: Person) -> None:
    listed = {
        action.objectName() for menu in Menu for action in person.window.action_set.menu(menu, person.window).actions()
    }
    assert listed == {action.id for action in ACTIONS}
    for action in ACTIONS:
        assert all(key in person.window.action_set[action.id].toolTip() for key in action.keys), action.id


@pytest.mark.parametrize(("key", "text"), [("{", "{"), ("}", "}"), ("?", "?")])
def test_signs_behind_shift_reach_their_actions_on_any_keyboard(person: Person, key: str, text: str) -> None:
    carried_out: list[str] = []
    # The sheet of shortcuts is a dialog; what matters here is that its action is found.
    person.window.action_set["help.shortcuts"].triggered.disconnect()
    person.window.action_set["help.shortcuts"].triggered.connect(lambda: carried_out.append("help.shortcuts"))
    person.window.action_set.triggered.connect(carried_out.append)
    person.read()
    code = {"{": Qt.Key.Key_BraceLeft, "}": Qt.Key.Key_BraceRight, "?": Qt.Key.Key_Question}[key]
    QTest.sendKeyEvent(QTest.KeyAction.Click, person.window.reader.page, code, text, Qt.KeyboardModifier.ShiftModifier)
    assert len(carried_out) == 1


def test_f6_goes_round_the_panes(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: bool(person.placed()))
    person.read()
    seen = []
    for _ in range(3):
        person.press("F6")
        focused = person.window.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
    assert len(set(seen)) == 3
    assert "Outline" in seen
    assert "Article" in seen


def test_what_tab_comes_to_can_be_told_from_what_it_has_left(person: Person) -> None:
    page = person.window.reader.page
    person.read()
    person.press("H")
    person.wait_for(lambda: bool(person.placed()))
    card = person.window.reader.margin.findChildren(NoteCard)[0]
    card.setFocus()
    looks = [page.grab().toImage(), card.grab().toImage()]
    page.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.grab().toImage() != looks[0]
    assert card.grab().toImage() != looks[1]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    assert [page.grab().toImage(), card.grab().toImage()] == looks


def test_a_screen_reader_is_told_that_an_order_is_one_of_several(person: Person) -> None:
    person.press("Ctrl+1")
    button = next(one for one in person.window.findChildren(QAbstractButton) if one.text() == "Recent")
    assert QAccessible.queryAccessibleInterface(button).role() is QAccessible.Role.RadioButton


def test_the_caret_mode_selects_with_the_arrows_and_escape_leaves_it(person: Person) -> None:
    person.read()
    page = person.window.reader.page
    person.press("V")
    assert page.caret_mode()
    person.press("Shift+Right", "Shift+Right", "Shift+Right")
    assert page.selected_range() == (0, 3)
    person.press("Escape")
    assert not page.caret_mode()


def test_v_once_more_lets_plain_arrows_select(person: Person) -> None:
    person.read()
    page = person.window.reader.page
    person.press("V", "Right", "V", "Right", "Right")
    assert page.selected_range() == (1, 3)
    person.press("V", "Right")
    assert page.selected_range() is None


def _stops(person: Person, most: int = 40) -> list[str]:
    """What Tab comes to from the last button of the top bar until it is there again, by the names it is told by."""
    button = person.window.top_bar.menu
    button.setFocus(Qt.FocusReason.TabFocusReason)
    names: list[str] = []
    for _ in range(most):
        person.press("Tab")
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is button:
            break
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), f"{widget} has no name"
        names.append(interface.text(QAccessible.Text.Name))
    return names


def test_tab_comes_to_every_part_of_a_room_from_its_top_to_its_end(person: Person) -> None:
    person.press("Ctrl+1")
    library = _stops(person)
    assert library[0] == "Shelves and tags"
    assert library.index("Recent") < library.index("Add") < library.index("Articles")
    assert library.index("Articles") + 1 == library.index("Library"), "the room one is in, and no other"
    person.press("Ctrl+3")
    notebook = _stops(person)
    assert notebook[0] == "Filters and saved views"
    assert notebook.index("By article") < notebook.index("Notes and highlights") < notebook.index("Notebook")


def test_the_card_that_tab_comes_to_is_in_sight(person: Person) -> None:
    person.read()
    person.window.reader.page.set_smooth(False)  # or a slow machine has not moved on when the next one is marked
    for _ in range(12):
        person.press("H", "J")
    person.press("Home")
    person.wait_for(lambda: len(person.placed()) > 4)
    pane = person.window.reader.margin
    person.wait_for(lambda: len(pane.findChildren(NoteCard)) > 2)
    person.margent.store.submit(lambda _: None).result()  # one that is saved later would be the active one then
    person.bot.wait(50)
    seen = 0
    for _ in range(20):
        person.press("Tab")
        card = QApplication.focusWidget()
        if isinstance(card, NoteCard):
            seen += 1
            assert pane.rect().contains(card.geometry().topLeft()), "a card has the keyboard and is not seen"
    assert seen
