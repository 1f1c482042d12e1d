"""The library is copied once a day, looked over, and rescued when it is opened damaged."""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.compose import compose
from desktop_app.core.notebook_view import NotebookView
from desktop_app.services.exporting.markdown import Exporting
from desktop_app.services.notebook.notebook import Notebook
from desktop_app.services.safekeeping import Safekeeping, open_or_rescue, restore, summary
from desktop_app.services.searching.indexing import bring_up_to_date
from desktop_app.services.searching.source import LibrarySource
from desktop_app.storage.connection import mark_for_rescue, marked_for_rescue
from desktop_app.storage.errors import LibraryDamaged, LibraryInUse, NotALibrary, StorageFailure
from desktop_app.storage.migrating import migrations
from desktop_app.storage.rescue.salvage import Report
from desktop_app.storage.store import Store
from tests.samples import PATIENCE, TickingClock, done, parse
from tests.storage.damaging import LONG, add_notes, everything, fill, flip, name_of, places_of
from tests.storage.looking import rows

TODAY = date(2026, 11, 25)

DAY = 24 * 60 * 60 * 1000


class SetClock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.now = 1_795_000_000_000

    def __call__(self) -> int:
        """Return milliseconds since 1970 in UTC."""
        return self.now


@pytest.fixture
def clock() -> SetClock:
    """A clock to set."""
    return SetClock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A library with some notes."""
    fill(tmp_path, notes=20)
    opened = Store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def safekeeping(store: Store, clock: SetClock) -> Iterator[Safekeeping]:
    """Safekeeping of that library."""
    made = Safekeeping(store, clock)
    yield made
    made.close()


def test_a_library_is_copied_once_a_day_while_it_is_being_used(
    store: Store, safekeeping: Safekeeping, clock: SetClock
) -> None:
    first = done(safekeeping.back_up_if_due())
    assert first is not None
    assert done(safekeeping.back_up_if_due()) is None, "it has just been copied"
    clock.now += 2 * DAY
    assert done(safekeeping.back_up_if_due()) is None, "nothing has changed"
    add_notes(store, 50, 51)
    second = done(safekeeping.back_up_if_due())
    assert second is not None
    assert second.sequence > first.sequence
    add_notes(store, 51, 52)
    clock.now += DAY - 1000
    assert done(safekeeping.back_up_if_due()) is None, "the day is not over"
    clock.now += 2000
    assert done(safekeeping.back_up_if_due()) is not None
    assert [backup.number for backup in done(safekeeping.backups())] == [3, 2, 1]


def test_a_clock_set_back_does_not_put_the_backup_off_for_years(
    store: Store, safekeeping: Safekeeping, clock: SetClock
) -> None:
    assert done(safekeeping.back_up_if_due()) is not None
    clock.now -= 1000 * DAY
    add_notes(store, 50, 51)
    assert done(safekeeping.back_up_if_due()) is not None
    add_notes(store, 51, 52)
    assert done(safekeeping.back_up_if_due()) is None


def test_an_empty_library_is_not_worth_a_copy(tmp_path: Path, clock: SetClock) -> None:
    margent = compose(tmp_path / "new", parse=parse, clock=clock)
    assert done(margent.safekeeping.back_up_if_due()) is None
    assert margent.safekeeping.rescue is None
    assert done(margent.safekeeping.check()).sound
    margent.close()


def test_damage_is_found_told_and_mended_at_the_next_start(store: Store, clock: SetClock) -> None:
    before = everything(store.path)
    safekeeping = Safekeeping(store, clock)
    assert done(safekeeping.check()).sound
    assert not marked_for_rescue(store.folder)
    safekeeping.close()
    store.close()
    flip(store.path, places_of(store.path, b"Thought 5:")[0])
    again = Store(store.folder)
    safekeeping = Safekeeping(again, clock)
    health = done(safekeeping.check())
    assert [damaged.id for damaged in health.damaged] == [name_of(5)]
    with pytest.raises(LibraryDamaged):
        done(safekeeping.back_up())
    safekeeping.close()
    again.close()
    third, report = open_or_rescue(store.folder, clock)
    third.close()
    assert isinstance(report, Report)
    assert report.lost == 0
    assert everything(store.path) == before
    fourth, none = open_or_rescue(store.folder, clock)
    fourth.close()
    assert none is None


def test_what_happened_is_told_in_a_sentence(tmp_path: Path, clock: SetClock) -> None:
    library = fill(tmp_path, notes=60)
    store = Store(tmp_path)
    safekeeping = Safekeeping(store, clock)
    done(safekeeping.back_up())
    safekeeping.close()
    store.close()
    library.write_bytes(library.read_bytes()[:9000])
    margent = compose(tmp_path, parse=parse, clock=clock)
    report = margent.safekeeping.rescue
    margent.close()
    assert report is not None
    told = summary(report)
    assert "60 highlights and notes (60 from a backup); 1 article (1 from a backup)" in told
    assert "The end of the file was missing" in told
    assert f"kept as “{report.aside.name}”" in told
    assert "lost" not in told


def test_a_file_that_was_emptied_is_made_good_from_the_backup_but_a_new_one_is_new(
    tmp_path: Path, clock: SetClock
) -> None:
    (tmp_path / "library.db").touch()
    store, report = open_or_rescue(tmp_path, clock)
    store.close()
    assert report is None
    library = fill(tmp_path, notes=20)
    before = everything(library)
    store = Store(tmp_path)
    safekeeping = Safekeeping(store, clock)
    done(safekeeping.back_up())
    safekeeping.close()
    store.close()
    library.write_bytes(b"")
    store, report = open_or_rescue(tmp_path, clock)
    store.close()
    assert report is not None
    assert everything(library) == before


def test_notes_in_a_log_that_sqlite_would_drop_are_saved(tmp_path: Path, clock: SetClock) -> None:
    fill(tmp_path / "old", notes=20)
    store = Store(tmp_path / "old")
    add_notes(store, 20, 40)
    shutil.copytree(tmp_path / "old", tmp_path / "killed")
    store.close()
    flip(tmp_path / "killed" / "library.db-wal", 32 + 24 + 2000)
    store, report = open_or_rescue(tmp_path / "killed", clock)
    store.close()
    assert report is not None
    assert everything(store.path) == everything(tmp_path / "old" / "library.db")


def test_a_command_beside_an_open_window_neither_waits_nor_rescues(tmp_path: Path, clock: SetClock) -> None:
    fill(tmp_path, notes=20)
    window = Store(tmp_path)
    add_notes(window, 20, 21)
    mark_for_rescue(tmp_path)
    command, report = open_or_rescue(tmp_path, clock)
    command.close()
    window.close()
    assert report is None
    assert marked_for_rescue(tmp_path), "it is looked at when nobody has it open"


def test_somebody_elses_database_is_refused_untouched(tmp_path: Path) -> None:
    rows(tmp_path / "library.db", "CREATE TABLE bookmarks (url)")
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(NotALibrary, match="another program"):
        open_or_rescue(tmp_path)
    assert (tmp_path / "library.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["library.db"]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The folder of a library that a newer Margent has used."""
    library = fill(tmp_path, notes=20)
    rows(library, f"PRAGMA user_version = {len(migrations()) + 1}")
    return tmp_path


