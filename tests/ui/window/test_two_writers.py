"""Two who write into one library: whoever is overtaken is told where they are, and the words of both are there."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Annotation
from desktop_app.core.document import Document
from desktop_app.services.annotations.recalling import states_of
from desktop_app.ui.margin.note_editor import NoteEditor
from tests.samples import done, opened_desk
from tests.ui.window.conftest import Person

TOLD = "changed elsewhere while you wrote"


@pytest.fixture(params=["reader", "notebook"])
def mark(person: Person, document: Document, request: pytest.FixtureRequest) -> Annotation:
    """A highlight with a note, before somebody who is in the reader or in the notebook."""
    opened = person.window.desk.opened
    assert opened is not None
    annotation, saved = person.margent.annotating.highlight(opened, 20, 60, note="first")
    done(saved)
    person.wait_for(lambda: len(person.placed()) == 1)
    person.window.desk.activate(annotation.id)
    person.window.commands.run(f"go.{request.param}")
    if request.param == "notebook":
        person.wait_for(lambda: person.window.rooms.notebook.listed == 1)
    else:
        person.read()
    return annotation


def begin(person: Person, words: str = "") -> None:
    """Type behind the note."""
    person.press("Home", "N") if person.window.stage.room == "notebook" else person.press("N")
    person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    person.type(words)


def theirs(person: Person, mark: Annotation, note: str) -> None:
    with opened_desk(person.margent.store.folder) as elsewhere:
        done(elsewhere.annotating.set_note(mark.id, note))


def note_of(person: Person, mark: Annotation) -> str:
    found = person.window.desk.reader.annotation(mark.id)
    assert found is not None
    return found.note


def test_who_is_overtaken_is_told_and_can_keep_both(person: Person, mark: Annotation) -> None:
    begin(person, " mine")
    theirs(person, mark, "first theirs")
    person.press("Escape")
    person.wait_for(lambda: TOLD in person.window.toast.message())
    assert note_of(person, mark) == "first mine"
    notes = [state.state.note for state in states_of(person.window.desk.reader, mark.id)]
    assert notes == ["first mine", "first theirs", "first"]
    person.window.toast.action_chosen.emit()
    person.wait_for(lambda: note_of(person, mark) == "first mine\n\nfirst theirs")


def test_one_is_told_at_a_pause_and_only_once(person: Person, mark: Annotation) -> None:
    begin(person, " mine")
    theirs(person, mark, "first theirs")
    person.wait_for(lambda: TOLD in person.window.toast.message())
    assert note_of(person, mark) == "first mine"
    person.window.toast.show_message("something else")
    person.type("!")
    person.press("Escape")
    person.wait_for(lambda: note_of(person, mark) == "first mine!")
    person.bot.wait(50)
    assert TOLD not in person.window.toast.message()


def test_who_only_looks_leaves_what_others_write(person: Person, mark: Annotation) -> None:
    begin(person)
    theirs(person, mark, "theirs")
    person.press("Escape")
    person.margent.store.submit(lambda _transaction: None).result()
    assert note_of(person, mark) == "theirs"


@pytest.mark.parametrize("paused", [False, True])
def test_words_about_what_others_delete_are_offered(person: Person, mark: Annotation, paused: bool) -> None:
    begin(person, " and more")
    with opened_desk(person.margent.store.folder) as elsewhere:
        done(elsewhere.annotating.delete([mark.id]))
    if paused:
        person.wait_for(lambda: "deleted in the meantime" in person.window.status.message())
    person.press("Escape")
    person.wait_for(lambda: "could not be kept" in person.window.toast.message())
    person.window.toast.action_chosen.emit()
    assert QApplication.clipboard().text() == "first and more"
    drafts = person.window.desk.reader.drafts
    person.wait_for(lambda: [(one.annotation, one.note) for one in drafts()] == [(mark.id, "first and more")])
