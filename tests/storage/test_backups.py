"""Backups: made beside the work, looked over, thinned out with age, and put back whole."""

import contextlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage.errors import LibraryDamaged, LibraryInUse, LibraryTooNew, NotALibrary, Stopped, StorageFailure
from desktop_app.storage.migrating import migrations
from desktop_app.storage.rescue.backups import Backup, back_up, examine, kept, list_backups, prune, restore
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.rescue.replacing import PART_NAME
from desktop_app.storage.store import Store
from tests.storage.damaging import add_notes, everything, fill, flip, name_of, places_of
from tests.storage.looking import one, rows

DAY = 24 * 60 * 60 * 1000
NOW = 1_795_000_000_000

backups = st.builds(
    lambda number, taken: Backup(Path(f"{number}.db"), taken, 1, number, number),
    st.integers(1, 10**6),
    st.integers(0, 4 * 10**12),
)
ladders = st.lists(backups, unique_by=lambda backup: backup.number, max_size=80)


@given(ladders)
def test_the_newest_is_always_kept_and_never_more_than_31(taken: list[Backup]) -> None:
    ladder = kept(taken)
    assert set(ladder) <= set(taken)
    assert len(ladder) == len(set(ladder)) <= 31
    ordered = sorted(taken, key=lambda backup: backup.number, reverse=True)
    assert ladder[:12] == ordered[:12], "the twelve newest by their number, whatever the clock said"
    assert [backup.number for backup in ladder] == sorted((backup.number for backup in ladder), reverse=True)
    assert kept(ladder) == ladder


def test_a_copy_is_gone_after_about_a_year_of_daily_use() -> None:
    ladder: list[Backup] = []
    for day in range(800):
        ladder = kept([*ladder, Backup(Path(f"{day}.db"), NOW + day * DAY, 1, day, day)])
    oldest = 799 - ladder[-1].number
    assert 300 < oldest < 370, "what is said before the trash is emptied holds"


