"""Annotations from elsewhere find their articles and their places, come in once, and go again in one step."""

import os
from pathlib import Path

import pytest

from desktop_app.core.annotation import Colour, PlacementState
from desktop_app.exchange.json_ld import to_json_ld
from desktop_app.services.annotations.annotating import Annotating
from desktop_app.services.errors import Refused
from desktop_app.services.exporting.markdown import Exporting
from desktop_app.services.receiving.received import Fate, Reception, report
from desktop_app.services.receiving.receiving import Receiving
from tests.exchange.incoming.files import SAMPLES, Sample
from tests.samples import BRIDGE, Desk, done, opened_desk

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"
FOREIGN = sorted(path for folder in ("highlights", "webanno/correct") for path in (CORPORA / folder).glob("*.*"))
HABIT = "- Your Highlight on page {page} | Location {page}00 | Added on Monday, 30 September 2019 00:14:06"


def receiving(desk: Desk) -> Receiving:
    return Receiving(desk.store, desk.history, desk.clock)


def clippings(*quotes: str, title: str = "A bridge (Brandt)") -> bytes:
    records = (
        f"{title}\n{HABIT.format(page=number)}\n\n{quote}\n==========\n" for number, quote in enumerate(quotes, 1)
    )
    return "".join(records).encode()


def receive(desk: Desk, name: str, data: bytes) -> tuple[Reception, int]:
    service = receiving(desk)
    reception = service.plan_for(name, data)
    return reception, service.carry_out(reception)[0]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_second_import_adds_nothing(desk: Desk, sample: Sample) -> None:
    first, written = receive(desk, sample.name, sample.data)
    counts = first.counts()
    assert sum(counts.values()) == first.total == sample.total
    assert written == len(first.new)
    before = desk.reader.journal_end()
    second, again = receive(desk, sample.name, sample.data)
    assert (again, second.counts()["duplicate"]) == (0, first.total - counts["reported"])
    assert desk.reader.journal_end() == before


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_files_that_nobody_here_wrote_come_in_once_with_every_entry_accounted_for(desk: Desk, path: Path) -> None:
    desk.add()
    first, written = receive(desk, path.name, path.read_bytes())
    counts = first.counts()
    assert written + counts["duplicate"] + counts["reported"] == first.total > 0
    before = desk.reader.journal_end()
    second, again = receive(desk, path.name, path.read_bytes())
    assert again == 0
    assert second.counts()["duplicate"] + counts["reported"] == first.total
    assert desk.reader.journal_end() == before


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    before = desk.reader.journal_end()
    receiving(desk).plan_for("x.txt", clippings("Nobody in the valley was surprised."))
    assert desk.reader.journal_end() == before
    assert not desk.reader.documents()