def test_the_library_of_a_newer_margent_can_be_read_searched_and_exported(newer: Path, tmp_path: Path) -> None:
    before = everything(newer / "library.db")
    margent = compose(newer, parse=parse, clock=TickingClock())
    try:
        assert margent.store.read_only
        with contextlib.closing(margent.store.reader()) as reader:
            assert len(reader.annotations()) == 20
            documents = reader.documents()
            assert reader.shown(documents[0]) is not None
        hits = margent.searching.search("inspector").result(PATIENCE)
        assert hits.total > 0
        (exported,) = margent.exporting.export(documents, tmp_path / "out")
        assert "and why it matters" in exported.path.read_text(encoding="utf-8")
        assert margent.notebook.listing(NotebookView(), TODAY).result(PATIENCE).total == 20
        margent.indexing.wake()
        assert not bring_up_to_date(margent.store, 1.0)
        assert done(margent.safekeeping.check()).sound
        assert done(margent.safekeeping.back_up_if_due()) is None
        with pytest.raises(StorageFailure, match=r"newer Margent.*nothing has been changed"):
            done(margent.library.rename("01d", "Other"))
    finally:
        margent.close()
    assert everything(newer / "library.db") == before


def test_a_library_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StorageFailure, match="There is no library"):
        Store(tmp_path, read_only=True)