@given(st.lists(st.integers(0, 3 * DAY), min_size=100, max_size=250))
def test_the_ladder_goes_a_long_way_back_though_it_is_thinned_every_day(waits: list[int]) -> None:
    ladder: list[Backup] = []
    taken = NOW
    first = taken
    for number, wait in enumerate(waits):
        taken += DAY + wait
        ladder = kept([*ladder, Backup(Path(f"{number}.db"), taken, 1, number, number)])
    assert ladder[0].number == len(waits) - 1
    span = (taken - first) / DAY
    age = (taken - ladder[-1].taken) / DAY
    assert age >= min(span, 7 * 30) - 35
    weeks = {backup.taken // (7 * DAY) for backup in ladder if taken - backup.taken < 70 * DAY}
    assert len(weeks) >= 9, "something of every week"


def test_a_clock_set_back_prunes_nothing_that_is_new() -> None:
    old = [Backup(Path(f"{number}.db"), NOW + number * DAY, 1, number, number) for number in range(1, 32)]
    ladder = kept(old)
    for number in range(32, 40):  # five years back
        ladder = kept([*ladder, Backup(Path(f"{number}.db"), NOW - 1800 * DAY + number, 1, number, number)])
        assert ladder[0].number == number
    assert {backup.number for backup in ladder} >= set(range(32, 40))


def test_a_backup_is_the_library_as_it_was(tmp_path: Path) -> None:
    library = fill(tmp_path)
    backup = back_up(tmp_path, NOW)
    assert everything(backup.path) == everything(library)
    assert rows(backup.path, "SELECT * FROM journal") == rows(library, "SELECT * FROM journal")
    assert (backup.number, backup.sequence) == (1, one(library, "SELECT max(sequence) FROM journal"))
    assert backup.path.name == f"library-20261118T110640Z-000001-{backup.sequence}.db"
    assert backup.taken == NOW
    assert examine(backup.path).sound
    assert list_backups(tmp_path) == [backup]
    assert [path.name for path in backup.path.parent.iterdir()] == [backup.path.name], "nothing else is left there"


def test_writers_go_on_while_a_backup_is_made_and_it_is_of_one_moment(tmp_path: Path) -> None:
    fill(tmp_path, notes=200)
    store = Store(tmp_path)
    going = threading.Event()
    ended = threading.Event()

    def write() -> None:
        number = 1000
        while not ended.is_set():
            add_notes(store, number, number + 3)
            number += 3
            going.set()

    writing = threading.Thread(target=write)
    writing.start()
    assert going.wait(10)
    try:
        made = [back_up(tmp_path, NOW + number * DAY) for number in range(4)]
    finally:
        ended.set()
        writing.join()
        store.close()
    assert made[-1].sequence > made[0].sequence, "notes were written meanwhile"
    for backup in made:
        notes = one(backup.path, "SELECT count(*) FROM annotation")
        assert one(backup.path, "SELECT max(sequence) FROM journal") == backup.sequence
        steps = one(backup.path, "SELECT count(*) FROM journal WHERE label = 'Highlight'")
        assert notes == 200 + 3 * (int(str(steps)) - 10)


def test_backups_are_ordered_by_number_and_other_files_are_nobodys_business(tmp_path: Path) -> None:
    fill(tmp_path, notes=1)
    later, earlier = back_up(tmp_path, NOW + DAY), back_up(tmp_path, NOW)
    for name in ("before-format-2.db", "library-99999999T999999Z-000003-1.db", "library.db", "notes.txt"):
        (tmp_path / "backups" / name).write_text("mine")
    assert list_backups(tmp_path) == [earlier, later]
    for number in range(40):
        back_up(tmp_path, NOW + number)
    assert len(list_backups(tmp_path)) <= 31
    assert prune(tmp_path) == []
    assert (tmp_path / "backups" / "notes.txt").read_text() == "mine"
    assert list_backups(tmp_path)[0].number == 42
    assert list_backups(tmp_path / "nowhere") == []


def test_a_damaged_library_is_not_copied_over_good_backups(tmp_path: Path) -> None:
    library = fill(tmp_path)
    good = back_up(tmp_path, NOW)
    flip(library, places_of(library, b"Thought 5:")[0])
    with pytest.raises(LibraryDamaged, match=r"no backup was made.*have been kept"):
        back_up(tmp_path, NOW + DAY)
    assert list_backups(tmp_path) == [good]
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [good.path.name]


def test_a_backup_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    with pytest.raises(Stopped):
        back_up(tmp_path, NOW, stop=lambda: True)
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_a_killed_backup_left_is_cleared_away_in_time(tmp_path: Path) -> None:
    fill(tmp_path, notes=1)
    home = tmp_path / "backups"
    home.mkdir()
    old, young = home / "1-1.being-made.db", home / "2-2.being-made.db"
    for path in (old, young):
        path.touch()
    os.utime(old, (1, 1))
    back_up(tmp_path, NOW)
    assert (old.exists(), young.exists()) == (False, True)


def test_restoring_puts_the_copy_in_place_and_the_present_library_aside(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    backup = back_up(tmp_path, NOW)
    store = Store(tmp_path)
    add_notes(store, 500, 520)
    store.close()
    later = everything(library)
    highest = int(str(one(library, "SELECT max(sequence) FROM journal")))
    aside = restore(tmp_path, backup, NOW + DAY)
    assert aside == tmp_path / "library.db.before-restore-20261119T110640Z"
    assert everything(library) == before
    assert everything(aside) == later
    assert backup.path.exists()
    assert not list(tmp_path.glob(f"{PART_NAME}*"))
    store = Store(tmp_path)
    with contextlib.closing(store.reader()) as reader:
        waiting = {subject for _, subject in reader.queued(10_000)}
        assert waiting == {"document:01d", *(f"annotation:{name_of(number)}" for number in range(120))}
    add_notes(store, 600, 601)
    store.close()
    assert one(library, "SELECT max(sequence) FROM journal") == highest + 1, "no number is given twice"
    assert check_library(tmp_path).sound


def test_the_library_can_be_taken_back_after_a_restore(tmp_path: Path) -> None:
    library = fill(tmp_path)
    first = back_up(tmp_path, NOW)
    store = Store(tmp_path)
    add_notes(store, 500, 501)
    store.close()
    second = back_up(tmp_path, NOW)
    later = everything(library)
    restore(tmp_path, first, NOW)
    restore(tmp_path, second, NOW)
    assert everything(library) == later
    assert len(list(tmp_path.glob("library.db.before-restore-*"))) >= 2


def test_a_library_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    library = fill(tmp_path)
    backup = back_up(tmp_path, NOW)
    store = Store(tmp_path)
    with pytest.raises(LibraryInUse, match=r"open in another window or command"):
        restore(tmp_path, backup, NOW)
    store.close()
    assert restore(tmp_path, backup, NOW) is not None
    assert library.exists()


def test_a_backup_is_put_where_the_library_is_gone(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    backup = back_up(tmp_path, NOW)
    for path in tmp_path.glob("library.db*"):
        path.unlink()
    assert restore(tmp_path, backup, NOW) is None
    assert everything(library) == before


def _damaged(path: Path) -> None:
    flip(path, places_of(path, b"Thought 5:")[0])


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _foreign(path: Path) -> None:
    path.unlink()
    shutil.copy(_other_database(path.parent), path)


def _other_database(folder: Path) -> Path:
    with contextlib.closing(sqlite3.connect(folder / "other.sqlite")) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    return folder / "other.sqlite"


def _newer(path: Path) -> None:
    rows(path, f"PRAGMA user_version = {len(migrations()) + 1}")


@pytest.mark.parametrize(
    ("spoil", "failure"),
    [(_damaged, LibraryDamaged), (_cut, LibraryDamaged), (_foreign, NotALibrary), (_newer, LibraryTooNew)],
)
def test_a_copy_that_is_no_good_is_not_put_in_place(
    tmp_path: Path, spoil: Callable[[Path], None], failure: type[StorageFailure]
) -> None:
    library = fill(tmp_path)
    backup = back_up(tmp_path, NOW)
    before = library.read_bytes()
    spoil(backup.path)
    with pytest.raises(failure):
        restore(tmp_path, backup, NOW)
    assert library.read_bytes() == before
    with pytest.raises(StorageFailure):
        restore(tmp_path, replace(backup, path=backup.path.with_name("gone.db")), NOW)
    assert library.read_bytes() == before


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_replacement_that_was_cut_short_is_finished_by_whoever_comes_next(tmp_path: Path, moved: int) -> None:
    library = fill(tmp_path / "old", notes=10)
    old = everything(library)
    new = fill(tmp_path / "new", notes=30)
    replacement = everything(new)
    log, aside = tmp_path / "old" / "library.db-wal", tmp_path / "old" / "library.db.damaged-1"
    log.write_bytes(b"the old log")
    shutil.copy(new, tmp_path / "old" / "library.db.incoming.damaged-1")
    (tmp_path / "old" / f"{PART_NAME}.flat").write_text("half a copy")
    if moved > 0:
        log.rename(f"{aside}-wal")
    if moved > 1:
        library.rename(aside)
    Store(tmp_path / "old").close()
    assert everything(library) == replacement
    assert Path(f"{aside}-wal").read_bytes() == b"the old log"
    Path(f"{aside}-wal").unlink()
    assert everything(aside) == old
    assert not list((tmp_path / "old").glob("library.db.incoming*"))
    assert not list((tmp_path / "old").glob(f"{PART_NAME}*"))
