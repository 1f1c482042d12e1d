"""Every action of the table in every room: it acts on what is seen, or is disabled and says why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget

from desktop_app.ui.actions.table import ACTIONS, BY_ID, About, about
from desktop_app.ui.frame.stage import COMPARISON, LIBRARY, NOTEBOOK, READER, REVIEW
from tests.ui.window.conftest import ARTICLE, Person

_LEFT_OUT = {"file.quit", "view.full_screen", "view.smooth", "edit.undo", "edit.redo"}
"""Actions that are no matter of a room: undo is of the whole library, and a toast says what it has done."""


def _to_the_comparison(person: Person, _folder: Path) -> None:
    person.press("Ctrl+2", "F8")
    person.wait_for(lambda: bool(person.window.commands.comparing.view.rows()))


def _to_the_review(person: Person, _folder: Path) -> None:
    person.press("Ctrl+Shift+R")
    person.wait_for(person.window.commands.reviewing.view.isVisible)


PLACES: dict[str, Callable[[Person, Path], None]] = {
    LIBRARY: lambda person, _: person.press("Ctrl+1"),
    NOTEBOOK: lambda person, _: person.press("Ctrl+3"),
    COMPARISON: _to_the_comparison,
    REVIEW: _to_the_review,
}


@pytest.fixture(autouse=True)
def _nothing_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every dialog be left at once."""
    monkeypatch.setattr(QDialog, "exec", lambda _self: QDialog.DialogCode.Rejected)
    monkeypatch.setattr(QDialog, "open", lambda _self: None)
    monkeypatch.setattr(QMessageBox, "exec", lambda _self: 0)
    monkeypatch.setattr(QMessageBox, "about", lambda *_: None)
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))


def _with_two_versions(person: Person, folder: Path) -> str:
    path = folder / ARTICLE.name
    for words in ("cow", "goat"):
        path.write_text(ARTICLE.read_text(encoding="utf-8").replace("cow", words) + words, encoding="utf-8")
        arrival = person.margent.importing.add_file(path)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    return arrival.document.id


def _page(person: Person) -> tuple[object, ...]:
    """Return all that an action may do to the page, or to the article on it."""
    page, opened = person.window.reader.page, person.window.desk.opened
    return (
        opened.document if opened else None,
        opened.sections if opened else None,
        page.top_offset(),
        page.selected_range(),
        page.caret_mode(),
        page.folded(),
        person.window.commands.focusing.spotlight.light,
        person.window.desk.active,
        [one.annotation for one in person.placed()],
    )


@pytest.mark.parametrize("place", PLACES)
def test_no_action_touches_a_page_that_is_not_seen(person: Person, tmp_path: Path, place: str) -> None:
    window, document = person.window, _with_two_versions(person, tmp_path)
    person.read()
    person.press("H", "V")
    person.wait_for(lambda: window.desk.active is not None)
    QApplication.clipboard().clear()
    PLACES[place](person, tmp_path)
    person.wait_for(lambda: window.stage.seen == place)
    before = _page(person)
    for action in ACTIONS:
        if action.id in _LEFT_OUT or action.id.startswith(("type.", "help.")):
            continue
        window.commands.run(action.id)
        person.bot.wait(1)
        if window.stage.seen == place:
            assert _page(person) == before, f"{action.id} in the {place}"
            assert place == NOTEBOOK or not QApplication.clipboard().text(), f"{action.id} in the {place}"
            continue
        # It has led somewhere else, which must be what one sees now.
        person.press("Escape")
        window.open_document(document)
        PLACES[place](person, tmp_path)
        person.wait_for(lambda: window.stage.seen == place)
        before = _page(person)


@pytest.mark.parametrize("place", [LIBRARY, NOTEBOOK])
def test_what_cannot_be_done_here_is_disabled_and_says_why(person: Person, tmp_path: Path, place: str) -> None:
    window, actions = person.window, person.window.action_set
    PLACES[place](person, tmp_path)
    for action in ACTIONS:
        fitting = about(action.id) is About.ANYTHING or (about(action.id) is About.NOTEBOOK and place == NOTEBOOK)
        assert actions[action.id].isEnabled() is fitting, action.id
        if not fitting:
            assert action.text.rstrip("…") in actions[action.id].toolTip()
            assert "shows it" in actions[action.id].toolTip()
    person.press("Ctrl+H")
    assert window.status.message() == "“Highlight” is about the page, and Ctrl+2 shows it."
    person.press("Ctrl+2")
    assert all(actions[one.id].isEnabled() for one in ACTIONS if about(one.id) is About.PAGE)
    assert BY_ID["mark.highlight"].keys[0] in actions["mark.highlight"].toolTip()


def test_the_keys_of_the_caret_are_told_only_where_they_work(person: Person) -> None:
    status = person.window.status
    person.press("V")
    assert status.message().startswith("Caret:")
    person.press("Ctrl+3")
    assert status.message().startswith("Enter opens in the article")
    person.press("Ctrl+2")
    assert status.message().startswith("Caret:")
    person.press("Escape")
    assert status.message().startswith("h highlight")


def test_a_list_has_the_keys_that_scroll_the_page(person: Person) -> None:
    for number in range(3):
        person.margent.importing.add_text(f"# Article {number}\n\nSome words of it.")
    person.press("Ctrl+1")
    articles = person.window.rooms.library.list
    person.wait_for(lambda: bool(articles.model().index(3, 0).isValid()))
    articles.setFocus()
    person.press("Ctrl+End")
    assert articles.currentIndex().row() == articles.model().rowCount() - 1
    person.press("Ctrl+Home")
    assert articles.currentIndex().row() == 0


@pytest.mark.parametrize(("place", "field"), [(LIBRARY, "search"), (NOTEBOOK, "filter"), (READER, "bar")])
def test_ctrl_f_looks_through_what_is_seen(person: Person, place: str, field: str) -> None:
    window = person.window
    person.press({LIBRARY: "Ctrl+1", NOTEBOOK: "Ctrl+3", READER: "Ctrl+2"}[place])
    person.press("Ctrl+F")
    focused = QApplication.focusWidget()
    wanted: dict[str, QWidget] = {"search": window.top_bar.search, "bar": window.reader.find_bar.field}
    if place == NOTEBOOK:
        wanted["filter"] = window.rooms.notebook.head.words
    assert focused is wanted[field]
    assert window.reader.find_bar.isVisible() is (place == READER)


def test_back_leads_from_another_room_to_the_page(person: Person) -> None:
    window = person.window
    person.read()
    person.press("Ctrl+End", "Ctrl+1", "Alt+Left")
    assert window.stage.seen == READER
    assert window.reader.page.top_offset() == 0
