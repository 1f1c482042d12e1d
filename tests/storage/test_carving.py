"""Rows are found wherever they lie, whatever has become of the pages and files around them."""

import mmap
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.core.change import change_set, made
from desktop_app.storage.errors import NotALibrary
from desktop_app.storage.rescue.carving import carve_rows
from desktop_app.storage.rescue.integrity import check_library
from desktop_app.storage.rescue.mending import mend
from desktop_app.storage.rescue.recovering import recover
from desktop_app.storage.rescue.salvage import salvage
from desktop_app.storage.rows import encode, row_hash
from desktop_app.storage.store import Store
from tests.samples import done
from tests.storage.damaging import PAGE, Rows, everything, fill
from tests.strategies import entities

NOW = 1_795_000_000_000


class Pristine:
    """The bytes of a library, and its rows."""

    def __init__(self, data: bytes, rows: Rows) -> None:
        self.data = data
        self.rows = rows


@pytest.fixture(scope="module")
def pristine() -> Pristine:
    """A library that nothing has happened to."""
    with tempfile.TemporaryDirectory() as folder:
        path = fill(Path(folder))
        return Pristine(path.read_bytes(), everything(path))


@st.composite
def damages(draw: st.DrawFn) -> tuple[list[tuple[int, list[int]]], list[int], int]:
    """Bits to flip in some pages, pages to make zero, and how much to leave; modulo what there is."""
    numbers = st.integers(0, 2**16)
    bits = draw(st.lists(st.tuples(numbers, st.lists(numbers, min_size=1, max_size=6)), min_size=1, max_size=12))
    return bits, draw(st.lists(numbers, max_size=3)), draw(st.sampled_from([0, 0, 0, 1])) * draw(numbers)


@given(damages())
@example(([(280, [32767])], [], 0))  # what SQLite says of this is no UTF-8
@settings(max_examples=max(10, settings().max_examples // 3))
def test_every_row_whose_bytes_were_not_hit_survives(
    pristine: Pristine, damage: tuple[list[tuple[int, list[int]]], list[int], int]
) -> None:
    damaged = _damaged(pristine.data, *damage)
    untouched = {key for key, value in pristine.rows.items() if _intact(pristine.data, damaged, key[1], value)}
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.db"
        library.write_bytes(damaged)
        try:
            salvage(library.parent, NOW)
        except NotALibrary:
            assert not untouched, "there is nothing in it that could be known as ours"
            assert library.read_bytes() == damaged
            return
        assert check_library(library.parent).sound
        after = everything(library)
    for key in untouched:
        assert after.get(key) == pristine.rows[key], key
    for key, value in after.items():
        assert pristine.rows.get(key) == value, "nothing is ever made up"


def _damaged(data: bytes, flipped: list[tuple[int, list[int]]], zeroed: list[int], left: int) -> bytes:
    damaged = bytearray(data)
    pages = len(data) // PAGE
    for page, bits in flipped:
        for number in bits:
            place, bit = divmod(number, 8)
            damaged[page % pages * PAGE + place % PAGE] ^= 1 << bit
    for page in zeroed:
        damaged[page % pages * PAGE : (page % pages + 1) * PAGE] = bytes(PAGE)
    return bytes(damaged[: PAGE + left * len(data) // 2**16] if left else damaged)


def _intact(before: bytes, after: bytes, name: str, value: bytes) -> bool:
    """Tell whether a row that lies in one piece does so still, with its header and hash."""
    needle = name.encode() + value + row_hash(value)
    place = before.find(needle)
    return place >= 0 and after[place - 12 : place + len(needle)] == before[place - 12 : place + len(needle)]


@given(st.data())
def test_rows_of_every_kind_are_known_by_their_bytes(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(entities)))
    entity = data.draw(entities[kind])
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        done(store.submit(lambda transaction: transaction.apply(change_set("Something", [made(entity)]))))
        store.close()
        with store.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as carved:
            found = {(row.kind, row.id): row.value for row in carve_rows(carved)}
    assert found == {(kind, entity.id): encode(entity)}


@given(st.binary(max_size=60), st.integers(0, 10**6))
def test_a_single_changed_bit_is_set_right(value: bytes, chance: int) -> None:
    kept = row_hash(value)
    assert mend(value, kept) == value
    if value:
        place, bit = divmod(chance % (8 * len(value)), 8)
        changed = value[:place] + bytes((value[place] ^ 1 << bit,)) + value[place + 1 :]
        assert mend(changed, kept) == value
        assert mend(changed + b"x", kept) is None
    spoiled = bytes((kept[0] ^ 1,)) + kept[1:]
    assert mend(value, spoiled) == value
    assert mend(value, b"") is None


def test_reading_by_tables_finds_all_of_a_sound_file(tmp_path: Path) -> None:
    library = fill(tmp_path)
    recovered = recover(library, in_order=True)
    live = {(kind, name): value for kind, found in recovered.rows.items() for name, (value, _) in found.live.items()}
    assert live == everything(library)
    assert all(found.whole for found in recovered.rows.values())
    assert recovered.journal_whole
