"""One stack of steps for the whole library: undo, redo, and what becomes of a step that no longer fits."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.annotation import Colour
from desktop_app.core.change import altered, change_set
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed, Direction
from desktop_app.services.history import history
from desktop_app.storage.errors import Conflict, StorageFailure
from tests.samples import Desk, done, opened_desk
from tests.storage.looking import state_of

QUOTE = "She measured it twice"


def test_everything_a_person_does_is_undone_and_redone_in_one_stack(desk: Desk) -> None:
    opened = desk.add()
    document = opened.document.id
    states = [state_of(desk.store.path)]

    def happened() -> None:
        states.append(state_of(desk.store.path))

    marked = desk.mark(opened, QUOTE)
    happened()
    done(desk.library.rename(document, "The closed bridge"))
    happened()
    done(desk.annotating.set_note(marked.id, "Twice."))
    happened()
    done(desk.annotating.recolour(marked.id, Colour.GREEN))
    happened()
    done(desk.annotating.delete([marked.id]))
    happened()
    done(desk.library.delete(document))
    happened()
    labels = ["Highlight", "Rename", "Edit note", "Change colour", "Delete the annotation", "Delete the article"]
    for label, before in zip(reversed(labels), reversed(states[:-1]), strict=True):
        assert done(desk.history.undo()).label == label
        assert state_of(desk.store.path) == before
    assert desk.history.next_undo() == "Add the article"
    for label, after in zip(labels, states[1:], strict=True):
        assert desk.history.next_redo() == label
        assert done(desk.history.redo()).label == label
        assert state_of(desk.store.path) == after
    assert desk.history.next_redo() is None


def test_adding_an_article_can_be_undone(desk: Desk) -> None:
    document = desk.add().document
    done(desk.history.undo())
    assert desk.reader.documents() == []
    done(desk.history.redo())
    assert desk.reader.documents() == [document]
    assert desk.open(document).content.text.startswith("The bridge")


def test_there_may_be_nothing_to_undo_or_redo(desk: Desk) -> None:
    for ask, message in ((desk.history.undo, "nothing to undo"), (desk.history.redo, "nothing to do again")):
        with pytest.raises(Refused, match=message):
            done(ask())
    assert (desk.history.next_undo(), desk.history.next_redo()) == (None, None)


def test_typing_in_one_go_is_one_step(desk: Desk) -> None:
    marked = desk.mark(desk.add(), QUOTE)
    for typed in ("T", "Tw", "Twice"):
        done(desk.annotating.set_note(marked.id, typed, group="typing 1"))
    done(desk.annotating.set_note(marked.id, "Twice, again", group="typing 2"))
    done(desk.history.undo())
    assert desk.annotation(marked.id).note == "Twice"
    done(desk.history.undo())
    assert desk.annotation(marked.id).note == ""
    done(desk.history.redo())
    assert desk.annotation(marked.id).note == "Twice"


def test_typing_goes_on_as_a_new_step_after_something_else(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, QUOTE)
    done(desk.annotating.set_note(marked.id, "One", group="typing"))
    desk.mark(opened, "by May")
    done(desk.annotating.set_note(marked.id, "One, two", group="typing"))
    done(desk.history.undo())
    assert desk.annotation(marked.id).note == "One"
    assert desk.history.next_undo() == "Highlight"


def test_a_new_step_ends_what_could_be_redone(desk: Desk) -> None:
    opened = desk.add()
    desk.mark(opened, QUOTE)
    done(desk.history.undo())
    desk.mark(opened, "by May")
    with pytest.raises(Refused):
        done(desk.history.redo())


def test_reading_on_is_no_step_and_ends_nothing(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, QUOTE)
    done(desk.history.undo())
    done(desk.reading.keep_place(opened, 40))
    assert desk.history.next_undo() == "Add the article"
    done(desk.history.redo())
    assert desk.annotation(marked.id) == marked


def test_a_step_that_no_longer_fits_says_so_and_makes_way(desk: Desk, tmp_path: Path) -> None:
    opened = desk.add()
    first, second = desk.mark(opened, QUOTE), desk.mark(opened, "by May")
    with opened_desk(tmp_path / "library") as elsewhere:
        done(elsewhere.annotating.recolour(second.id, Colour.PINK))
    before = state_of(desk.store.path)
    with pytest.raises(Conflict, match=r"“Highlight” cannot be undone.*Nothing was written"):
        done(desk.history.undo())
    assert state_of(desk.store.path) == before
    done(desk.history.undo())
    assert desk.reader.annotation(first.id) is None
    assert desk.annotation(second.id).colour is Colour.PINK


def test_somebody_elses_edit_between_two_of_ours_makes_them_two_steps(desk: Desk, tmp_path: Path) -> None:
    marked = desk.mark(desk.add(), QUOTE)
    done(desk.annotating.set_note(marked.id, "Mine", group="typing"))
    with opened_desk(tmp_path / "library") as elsewhere:
        done(elsewhere.annotating.set_note(marked.id, "Theirs"))
    done(desk.annotating.set_note(marked.id, "Mine again", group="typing"))
    done(desk.history.undo())
    assert desk.annotation(marked.id).note == "Theirs"
    with pytest.raises(Conflict):
        done(desk.history.undo())
    assert desk.annotation(marked.id).note == "Theirs"


def test_an_undo_asked_for_at_once_takes_back_what_was_just_asked_for(desk: Desk) -> None:
    opened = desk.add()
    start = opened.content.text.index(QUOTE)
    marked, saved = desk.annotating.highlight(opened, start, start + len(QUOTE))
    undone = desk.history.undo()
    assert done(undone) == done(saved)
    assert desk.reader.annotation(marked.id) is None


@contextlib.contextmanager
def _unwritable(desk: Desk, annotation_id: str) -> Iterator[None]:
    """Let the disk take everything but a change of this annotation."""
    with contextlib.closing(sqlite3.connect(desk.store.path, isolation_level=None)) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON annotation "
            f"WHEN NEW.id = '{annotation_id}' BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
        yield
        connection.execute("DROP TRIGGER full")


def _count(desk: Desk, colour: Colour) -> int:
    return sum(annotation.colour is colour for annotation in desk.reader.annotations())


def test_a_long_undo_that_the_disk_ends_is_gone_on_with(desk: Desk) -> None:
    opened = desk.add(" ".join(f"Sentence {number}." for number in range(200)))
    places = [(place.start(), place.end()) for place in re.finditer(r"Sentence \d+\.", opened.content.text)]
    done(desk.annotating.highlight_all(opened, places))
    marked = [annotation.id for annotation in desk.reader.annotations()]
    made = state_of(desk.store.path)
    done(desk.annotating.recolour_all(marked, Colour.PINK))
    pink = state_of(desk.store.path)
    with _unwritable(desk, marked[60]), pytest.raises(StorageFailure, match="100 of 200 changes were undone before"):
        done(desk.history.undo())
    assert _count(desk, Colour.PINK) == 100
    with _unwritable(desk, marked[160]), pytest.raises(StorageFailure, match="50 of 100 changes were done again befo"):
        done(desk.history.redo())
    assert _count(desk, Colour.PINK) == 150
    done(desk.history.undo())
    assert state_of(desk.store.path) == made
    assert desk.history.next_undo() == "Highlight all matches"
    done(desk.history.redo())
    assert state_of(desk.store.path) == pink, "what was undone in two goes is one step again"
    assert desk.history.next_redo() is None
    done(desk.history.undo())
    assert state_of(desk.store.path) == made


def test_listeners_are_told_what_was_written_and_how(desk: Desk) -> None:
    desk.mark(desk.add(), QUOTE)
    done(desk.history.undo())
    done(desk.history.redo())
    added, marked, undone, redone = desk.told
    assert [event.direction for event in desk.told] == [
        *(Direction.DONE, Direction.DONE),
        *(Direction.UNDONE, Direction.REDONE),
    ]
    assert undone.change_set.changes == marked.change_set.inverted().changes
    assert redone.change_set.changes == marked.change_set.changes
    assert added.change_set.label == "Add the article"


def test_a_plan_that_changes_nothing_is_not_told(desk: Desk) -> None:
    assert done(desk.history.record(lambda _: None)) is None
    assert done(desk.history.record(lambda _: change_set("Nothing", []))) is None
    assert desk.told == []
    assert desk.reader.journal_end() == 0


def test_a_plan_that_fails_leaves_the_stacks_alone(desk: Desk) -> None:
    document = desk.add().document
    told: list[Changed] = list(desk.told)
    wrong = change_set("Rename", [altered(replace(document, title="Never"), document)])
    with pytest.raises(Conflict):
        done(desk.history.record(lambda _: wrong))
    assert desk.history.next_undo() == "Add the article"
    assert desk.told == told


def test_the_oldest_steps_are_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_DEPTH", 3)
    document = desk.add().document
    for number in range(5):
        done(desk.library.rename(document.id, f"Title {number}"))
    for _ in range(3):
        done(desk.history.undo())
    assert desk.open(document).document.title == "Title 1"
    with pytest.raises(Refused):
        done(desk.history.undo())
