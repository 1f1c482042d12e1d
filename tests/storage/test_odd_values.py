"""What a note may hold, and what damage or an odd place must not do to those who want to write."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from desktop_app.storage.connection import uri_of
from tests.samples import Desk, done
from tests.storage.looking import one, rows


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/home/a b/100 %?#/library.db"), "file:///home/a%20b/100%20%25%3F%23/library.db"),
        (PureWindowsPath(r"C:\Users\Å\library.db"), "file:///C:/Users/%C3%85/library.db"),
        (PureWindowsPath(r"\\server\share\library.db"), "file:////server/share/library.db"),
    ],
)
def test_a_library_is_found_wherever_it_lies(path: PurePosixPath | PureWindowsPath, expected: str) -> None:
    assert uri_of(path, "mode=ro") == f"{expected}?mode=ro"  # SQLite takes no server's name where a URI has one


@pytest.mark.parametrize("clock", ["", "17000000\ufffd0000-000000", "nonsense", "1-2-3", "-5", "\x00" * 20])
def test_a_damaged_clock_in_the_journal_keeps_nobody_from_writing(desk: Desk, clock: str) -> None:
    marked = desk.mark(desk.add(), "the mill")
    newest = one(desk.store.path, "SELECT max(clock) FROM journal")
    last = one(desk.store.path, "SELECT max(sequence) FROM journal")
    done(
        desk.store.submit(
            lambda inside: inside._connection.execute("UPDATE journal SET clock = ? WHERE sequence = ?", (clock, last))
        )
    )
    done(desk.annotating.set_note(marked.id, "Written all the same."))
    after = one(desk.store.path, "SELECT clock FROM journal ORDER BY sequence DESC LIMIT 1")
    assert str(after) >= str(newest)[:10]
    assert len(rows(desk.store.path, "SELECT 1 FROM journal WHERE clock LIKE '______________-______'")) >= 2


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("a\0b", "ab"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("no\u00a0break, and\u2028a line", "no\u00a0break, and\u2028a line"),
        ("x" * 3_000_000, "x" * 3_000_000),
    ],
)
def test_a_note_is_kept_as_it_was_typed_as_far_as_any_file_can(desk: Desk, note: str, kept: str) -> None:
    marked = desk.mark(desk.add(), "the mill")
    done(desk.annotating.keep_draft(marked.id, note))
    done(desk.annotating.recover_drafts())
    assert desk.annotation(marked.id).note == kept
    done(desk.history.undo())
    done(desk.annotating.set_note(marked.id, note))
    assert desk.annotation(marked.id).note == kept
    assert [one.id for one in desk.reader.annotations_with(kept[:5], 5)] == [marked.id]
    done(desk.history.undo())
    assert desk.annotation(marked.id).note == ""
