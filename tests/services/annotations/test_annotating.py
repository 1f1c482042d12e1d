"""Highlights and notes are made, changed and deleted, and are on the disk when they say so."""

import contextlib

import pytest

from desktop_app.core.annotation import Annotation, Colour, Motivation, PlacementState, Scope, Style
from desktop_app.core.text.tag_names import tidy_tags
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed, Direction
from tests.samples import Desk, done

QUOTE = "She measured it twice"


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """The article about the bridge."""
    return desk.add()


def test_a_highlight_keeps_what_it_is_about(desk: Desk, opened: Opened) -> None:
    start = opened.content.text.index(QUOTE)
    marked, saved = desk.annotating.highlight(
        *(opened, start, start + len(QUOTE)),
        colour=Colour.PINK,
        style=Style.UNDERLINE,
        note="Why?",
        tags=["#arch", "arch"],
    )
    done(saved)
    (placed,) = desk.reader.placed(opened.document)
    assert placed.annotation == marked == desk.annotation(marked.id)
    assert (marked.motivation, marked.target.scope) == (Motivation.HIGHLIGHTING, Scope.RANGE)
    assert (marked.colour, marked.style, marked.note, marked.tags) == (Colour.PINK, Style.UNDERLINE, "Why?", ("arch",))
    assert marked.target.quote is not None
    assert marked.target.quote.exact == QUOTE
    assert marked.target.version == opened.version.id
    assert (placed.start, placed.end, placed.placement.state) == (start, start + len(QUOTE), PlacementState.EXACT)


def test_offsets_count_code_points_beyond_the_sign_of_a_ship(desk: Desk, opened: Opened) -> None:
    desk.mark(opened, "by May")
    (placed,) = desk.reader.placed(opened.document)
    assert opened.content.text[placed.start : placed.end] == "by May"


def test_white_space_around_a_selection_is_left_out(desk: Desk, opened: Opened) -> None:
    text = opened.content.text
    start = text.index("\nAn inspector")
    marked, saved = desk.annotating.highlight(opened, start, start + len("\nAn inspector "))
    done(saved)
    assert marked.target.quote is not None
    assert marked.target.quote.exact == "An inspector"


@pytest.mark.parametrize("nothing", [(5, 5), (9, 4), (3, 4), (10_000, 10_009)])
def test_white_space_alone_cannot_be_highlighted(desk: Desk, opened: Opened, nothing: tuple[int, int]) -> None:
    assert opened.content.text[3:4] == " "
    with pytest.raises(Refused, match="Select some words first"):
        desk.annotating.highlight(opened, *nothing)
    assert desk.reader.annotations() == []


def test_a_note_on_a_paragraph_stands_on_all_of_it(desk: Desk, opened: Opened) -> None:
    note, saved = desk.annotating.note_on_block(opened, opened.content.text.index("voted"))
    done(saved)
    assert (note.motivation, note.target.scope, note.colour) == (Motivation.COMMENTING, Scope.BLOCK, None)
    assert note.target.quote is not None
    assert note.target.quote.exact.startswith("The council met")
    assert note.target.quote.exact.endswith("for closing.")


def test_a_note_on_a_section_stands_at_its_heading(desk: Desk, opened: Opened) -> None:
    note, saved = desk.annotating.note_on_section(opened, opened.sections[2])
    done(saved)
    (placed,) = desk.reader.placed(opened.document)
    assert placed.annotation == note
    assert placed.start == placed.end == opened.content.text.index("What it costs")
    assert note.target.section is not None
    assert (note.target.section.path, note.target.section.heading) == (("What it costs",), "What it costs")
    assert note.target.section.opening.startswith("A new arch costs")


def test_a_note_on_the_lead_has_a_place_though_it_has_no_heading(desk: Desk, opened: Opened) -> None:
    note, saved = desk.annotating.note_on_section(opened, opened.sections[0])
    done(saved)
    assert note.target.section is not None
    assert note.target.section.opening.startswith("The bridge over the Orla")


def test_a_note_on_the_whole_article(desk: Desk, opened: Opened) -> None:
    note, saved = desk.annotating.note_on_document(opened)
    done(saved)
    assert note.target.scope is Scope.DOCUMENT
    assert [placed.annotation for placed in desk.reader.placed(opened.document)] == [note]


