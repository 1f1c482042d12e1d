"""A file that has changed becomes a new version, and its highlights go with it."""

from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.compose import compose
from desktop_app.core.annotation import Placed, PlacementState
from desktop_app.core.document import Document, InlineKind
from desktop_app.formats import registry
from desktop_app.services.articles.reading import open_document
from desktop_app.services.importing.placing import Outcome
from tests.samples import BRIDGE, Desk, done, opened_desk
from tests.storage.looking import state_of

OTHER = "The library of the valley keeps every newspaper since 1871.\n\nIt opens on Fridays."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with the article about the bridge."""
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    return path


def _added(desk: Desk, path: Path, text: str, expected: Outcome) -> Document:
    path.write_text(text, encoding="utf-8")
    arrival = desk.importing.add_file(path)
    assert arrival.outcome is expected
    assert arrival.document is not None
    return arrival.document


def _standing(desk: Desk, document: Document) -> dict[str, tuple[PlacementState, str]]:
    """How each highlight stands, and on what words."""
    opened = desk.open(document)

    def stands(placed: Placed) -> tuple[PlacementState, str]:
        return placed.placement.state, opened.content.text[placed.start : placed.end]

    return {placed.annotation.id: stands(placed) for placed in desk.reader.placed(opened.document)}


def test_highlights_are_carried_over_or_listed_as_detached(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    opened = desk.open(document)
    quotes = ["Nobody in the valley", "She measured it twice", "by May"]
    still, gone, moved = (desk.mark(opened, quote) for quote in quotes)
    revised = BRIDGE.replace("She measured it twice, and then she", "Then somebody else")
    renewed = _added(desk, article, revised, Outcome.VERSION)
    assert renewed.id == document.id
    assert _standing(desk, renewed) == {
        still.id: (PlacementState.EXACT, "Nobody in the valley"),
        gone.id: (PlacementState.DETACHED, ""),
        moved.id: (PlacementState.MOVED, "by May"),
    }
    assert desk.annotation(moved.id) == moved, "the target is what it was"
    assert [version.ordinal for version in desk.reader.versions(document.id)] == [1, 2]
    assert renewed.words < document.words


def test_a_new_version_can_be_undone(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    marked = desk.mark(desk.open(document), "by May")
    before = state_of(desk.store.path)
    renewed = _added(desk, article, "A new first line.\n\n" + BRIDGE, Outcome.VERSION)
    done(desk.history.undo())
    assert state_of(desk.store.path) == before
    assert _standing(desk, document) == {marked.id: (PlacementState.EXACT, "by May")}
    done(desk.history.redo())
    assert _standing(desk, renewed) == {marked.id: (PlacementState.MOVED, "by May")}


def test_highlights_in_the_trash_are_carried_too(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    marked = desk.mark(desk.open(document), "by May")
    done(desk.annotating.delete([marked.id]))
    renewed = _added(desk, article, "A new first line.\n\n" + BRIDGE, Outcome.VERSION)
    done(desk.history.undo())
    done(desk.history.undo())
    done(desk.history.redo())
    done(desk.history.redo())
    assert _standing(desk, renewed) == {}
    for _ in range(2):
        done(desk.history.undo())
    assert _standing(desk, document) == {marked.id: (PlacementState.EXACT, "by May")}


def test_notes_on_sections_and_articles_are_carried(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    opened = desk.open(document)
    whole, lead, arch, costs, paragraph = (
        begun
        for begun, saved in (
            desk.annotating.note_on_document(opened),
            *(desk.annotating.note_on_section(opened, section) for section in opened.sections),
            desk.annotating.note_on_block(opened, len(opened.content.text) - 5),
        )
        if done(saved)
    )
    revised = BRIDGE.replace("by chance", "on a Monday").replace("A crack in", "Something about")
    renewed = desk.open(_added(desk, article, revised, Outcome.VERSION))
    starts = {placed.annotation.id: placed for placed in desk.reader.placed(renewed.document)}
    states = {found: placed.placement.state for found, placed in starts.items()}
    assert states == {
        whole.id: PlacementState.EXACT,
        lead.id: PlacementState.EXACT,
        arch.id: PlacementState.CHANGED,  # it is called otherwise now, and begins as it did
        costs.id: PlacementState.MOVED,
        paragraph.id: PlacementState.MOVED,
    }
    assert starts[costs.id].start == renewed.content.text.index("What it costs")
    assert renewed.content.text[starts[paragraph.id].start :].startswith("Émilie Brandt")


def test_a_name_that_a_person_gave_stays_and_a_guessed_one_follows_the_text(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    renewed = _added(desk, article, "Closed for good.\n\n" + BRIDGE, Outcome.VERSION)
    assert (document.title[:10], renewed.title) == ("The bridge", "Closed for good.")
    done(desk.library.rename(document.id, "My bridge"))
    assert _added(desk, article, "Open again.\n\n" + BRIDGE, Outcome.VERSION).title == "My bridge"


def test_another_text_under_the_same_name_is_another_document(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    other = _added(desk, article, OTHER, Outcome.ADDED)
    assert other.id != document.id
    renewed = _added(desk, article, BRIDGE.replace("by chance", "at last"), Outcome.VERSION)
    assert renewed.id == document.id, "the file has gone back to the first of the two"
    assert len(desk.reader.documents()) == 2


def test_going_back_to_an_earlier_text_is_a_new_version(desk: Desk, article: Path) -> None:
    _added(desk, article, BRIDGE, Outcome.ADDED)
    _added(desk, article, BRIDGE + "\n\nMore.", Outcome.VERSION)
    document = _added(desk, article, BRIDGE, Outcome.VERSION)
    assert [version.ordinal for version in desk.reader.versions(document.id)] == [1, 2, 3]
    assert desk.reader.document(document.id) == document


def test_a_changed_file_does_not_bring_back_what_was_deleted(desk: Desk, article: Path) -> None:
    document = _added(desk, article, BRIDGE, Outcome.ADDED)
    done(desk.library.delete(document.id))
    assert _added(desk, article, BRIDGE + "\n\nMore.", Outcome.ADDED).id != document.id


def test_a_highlight_made_while_a_new_version_arrived_elsewhere_is_not_lost(
    desk: Desk, article: Path, tmp_path: Path
) -> None:
    opened = desk.open(_added(desk, article, BRIDGE, Outcome.ADDED))
    with opened_desk(tmp_path / "library") as elsewhere:
        renewed = _added(elsewhere, article, BRIDGE + "\n\nMore.", Outcome.VERSION)
    marked = desk.mark(opened, "by May")
    assert list(_standing(desk, renewed)) == [marked.id]


def test_what_is_marked_while_another_version_arrives_stands_in_that_too(desk: Desk, article: Path) -> None:
    opened = desk.open(_added(desk, article, BRIDGE, Outcome.ADDED))
    renewed = _added(desk, article, f"Something new before it.\n\n{BRIDGE}", Outcome.VERSION)
    marked = desk.mark(opened, "She measured it twice")  # on the page as it still was
    assert _standing(desk, renewed) == {marked.id: (PlacementState.MOVED, "She measured it twice")}
    done(desk.history.undo())
    assert _standing(desk, renewed) == {}


def test_web_addresses_are_links_when_an_article_is_shown_and_make_no_version(tmp_path: Path) -> None:
    path = tmp_path / "links.md"
    path.write_text("# Links\n\nSee https://e.org/a (or <mailto:a@e.org>), and `https://e.org/code`.\n")
    margent = compose(tmp_path / "library", parse=registry.parse)
    with closing(margent), closing(margent.store.reader()) as reader:
        document = margent.importing.add_file(path).document
        assert document is not None
        opened = open_document(reader, document.id)
        found = [span for block in opened.content.blocks for span in block.inline if span.kind is InlineKind.LINK]
        assert [span.href for span in found] == ["https://e.org/a", "mailto:a@e.org"]
        assert opened.content.text == "Links\nSee https://e.org/a (or mailto:a@e.org), and https://e.org/code."
        stored = reader.content(opened.version)
        assert [span.href for block in stored.blocks for span in block.inline if span.href] == ["mailto:a@e.org"]
        assert margent.importing.add_file(path).outcome is Outcome.UNCHANGED
