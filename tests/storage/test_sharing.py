"""Two programs on one library, and a disk that is not always ready."""

import sqlite3
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from desktop_app.core.change import altered, change_set, made
from desktop_app.core.document import ReadingState, ReadingStatus
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction
from tests.samples import PATIENCE, done
from tests.storage.looking import one

PLACE = ReadingState("01a", 0, 0.0, ReadingStatus.READING, 1)


def _read_on(transaction: Transaction) -> None:
    before = transaction.reading_state("01a")
    assert before is not None
    transaction.apply(change_set("Read", [altered(before, replace(before, position=before.position + 1))]))


def test_two_writers_lose_no_update(tmp_path: Path) -> None:
    stores = [Store(tmp_path), Store(tmp_path)]
    try:
        done(stores[0].submit(lambda transaction: transaction.apply(change_set("Open", [made(PLACE)]))))
        for future in [store.submit(_read_on) for _ in range(50) for store in stores]:
            done(future)
        reader = stores[0].reader()
        state = reader.reading_state("01a")
        assert state is not None
        assert state.position == 100
        assert reader.journal_end() == 101
        reader.close()
    finally:
        for store in stores:
            store.close()


def test_a_second_program_is_seen_by_the_first(tmp_path: Path) -> None:
    first = Store(tmp_path)
    reader = first.reader()
    try:
        seen = reader.data_version()
        second = Store(tmp_path)
        done(second.submit(lambda transaction: transaction.apply(change_set("Open", [made(PLACE)]))))
        second.close()
        assert reader.data_version() != seen
        assert [change.label for _, change in reader.changes_since(0)] == ["Open"]
        done(first.submit(_read_on))
    finally:
        reader.close()
        first.close()


def test_a_write_waits_for_a_lock_that_another_program_holds(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    released = threading.Timer(1.0, other.execute, ["COMMIT"])
    released.start()
    future = store.submit(lambda transaction: transaction.apply(change_set("Open", [made(PLACE)])))
    assert not future.done()
    done(future)
    released.join()
    other.close()
    assert one(store.path, "SELECT count(*) FROM reading") == 1


def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    reader = store.reader()
    going, looked = threading.Event(), threading.Event()

    def work(transaction: Transaction) -> None:
        transaction.apply(change_set("Open", [made(PLACE)]))
        going.set()
        assert looked.wait(10)

    future = store.submit(work)
    assert going.wait(10)
    assert reader.reading_state("01a") is None
    looked.set()
    done(future)
    assert reader.reading_state("01a") == PLACE
    reader.close()


def test_closing_finishes_what_was_submitted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    done(store.submit(lambda transaction: transaction.apply(change_set("Open", [made(PLACE)]))))
    store.submit(lambda _: time.sleep(0.1))
    futures = [store.submit(_read_on) for _ in range(30)]
    store.close()
    assert all(future.done() and future.exception() is None for future in futures)
    assert one(store.path, "SELECT json_extract(value, '$.position') FROM reading") == 30
    assert not store.path.with_name("library.db-wal").exists()


def test_work_is_done_in_the_order_in_which_it_was_submitted(store: Store) -> None:
    order: list[int] = []
    futures: list[Future[None]] = [store.submit(lambda _, place=place: order.append(place)) for place in range(50)]  # type: ignore[misc]
    for future in futures:
        done(future)
    assert order == list(range(50))


def test_work_that_was_cancelled_before_its_turn_is_left_out(store: Store) -> None:
    held = threading.Event()
    store.submit(lambda _: held.wait(10))
    unwanted = store.submit(lambda transaction: transaction.apply(change_set("Open", [made(PLACE)])))
    assert unwanted.cancel()
    held.set()
    store.close()
    assert one(store.path, "SELECT count(*) FROM reading") == 0


def test_work_offered_while_the_library_closes_is_done_or_refused(tmp_path: Path) -> None:
    for attempt in range(20):
        store = Store(tmp_path / str(attempt))
        answers: list[int | StorageFailure] = []

        def offer(store: Store = store, answers: list[int | StorageFailure] = answers) -> None:
            try:
                while True:
                    answers.append(done(store.submit(lambda _: 1)))
            except StorageFailure as failure:
                answers.append(failure)

        offering = threading.Thread(target=offer)
        offering.start()
        store.close()
        offering.join(PATIENCE)
        assert not offering.is_alive()
        assert str(answers[-1]) == "The library has been closed."
