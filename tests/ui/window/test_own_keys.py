"""Any key can be another one, and stays so at the next start."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop_app.ui.actions import own_keys
from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.actions.key_dialog import KeyDialog
from desktop_app.ui.actions.own_keys import OwnKeys, is_plain, refusal
from desktop_app.ui.actions.shortcut_sheet import ShortcutSheet
from desktop_app.ui.actions.table import ACTIONS, BY_ID
from tests.ui.window.conftest import Person, combination


def choose(person: Person, words: str, *keys: str) -> list[str]:
    """Go to the one row that `words` find, ask for another key, and press these; return what was answered to each."""
    answers: list[str] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, KeyDialog):
            return
        for key in keys:
            QTest.keyClick(dialog, *combination(key))
            answers.append(dialog.answer() if dialog.isVisible() else "")
        dialog.reject()  # where no key was taken

    def in_sheet() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, ShortcutSheet)
        QTimer.singleShot(200, press)
        try:
            sheet.field.setText(words)
            sheet.field.setFocus()
            QTest.keyClick(sheet.field, Qt.Key.Key_Down)
            QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
        finally:
            sheet.reject()

    QTimer.singleShot(200, in_sheet)
    person.window.action_set.run("help.shortcuts")
    return answers


def test_a_key_is_changed_in_the_sheet_and_stays_so(person: Person) -> None:
    assert choose(person, "underline", "Ctrl+Alt+B")[-1] == ""
    actions = person.window.action_set
    assert actions["mark.underline"].shortcut().toString() == "Ctrl+Alt+B"
    assert "Ctrl+Alt+B" in actions["mark.underline"].toolTip()
    assert choose(person, "highlight as claims", "Y")[-1] == ""
    for key in (Qt.Key.Key_1, Qt.Key.Key_Y):
        QTest.keyClick(person.window.reader.page, key)
    person.wait_for(lambda: len(person.placed()) == 1)
    again = ActionSet(person.window, dict.fromkeys(BY_ID, lambda: None), lambda _: None)
    again.make()
    OwnKeys(again, person.window.commands.focusing._settings)
    entries = {one.id: one for one in again.entries()}
    assert entries["mark.underline"].keys == ("Ctrl+Alt+B",)
    assert entries["mark.yellow"].page_keys == ("Y",)
    assert entries["mark.yellow"].keys == ("Alt+1",)


def test_a_key_that_is_something_else_is_refused_in_a_sentence_and_backspace_brings_the_usual_back(
    person: Person,
) -> None:
    taken, moving, fine = choose(person, "reading ruler", "Ctrl+K", "Tab", "Ctrl+Alt+R")
    assert taken == "Ctrl+K is “Search everything”. Give that another key first."
    assert moving.startswith("Tab is needed")
    assert fine == ""
    assert person.window.action_set["view.ruler"].shortcut().toString() == "Ctrl+Alt+R"
    choose(person, "reading ruler", "Backspace")
    assert person.window.action_set["view.ruler"].shortcut().toString() == "Ctrl+Shift+D"


def test_actions_without_a_key_are_found_by_words(person: Person) -> None:
    assert choose(person, "wide column", "Ctrl+Alt+W")[-1] == ""
    assert person.window.action_set["type.column.wide"].shortcut().toString() == "Ctrl+Alt+W"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_the_usual_keys_are_of_the_kind_that_they_are_given_as(action) -> None:  # type: ignore[no-untyped-def]
    assert not any(map(is_plain, action.keys))
    assert all(map(is_plain, action.page_keys))
    if not action.keys and not action.page_keys and action.field_keys:
        assert "of its own" in refusal("Ctrl+Alt+X", action, ())


def _templates() -> list[tuple[str, str]]:
    folder = Path(own_keys.__file__).parents[2]
    found = (re.findall(r"\{([a-z]+\.[a-z_]+):([^{} ]+)\}", path.read_text("utf-8")) for path in folder.rglob("*.py"))
    kinds = {action.partition(".")[0] for action in BY_ID}
    named = {pair for pairs in found for pair in pairs if pair[0].partition(".")[0] in kinds}
    return sorted(named - {("mark.colours", "1–5")})


def test_sentences_that_name_keys_name_the_usual_ones_until_there_are_others(person: Person) -> None:
    templates = _templates()
    assert len(templates) > 20
    assert [(name, person.window.action_set.key_of(name)) for name, _ in templates] == templates


def test_the_empty_notebook_names_the_keys_as_they_are_now(person: Person) -> None:
    keys, rooms = person.window.commands._own_keys, person.window.rooms
    keys.change("mark.highlight", "Y")
    person.press("Ctrl+3")
    person.wait_for(lambda: "Press y in an article" in rooms.notebook.list.accessibleDescription())
    keys.change("note.edit", "Q")
    assert "q to write a note" in rooms.notebook.list.accessibleDescription()


def test_another_key_is_named_wherever_the_usual_one_was(person: Person) -> None:
    window, keys = person.window, person.window.commands._own_keys
    _ = window.rooms.library
    person.wait_for(lambda: window.status.message().startswith("h highlight"))
    for action, key in (
        ("mark.highlight", "Y"), ("note.edit", "Q"), ("search.everything", "Ctrl+Alt+K"), ("go.reader", "Ctrl+Alt+2"),
        ("mark.caret", "Ctrl+Alt+V"), ("mark.caret", "0"), ("find.next", "Ctrl+Alt+N"), ("go.library", "Ctrl+Alt+1"),
        ("file.add", "Ctrl+Alt+O"), ("edit.undo", "Ctrl+Alt+Z"), ("mark.blue", "J"),
    ):  # fmt: skip
        if key == "J":
            keys.change("read.line_down", "7")
        keys.change(action, key)
    assert window.status.message().startswith("y highlight · q note · Ctrl+F find · Ctrl+Alt+K search everything")
    assert window.top_bar.search._key.text() == "Ctrl Alt K"
    assert "press 0 and" in window.reader.margin._empty.text()
    assert "Ctrl+Alt+1 shows the library, Ctrl+Alt+O adds" in window.reader._empty.text()
    assert window.reader.find_bar._next.toolTip() == "Next match  (Ctrl+Alt+N)"
    tips = {button.text(): button.toolTip() for button in window.top_bar.findChildren(QAbstractButton)}
    assert tips["Library"] == "Library  (Ctrl+Alt+1)"
    assert window.rooms.library._add._cap.text() == "Ctrl Alt O"
    person.read()
    person.press("0")
    assert window.status.message().startswith("Caret: w word")
    assert "y, 1 2 j 4 5, u, q mark" in window.status.message()
    person.press("Escape", "Y")
    person.wait_for(lambda: len(person.placed()) == 1)
    window.commands.marking.delete([person.placed()[0].annotation.id])
    person.wait_for(lambda: window.toast._key.text() == "Ctrl Alt Z")
    window.stage.enter("notebook")
    window.action_set.run("mark.highlight")
    assert window.toast.message().endswith("Ctrl+Alt+2 shows it.")
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert "Next match" not in window.toast.message()
    QTest.keyClick(window, *combination("Ctrl+Alt+N"))
    assert "Next match" in window.toast.message()


def test_where_letters_are_no_commands_no_letter_is_named(person: Person) -> None:
    person.wait_for(lambda: person.window.status.message().startswith("h highlight"))
    person.window.action_set.letters = False
    assert person.window.status.message().startswith("Ctrl+H highlight · Ctrl+M note")
    assert person.window.action_set.said("press {mark.attach:r}") == "press “Attach to the selection”"


def test_an_open_menu_tells_the_plain_keys_as_they_are_now(person: Person) -> None:
    actions, keys = person.window.action_set, person.window.commands._own_keys
    keys.change("mark.tags", "Y")
    menu = actions.menu(BY_ID["mark.tags"].menu, person.window)
    person.bot.addWidget(menu)
    menu.popup(person.window.pos())
    assert actions["mark.tags"].text() == "Tags…\ty"
    assert actions["note.section"].text() == "Note on the section\tShift+N"
    assert actions["mark.highlight"].text() == "Highlight"  # Qt shows its Ctrl+H
    menu.close()
    assert actions["mark.tags"].text() == "Tags…"
