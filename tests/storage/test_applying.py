"""What is applied is what is stored, to the letter; what does not fit is not written at all."""

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.change import ChangeSet, altered, change_set, made, removed
from desktop_app.core.document import Content, ReadingState, ReadingStatus, Version
from desktop_app.storage.errors import Conflict, StorageFailure
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction
from tests.samples import done
from tests.storage.looking import one, rows, state_of
from tests.strategies import State, applied, changes_of, contents, entities

PLACE = ReadingState("01a", 10, 0.5, ReadingStatus.READING, 1)
FURTHER = replace(PLACE, position=20)
ELSEWHERE = replace(PLACE, document="01b")
TABLES = (
    "document",
    "version",
    "reading",
    "annotation",
    "placement",
    "correction",
    "seed",
    "colour",
    "review",
    "draft",
)


def _apply(store: Store, change: ChangeSet) -> None:
    done(store.submit(lambda transaction: transaction.apply(change)))


def _everything(store: Store) -> list[list[tuple[object, ...]]]:
    tables = (*TABLES, "blob", "journal", "index_queue")
    return [rows(store.path, f"SELECT * FROM {table} ORDER BY 1") for table in tables]


@given(st.data())
@settings(max_examples=settings().max_examples // 3)
def test_tables_journal_and_hashes_agree_with_what_was_applied(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        try:
            expected: State = {}
            for _ in range(data.draw(st.integers(1, 4))):
                change = data.draw(changes_of(expected))
                _apply(store, change)
                expected = applied(expected, change)
            assert state_of(store.path) == expected
            reader = store.reader()
            replayed: State = {}
            for _, change in reader.changes_since(0):
                replayed = applied(replayed, change)
            reader.close()
            assert replayed == expected
        finally:
            store.close()
        for table in TABLES:
            for value, kept in rows(store.path, f"SELECT value, hash FROM {table}"):
                assert kept == hashlib.sha256(str(value).encode()).digest()


@pytest.mark.parametrize("kind", sorted(entities))
def test_every_kind_of_entity_comes_back_as_it_was(kind: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    reader = store.reader()

    @given(entities[kind])
    @settings(max_examples=settings().max_examples // 2)
    def comes_back(entity: object) -> None:
        change = change_set("Something", [made(entity)])  # type: ignore[arg-type]
        _apply(store, change)
        assert reader.entity(kind, change.changes[0].id) == entity
        _apply(store, change.inverted())
        assert reader.entity(kind, change.changes[0].id) is None

    try:
        comes_back()
    finally:
        reader.close()
        store.close()


@pytest.mark.parametrize(
    "change",
    [
        change_set("Read", [altered(PLACE, FURTHER)]),
        change_set("Read", [removed(PLACE)]),
        change_set("Read", [made(ELSEWHERE), made(PLACE)]),
        change_set("Read", [made(ELSEWHERE), altered(replace(FURTHER, progress=0.6), PLACE)]),
        change_set("Read", [made(replace(PLACE, document="01c")), removed(ELSEWHERE)]),
    ],
)
def test_a_change_that_does_not_fit_writes_nothing(store: Store, change: ChangeSet) -> None:
    _apply(store, change_set("Read", [made(FURTHER)]))
    before = _everything(store)
    with pytest.raises(Conflict, match=r"“Read” cannot be done: the reading.*Nothing was written"):
        _apply(store, change)
    assert _everything(store) == before


def test_work_that_fails_halfway_writes_nothing(store: Store) -> None:
    def work(transaction: Transaction) -> None:
        transaction.apply(change_set("Read", [made(PLACE)]))
        transaction.keep_blob(b"some bytes")
        raise LookupError("stumbled")

    before = _everything(store)
    with pytest.raises(LookupError, match="stumbled"):
        done(store.submit(work))
    assert _everything(store) == before
    _apply(store, change_set("Read", [made(PLACE)]))
    assert state_of(store.path) == {("reading", "01a"): PLACE}


def test_what_sqlite_says_is_put_in_words(store: Store) -> None:
    with pytest.raises(StorageFailure, match=r"library .* cannot be used: no such table: nowhere"):
        done(store.submit(lambda transaction: transaction._connection.execute("SELECT * FROM nowhere")))


def test_the_same_bytes_are_kept_once(store: Store, reader: LibraryReader) -> None:
    first = done(store.submit(lambda transaction: transaction.keep_blob(b"bytes \0\xff")))
    again = done(store.submit(lambda transaction: transaction.keep_blob(b"bytes \0\xff")))
    other = done(store.submit(lambda transaction: transaction.keep_blob(b"")))
    assert first == again == hashlib.sha256(b"bytes \0\xff").hexdigest()
    assert one(store.path, "SELECT count(*) FROM blob") == 2
    assert (reader.blob(first), reader.blob(other)) == (b"bytes \0\xff", b"")
    with pytest.raises(KeyError):
        reader.blob("nothing")


@given(contents())
@settings(max_examples=settings().max_examples // 2)
def test_a_text_comes_back_with_its_blocks(content: Content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        try:
            text, blocks = done(store.submit(lambda transaction: transaction.keep_content(content)))
            version = Version("01v", "01a", 1, "same", text, blocks, None, (), "test", 1)
            reader = store.reader()
            assert reader.content(version) == content
            reader.close()
        finally:
            store.close()


def test_the_journal_tells_what_changed_and_in_what_order(store: Store, reader: LibraryReader) -> None:
    assert reader.journal_end() == 0
    first = change_set("Open", [made(PLACE)], undoable=False)
    second = change_set("Read on", [altered(PLACE, FURTHER)], group="a group")
    _apply(store, first)
    _apply(store, second)
    assert reader.changes_since(0) == [(1, first), (2, second)]
    assert reader.changes_since(1) == [(2, second)]
    assert reader.journal_end() == 2
    assert (
        one(store.path, "SELECT json_extract(changes, '$[0].fields') FROM journal WHERE sequence = 2") == '["position"]'
    )


def test_the_clock_of_the_journal_only_goes_forward_though_two_write(tmp_path: Path) -> None:
    stores = [Store(tmp_path), Store(tmp_path)]
    try:
        for number in range(60):
            place = replace(PLACE, document=f"{number:03}")
            _apply(stores[number % 2], change_set("Read", [made(place)]))
    finally:
        for store in stores:
            store.close()
    clocks = [clock for (clock,) in rows(tmp_path / "library.db", "SELECT clock FROM journal ORDER BY sequence")]
    assert clocks == sorted(set(map(str, clocks)))
    assert one(tmp_path / "library.db", "SELECT count(DISTINCT device) FROM journal") == 1


def test_what_was_committed_is_told_after_it_can_be_read(store: Store, reader: LibraryReader) -> None:
    seen: list[object] = []
    change = change_set("Read", [made(PLACE)])
    work = store.submit(
        lambda transaction: transaction.apply(change),
        committed=lambda _: seen.append(one(store.path, "SELECT count(*) FROM reading")),
    )
    done(work)
    assert seen == [1]
    assert reader.reading_state("01a") == PLACE
