"""What has changed waits to be indexed: each subject once, and never forgotten."""

from dataclasses import replace

import pytest

from desktop_app.core.change import Change, altered, change_set, made, removed
from desktop_app.core.document import ReadingState, ReadingStatus
from desktop_app.core.seed import SeenSeed
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from tests.samples import done
from tests.storage.values import CORRECTION, DOCUMENT, HIGHLIGHT, PLACEMENT, VERSION


def _apply(store: Store, *changes: Change) -> None:
    done(store.submit(lambda transaction: transaction.apply(change_set("Something", changes))))


def _waiting(reader: LibraryReader) -> list[str]:
    return [subject for _, subject in reader.queued(100)]


def _emptied(store: Store, reader: LibraryReader) -> None:
    waiting = reader.queued(100)
    done(store.submit(lambda transaction: transaction.unqueue(waiting)))


def test_documents_and_annotations_wait(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT), made(VERSION), made(HIGHLIGHT), made(PLACEMENT))
    assert sorted(_waiting(reader)) == ["annotation:01h", "document:01d"]
    assert sorted(reader.subjects()) == ["annotation:01h", "document:01d"]


def test_a_subject_waits_once_under_its_newest_sequence(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT))
    _apply(store, made(HIGHLIGHT))
    before = reader.queued(100)
    _apply(store, altered(DOCUMENT, replace(DOCUMENT, words=9)))
    assert _waiting(reader) == ["annotation:01h", "document:01d"]
    assert reader.queued(100)[-1][0] > max(sequence for sequence, _ in before)


def test_what_changed_while_it_was_indexed_goes_on_waiting(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT))
    _apply(store, made(HIGHLIGHT))
    indexed = reader.queued(100)
    _apply(store, altered(HIGHLIGHT, replace(HIGHLIGHT, note="New.")))
    done(store.submit(lambda transaction: transaction.unqueue(indexed)))
    assert _waiting(reader) == ["annotation:01h"]


def test_sequences_are_never_used_again(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT))
    first = reader.queued(1)[0][0]
    _emptied(store, reader)
    _apply(store, altered(DOCUMENT, replace(DOCUMENT, words=9)))
    assert reader.queued(1)[0][0] > first


def test_only_as_many_come_as_were_asked_for_the_oldest_first(store: Store, reader: LibraryReader) -> None:
    for number in range(5):
        _apply(store, made(replace(DOCUMENT, id=f"d{number}")))
    assert [subject for _, subject in reader.queued(3)] == ["document:d0", "document:d1", "document:d2"]


@pytest.mark.parametrize("renewed", [{"title": "Other"}, {"deleted": 5}, {"version": "01w"}])
def test_annotations_follow_what_happens_to_their_document(
    store: Store, reader: LibraryReader, renewed: dict[str, object]
) -> None:
    _apply(store, made(DOCUMENT), made(HIGHLIGHT))
    _emptied(store, reader)
    _apply(store, altered(DOCUMENT, replace(DOCUMENT, **renewed)))  # type: ignore[arg-type]
    assert sorted(_waiting(reader)) == ["annotation:01h", "document:01d"]


def test_what_is_removed_waits_to_leave_the_index(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT), made(HIGHLIGHT))
    _emptied(store, reader)
    _apply(store, removed(HIGHLIGHT))
    assert _waiting(reader) == ["annotation:01h"]
    _emptied(store, reader)
    _apply(store, removed(DOCUMENT))
    assert _waiting(reader) == ["document:01d"]
    assert reader.subjects() == []


def test_corrections_move_the_sections_of_their_document(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(CORRECTION))
    assert _waiting(reader) == ["document:01d"]


def test_a_moved_annotation_waits(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(DOCUMENT), made(HIGHLIGHT), made(PLACEMENT))
    _emptied(store, reader)
    _apply(store, altered(PLACEMENT, replace(PLACEMENT, start=3)))
    assert _waiting(reader) == ["annotation:01h"]


def test_reading_on_and_seeds_are_nothing_to_find(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(ReadingState("01d", 1, 0.1, ReadingStatus.READING, 1)), made(SeenSeed("01s", "a.txt", 1)))
    assert _waiting(reader) == []


def test_the_trash_is_not_in_the_index(store: Store, reader: LibraryReader) -> None:
    _apply(store, made(replace(DOCUMENT, deleted=1)), made(replace(HIGHLIGHT, deleted=1)))
    assert reader.subjects() == []


def test_what_came_to_wait_since_is_told_unless_some_of_it_has_left(store: Store, reader: LibraryReader) -> None:
    assert reader.queued_since(0) == (0, [])
    _apply(store, made(DOCUMENT))
    first, subjects = reader.queued_since(0)
    assert subjects == ["document:01d"]
    _apply(store, made(HIGHLIGHT))
    second, subjects = reader.queued_since(first)
    assert (second > first, subjects) == (True, ["annotation:01h"])
    _emptied(store, reader)
    assert reader.queued_since(second) == (second, [])
    assert reader.queued_since(first) == (second, None)
