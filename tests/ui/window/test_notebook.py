"""The notebook in the whole window: what is done there is on the disk, and one step to undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Annotation, Colour
from desktop_app.core.document import Document
from desktop_app.core.notebook_view import Facet, Filter, Grouping
from desktop_app.core.text.note_text import link_to
from desktop_app.services.annotations import annotating
from desktop_app.services.articles.reading import open_document
from desktop_app.services.events import Changed
from desktop_app.ui.commands.collection import bulk
from desktop_app.ui.rooms.notebook.room import NotebookRoom
from desktop_app.ui.rooms.notebook.saved_views import SavedViews
from desktop_app.ui.settings import WindowSettings
from tests.samples import done
from tests.ui.window.conftest import ARTICLE, Person, opened_window


@pytest.fixture
def marks(person: Person, document: Document) -> list[Annotation]:
    """Six highlights in the open article, and the notebook entered."""
    opened = person.window.desk.opened
    assert opened is not None
    text = opened.content.text
    made = []
    for number in range(6):
        start = text.index(" ", number * 40) + 1
        annotation, saved = person.margent.annotating.highlight(opened, start, start + 30, tags=("loom",))
        done(saved)
        made.append(annotation)
    person.window.commands.run("go.notebook")
    person.wait_for(lambda: _cards(person) == 6)
    return made


def _room(person: Person) -> NotebookRoom:
    return person.window.rooms.notebook


def _cards(person: Person) -> int:
    return _room(person)._model.listing.shown


def _kept(person: Person, annotation: Annotation) -> Annotation:
    found = person.window.desk.reader.annotation(annotation.id)
    assert found is not None
    return found


def test_a_note_typed_in_a_card_is_saved_while_one_types_and_is_one_step(
    person: Person, marks: list[Annotation]
) -> None:
    person.press("Home", "N")
    chosen = next(one for one in marks if one.id == _room(person).chosen()[0])
    person.type("First **thought** #idea")
    person.wait_for(lambda: person.window.desk.reader.draft(chosen.id) is not None)
    person.press("Escape")
    person.wait_for(lambda: _kept(person, chosen).note == "First **thought** #idea")
    assert _kept(person, chosen).tags == ("loom", "idea")
    person.wait_for(
        lambda: any(one.filter == Filter(Facet.TAG, "idea") for one in _room(person)._model.listing.counted)
    )
    assert _room(person).list.hasFocus()
    person.press("Ctrl+Z")
    person.wait_for(lambda: _kept(person, chosen).note == "")


def test_many_cards_are_recoloured_in_one_step(person: Person, marks: list[Annotation]) -> None:
    person.press("Ctrl+A", "4")
    person.wait_for(lambda: all(_kept(person, one).colour is Colour.PINK for one in marks))
    person.wait_for(lambda: "6 annotations made “Questions”" in person.window.toast.accessibleName())
    assert _room(person).summary().endswith("6 chosen")
    person.press("Ctrl+Z")
    person.wait_for(lambda: all(_kept(person, one).colour is Colour.YELLOW for one in marks))


@pytest.mark.parametrize("slices", [1, 2])
def test_bulk_work_that_is_stopped_tells_how_much_was_done(
    person: Person, marks: list[Annotation], monkeypatch: pytest.MonkeyPatch, slices: int
) -> None:
    monkeypatch.setattr(annotating, "SLICE", 2)
    done_slices = 0

    def stop(_changed: Changed) -> None:
        nonlocal done_slices
        done_slices += 1
        if done_slices == slices:
            person.window.commands.notebook._bulk.stop()

    person.margent.history.changed.add(stop)
    person.press("Ctrl+A", "Delete")
    person.wait_for(lambda: person.window.toast.accessibleName().startswith(f"Deleted {2 * slices} of 6"))
    assert sum(_kept(person, one).deleted is not None for one in marks) == 2 * slices


def test_many_cards_get_tags_and_lose_others(
    person: Person, marks: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ask_tags_for_many", lambda *_: (["winter", "#cloth"], ["loom"]))
    person.press("Ctrl+A", "T")
    person.wait_for(lambda: all(_kept(person, one).tags == ("winter", "cloth") for one in marks))
    person.press("Ctrl+Z")
    person.wait_for(lambda: all(_kept(person, one).tags == ("loom",) for one in marks))


def test_the_tags_of_one_card_are_edited_as_they_stand(
    person: Person, marks: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ask_tags", lambda _parent, before, _known: [*before, "winter"])
    person.press("Home", "T")
    chosen = next(one for one in marks if one.id == _room(person).chosen()[0])
    person.wait_for(lambda: _kept(person, chosen).tags == ("loom", "winter"))


def test_deleting_several_is_one_step_and_the_next_card_is_chosen(person: Person, marks: list[Annotation]) -> None:
    person.press("Home", "Shift+Down", "Delete")
    person.wait_for(lambda: _cards(person) == 4)
    assert len(_room(person).chosen()) == 1
    person.press("Ctrl+Z")
    person.wait_for(lambda: _cards(person) == 6)


def test_the_keys_of_the_notebook_work_from_its_first_card_on(
    person: Person, marks: list[Annotation], document: Document
) -> None:
    room = _room(person)
    first = room._model.index(1)
    assert room.list.currentIndex() == first
    assert not room.list.selectionModel().hasSelection()
    person.press("4")
    person.wait_for(lambda: _kept(person, marks[0]).colour is list(Colour)[3])
    person.press("End")
    person.press("Ctrl+1", "Ctrl+3")
    assert room.chosen() == [marks[5].id]
    person.press("Return")
    person.wait_for(lambda: person.window.stage.room == "reader")
    assert person.window.desk.opened is not None
    assert person.window.desk.opened.document.id == document.id
    assert person.window.desk.active == marks[5].id


def test_chosen_cards_are_copied_and_carried_as_markdown_with_their_source(
    person: Person, marks: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    person.press("Ctrl+A", "Ctrl+C")
    person.wait_for(lambda: marks[0].id in QApplication.clipboard().text())
    carried: list[QMimeData] = []
    monkeypatch.setattr(_room(person).list, "drag", carried.append)
    _room(person).list.drag_started.emit()
    person.wait_for(lambda: bool(carried))
    assert carried[0].text() == QApplication.clipboard().text()
    assert carried[0].hasFormat("text/markdown")


def test_a_link_leads_to_another_card(person: Person, marks: list[Annotation]) -> None:
    done(person.margent.annotating.set_note(marks[0].id, f"See {link_to(marks[5].id, 'that')}."))
    _room(person).select(marks[0].id)
    person.wait_for(lambda: "See" in str(_room(person).list.currentIndex().data(0x0100)))
    person.press("Ctrl+Return")
    person.wait_for(lambda: _room(person).chosen() == [marks[5].id])


def test_a_view_is_kept_under_its_name_over_a_restart(
    person: Person, marks: list[Annotation], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["Looms", "Of looms"])
    monkeypatch.setattr("desktop_app.ui.commands.collection.notebook.ask_line", lambda *_: next(names))
    _room(person).look_at(_room(person).view.toggled(Filter(Facet.TAG, "loom")))
    _room(person).head.groupings.choose("By tag")
    person.press("Ctrl+S")
    _room(person).sidebar.renamed.emit("view:Looms")
    view = _room(person).view
    assert (view.grouping, view.filters) == (Grouping.TAG, (Filter(Facet.TAG, "loom"),))
    person.window._settings.save()
    other = WindowSettings(library)
    assert SavedViews(other).all() == {"Of looms": view}
    _room(person).sidebar.removed.emit("view:Of looms")
    assert SavedViews(person.window._settings).all() == {}


def test_a_window_that_opens_in_the_notebook_shows_it(qtbot: QtBot, library: Path) -> None:
    library.mkdir()
    margent, window = opened_window(qtbot, library)
    try:
        arrival = margent.importing.add_file(ARTICLE)
        assert arrival.document is not None
        opened = open_document(window.desk.reader, arrival.document.id)
        done(margent.annotating.highlight(opened, 10, 40)[1])
        window.stage.enter("notebook")  # it may be that there are no commands yet
        qtbot.waitUntil(lambda: window.rooms.notebook._model.listing.shown == 1, timeout=10_000)
    finally:
        window.close()
        margent.close()
        window.deleteLater()
        qtbot.wait(1)


def test_a_renamed_colour_is_called_so_in_the_pane_and_on_cards(person: Person, marks: list[Annotation]) -> None:
    done(person.margent.library.name_colour(Colour.YELLOW, "Doubts"))
    pane = _room(person).sidebar
    person.wait_for(lambda: "Doubts" in [getattr(line, "label", "") for line in pane.lines])
    assert "Doubts" in str(_room(person).list.model().index(1, 0).data(11))  # what a screen reader says


def test_the_menu_of_a_card_names_its_keys(person: Person, marks: list[Annotation]) -> None:
    offered: list[dict[str, object]] = []
    person.window.commands.notebook.menu_wanted.disconnect()
    person.window.commands.notebook.menu_wanted.connect(lambda choices, _place: offered.append(choices))
    _room(person).context_requested.emit(marks[0].id, QPoint(0, 0))
    assert "Edit the note\tN" in offered[0]
    assert "Questions (pink)\t4" in offered[0]


def test_what_an_undo_brings_back_is_chosen(person: Person, marks: list[Annotation]) -> None:
    room = _room(person)
    person.press("Home", "Down", "Down")
    one = room.chosen()
    person.press("Delete")
    person.wait_for(lambda: _cards(person) == 5)
    assert room.chosen() != one
    person.press("Ctrl+Z")
    person.wait_for(lambda: _cards(person) == 6 and room.chosen() == one)
    assert not person.window.toast.message().endswith("this page")
    person.press("Home", "Shift+Down")
    two = room.chosen()
    assert len(two) == 2
    person.press("Delete")
    person.wait_for(lambda: _cards(person) == 4)
    person.press("End", "Ctrl+Z")
    person.wait_for(lambda: _cards(person) == 6 and room.chosen() == two)
    assert room.list.currentIndex().row() < len(marks) - 1