def test_what_was_found_stands_in_the_version_that_came_after_the_dry_run(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    document = desk.importing.add_file(path).document
    assert document is not None
    reception = receiving(desk).plan_for("x.txt", clippings("Nobody in the valley was surprised."))
    assert [one.fate for one in reception.received] == [Fate.MATCHED]
    path.write_text(f"One line more.\n\n{BRIDGE}")
    desk.importing.add_file(path)
    assert receiving(desk).carry_out(reception)[0] == 1
    opened = desk.open(document)
    [placed] = desk.reader.placed(opened.document)
    assert placed.placement.state is PlacementState.MOVED
    assert opened.content.text[placed.start : placed.end] == "Nobody in the valley was surprised."
    done(desk.history.undo())
    assert not desk.reader.placed(opened.document)


def test_words_find_their_article_whatever_it_is_called(desk: Desk) -> None:
    opened = desk.add()
    data = clippings(
        "Nobody in the valley\nwas surprised.",
        "The council met on a Sunday – the first time in forty years",
        "Words that are in no article at all, whatever one does",
    )
    reception, written = receive(desk, "My Clippings.txt", data)
    assert [one.fate for one in reception.received] == [Fate.MATCHED, Fate.MATCHED, Fate.DETACHED]
    assert written == 3
    placed = desk.reader.placed(opened.document)
    text = opened.content.text
    stands = [text[one.start : one.end] for one in placed if one.placement.state is not PlacementState.DETACHED]
    assert stands == [
        "Nobody in the valley was surprised.", "The council met on a Sunday – the first time in forty years"
    ]  # fmt: skip
    assert [one.placement.state for one in placed].count(PlacementState.EXACT) == 2
    assert desk.reader.documents() == [opened.document]


def test_what_belongs_to_no_article_is_kept_with_its_book(desk: Desk) -> None:
    desk.add()
    reception, _ = receive(desk, "My Clippings.txt", clippings("The sea was never mentioned.", title="The sea (Ana)"))
    [one] = reception.received
    assert one.fate is Fate.UNMATCHED
    book = desk.reader.document(one.document.id)
    assert book is not None
    assert (book.title, book.author, book.version, book.format) == ("The sea", "Ana", None, "Kindle clippings")
    assert "The sea was never mentioned." in Exporting(desk.store, desk.clock).markdown(book)


def test_an_import_is_one_step_to_undo(desk: Desk) -> None:
    opened = desk.add()
    quotes = [f"Words number {number} that are nowhere at all" for number in range(1201)]
    receive(desk, "x.txt", clippings(*quotes, title="Somewhere else (Ana)"))
    assert len(desk.reader.annotations()) == 1201
    done(desk.history.undo())
    assert not desk.reader.annotations()
    assert desk.reader.documents() == [opened.document]
    done(desk.history.redo())
    assert len(desk.reader.annotations()) == 1201


def test_what_one_has_marked_by_hand_is_a_duplicate(desk: Desk) -> None:
    opened = desk.add()
    desk.mark(opened, "Nobody in the valley was surprised.")
    reception, written = receive(desk, "x.txt", clippings("Nobody in the valley was surprised."))
    assert ([one.fate for one in reception.received], written) == ([Fate.DUPLICATE], 0)


def test_what_was_deleted_stays_deleted(desk: Desk) -> None:
    data = clippings("The sea was never mentioned.", title="The sea (Ana)")
    reception, _ = receive(desk, "x.txt", data)
    annotation = reception.received[0].annotation
    assert annotation is not None
    done(desk.annotating.delete([annotation.id]))
    again, written = receive(desk, "x.txt", data)
    assert ([one.fate for one in again.received], written) == ([Fate.DUPLICATE], 0)


def test_a_file_that_is_no_export_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no file"):
        receiving(desk).plan(tmp_path / "nowhere.csv")
    with pytest.raises(Refused, match="is a folder"):
        receiving(desk).plan(tmp_path)
    with pytest.raises(Refused, match="could not be read"):
        receiving(desk).plan(tmp_path / "a\0b.csv")
    with pytest.raises(Refused, match="Kindle"):
        receiving(desk).plan_for("a.txt", b"Nobody was surprised.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nobody_waits_for_a_pipe(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "My Clippings.txt")
    with pytest.raises(Refused, match="a pipe, not a file"):
        receiving(desk).plan(tmp_path / "My Clippings.txt")
    assert not receiving(desk).knows(tmp_path / "My Clippings.txt")


def test_an_import_can_be_stopped(desk: Desk) -> None:
    service = receiving(desk)
    quotes = [f"Words number {number} that are nowhere at all" for number in range(1201)]
    reception = service.plan_for("x.txt", clippings(*quotes, title="Somewhere else (Ana)"))
    written, _ = service.carry_out(reception, progress=lambda _done, _total: False)
    assert 0 < written < 1201
    done(desk.history.undo())
    assert not desk.reader.annotations()


def test_json_ld_into_another_library_and_back_is_the_same(desk: Desk, tmp_path: Path) -> None:
    opened = desk.add()
    annotating: Annotating = desk.annotating
    desk.mark(opened, "Émilie Brandt")
    marked = desk.mark(opened, "We were promised a ferry 🚢 by May.")
    done(annotating.set_note(marked.id, "  *Whose* promise?\n\n- ours\u2028\n\ttheirs  \n"))
    done(annotating.set_tags(marked.id, ["ferry", "to/check"]))
    for note in (annotating.note_on_section(opened, opened.sections[1]), annotating.note_on_document(opened)):
        done(note[1])
        done(annotating.set_note(note[0].id, "=1+1"))
    ours = desk.reader.annotations()
    written = to_json_ld([opened.document], ours, desk.clock())
    with opened_desk(tmp_path / "another") as another:
        _, count = receive(another, "x.jsonld", written.encode())
        assert count == len(ours)
        assert another.reader.annotations() == ours
        assert to_json_ld(another.reader.documents(), another.reader.annotations(), 0) == to_json_ld(
            [opened.document], ours, 0
        )
    again, count = receive(desk, "x.jsonld", written.encode())
    assert (count, again.counts()["duplicate"]) == (0, len(ours))


def test_two_that_are_alike_are_two_wherever_they_go(desk: Desk, tmp_path: Path) -> None:
    opened = desk.add()
    for colour in (Colour.YELLOW, Colour.GREEN):
        done(desk.annotating.highlight(opened, 0, 20, colour=colour)[1])
    written = to_json_ld(desk.reader.documents(), desk.reader.annotations(), 0).encode()
    with opened_desk(tmp_path / "other") as other:
        assert receive(other, "x.jsonld", written)[1] == 2
        assert other.reader.annotations() == desk.reader.annotations()
        assert receive(other, "x.jsonld", written)[1] == 0


def test_our_own_markdown_comes_back(desk: Desk, tmp_path: Path) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "We were promised a ferry 🚢 by May.")
    done(desk.annotating.set_note(marked.id, "> Whose *promise*?\n\n#not a tag\n^hl-x"))
    done(desk.annotating.set_tags(marked.id, ["ferry"]))
    written = Exporting(desk.store, desk.clock).markdown(opened.document)
    with opened_desk(tmp_path / "another") as another:
        other = another.add()
        reception, _ = receive(another, "bridge.md", written.encode())
        assert [one.fate for one in reception.received] == [Fate.MATCHED]
        found = another.annotation(marked.id)
        before = desk.annotation(marked.id)
        assert (found.note, found.tags, found.colour) == (before.note, before.tags, before.colour)
        [placed] = another.reader.placed(other.document)
        assert other.content.text[placed.start : placed.end] == "We were promised a ferry 🚢 by May."


def test_a_note_that_was_edited_elsewhere_is_told_of_and_ours_stays(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "We were promised a ferry 🚢 by May.")
    done(desk.annotating.set_note(marked.id, "Whose promise?"))
    written = Exporting(desk.store, desk.clock).markdown(opened.document)
    same, _ = receive(desk, "bridge.md", written.encode())
    edited, count = receive(desk, "bridge.md", written.replace("Whose promise?", "The mayor’s promise.").encode())
    assert (len(same.differing), len(edited.differing), count) == (0, 1, 0)
    assert "with another note, which stays" in report(edited, 0)
    assert desk.annotation(marked.id).note == "Whose promise?"


@pytest.mark.parametrize("left", ["We were prom", "> Whose *pro", "\n^", "\n^hl"])
def test_the_beginning_of_a_block_at_the_end_of_a_file_is_accounted_for(desk: Desk, tmp_path: Path, left: str) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "We were promised a ferry 🚢 by May.")
    done(desk.annotating.set_note(marked.id, "Whose *promise*?"))
    written = Exporting(desk.store, desk.clock).markdown(opened.document)
    short = written[: written.index(left) + len(left)]
    with opened_desk(tmp_path / "another") as another:
        another.add()
        reception, _ = receive(another, "bridge.md", short.encode())
        assert not reception.received
        [told] = reception.reported
        assert told.what.startswith("We were prom")
        assert "cut short" in told.reason


