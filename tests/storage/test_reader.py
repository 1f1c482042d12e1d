"""Questions about the library, answered from its rows."""

from dataclasses import replace

import pytest

from desktop_app.core.annotation import Draft, PlacementState
from desktop_app.core.change import Change, change_set, made
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from tests.samples import done
from tests.storage.values import DOCUMENT, HIGHLIGHT, PLACEMENT, VERSION


def _apply(store: Store, *changes: Change) -> None:
    done(store.submit(lambda transaction: transaction.apply(change_set("Something", changes))))


def test_documents_come_newest_first_and_the_trash_apart(store: Store, reader: LibraryReader) -> None:
    later, gone = replace(DOCUMENT, id="01e"), replace(DOCUMENT, id="01f", deleted=5)
    for document in (later, DOCUMENT, gone):
        _apply(store, made(document))
    assert reader.documents() == [DOCUMENT, later]
    assert reader.documents(deleted=True) == [gone]
    assert reader.documents_from("/a/bridge.txt") == [gone, DOCUMENT, later]
    assert reader.documents_from("/elsewhere") == []


def test_a_document_keeps_its_number_when_it_changes(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT))
    _apply(store, made(replace(DOCUMENT, id="01e")))
    numbers = reader.document_numbers(["01d", "01e", "none"])
    _apply(store, Change("document", "01d", DOCUMENT, replace(DOCUMENT, title="Other")))
    assert reader.document_numbers(["01d"]) == {"01d": numbers["01d"]}
    assert numbers.keys() == {"01d", "01e"}
    assert numbers["01d"] != numbers["01e"]


def test_versions_come_oldest_first(store: Store, reader: LibraryReader) -> None:
    second = replace(VERSION, id="01a", ordinal=2, identity="other")
    _apply(store, made(second), made(VERSION), made(replace(VERSION, id="01x", document="01e")))
    assert reader.versions("01d") == [VERSION, second]
    assert {version.id for version in reader.versions_with("same")} == {"01v", "01x"}


def test_annotations_come_in_the_order_they_stand_in(store: Store, reader: LibraryReader) -> None:
    earlier = replace(HIGHLIGHT, id="01j", created=9, note="Aha.")
    trashed = replace(HIGHLIGHT, id="01k", deleted=3)
    standing = [replace(PLACEMENT, annotation="01j", start=0, end=3), replace(PLACEMENT, annotation="01k")]
    _apply(store, made(DOCUMENT), *map(made, (HIGHLIGHT, earlier, trashed)), *map(made, (PLACEMENT, *standing)))
    assert [placed.annotation for placed in reader.placed(DOCUMENT)] == [earlier, HIGHLIGHT]
    assert reader.annotations() == reader.annotations("01d") == [HIGHLIGHT, earlier]
    assert sorted(reader.annotation_ids("01d")) == ["01h", "01j", "01k"]
    assert reader.annotation_counts() == {"01d": (2, 1)}
    assert reader.placed(replace(DOCUMENT, version=None)) == []


def test_an_annotation_that_stands_nowhere_in_this_version_is_listed_as_detached(
    store: Store, reader: LibraryReader
) -> None:
    _apply(store, made(replace(DOCUMENT, version="01w")), made(HIGHLIGHT), made(PLACEMENT))
    (placed,) = reader.placed(replace(DOCUMENT, version="01w"))
    assert placed.annotation == HIGHLIGHT
    assert (placed.placement.state, placed.placement.version) == (PlacementState.DETACHED, "01w")


def test_a_draft_is_replaced_and_dropped_and_is_no_history(store: Store, reader: LibraryReader) -> None:
    for words in ("Fir", "First"):
        done(store.submit(lambda transaction, words=words: transaction.keep_draft(Draft("01h", words, 1))))  # type: ignore[misc]
    assert reader.drafts() == [Draft("01h", "First", 1)]
    assert reader.draft("01h") == Draft("01h", "First", 1)
    done(store.submit(lambda transaction: transaction.drop_draft("01h")))
    assert reader.draft("01h") is None
    assert reader.journal_end() == 0


def test_a_reader_sees_what_another_has_written_and_that_something_was(store: Store, reader: LibraryReader) -> None:
    before = reader.data_version()
    _apply(store, made(DOCUMENT))
    assert reader.data_version() != before
    assert reader.document("01d") == DOCUMENT
    assert reader.document("none") is None


def test_a_reader_cannot_write(store: Store, reader: LibraryReader) -> None:
    with pytest.raises(Exception, match="readonly"):
        reader._connection.execute("DELETE FROM journal")


def test_a_reader_of_a_library_that_is_no_longer_one_says_so(store: Store) -> None:
    store.close()
    store.path.write_text("Dear diary, " * 400)
    with pytest.raises(StorageFailure, match="is damaged or is not a Margent library"):
        store.reader()
