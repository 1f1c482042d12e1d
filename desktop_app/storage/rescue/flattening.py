"""One file out of a damaged library and its log, to rescue from; the originals stay as they are.

SQLite itself would stop reading the log at its first damaged frame, and would not open a file whose first hundred bytes
are damaged or whose end is missing. Format: https://www.sqlite.org/fileformat2.html (sections 1.3 and 4.1).
"""

import contextlib
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from desktop_app.storage.connection import APPLICATION_ID, log_of
from desktop_app.storage.migrating import migrations
from desktop_app.storage.rescue.carving import PAGE

_MAGIC = b"SQLite format 3\0"
_TABLES = b"CREATE TABLE annotation (\n    id TEXT PRIMARY KEY,"
_LOG_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_LOG_HEADER, _FRAME_HEADER = 32, 24
_GROWTH = 64  # a file that says it should be this many times as long is not believed


class Flattened(NamedTuple):
    """How the file was: `in_order` when every page is where it belongs, and how many bytes are missing at its end."""

    in_order: bool
    missing: int


def flatten(library: Path, target: Path) -> Flattened:
    """Write what `library` and its log hold to `target`.

    Where the log is damaged its later pages are put in place too, though SQLite would not, since each row proves itself
    by its hash; the pages that stood there go to the end of the file, where their rows can still be found.
    """
    shutil.copyfile(library, target)
    log = log_of(library)
    proven, doubtful = _committed(log.read_bytes()) if log.is_file() and log.stat().st_size > _LOG_HEADER else ({}, [])
    with target.open("r+b") as file:
        for number, page in proven.items():
            _put(file, number, page)
        last = file.seek(0, 2) // PAGE + len(doubtful)  # a higher number can only be damaged
        replaced = [_put(file, number, page) if number <= last else page for number, page in doubtful]
        header = _mended_header(file)
        size = file.seek(0, 2)
        pages = max(-(-size // PAGE), 1)
        told = int.from_bytes(header[28:32], "big")
        whole = PAGE * (told if pages < told <= pages * _GROWTH else pages)
        file.truncate(whole)
        file.seek(0, 2)
        file.write(b"".join(page.ljust(PAGE, b"\0") for page in replaced))
    return Flattened(not doubtful, whole - size)


def _put(file: BinaryIO, number: int, page: bytes) -> bytes:
    """Write a page, and return the one that was there."""
    file.seek(max(number - 1, 0) * PAGE)
    before = file.read(PAGE)
    file.seek(max(number - 1, 0) * PAGE)
    file.write(page)
    return before


def _mended_header(file: BinaryIO) -> bytes:
    """Make sure that the file begins as a library without a log does, and return its first hundred bytes."""
    file.seek(0)
    header = file.read(100)
    sound = _sound_header()
    # What every library has is not worth doubting; the counts of pages and of changes differ.
    known = header[:16] == _MAGIC and len(header) == len(sound)
    header = sound[:24] + header[24:44] + sound[44:92] + header[92:] if known else sound
    file.seek(0)
    file.write(header)
    return header


def log_broken(library: Path) -> bool:
    """Tell whether the log holds whole transactions behind a damaged place: SQLite would drop them without a word."""
    log = log_of(library)
    return log.is_file() and log.stat().st_size > _LOG_HEADER and bool(_committed(log.read_bytes())[1])


def looks_like_ours(library: Path) -> bool:
    """Tell whether a file that cannot be opened carries our mark, or the beginnings of our tables."""
    with library.open("rb") as file:
        beginning = file.read(16 * PAGE)
    return beginning[68:72] == APPLICATION_ID.to_bytes(4, "big") or _TABLES in beginning


def _sound_header() -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        fresh.execute(f"PRAGMA page_size = {PAGE}")
        fresh.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        fresh.execute(f"PRAGMA user_version = {len(migrations())}")
        fresh.execute("CREATE TABLE any_table (any_column)")
        header = bytearray(fresh.serialize()[:100])
    header[28:40] = bytes(12)  # the number of pages, and the list of free ones: not known
    return bytes(header)


def _committed(log: bytes) -> tuple[dict[int, bytes], list[tuple[int, bytes]]]:
    """Return the pages of the log's whole transactions by number, and, in order, those from a damaged place on.

    What follows the last whole transaction was never acknowledged: it is what a kill leaves.
    """
    order = _LOG_MAGIC.get(int.from_bytes(log[:4], "big"), "<")
    sums = _checksum(log[:24], (0, 0), order)
    intact = sums == struct.unpack_from(">II", log, 24)
    salts = log[16:24] if intact else log[_LOG_HEADER + 8 : _LOG_HEADER + 16]
    proven: dict[int, bytes] = {}
    doubtful: list[tuple[int, bytes]] = []
    pending: list[tuple[int, bytes]] = []
    for place in _frames(log):
        number, committed = struct.unpack_from(">II", log, place)
        page = log[place + _FRAME_HEADER :][:PAGE]
        current = log[place + 8 : place + 16] == salts
        if intact:
            sums = _checksum(log[place : place + 8] + page, sums, order)
            intact = current and struct.unpack_from(">II", log, place + 16) == sums
        if current:  # else it was left there by an earlier log in the same file
            pending.append((number, page))
        if committed and current:
            if intact:
                proven |= dict(pending)
            else:
                doubtful += pending
            pending = []
    return proven, doubtful


def _frames(log: bytes) -> Iterator[int]:
    size = _FRAME_HEADER + PAGE
    return iter(range(_LOG_HEADER, len(log) - size + 1, size))


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