def test_a_store_for_reading_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path, notes=3)
    store = Store(tmp_path, read_only=True)
    with pytest.raises(StorageFailure, match="for reading only"):
        done(store.submit(lambda transaction: transaction.drop_draft(name_of(1))))
    with contextlib.closing(store.reader()) as reader:
        assert reader.draft(name_of(1)) is not None
    store.close()


def test_restoring_asks_for_a_closed_library_and_makes_the_index_anew(store: Store, clock: SetClock) -> None:
    safekeeping = Safekeeping(store, clock)
    backup = done(safekeeping.back_up())
    safekeeping.close()
    before = everything(store.path)
    add_notes(store, 50, 51)
    index = store.folder / "index"
    index.mkdir(exist_ok=True)
    (index / "of-the-other-library").touch()
    with pytest.raises(LibraryInUse):
        restore(store.folder, backup, clock)
    assert (index / "of-the-other-library").exists()
    store.close()
    aside = restore(store.folder, backup, clock)
    assert aside is not None
    assert everything(store.path) == before
    assert not (index / "of-the-other-library").exists()


def test_closing_leaves_off_at_once(store: Store, clock: SetClock) -> None:
    safekeeping = Safekeeping(store, clock)
    futures = [safekeeping.check() for _ in range(50)]
    backup = safekeeping.back_up()
    safekeeping.close()
    assert all(future.done() for future in futures)
    assert backup.done()
    assert not list(store.folder.glob("backups/*being-made*"))


def test_one_damaged_article_does_not_take_the_notebook_the_export_or_the_search_along(
    tmp_path: Path, clock: SetClock
) -> None:
    library = fill(tmp_path, notes=20)
    for place in places_of(library, b"An inspector found"):
        flip(library, place)
    store = Store(tmp_path)
    notebook = Notebook(tmp_path)
    try:
        assert notebook.listing(NotebookView(), TODAY).result(PATIENCE).total == 20
        with contextlib.closing(store.reader()) as reader:
            (document,) = reader.documents()
            (exported,) = Exporting(store, clock).export([document], tmp_path / "out")
            assert LONG.strip()[:30] in exported.path.read_text(encoding="utf-8")
            source = LibrarySource(reader)
            assert [entry.id for entry in source.entries_of("document:01d")] == ["document:01d/0"]
            assert source.shown(["document:01d/1"]) == [None]
            assert source.entries_of(f"annotation:{name_of(3)}")
    finally:
        notebook.close()
        store.close()


def test_a_damaged_row_is_no_end_to_indexing(tmp_path: Path) -> None:
    library = fill(tmp_path, notes=20)
    flip(library, places_of(library, b"Thought 5:")[0])
    store = Store(tmp_path)
    with contextlib.closing(store.reader()) as reader:
        assert LibrarySource(reader).entries_of(f"annotation:{name_of(5)}") == ()
        assert LibrarySource(reader).entries_of(f"annotation:{name_of(6)}") != ()
    store.close()


def test_a_damaged_library_opens_though_there_is_no_room_to_rescue_it(tmp_path: Path, clock: SetClock) -> None:
    library = fill(tmp_path, notes=20)
    flip(library, places_of(library, b"Thought 5:")[0])
    mark_for_rescue(tmp_path)
    (tmp_path / "library.db.part.flat").mkdir()  # what the rescue would write cannot be written
    (tmp_path / "library.db.part.flat" / "in the way").touch()
    store, report = open_or_rescue(tmp_path, clock)
    with contextlib.closing(store.reader()) as reader:
        assert len(reader.annotations()) == 19
    store.close()
    assert report is None
    assert marked_for_rescue(tmp_path), "it is tried again the next time"
