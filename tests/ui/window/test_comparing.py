"""Comparing two versions, and settling what a revision has left in doubt, with the keyboard."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.core.annotation import PlacementState
from desktop_app.core.comparing import RevisionKind
from desktop_app.services.articles.reading import open_document
from desktop_app.ui.actions.table import ACTIONS
from desktop_app.ui.comparing.rows import ComparedRow
from desktop_app.ui.comparing.view import ComparisonView
from desktop_app.ui.dialogs.list_panel import ListPanel, ListRow
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.revised import OURS, Marked, chosen, revise
from tests.ui.reader.pages import picture
from tests.ui.window.conftest import Person

COUNT = 50


@pytest.fixture
def revised(person: Person, tmp_path: Path) -> dict[str, Marked]:
    """An article with fifty highlights, open in its second version: what was to become of each highlight."""
    path = tmp_path / "article.txt"
    path.write_bytes(OURS.read_bytes())
    arrival = person.margent.importing.add_file(path)
    assert arrival.document is not None, arrival.message
    opened = open_document(person.window.desk.reader, arrival.document.id)
    revision = revise(opened.content)
    marks: dict[str, Marked] = {}
    for one in chosen(revision, COUNT):
        annotation, saved = person.margent.annotating.highlight(opened, one.start, one.end)
        marks[annotation.id] = one
    saved.result(30)
    person.window.open_document(arrival.document.id)
    path.write_text(revision.text, encoding="utf-8")
    person.window.commands.filing.add_files([path])
    person.wait_for(lambda: any(one.placement.state is PlacementState.CHANGED for one in person.placed()))
    person.wait_for(lambda: "new version" in person.window.toast.message())
    return marks


def _compared(person: Person) -> ComparisonView:
    person.press("F8")
    view = person.window.commands.comparing.view
    person.wait_for(lambda: bool(view.rows()))
    return view


def test_a_new_version_offers_to_compare(person: Person, revised: dict[str, Marked]) -> None:
    toast = person.window.toast
    states = [one.state for one in revised.values()]
    assert f"{states.count(PlacementState.CHANGED)} changed" in toast.message()
    assert f"{states.count(PlacementState.DETACHED)} not found" in toast.message()
    assert "Compare" in toast.accessibleName()
    toast.action_chosen.emit()
    person.wait_for(lambda: bool(person.window.commands.comparing.view.rows()))


def test_changes_are_gone_through_with_n_and_p(person: Person, revised: dict[str, Marked]) -> None:
    del revised
    person.read()
    person.window.reader.page.set_smooth(False)
    person.press("J", "J", "J", "J")
    before = person.window.reader.page.top_offset()
    view = _compared(person)
    seen: list[ComparedRow] = []
    while (row := view.current()) is not None and (not seen or row != seen[-1]):
        assert row.revision is not None
        seen.append(row)
        assert view.page.top_offset() <= row.start <= view.page.last_offset()
        person.press("N")
    assert [row.revision for row in seen] == list(range(len(seen)))
    assert {row.side for row in seen} >= {"reworded", "added", "removed"}
    assert f"{len(seen)} changes" in view.summary()
    person.press("P")
    assert view.current() == seen[-2]
    person.press("Escape")
    assert QApplication.focusWidget() is person.window.reader.page
    assert person.window.reader.page.top_offset() == before


def test_highlights_are_listed_with_what_became_of_them(person: Person, revised: dict[str, Marked]) -> None:
    view = _compared(person)
    told = {"exact": PlacementState.EXACT, "moved": PlacementState.MOVED, "changed": PlacementState.CHANGED,
            "not found": PlacementState.DETACHED}  # fmt: skip
    listed = [row for row in view.rows() if row.standing is not None]
    assert sorted(told[row.side] for row in listed) == sorted(one.state for one in revised.values())
    changes = {row.side for row in view.rows() if row.revision is not None}
    assert {RevisionKind.MOVED_HERE.value, RevisionKind.MOVED_AWAY.value} <= changes
    headings = [row.words for row in view.rows() if row.heading]
    assert headings[:2] == ["Lead", "First rounds after the street protests"]
    assert all(row.told().startswith(row.side) for row in listed)
    person.press("Down")
    assert view.current() in view.rows()
    assert not view.current().heading  # type: ignore[union-attr]


def test_enter_reads_on_where_the_change_is(person: Person, revised: dict[str, Marked]) -> None:
    del revised
    view = _compared(person)
    while (row := view.current()) is not None and row.side != "reworded":
        person.press("N")
    assert row is not None
    person.press("Return")
    page = person.window.reader.page
    assert QApplication.focusWidget() is page
    assert row.words in page.content.text[page.top_offset() : page.top_offset() + 200]


def test_one_version_alone_is_said_to_be_alone(person: Person) -> None:
    person.read()
    person.press("F8")
    assert "one version" in person.window.toast.message()


def test_versions_can_be_chosen_and_the_theme_changed(person: Person, revised: dict[str, Marked]) -> None:
    del revised
    view = _compared(person)
    versions = person.margent.store.reader()
    first = versions.versions(person.window.desk.opened.document.id)[0].id  # type: ignore[union-attr]
    versions.close()
    view.versions_chosen.emit(first, first)
    person.wait_for(lambda: view.summary().startswith("0 changes"))
    person.window.commands.run("view.dark")
    assert view.page.appearance.palette == load_palette(Theme.DARK)
    assert view.strip.palette_worn == load_palette(Theme.DARK)


def test_the_tray_lists_what_is_in_doubt_and_settles_it(person: Person, revised: dict[str, Marked]) -> None:
    doubtful = [one for one in revised.values() if one.state is not PlacementState.EXACT]
    person.read()
    person.press("Ctrl+Shift+M")
    panel = person.window.commands.marking.listing.panel
    assert len(_all(panel)) == len(doubtful)
    assert panel.rows()[0].side == "not found"
    lost = panel.current()
    person.press("Return", "V", "V", "S", "R")
    person.wait_for(lambda: lost in {one.annotation.id for one in person.placed() if one.placement.accepted})
    person.press("Escape", "Ctrl+Shift+M")
    assert len(_all(panel)) == len(doubtful) - 1
    changed = next(place for place, row in enumerate(panel.rows()) if row.side == "changed")
    person.press(*["Down"] * changed)
    accepted = panel.current()
    person.press("A")
    person.wait_for(lambda: len(_all(panel)) == len(doubtful) - 2)
    assert accepted not in {row.id for row in _all(panel)}
    person.press("Escape", "Ctrl+Z")
    person.wait_for(lambda: not any(one.placement.accepted for one in person.placed() if one.annotation.id == accepted))
    person.press("Ctrl+Z")
    person.wait_for(lambda: not any(one.placement.accepted for one in person.placed()))
    states = sorted(one.placement.state for one in person.placed())
    assert states == sorted(one.state for one in revised.values())


def _offered(panel: ListPanel) -> list[str]:
    """What the buttons at the foot of a list say, and their keys."""
    return [button.accessibleName() for button in panel.findChildren(QPushButton) if button.isVisible()]


def test_what_only_moved_along_is_one_row_that_can_be_entered_and_is_no_news_in_the_toast(
    person: Person, revised: dict[str, Marked]
) -> None:
    moved = [one for one in revised.values() if one.state is PlacementState.MOVED]
    person.read()
    person.press("Ctrl+Shift+M")
    panel = person.window.commands.marking.listing.panel
    last = panel.rows()[-1]
    assert last.words == f"{len(last.holds)} moved along with their text"
    elsewhere = [row for row in panel.rows() if row.side == "moved"]
    assert 0 < len(elsewhere) < len(last.holds)
    assert len(elsewhere) + len(last.holds) == len(moved)
    assert f" {len(elsewhere)} moved," in person.window.toast.message()
    before = len(panel.rows())
    person.press("End", "Delete", "A")
    assert len(person.placed()) == COUNT, "keys for one annotation do nothing to many"
    assert _offered(panel) == ["List them, Enter", "Accept all, Ctrl+Enter"]
    person.press("Return")
    assert panel.isVisible()
    assert len(panel.rows()) == before - 1 + len(last.holds)
    assert panel.current() == last.holds[0].id
    assert _offered(panel)[:2] == ["Go there, Enter", "Accept, A"]
    person.press("A")
    person.wait_for(lambda: len(panel.rows()) == before - 2 + len(last.holds))
    person.press("Return")
    assert not panel.isVisible()
    assert person.window.desk.active == last.holds[1].id


def test_all_are_accepted_by_a_key_that_takes_nothing_out_on_the_page(
    person: Person, revised: dict[str, Marked]
) -> None:
    del revised
    person.read()
    person.press("Ctrl+Shift+M")
    panel = person.window.commands.marking.listing.panel
    meant = {"A": "mark.accept", "R": "mark.attach", "Delete": "mark.delete", "Return": "page.open"}
    on_the_page = {key: action.id for action in ACTIONS for key in action.page_keys}
    assert all(meant.get(choice.key) == on_the_page.get(choice.key) for choice in panel.choices())
    before = person.placed()
    person.press("Shift+A")
    person.bot.wait(50)
    assert person.placed() == before
    person.press("Ctrl+Return")
    person.wait_for(lambda: all(row.side == "not found" for row in panel.rows()))
    person.press("Escape", "Alt+Shift+Down", "Shift+A")
    detached = [one for one in person.placed() if one.placement.state is PlacementState.DETACHED]
    assert len(detached) == len(panel.rows())


def _all(panel: ListPanel) -> list[ListRow]:
    """What is listed, and what waits in a row that holds it."""
    return [one for row in panel.rows() for one in (row.holds or (row,))]


def test_pictures_of_both_versions_are_shown(person: Person, tmp_path: Path) -> None:
    (tmp_path / "loom.png").write_bytes(picture(300, 200))
    file = tmp_path / "looms.md"
    for words in ("The loom was old. Nobody knew how old it was.", "The loom was new. Nobody knew how old it was."):
        file.write_text(f"# Looms\n\n{words}\n\n![A loom](loom.png)\n", encoding="utf-8")
        person.window.commands.filing.add_files([file])
        person.wait_for(partial(_reads, person, words))
    person.wait_for(lambda: "new version" in person.window.toast.message())  # only then has the file arrived
    person.read()
    page = _compared(person).page
    [figure] = [place for place, block in enumerate(page.content.blocks) if block.resource]
    assert page.picture(figure) is not None


def _reads(person: Person, words: str) -> bool:
    return words in person.window.reader.page.content.text
