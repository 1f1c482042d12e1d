"""The history of one annotation is read from the journal, and any state of it can be brought back."""

from pathlib import Path

from desktop_app.core.annotation import Colour, PlacementState
from desktop_app.services.annotations.recalling import states_of
from tests.samples import Desk, done, opened_desk
from tests.storage.looking import state_of


def test_every_state_is_remembered_over_restarts(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        opened = desk.add()
        marked = desk.mark(opened, "by May")
        desk.mark(opened, "She measured it")
        done(desk.annotating.set_note(marked.id, "First."))
        done(desk.annotating.recolour(marked.id, Colour.PINK))
        done(desk.annotating.set_note(marked.id, "Second. #tag"))
        done(desk.annotating.delete([marked.id]))
    with opened_desk(tmp_path) as desk:
        states = states_of(desk.reader, marked.id)
        assert [one.difference for one in states] == ["Deleted", "Note, tags", "Colour", "Note", "Made"]
        assert [one.state.note for one in states[1:]] == ["Second. #tag", "First.", "First.", ""]
        assert all(one.when > 0 for one in states)
        done(desk.recalling.restore(states[3].state))
        now = desk.annotation(marked.id)
        assert (now.note, now.colour, now.deleted) == ("First.", Colour.YELLOW, None)


def test_a_range_of_before_is_found_in_the_text_of_now(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "by May")
    start = opened.content.text.index("She measured it")
    done(desk.retargeting.reshape(opened, marked.id, start, start + 15))
    before = state_of(desk.store.path)
    done(desk.recalling.restore(states_of(desk.reader, marked.id)[-1].state))
    [placed] = desk.reader.placed(opened.document)
    assert opened.content.text[placed.start : placed.end] == "by May"
    assert placed.placement.state is PlacementState.EXACT
    done(desk.history.undo())
    assert state_of(desk.store.path) == before
