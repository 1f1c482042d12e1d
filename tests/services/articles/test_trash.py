"""The trash survives restarts; what lies there comes back, or goes for good."""

from pathlib import Path

from desktop_app.services.articles.trash import trashed
from tests.samples import BRIDGE, Desk, done, opened_desk
from tests.storage.looking import state_of


def test_what_was_deleted_is_there_after_a_restart_and_comes_back(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        opened = desk.add()
        marked, other = desk.mark(opened, "by May"), desk.mark(opened, "She measured it")
        done(desk.annotating.delete([marked.id]))
    with opened_desk(tmp_path) as desk:
        [item] = trashed(desk.reader)
        assert (item.id, item.title) == (marked.id, opened.document.title)
        done(desk.trash.restore([item.id]))
        assert {one.id for one in desk.reader.annotations()} == {marked.id, other.id}
        assert desk.annotation(marked.id) == marked
        assert trashed(desk.reader) == []


def test_an_article_lies_there_once_with_the_number_of_its_notes(desk: Desk) -> None:
    opened = desk.add()
    desk.mark(opened, "by May")
    gone = desk.mark(opened, "She measured it")
    done(desk.annotating.delete([gone.id]))
    done(desk.library.delete(opened.document.id))
    [item] = trashed(desk.reader)
    assert (item.id, item.notes) == (opened.document.id, 1)
    done(desk.trash.restore([item.id]))
    assert [one.id for one in trashed(desk.reader)] == [gone.id]


def test_what_is_emptied_is_gone_and_undo_goes_on_with_the_rest(desk: Desk) -> None:
    opened = desk.add()
    kept = desk.add("Another article.\n\nIt stays where it is.")
    gone, staying = desk.mark(kept, "Another"), desk.mark(kept, "where it is")
    for quote in ("by May", "She measured it"):
        desk.mark(opened, quote)
    done(desk.annotating.delete([gone.id]))
    done(desk.library.delete(opened.document.id))
    done(desk.trash.empty(trashed(desk.reader)))
    assert trashed(desk.reader) == []
    assert desk.reader.document(opened.document.id) is None
    assert desk.reader.annotation(gone.id) is None
    after = state_of(desk.store.path)
    assert {key[1] for key in after if key[0] == "document"} == {kept.document.id}
    assert {key[1] for key in after if key[0] == "annotation"} == {staying.id}
    for label in ("Highlight", "Add the article"):
        assert desk.history.next_undo() == label
        done(desk.history.undo())
    assert desk.history.next_undo() is None
    for _ in range(2):
        done(desk.history.redo())
    assert state_of(desk.store.path) == after


def test_what_is_restored_while_it_is_asked_stays(desk: Desk) -> None:
    opened = desk.add()
    gone, back = desk.mark(opened, "by May"), desk.mark(opened, "She measured it")
    done(desk.annotating.delete([gone.id, back.id]))
    listed = trashed(desk.reader)
    done(desk.trash.restore([back.id]))
    done(desk.trash.empty(listed))
    assert [one.id for one in desk.reader.annotations()] == [back.id]


def test_bulk_work_is_one_step_in_slices(desk: Desk) -> None:
    opened = desk.add("\n\n".join([BRIDGE] * 3))
    marks = [desk.annotating.highlight(opened, place, place + 20) for place in range(0, 240, 2)]
    for _, saved in marks:
        done(saved)
    before = state_of(desk.store.path)
    desk.told.clear()
    done(desk.annotating.delete([annotation.id for annotation, _ in marks]))
    slices = [len(changed.change_set.changes) for changed in desk.told]
    assert len(slices) == 3
    assert sum(slices) == 120
    assert desk.history.next_undo() == "Delete 120 annotations"
    desk.told.clear()
    done(desk.history.undo())
    assert [changed.more for changed in desk.told] == [True, True, False], "the undo comes in slices too"
    assert state_of(desk.store.path) == before
    done(desk.history.redo())
    assert desk.reader.annotations(opened.document.id) == []


def test_a_bulk_undo_that_does_not_fit_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    opened = desk.add("\n\n".join([BRIDGE] * 3))
    marks = [desk.annotating.highlight(opened, place, place + 20) for place in range(0, 240, 2)]
    ids = [annotation.id for annotation, _ in marks]
    done(marks[-1][1])
    done(desk.annotating.retag_all(ids, add=["many"]))
    with opened_desk(tmp_path / "library") as elsewhere:
        done(elsewhere.annotating.set_tags(ids[0], ["mine"]))
    before = state_of(desk.store.path)
    future = desk.history.undo()
    assert "Nothing was written" in str(future.exception(30))
    assert state_of(desk.store.path) == before
