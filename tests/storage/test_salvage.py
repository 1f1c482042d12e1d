"""A damaged library is set aside, and everything of it that can be read is in the new one."""

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.annotation import Annotation, Draft
from desktop_app.core.change import altered, change_set, removed
from desktop_app.storage.connection import mark_for_rescue, marked_for_rescue
from desktop_app.storage.errors import LibraryDamaged
from desktop_app.storage.rescue.backups import back_up
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.rescue.salvage import Report, salvage
from desktop_app.storage.rows import encode
from desktop_app.storage.store import Store
from tests.samples import done
from tests.storage.damaging import (
    Rows,
    add_notes,
    everything,
    fill,
    flip,
    name_of,
    note_of,
    places_of,
    rows_written,
    zero_page,
)
from tests.storage.looking import one, rows

NOW = 1_795_000_000_000
Damage = Callable[[Path], object]


def _rescued(folder: Path) -> Report:
    before = (folder / "library.db").read_bytes()
    report = salvage(folder, NOW)
    assert report is not None
    assert report.aside.name.startswith("library.db.damaged-20261118T110640Z")
    assert report.aside.read_bytes() == before, "the damaged file is kept as it was"
    assert check_library(folder).sound
    Store(folder).close()
    return report


def _garbage_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(random.Random(1).randbytes(100))


def _first_page(path: Path) -> None:
    zero_page(path, 1)


def _roots(path: Path) -> None:
    for (page,) in rows(path, "SELECT rootpage FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"):
        zero_page(path, int(str(page)))


