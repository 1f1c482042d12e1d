"""A tag renamed in the window: the notebook, what was saved and the search follow, and an undo takes all back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Annotation
from desktop_app.core.document import Document
from desktop_app.core.notebook_view import Facet, Filter, NotebookView
from desktop_app.ui.dialogs.asking_tag import TagDialog
from desktop_app.ui.rooms.notebook.room import NotebookRoom
from desktop_app.ui.rooms.notebook.saved_views import SavedViews
from desktop_app.ui.search.past_searches import PastSearches
from tests.samples import done
from tests.ui.window.conftest import Person

LOOM = NotebookView((Filter(Facet.TAG, "loom"),))


@pytest.fixture
def marks(person: Person, document: Document) -> list[Annotation]:
    """Three highlights of which two have the tag "loom" and one has "cloth", and the notebook entered."""
    opened = person.window.desk.opened
    assert opened is not None
    made = []
    for number, tag in enumerate(("loom", "loom", "cloth")):
        annotation, saved = person.margent.annotating.highlight(opened, number * 40, number * 40 + 30, tags=(tag,))
        done(saved)
        made.append(annotation)
    person.window.commands.run("go.notebook")
    person.wait_for(lambda: _room(person)._model.listing.shown == 3)
    return made


def _room(person: Person) -> NotebookRoom:
    return person.window.rooms.notebook


def _tags(person: Person) -> set[tuple[str, ...]]:
    reader = person.window.desk.reader
    return {one.tags for one in reader.annotations()}


def in_dialog(open_it: Callable[[], None], act: Callable[[TagDialog], None]) -> None:
    """Do something in the dialog once it knows the tags, and leave it with Enter, or Escape where that is refused."""
    met: list[TagDialog] = []

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, TagDialog) or not dialog._uses:
            QTimer.singleShot(5, meet)
            return
        met.append(dialog)
        try:
            act(dialog)
        finally:
            QTest.keyClick(dialog, Qt.Key.Key_Return if dialog.accepting.isEnabled() else Qt.Key.Key_Escape)

    QTimer.singleShot(0, meet)
    open_it()
    assert met


def test_f2_on_a_tag_renames_it_and_the_notebook_follows(person: Person, marks: list[Annotation]) -> None:
    SavedViews(person.window._settings).save("Looms", LOOM)
    PastSearches(person.window._settings).save("tag:loom weaver")
    room = _room(person)
    room.look_at(LOOM)
    person.wait_for(lambda: room.listed == 2)
    person.wait_for(lambda: any(getattr(line, "key", "") == "tag:loom" for line in room.sidebar.lines))
    room.sidebar.list.setCurrentIndex(room.sidebar._model.index(room.sidebar._model.row_of("tag:loom")))
    room.sidebar.list.setFocus()

    def act(dialog: TagDialog) -> None:
        assert dialog.names() == ("loom", "loom")
        assert not dialog.accepting.isEnabled()
        dialog.new.setText("weaving")
        assert dialog.told.text().startswith("2 annotations will change")

    in_dialog(lambda: person.press("F2"), act)
    person.wait_for(lambda: person.window.toast.message() == "“loom” is called “weaving” now: 2 annotations changed")
    assert _tags(person) == {("weaving",), ("cloth",)}
    assert room.view.values(Facet.TAG) == ("weaving",)
    person.wait_for(lambda: room.listed == 2)
    assert SavedViews(person.window._settings).all()["Looms"].values(Facet.TAG) == ("weaving",)
    assert PastSearches(person.window._settings).saved == ["tag:weaving weaver"]

    person.window.activateWindow()  # as window managers see to when a dialog closes
    person.wait_for(person.window.isActiveWindow)
    person.press("Ctrl+Z")
    person.wait_for(lambda: _tags(person) == {("loom",), ("cloth",)})
    person.wait_for(lambda: room.view == LOOM and room.listed == 2)
    assert SavedViews(person.window._settings).all()["Looms"] == LOOM
    assert PastSearches(person.window._settings).saved == ["tag:loom weaver"]
    person.press("Ctrl+Shift+Z")
    person.wait_for(lambda: room.view.values(Facet.TAG) == ("weaving",) and _tags(person) == {("weaving",), ("cloth",)})


def test_two_tags_are_merged_from_the_palette(person: Person, marks: list[Annotation]) -> None:
    person.window.commands.run("go.reader")

    def act(dialog: TagDialog) -> None:
        assert dialog.focusWidget() is dialog.old
        dialog.old.setText("nowhere")
        assert dialog.told.text() == "Nothing has the tag “nowhere”."
        assert not dialog.accepting.isEnabled()
        dialog.old.setText("cloth")
        dialog.new.setText("#loom")
        assert "“loom” is there already: the two become one." in dialog.told.text()
        assert dialog.accepting.text() == "&Merge"

    in_dialog(lambda: person.window.commands.run("mark.rename_tag"), act)
    person.wait_for(lambda: person.window.toast.message() == "“cloth” became one with “loom”: 1 annotation changed")
    assert _tags(person) == {("loom",)}
    assert person.margent.history.next_undo() == "Merge the tag “cloth” with “loom”"


def test_escape_renames_nothing(person: Person, marks: list[Annotation]) -> None:
    in_dialog(lambda: person.window.commands.run("mark.rename_tag"), lambda dialog: dialog.new.setText(""))
    assert _tags(person) == {("loom",), ("cloth",)}
