"""Damage is found wherever it is, said in words, and neither shown as right nor let spread to what is sound."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.change import altered, change_set
from desktop_app.storage.connection import marked_for_rescue, open_reader
from desktop_app.storage.errors import EntryDamaged, LibraryDamaged, Stopped, StorageFailure
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.rescue.integrity import Health, check, check_library
from desktop_app.storage.rows import Damaged, row_hash
from desktop_app.storage.store import Store, open_library_reader
from tests.samples import done
from tests.storage.damaging import (
    article_content,
    everything,
    fill,
    flip,
    name_of,
    note_of,
    places_of,
    row_place,
    zero_page,
)
from tests.storage.looking import one, rows
from tests.storage.values import DOCUMENT


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The file of a closed library."""
    return fill(tmp_path)


@contextlib.contextmanager
def _reading(library: Path) -> Iterator[LibraryReader]:
    with contextlib.closing(open_library_reader(library.parent)) as reader:
        yield reader


def _write(library: Path, *statements: str) -> None:
    store = Store(library.parent)
    for statement in statements:
        done(store.submit(lambda transaction, statement=statement: transaction._connection.execute(statement)))  # type: ignore[misc]
    store.close()


def test_a_library_as_it_was_written_is_sound(library: Path) -> None:
    told: list[tuple[int, int]] = []
    health = check_library(library.parent, progress=lambda done, total: told.append((done, total)))
    expected = len(everything(library)) + int(
        str(one(library, "SELECT (SELECT count(*) FROM blob) + count(*) FROM journal"))
    )
    assert health == Health(expected, (), "ok")
    assert health.sound
    assert told[-1] == (expected, expected)
    assert told == sorted(told)


def test_an_empty_library_is_sound(store: Store) -> None:
    assert check_library(store.folder) == Health(0, (), "ok")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("annotation", name_of(5)), ("placement", f"{name_of(5)}@01v"), ("document", "01d"), ("version", "01v")),
        *(("reading", "01d"), ("correction", "01c"), ("seed", "5" * 64), ("draft", name_of(1))),
        ("export", "01d@/a/bridge.md"),
    ],
)
def test_a_changed_bit_that_sqlite_does_not_see_is_found(library: Path, kind: str, name: str) -> None:
    value = everything(library)[kind, name]
    digit = next(place for place in range(len(value) - 1, 0, -1) if value[place : place + 1].isdigit())
    flip(library, row_place(library, kind, name) + digit)
    assert one(library, "PRAGMA quick_check") == "ok"
    health = check_library(library.parent)
    assert [(damaged.kind, damaged.id) for damaged in health.damaged] == [(kind, name)]
    assert not health.sound


def test_a_changed_letter_in_a_note_is_found_by_its_hash_alone(library: Path) -> None:
    flip(
        library,
        row_place(library, "annotation", name_of(5)) + everything(library)["annotation", name_of(5)].index(b"why"),
    )
    assert one(library, "PRAGMA integrity_check") == "ok"
    health = check_library(library.parent)
    assert health.sqlite == "ok"
    assert health.damaged == (Damaged("annotation", name_of(5), "its bytes have changed on the disk"),)


def test_a_changed_bit_in_a_hash_an_id_a_text_or_the_journal_is_found(library: Path) -> None:
    note = everything(library)["annotation", name_of(5)]
    flip(library, row_place(library, "annotation", name_of(5)) + len(note) + 3)  # its hash
    flip(library, row_place(library, "annotation", name_of(9)) - 1)  # its id
    for place in places_of(library, b"nobody in the valley".replace(b"nobody", b"Nobody"))[:1]:
        flip(library, place)
    flip(library, places_of(library, b"Highlight" + b"01")[0])
    found = {damaged.kind for damaged in check_library(library.parent).damaged}
    assert found == {"annotation", "blob", "journal"}
    assert len([damaged for damaged in check_library(library.parent).damaged if damaged.kind == "annotation"]) == 2


def test_a_damaged_index_which_would_hide_a_note_is_found(library: Path) -> None:
    value = everything(library)["annotation", name_of(5)]
    hidden = [
        place for place in places_of(library, name_of(5).encode())
        if library.read_bytes()[place + 26 : place + 26 + len(value)] != value
    ]  # fmt: skip
    changed = 0
    for place in hidden:
        copy = library.with_name("copy.db")
        copy.write_bytes(library.read_bytes())
        flip(copy, place + 10)
        with contextlib.closing(open_reader(copy)) as connection:
            changed += not check(connection).sound
    assert changed >= 2  # the index of the ids, and of its place's annotation, at the least