def _index_pages(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        indices = connection.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index'").fetchall()
    for (page,) in indices:
        zero_page(path, page)


def _application_id(path: Path) -> None:
    flip(path, 70)


def _format_number(path: Path) -> None:
    flip(path, 61, 5)


def _write_format(path: Path) -> None:
    flip(path, 18, 2)


def _schema_format(path: Path) -> None:
    flip(path, 47, 4)


def _table_sql(path: Path) -> None:
    flip(path, places_of(path, b"CREATE TABLE annotation")[0] + 15)


def _one_bit_in_a_note(path: Path) -> None:
    flip(path, places_of(path, b"Thought 5:")[0])


STRUCTURAL = (
    *(
        _garbage_header,
        _index_pages,
        _application_id,
        _format_number,
        _write_format,
        _schema_format,
        _table_sql,
        _one_bit_in_a_note,
    ),
)


@pytest.mark.parametrize("damage", STRUCTURAL)
def test_damage_to_what_leads_to_the_rows_loses_none_of_them(tmp_path: Path, damage: Damage) -> None:
    library = fill(tmp_path)
    before, journal = everything(library), rows(library, "SELECT * FROM journal")
    blobs = rows(library, "SELECT * FROM blob ORDER BY hash")
    device = one(library, "SELECT value FROM meta WHERE name = 'device'")
    damage(library)
    report = _rescued(tmp_path)
    assert everything(library) == before
    assert rows(library, "SELECT * FROM journal") == journal
    assert rows(library, "SELECT * FROM blob ORDER BY hash") == blobs
    assert one(library, "SELECT value FROM meta WHERE name = 'device'") == device
    assert (report.lost, report.missing, report.backup, report.remains) == (0, 0, None, None)
    assert (report.of("annotation").salvaged, report.of("blob").salvaged) == (120, 3)
    waiting = {str(subject) for (subject,) in rows(library, "SELECT subject FROM index_queue")}
    assert waiting == {"document:01d", *(f"annotation:{name_of(number)}" for number in range(120))}
    assert list(tmp_path.glob("library.db.part*")) == []


@pytest.mark.parametrize("damage", [_first_page, _roots])
def test_rows_below_a_lost_page_are_found_by_their_bytes(tmp_path: Path, damage: Damage) -> None:
    library = fill(tmp_path)
    before = everything(library)
    damage(library)
    _rescued(tmp_path)
    after = everything(library)
    assert after.items() <= before.items()
    assert {kind for kind, _ in after} >= {"annotation", "placement"}
    assert sum(kind == "annotation" for kind, _ in after) >= 110, "at most what stood on the roots themselves is lost"


@pytest.mark.parametrize("damage", [*STRUCTURAL, _first_page, _roots])
def test_with_a_backup_nothing_is_lost(tmp_path: Path, damage: Damage) -> None:
    library = fill(tmp_path)
    backup = back_up(tmp_path, NOW)
    store = Store(tmp_path)
    add_notes(store, 500, 505)
    store.close()
    before, highest = everything(library), one(library, "SELECT max(sequence) FROM journal")
    damage(library)
    report = _rescued(tmp_path)
    after = everything(library)
    since = {key: value for key, value in before.items() if name_of(50)[:-1] in key[1]}
    assert {key: value for key, value in before.items() if key not in since}.items() <= after.items()
    assert report.backup == backup
    assert report.of("blob").lost == 0
    store = Store(tmp_path)
    add_notes(store, 600, 601)
    store.close()
    assert int(str(one(library, "SELECT max(sequence) FROM journal"))) > int(str(highest))


def test_a_library_cut_short_is_filled_up_from_the_backup_and_the_counts_say_so(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    back_up(tmp_path, NOW)
    library.write_bytes(library.read_bytes()[: library.stat().st_size // 2])
    report = _rescued(tmp_path)
    assert everything(library) == before
    notes = report.of("annotation")
    assert notes.from_backup > 0
    assert (notes.salvaged + notes.from_backup, notes.lost) == (120, 0)
    assert report.missing > 0


def test_a_library_of_which_nothing_is_left_is_the_backup(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    back_up(tmp_path, NOW)
    library.write_bytes(b"Dear diary,\n" * 1000)
    report = _rescued(tmp_path)
    assert everything(library) == before
    assert (report.of("annotation").salvaged, report.of("annotation").from_backup) == (0, 120)


def test_a_backup_that_is_damaged_itself_is_passed_over(tmp_path: Path) -> None:
    library = fill(tmp_path)
    good = back_up(tmp_path, NOW)
    bad = back_up(tmp_path, NOW)
    flip(bad.path, places_of(bad.path, b"Thought 6:")[0])
    library.write_bytes(b"")
    assert _rescued(tmp_path).backup == good


def test_the_later_state_wins_and_what_was_removed_stays_removed(tmp_path: Path) -> None:
    library = fill(tmp_path)
    back_up(tmp_path, NOW)
    store = Store(tmp_path)
    edited = replace(note_of(5), note="Edited since the backup.", modified=10**9)
    done(store.submit(lambda transaction: transaction.apply(change_set("Edit", [altered(note_of(5), edited)]))))
    done(store.submit(lambda transaction: transaction.apply(change_set("Away", [removed(note_of(9))]))))
    done(store.submit(lambda transaction: transaction.drop_draft(name_of(1))))
    store.close()
    before = everything(library)
    _spoil_two_bits(library, 5, edited)  # its row is lost; the journal and the backup have it
    _spoil_two_bits(library, 11)
    _rescued(tmp_path)
    assert everything(library) == before


def _spoil_two_bits(path: Path, number: int, note: Annotation | None = None) -> None:
    for place in places_of(path, name_of(number).encode() + encode(note or note_of(number))):
        for bit in (0, 1):
            flip(path, place + 70, bit)


def test_the_journal_brings_back_what_no_backup_has(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    _spoil_two_bits(library, 5)
    report = _rescued(tmp_path)
    assert everything(library) == before
    assert report.of("annotation").lost == 0


def test_a_journal_from_before_it_had_hashes_is_believed_where_the_row_confirms_it(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    rows_written(library, "UPDATE journal SET hash = NULL")
    _spoil_two_bits(library, 5)
    _rescued(tmp_path)
    assert everything(library) == before


def test_what_is_lost_is_counted_and_what_is_left_of_it_can_be_read(tmp_path: Path) -> None:
    library = fill(tmp_path)
    before = everything(library)
    rows_written(library, "DELETE FROM journal")
    rows_written(library, "VACUUM")
    _spoil_two_bits(library, 5)
    report = _rescued(tmp_path)
    assert report.of("annotation").lost == report.lost == 1
    assert everything(library) == {key: value for key, value in before.items() if key != ("annotation", name_of(5))}
    assert report.remains is not None
    assert "Thought 5: and why it matters" in report.remains.read_text(encoding="utf-8")


def test_a_row_whose_hash_does_not_agree_is_never_taken(tmp_path: Path) -> None:
    library = fill(tmp_path)
    rows_written(library, "DELETE FROM journal")
    note = '{"id":"01z","made":"up"}'
    rows_written(library, f"INSERT INTO annotation (id, value, hash) VALUES ('01z', '{note}', x'{'00' * 32}')")
    _rescued(tmp_path)
    assert ("annotation", "01z") not in everything(library)


def test_a_draft_that_was_saved_long_ago_does_not_come_back(tmp_path: Path) -> None:
    library = fill(tmp_path)
    store = Store(tmp_path)
    for number, modified in ((2, 1), (3, 10**6)):
        draft = Draft(name_of(number), "Typing", modified)
        done(store.submit(lambda transaction, draft=draft: transaction.keep_draft(draft)))  # type: ignore[misc]
    store.close()
    _garbage_header(library)
    _rescued(tmp_path)
    drafts = {name for kind, name in everything(library) if kind == "draft"}
    assert drafts == {name_of(1), name_of(3)}


@pytest.fixture
def killed(tmp_path: Path) -> tuple[Path, Rows]:
    """A library as it lies there after a kill, twenty notes of it only in its log; and the rows it should have."""
    fill(tmp_path / "old", notes=20)
    store = Store(tmp_path / "old")
    add_notes(store, 20, 40)
    (tmp_path / "killed").mkdir()
    for name in ("library.db", "library.db-wal"):
        shutil.copy(tmp_path / "old" / name, tmp_path / "killed" / name)
    store.close()
    return tmp_path / "killed" / "library.db", everything(tmp_path / "old" / "library.db")


def test_notes_that_are_only_in_the_log_are_saved(killed: tuple[Path, Rows]) -> None:
    library, expected = killed
    log = library.with_name("library.db-wal")
    pages = log.read_bytes()
    _spoil_two_bits(log, 25)
    spoiled = log.read_bytes()
    assert spoiled != pages
    assert salvage(library.parent, NOW) is not None
    assert everything(library) == expected
    (kept,) = library.parent.glob("library.db.damaged-*-wal")
    assert kept.read_bytes() == spoiled


def test_notes_behind_a_damaged_place_in_the_log_are_saved(killed: tuple[Path, Rows]) -> None:
    library, expected = killed
    flip(library.with_name("library.db-wal"), 32 + 24 + 2000)  # in its first page, so that SQLite reads no other
    _spoil_two_bits(library, 5)
    assert salvage(library.parent, NOW) is not None
    after = everything(library)
    assert len(expected.keys() - after.keys()) <= 6, "what stood on the one damaged page"


def test_a_library_that_is_sound_is_left_alone(tmp_path: Path) -> None:
    library = fill(tmp_path)
    mark_for_rescue(tmp_path)
    before = library.read_bytes()
    assert salvage(tmp_path, NOW) is None
    assert library.read_bytes() == before
    assert not marked_for_rescue(tmp_path)


def test_a_library_that_seems_to_be_for_reading_only_is_known_as_damaged(tmp_path: Path) -> None:
    library = fill(tmp_path, notes=1)
    _write_format(library)
    with pytest.raises(LibraryDamaged, match=r"first bytes .* are damaged"):
        Store(tmp_path)