def test_a_note_is_written_on_a_highlight(desk: Desk, opened: Opened) -> None:
    marked = desk.mark(opened, QUOTE)
    done(desk.annotating.set_note(marked.id, "Twice, *then* again."))
    changed = desk.annotation(marked.id)
    assert changed.note == "Twice, *then* again."
    assert changed.modified > marked.modified
    assert changed.target == marked.target


def test_a_highlight_changes_colour_style_and_tags(desk: Desk, opened: Opened) -> None:
    marked = desk.mark(opened, QUOTE)
    done(desk.annotating.recolour(marked.id, Colour.BLUE))
    done(desk.annotating.restyle(marked.id, Style.UNDERLINE))
    done(desk.annotating.set_tags(marked.id, ["#stone bridges", " arch "]))
    changed = desk.annotation(marked.id)
    assert (changed.colour, changed.style, changed.tags) == (Colour.BLUE, Style.UNDERLINE, ("stone-bridges", "arch"))


def test_what_is_so_already_is_no_step(desk: Desk, opened: Opened) -> None:
    marked = desk.mark(opened, QUOTE)
    assert done(desk.annotating.recolour(marked.id, Colour.YELLOW)) is None
    assert done(desk.annotating.set_note(marked.id, "")) is None
    assert done(desk.annotating.delete([])) is None
    assert desk.history.next_undo() == "Highlight"


def test_deleted_annotations_lie_in_the_trash(desk: Desk, opened: Opened) -> None:
    marks = [desk.mark(opened, quote) for quote in (QUOTE, "the mill", "by May")]
    done(desk.annotating.delete([marks[0].id, marks[2].id, marks[0].id]))
    assert desk.reader.annotations() == [marks[1]]
    assert desk.annotation(marks[0].id).deleted is not None
    assert desk.history.next_undo() == "Delete 2 annotations"
    done(desk.history.undo())
    assert desk.reader.annotations() == marks


@pytest.mark.parametrize("gone", ["deleted", "never there"])
def test_what_is_deleted_cannot_be_changed(desk: Desk, opened: Opened, gone: str) -> None:
    marked = desk.mark(opened, QUOTE)
    done(desk.annotating.delete([marked.id]))
    wanted = marked.id if gone == "deleted" else "01nowhere"
    for change in (
        desk.annotating.set_note(wanted, "Late."),
        desk.annotating.recolour(wanted, Colour.BLUE),
        desk.annotating.delete([wanted]),
    ):
        with pytest.raises(Refused, match="has been deleted in the meantime"):
            done(change)


def test_a_deleted_article_cannot_be_marked(desk: Desk, opened: Opened) -> None:
    done(desk.library.delete(opened.document.id))
    with pytest.raises(Refused, match="article has been deleted"):
        desk.mark(opened, QUOTE)
    assert desk.reader.annotations() == []


def test_an_annotation_that_was_begun_and_left_empty_leaves_no_step(desk: Desk, opened: Opened) -> None:
    desk.mark(opened, QUOTE)
    begun, saved = desk.annotating.note_on_document(opened)
    done(saved)
    done(desk.annotating.keep_draft(begun.id, "Hm"))
    done(desk.annotating.discard(begun.id))
    assert desk.reader.annotation(begun.id) is None
    assert desk.reader.placements_of(begun.id) == []
    assert desk.reader.drafts() == []
    assert desk.history.next_undo() == "Highlight"
    assert done(desk.annotating.discard("01nowhere")) is None


def test_listeners_hear_of_what_is_on_the_disk(desk: Desk, opened: Opened) -> None:
    heard: list[tuple[Direction, str, Annotation | None]] = []

    def hear(event: Changed) -> None:
        with contextlib.closing(desk.store.reader()) as reader:
            heard.extend(
                (event.direction, found, reader.annotation(found)) for found in event.change_set.ids("annotation")
            )

    desk.history.changed.add(hear)
    marked = desk.mark(opened, QUOTE)
    assert heard == [(Direction.DONE, marked.id, marked)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ([], ()),
        (["#one", "one", " #two "], ("one", "two")),
        (["two words", "  ", "#"], ("two-words",)),
        (["##deep", "C#"], ("deep", "C#")),
    ],
)
def test_tags_are_tidied(typed: list[str], kept: tuple[str, ...]) -> None:
    assert tidy_tags(typed) == kept