def test_a_page_that_is_gone_is_told_in_words(library: Path) -> None:
    for page in range(2, library.stat().st_size // 4096, 3):
        zero_page(library, page)
    health = check_library(library.parent)
    assert health.sqlite != "ok"
    assert not health.sound


def test_changed_tables_are_found(library: Path) -> None:
    flip(library, places_of(library, b"CREATE INDEX annotation_created")[0] + len("CREATE INDEX annotation_c"))
    assert not check_library(library.parent).sound


def test_a_check_can_be_stopped(library: Path) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(Stopped):
        check_library(library.parent, stop=stop)
    with pytest.raises(Stopped):
        check_library(library.parent, stop=lambda: True)


def _spoil(library: Path, name: str, needle: bytes, bit: int = 0) -> None:
    value = everything(library)["annotation", name]
    flip(library, row_place(library, "annotation", name) + value.index(needle), bit)


@pytest.mark.parametrize(
    ("needle", "bit"), [(b"why", 0), (b"{", 1), (b'"deleted', 2), (b'"document', 0), (b"null}", 3), (b"Thought", 7)]
)
def test_one_damaged_note_is_left_out_and_named_and_all_others_are_listed(
    library: Path, needle: bytes, bit: int
) -> None:
    _spoil(library, name_of(5), needle, bit)
    with _reading(library) as reader:
        listed = [annotation.id for annotation in reader.annotations()]
        assert listed == [name_of(number) for number in range(120) if number != 5]
        assert [(damaged.kind, damaged.id) for damaged in reader.damaged] == [("annotation", name_of(5))]
        assert len(reader.annotations("01d")) == 119
        assert len(reader.placed(DOCUMENT)) == 119
        assert reader.annotation_counts()["01d"][0] in (119, 120)
        assert len(reader.subjects()) in (120, 121)
        assert set(reader.annotation_ids("01d")) >= set(listed)
    assert marked_for_rescue(library.parent)


def test_asking_for_a_damaged_note_says_what_is_the_matter(library: Path) -> None:
    _spoil(library, name_of(5), b"why")
    with _reading(library) as reader:
        with pytest.raises(EntryDamaged, match=r"highlight or note .* cannot be shown.*Everything else is as it was"):
            reader.annotation(name_of(5))
        with pytest.raises(EntryDamaged):
            reader.entity("annotation", name_of(5))
        assert reader.annotation(name_of(6)) is not None
        assert reader.damaged[0].id == name_of(5)


def test_a_damaged_note_cannot_be_written_over_as_if_it_were_sound(library: Path) -> None:
    _spoil(library, name_of(5), b"why")
    change = change_set("Edit", [altered(note_of(5), replace(note_of(5), note="New"))])
    store = Store(library.parent)
    with pytest.raises(EntryDamaged):
        done(store.submit(lambda transaction: transaction.apply(change)))
    store.close()


def test_a_damaged_text_is_not_shown_and_takes_nothing_else_along(library: Path) -> None:
    for place in places_of(library, b"An inspector found"):
        flip(library, place)
    with _reading(library) as reader:
        version = reader.version("01v")
        document = reader.document("01d")
        assert version is not None
        assert document is not None
        with pytest.raises(EntryDamaged, match=r"text or picture"):
            reader.content(version)
        assert reader.shown(document) is None
        assert len(reader.annotations()) == 120


def test_a_text_that_is_gone_is_said_to_be(library: Path) -> None:
    _write(library, "DELETE FROM blob")
    with _reading(library) as reader:
        version = reader.version("01v")
        assert version is not None
        with pytest.raises(EntryDamaged, match=r"Add its file again"):
            reader.content(version)


def test_a_sound_text_comes_with_its_version(library: Path) -> None:
    with _reading(library) as reader:
        document = reader.document("01d")
        assert document is not None
        shown = reader.shown(document)
        assert shown is not None
        assert shown[1] == article_content()
        assert reader.damaged == ()
    assert not marked_for_rescue(library.parent)


def test_a_page_that_cannot_be_read_is_said_in_a_sentence(library: Path) -> None:
    for (page,) in rows(library, "SELECT rootpage FROM sqlite_master"):
        zero_page(library, int(str(page)))
    with _reading(library) as reader:
        questions: list[Callable[[], object]] = [
            *(reader.annotations, reader.documents, reader.journal_end, reader.subjects, reader.annotation_counts),
        ]
        for question in questions:
            with pytest.raises(LibraryDamaged, match=r"cannot be read .*Start Margent again"):
                question()
    assert marked_for_rescue(library.parent)


def test_a_damaged_row_of_the_journal_is_left_out_of_its_story(library: Path) -> None:
    with _reading(library) as reader:
        whole = reader.changes_since(0)
    for place in places_of(library, b"Highlight" + b"01")[:1]:
        flip(library, place)
    with _reading(library) as reader:
        entries = reader.changes_since(0)
        assert len(entries) == len(whole) - 1
        assert set(entries) < set(whole)
        assert [damaged.kind for damaged in reader.damaged] == ["journal"]


def test_what_a_newer_margent_wrote_is_left_out_but_is_no_damage(library: Path) -> None:
    value = '{"id":"01n","motivation":"assessing"}'
    hashed = row_hash(value.encode()).hex()
    _write(library, f"INSERT INTO annotation (id, value, hash) VALUES ('01n', '{value}', x'{hashed}')")
    with _reading(library) as reader:
        assert len(reader.annotations()) == 120
        assert [(damaged.id, "understand" in damaged.reason) for damaged in reader.damaged] == [("01n", True)]
        with pytest.raises(StorageFailure, match="does not understand"):
            reader.annotation("01n")
    assert check_library(library.parent).sound
    assert not marked_for_rescue(library.parent)


def test_journal_rows_from_before_they_had_a_hash_are_read(library: Path) -> None:
    _write(library, "UPDATE journal SET hash = NULL")
    with _reading(library) as reader:
        assert len(reader.changes_since(0)) == len(rows(library, "SELECT * FROM journal"))
    assert check_library(library.parent).sound
