"""The shelf: what is on it, what it is called, and how a person names it."""

from dataclasses import replace

import pytest

from desktop_app.core.change import change_set, made
from desktop_app.core.document import Document, ReadingStatus
from desktop_app.services.articles.library import Shelving, find_document, quoted_range, shelf
from desktop_app.services.errors import Ambiguous, Refused
from tests.samples import BRIDGE, Desk, done

HARBOUR = "# The harbour\n\nShips came here until 1950."


def test_the_shelf_shows_progress_and_counts_newest_first(desk: Desk) -> None:
    bridge = desk.add()
    harbour = desk.add(HARBOUR)
    marked = desk.mark(bridge, "the mill")
    desk.mark(bridge, "by May")
    done(desk.annotating.set_note(marked.id, "Where?"))
    done(desk.annotating.delete([desk.mark(bridge, "twice").id]))
    done(desk.reading.keep_place(bridge, 10, ((0, len(bridge.content.text) // 2),)))
    first, second = shelf(desk.reader)
    assert (first.document, first.highlights, first.notes) == (harbour.document, 0, 0)
    assert first.state.status is ReadingStatus.TO_READ
    assert (second.document, second.highlights, second.notes) == (bridge.document, 2, 1)
    assert second.state.progress == pytest.approx(0.5, abs=0.01)


def test_who_looks_again_and_again_sees_what_has_changed_meanwhile(desk: Desk) -> None:
    bridge, harbour = desk.add(), desk.add(HARBOUR)
    marked = desk.mark(harbour, "Ships")
    shelving = Shelving(desk.reader)
    assert shelving.shelf() == shelf(desk.reader)

    def looks_right() -> bool:
        for changed in desk.told:
            shelving.follow(changed.change_set)
        desk.told.clear()
        return shelving.shelf() == shelf(desk.reader)

    other = desk.mark(bridge, "the mill")
    assert looks_right()
    done(desk.annotating.set_note(other.id, "Where?"))
    assert looks_right()
    done(desk.annotating.delete([marked.id, other.id]))
    assert looks_right()
    assert not any(row.highlights for row in shelving.shelf())
    done(desk.history.undo())
    assert looks_right()
    assert all(row.highlights for row in shelving.shelf())
    done(desk.library.delete(bridge.document.id))
    assert looks_right()


def test_what_was_counted_elsewhere_is_true_to_what_was_changed_meanwhile(desk: Desk) -> None:
    bridge, harbour = desk.add(), desk.add(HARBOUR)
    desk.mark(harbour, "Ships")
    shelving = Shelving(desk.reader)
    counts = desk.reader.annotation_counts()
    desk.told.clear()
    desk.mark(bridge, "the mill")
    shelving.follow(desk.told[-1].change_set)
    shelving.know(counts)
    assert shelving.shelf() == shelf(desk.reader)


def test_an_empty_library_has_an_empty_shelf(desk: Desk) -> None:
    assert shelf(desk.reader) == []


def test_a_document_gets_another_name(desk: Desk) -> None:
    document = desk.add().document
    done(desk.library.rename(document.id, "  The   closed\nbridge "))
    renamed = desk.open(document).document
    assert (renamed.title, renamed.title_guessed) == ("The closed bridge", False)
    assert renamed.modified > document.modified


@pytest.mark.parametrize("title", ["", " \n\t"])
def test_a_document_needs_a_name(desk: Desk, title: str) -> None:
    document = desk.add().document
    with pytest.raises(Refused, match="needs a title"):
        desk.library.rename(document.id, title)


def test_a_deleted_document_goes_and_comes_with_its_annotations(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "the mill")
    done(desk.library.delete(opened.document.id))
    assert shelf(desk.reader) == []
    assert [document.id for document in desk.reader.documents(deleted=True)] == [opened.document.id]
    with pytest.raises(Refused, match="deleted in the meantime"):
        done(desk.library.rename(opened.document.id, "Too late"))
    done(desk.history.undo())
    assert [placed.annotation for placed in desk.reader.placed(opened.document)] == [marked]


def test_a_document_gets_tags(desk: Desk) -> None:
    document = desk.add().document
    done(desk.library.set_tags(document.id, ["valley", "stone"]))
    assert desk.open(document).document.tags == ("valley", "stone")


def test_a_document_is_named_by_id_prefix_or_title(desk: Desk) -> None:
    bridge, harbour = desk.add().document, desk.add(HARBOUR).document
    for wanted in (bridge.id, bridge.id.upper(), bridge.title, bridge.title.swapcase(), "over THE orla"):
        assert find_document(desk.reader, wanted) == bridge
    assert find_document(desk.reader, harbour.title) == harbour
    assert find_document(desk.reader, "arbo") == harbour


def test_a_prefix_of_several_ids_lists_them(desk: Desk) -> None:
    first, second = _named(desk, "01abcd", "One"), _named(desk, "01abce", "Two")
    assert find_document(desk.reader, "01abcd") == first
    with pytest.raises(Ambiguous, match=r"(?s)Several articles answer to “01abc”:.*Give more") as raised:
        find_document(desk.reader, "01abc")
    for document in (first, second):
        assert f"{document.id}  {document.title}" in str(raised.value)


def test_a_whole_title_wins_over_titles_that_hold_it(desk: Desk) -> None:
    wanted = _named(desk, "01a", "Bridges")
    _named(desk, "01b", "Bridges of stone")
    assert find_document(desk.reader, "bridges") == wanted
    with pytest.raises(Ambiguous):
        find_document(desk.reader, "ridge")


@pytest.mark.parametrize("wanted", ["", "nothing like it", "zz"])
def test_an_unknown_name_is_refused(desk: Desk, wanted: str) -> None:
    desk.add()
    with pytest.raises(Refused, match="No article is called"):
        find_document(desk.reader, wanted)


def test_what_lies_in_the_trash_is_not_found(desk: Desk) -> None:
    document = desk.add().document
    done(desk.library.delete(document.id))
    with pytest.raises(Refused):
        find_document(desk.reader, document.id)


def _named(desk: Desk, document_id: str, title: str) -> Document:
    document = replace(desk.add(f"{title}.\n\nA text about it.").document, id=document_id, title=title, version=None)
    done(desk.history.record(lambda _: change_set("Add", [made(document)])))
    return document


@pytest.mark.parametrize(
    ("quote", "occurrence", "found"),
    [
        ("closed in March", 1, "closed in March"),
        ("  crack\nin   the arch ", 1, "crack in the arch"),
        ("surprised. A crack", 1, "surprised.\nA crack"),
        ("she measured it again.", 1, "she measured it again."),
        ("measured it", 2, "measured it"),
        ("E\u0301milie", 1, "Émilie"),
    ],
)
def test_a_quote_is_found_whatever_white_space_it_has(desk: Desk, quote: str, occurrence: int, found: str) -> None:
    text = desk.add().content.text
    start, end = quoted_range(text, quote, occurrence)
    assert text[start:end] == found
    assert text[:start].count(found) == occurrence - 1


@pytest.mark.parametrize(
    ("quote", "occurrence", "message"),
    [
        (" \n", 1, "The quote is empty"),
        ("closed in May", 1, "does not have the words “closed in May”"),
        ("measured it", 3, "2 times, so there is no occurrence 3"),
    ],
)
def test_a_quote_that_is_not_there_is_refused(quote: str, occurrence: int, message: str) -> None:
    with pytest.raises(Refused, match=message):
        quoted_range(BRIDGE, quote, occurrence)
