"""What was removed for good: no file of the library holds a word of it any more, and everything else is as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop_app.services.annotations.recalling import states_of
from desktop_app.services.articles.trash import trashed
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.store import open_library_reader
from tests.samples import Desk, done, opened_desk
from tests.storage.looking import one, rows, state_of

SECRET = "Quicksilver told me so, and nobody else must know"
OTHER = f"# A heading of its own\n\nThe words {SECRET} stand in an article, too.\n"


def _holds(folder: Path, words: str) -> list[str]:
    """Return the files that hold some words, as anybody finds them who looks at the bytes."""
    return [path.name for path in folder.glob("library.db*") if words.encode() in path.read_bytes()]


def test_no_byte_is_left_of_a_note_that_was_removed_for_good(desk: Desk) -> None:
    opened = desk.add()
    gone, staying = desk.mark(opened, "by May"), desk.mark(opened, "She measured it")
    for note in (f"{SECRET}, first", f"{SECRET}, second" + " and on" * 3000, "harmless"):
        done(desk.annotating.set_note(gone.id, note))
    done(desk.annotating.set_note(staying.id, "this one stays"))
    done(desk.annotating.keep_draft(gone.id, f"{SECRET}, drafted"))
    done(desk.annotating.delete([gone.id]))
    assert _holds(desk.store.folder, SECRET)
    done(desk.trash.empty(trashed(desk.reader)))
    assert _holds(desk.store.folder, SECRET) == []
    assert _holds(desk.store.folder, "this one stays")
    assert [state.state.note for state in states_of(desk.reader, staying.id)] == ["this one stays", ""]
    assert check_library(desk.store.folder).sound


def test_no_byte_is_left_of_an_article_that_was_removed_for_good(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(OTHER, encoding="utf-8")
    arrival = desk.importing.add_file(path)
    assert arrival.document is not None
    opened = desk.open(arrival.document)
    desk.mark(opened, "stand in an article")
    done(desk.annotating.note_on_document(opened)[1])
    undone = desk.mark(opened, "A heading of its own")
    done(desk.history.undo())  # it is in no table, but the journal tells of it
    assert desk.reader.annotation(undone.id) is None
    kept = desk.add()
    done(desk.library.delete(arrival.document.id))
    done(desk.trash.empty(trashed(desk.reader)))
    for words in (SECRET, "A heading of its own", "stand in an article"):
        assert _holds(desk.store.folder, words) == []
    assert desk.open(kept.document).content == kept.content
    assert check_library(desk.store.folder).sound


def test_a_text_that_another_article_has_too_is_kept(desk: Desk, tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    for path, text in ((one, OTHER), (one, OTHER + "\nThis is newer."), (other, OTHER)):
        path.write_text(text, encoding="utf-8")
        arrival = desk.importing.add_file(path)
        assert arrival.document is not None
    newer, older = desk.reader.documents()[::-1]
    content = desk.open(older).content
    assert len(desk.reader.versions(newer.id)) == 2
    done(desk.library.delete(newer.id))
    done(desk.trash.empty(trashed(desk.reader)))
    assert desk.open(older).content == content
    assert _holds(desk.store.folder, "This is newer.") == []


def test_what_can_still_be_done_again_keeps_its_text(desk: Desk) -> None:
    content = desk.add(OTHER).content
    undone = done(desk.history.undo())
    with opened_desk(desk.store.folder) as elsewhere:
        done(elsewhere.library.delete(elsewhere.add(OTHER).document.id))
    done(desk.trash.empty(trashed(desk.reader)))
    done(desk.history.redo())
    assert desk.open(undone.ids("document")[0]).content == content


def test_the_history_goes_on_saying_that_something_was_done(desk: Desk) -> None:
    opened = desk.add()
    gone = desk.mark(opened, "by May")
    done(desk.annotating.set_note(gone.id, SECRET))
    done(desk.annotating.delete([gone.id]))
    before = rows(desk.store.path, "SELECT sequence, clock, label FROM journal")
    done(desk.trash.empty(trashed(desk.reader)))
    after = rows(desk.store.path, "SELECT sequence, clock, label FROM journal")
    assert after[:-1] == before
    assert after[-1][2] == "Empty the trash"
    told = desk.reader.journal_of(gone.id)
    assert [entry.label for entry in told] == ["Highlight", "Edit note", "Delete the annotation", "Empty the trash"]
    assert all(entry.change.before is None and entry.change.after is None for entry in told)


def test_a_step_about_other_things_as_well_is_one_about_those(desk: Desk) -> None:
    opened = desk.add()
    marks = [desk.mark(opened, words) for words in ("by May", "She measured it", "in March")]
    done(desk.annotating.retag_all([mark.id for mark in marks], add=["all"]))
    done(desk.annotating.delete([marks[0].id]))
    done(desk.trash.empty(trashed(desk.reader)))
    end = state_of(desk.store.path)
    assert desk.history.next_undo() == "Change the tags of 3 annotations"
    done(desk.history.undo())
    assert [desk.annotation(mark.id).tags for mark in marks[1:]] == [(), ()]
    done(desk.history.redo())
    assert state_of(desk.store.path) == end


def test_another_window_is_told_and_can_bring_nothing_back(desk: Desk) -> None:
    opened = desk.add()
    gone = desk.mark(opened, "by May")
    done(desk.annotating.delete([gone.id]))
    with opened_desk(desk.store.folder) as other:
        done(other.trash.empty(trashed(other.reader)))
    [*_, (_, told)] = desk.reader.changes_since(0)
    assert told.label == "Empty the trash"
    assert gone.id in told.ids("annotation")
    assert desk.history.undo().exception(30) is not None
    assert desk.reader.annotation(gone.id) is None


def test_a_rescue_does_not_bring_back_what_was_removed_for_good(tmp_path: Path) -> None:
    from desktop_app.services.safekeeping import open_or_rescue
    from desktop_app.storage.rescue.backups import back_up

    with opened_desk(tmp_path) as desk:
        opened = desk.add()
        gone, staying = desk.mark(opened, "by May"), desk.mark(opened, "She measured it")
        done(desk.annotating.set_note(gone.id, SECRET))
        back_up(tmp_path, desk.clock())
        done(desk.annotating.delete([gone.id]))
        done(desk.trash.empty(trashed(desk.reader)))
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("UPDATE annotation SET value = replace(value, 'yellow', 'yelloW')")
        connection.commit()
    with closing(open_library_reader(tmp_path)) as reader:
        reader.annotations()  # which finds the damage
    store, report = open_or_rescue(tmp_path)
    with closing(store):
        assert report is not None
        with closing(store.reader()) as reader:
            assert [found.id for found in reader.annotations()] == [staying.id]
            assert reader.annotation(gone.id) is None
    assert one(tmp_path / "library.db", "SELECT count(*) FROM journal WHERE instr(changes, ?)", SECRET) == 0
