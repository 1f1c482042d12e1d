"""What a person is typing survives a crash."""

from pathlib import Path

from tests.samples import done, opened_desk


def test_a_draft_becomes_the_note_at_the_next_start(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        marked = desk.mark(desk.add(), "the mill")
        done(desk.annotating.keep_draft(marked.id, "Half a thou"))
        typed = desk.reader.draft(marked.id)
        assert typed is not None
    with opened_desk(tmp_path) as desk:
        done(desk.annotating.recover_drafts())
        assert desk.annotation(marked.id).note == "Half a thou"
        assert desk.annotation(marked.id).modified == typed.modified
        assert desk.reader.drafts() == []
        assert desk.history.next_undo() == "Recover unfinished notes"
        done(desk.history.undo())
        assert desk.annotation(marked.id).note == ""


def test_a_draft_is_forgotten_when_the_note_is_kept(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        marked = desk.mark(desk.add(), "the mill")
        done(desk.annotating.keep_draft(marked.id, "Half"))
        done(desk.annotating.set_note(marked.id, "Whole."))
        assert desk.reader.draft(marked.id) is None
        assert done(desk.annotating.recover_drafts()) is None
        assert desk.annotation(marked.id).note == "Whole."


def test_a_draft_that_says_what_the_note_says_is_no_step(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        marked = desk.mark(desk.add(), "the mill")
        done(desk.annotating.set_note(marked.id, "Whole."))
        done(desk.annotating.keep_draft(marked.id, "Whole."))
        assert done(desk.annotating.recover_drafts()) is None
        assert desk.reader.drafts() == []


def test_a_draft_of_what_lies_in_the_trash_is_kept_there(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        marked = desk.mark(desk.add(), "the mill")
        done(desk.annotating.keep_draft(marked.id, "Still mine"))
        done(desk.annotating.delete([marked.id]))
        done(desk.annotating.recover_drafts())
        kept = desk.annotation(marked.id)
        assert (kept.note, kept.deleted is not None) == ("Still mine", True)


def test_a_note_that_cannot_be_kept_leaves_its_draft(tmp_path: Path) -> None:
    with opened_desk(tmp_path) as desk:
        marked = desk.mark(desk.add(), "the mill")
        done(desk.annotating.keep_draft(marked.id, "Still mine"))
        done(desk.annotating.delete([marked.id]))
        assert desk.annotating.set_note(marked.id, "Too late").exception(30) is not None
        assert desk.reader.draft(marked.id) is not None
