"""An article is deleted and its notes are kept; they find their words when the text returns under any name."""

from pathlib import Path

import pytest

from desktop_app.core.annotation import PlacementState
from desktop_app.services.errors import Refused
from desktop_app.services.importing.placing import Outcome
from tests.samples import BRIDGE, Desk, done
from tests.storage.looking import state_of


def test_notes_wait_for_their_text_and_find_it_under_another_name(desk: Desk, tmp_path: Path) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "by May")
    document = opened.document.id
    before = state_of(desk.store.path)
    done(desk.library.remove_source(document))
    with pytest.raises(Refused, match="only its notes are kept"):
        desk.open(document)
    assert [one.id for one in desk.reader.annotations(document)] == [marked.id]
    unrelated = tmp_path / "unrelated.txt"
    unrelated.write_text("The library of the valley keeps every newspaper.\n\nIt opens on Fridays.")
    assert desk.importing.add_file(unrelated).outcome is Outcome.ADDED
    path = tmp_path / "quite another name.txt"
    path.write_text("A first line that is new.\n\n" + BRIDGE)
    arrival = desk.importing.add_file(path)
    assert arrival.outcome is Outcome.VERSION
    assert arrival.document is not None
    assert arrival.document.id == document
    assert arrival.document.source == str(path)
    renewed = desk.open(document)
    [placed] = desk.reader.placed(renewed.document)
    assert placed.placement.state is PlacementState.MOVED
    assert renewed.content.text[placed.start : placed.end] == "by May"
    done(desk.history.undo())
    done(desk.history.undo())
    done(desk.history.undo())
    assert state_of(desk.store.path) == before


def test_the_same_text_pasted_again_is_the_same_article_again(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "She measured it")
    done(desk.library.remove_source(opened.document.id))
    renewed = desk.add()
    assert renewed.document.id == opened.document.id
    [placed] = desk.reader.placed(renewed.document)
    assert (placed.annotation.id, placed.placement.state) == (marked.id, PlacementState.EXACT)