def test_a_note_that_joins_its_highlight_is_not_called_left_out_and_its_tags_are_tags(desk: Desk) -> None:
    data = (
        "A Book (Somebody)\n- Your Highlight on page 3 | location 40-42 | Added on Monday, 1 January 2024 10:00:00\n\n"
        "Words that matter.\n==========\n"
        "A Book (Somebody)\n- Your Note on page 3 | location 42 | Added on Monday, 1 January 2024 10:01:00\n\n"
        "Why? #later\n==========\n"
    )
    reception, written = receive(desk, "My Clippings.txt", data.encode())
    assert (written, len(reception.joined), len(reception.left_out)) == (1, 1, 0)
    assert "1 joined another entry\n0 left out" in report(reception, written)
    [made] = [one.annotation for one in reception.new]
    assert made is not None
    assert (made.note, made.tags) == ("Why? #later", ("later",))


def test_a_table_that_ends_within_a_cell_is_refused_with_its_line(desk: Desk) -> None:
    head = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
    head += "Document tags\n"
    row = "{},A Book,Somebody,,,yellow,,page,{},2024-01-01 10:00:00+00:00,\n"
    sound = head + row.format("One", 1) + row.format('"Two ""quoted"" words"', 2) + row.format("Three", 3)
    assert receive(desk, "readwise.csv", sound.encode())[1] == 3
    broken = head + row.format("One", 1) + row.format('"Four', 2) + row.format("Five", 3)
    with pytest.raises(Refused, match="in line 3 is never closed"):
        receive(desk, "readwise.csv", broken.encode())
