"""Finding rows in the bytes of a damaged library, without the help of whatever led to them.

A row names its own lengths in a header and carries a SHA-256 of its content, so it can be found wherever it lies, and
is either taken to the letter or not at all: damaged pages above it, a damaged file header or a file cut short do not
matter. Old states of a row, in space that SQLite has not used again, are found too; the caller chooses.

The formats of pages and records are those of https://www.sqlite.org/fileformat2.html (sections 1.6 and 2.1).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from desktop_app.storage.journal import journal_hash
from desktop_app.storage.rows import ROW_KINDS, UNREADABLE, decode, row_hash

PAGE = 4096  # Margent has never made libraries with pages of another size
_USABLE = PAGE
_LOCAL = _USABLE - 35
_LEAST = (_USABLE - 12) * 32 // 255 - 23
_MANY = rb"(?:[\x80-\xff]{0,8}[\x00-\x7f])"

# Headers: its own length, then a type for each column. A text of n bytes is 13 + 2n, a blob 12 + 2n; 0 is NULL (a
# number that is the row's own key), 1 to 6 are numbers, 8 and 9 are 0 and 1. A hash is a blob of 32 bytes: 76, "L".
_ENTITY = re.compile(rb"(?=([\x04-\x09])(\x00?)(" + _MANY + rb")(" + _MANY + rb")L)", re.DOTALL)
_JOURNAL = re.compile(
    rb"(?=([\x08-\x1f])\x00(" + _MANY + rb")(" + _MANY + rb")(" + _MANY + rb")(" + _MANY + rb")[\x08\x09]"
    rb"(" + _MANY + rb")L)",
    re.DOTALL,
)
_BLOB = re.compile(rb"(?=([\x04-\x0d])\x81\x0d([\x01-\x06\x08\x09])(" + _MANY + rb")[0-9a-f]{64})", re.DOTALL)
_WIDTH = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}


@dataclass(frozen=True, slots=True)
class CarvedRow:
    """An entity's row; `number` is its key in the table where that can still be told."""

    kind: str
    id: str
    value: bytes
    number: int | None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A row of the journal, as it was written."""

    sequence: int
    device: str
    clock: str
    label: str
    step: str
    undoable: int
    changes: str
    hash: bytes | None


def carve_rows(data: mmap) -> Iterator[CarvedRow]:
    """Yield every entity row whose hash agrees, in the order in which they lie in the file."""
    for match in _ENTITY.finditer(data):
        lengths = [_length(match[3], 13), _length(match[4], 13), 32]
        if match[1][0] != match.end(4) - match.start(1) + 1 or min(lengths) < 1:
            continue
        parts = _parts(data, match.start(1), match[1][0], lengths)
        if parts is None or row_hash(parts[1]) != parts[2]:
            continue
        kind = _kind_of(parts[0], parts[1])
        if kind is not None:
            number = _key_before(data, match.start(1), match[1][0] + sum(lengths)) if match[2] else None
            yield CarvedRow(kind, parts[0].decode("utf-8"), parts[1], number)


def carve_journal(data: mmap) -> Iterator[JournalRow]:
    """Yield every row of the journal whose hash agrees."""
    for match in _JOURNAL.finditer(data):
        texts = [_length(match[group], 13) for group in (2, 3, 4, 5, 6)]
        if match[1][0] != match.end(6) - match.start(1) + 1 or min(texts) < 0:
            continue
        parts = _parts(data, match.start(1), match[1][0], [*texts, 32])
        sequence = _key_before(data, match.start(1), match[1][0] + sum(texts) + 32)
        if parts is None or sequence is None:
            continue
        device, clock, label, step, changes = (part.decode("utf-8", "replace") for part in parts[:5])
        undoable = data[match.end(5)] - 8
        if journal_hash(device, clock, label, step, undoable, changes) == parts[5]:
            yield JournalRow(sequence, device, clock, label, step, undoable, changes, parts[5])


def carve_blobs(data: mmap) -> Iterator[tuple[str, bytes]]:
    """Yield (hash, bytes) of every text, file and picture whose hash agrees."""
    for match in _BLOB.finditer(data):
        lengths = [64, _WIDTH[match[2][0]], _length(match[3], 12)]
        if match[1][0] != match.end(3) - match.start(1) or lengths[2] < 0:
            continue
        parts = _parts(data, match.start(1), match[1][0], lengths)
        if parts is not None and hashlib.sha256(parts[2]).hexdigest().encode() == parts[0]:
            yield parts[0].decode(), parts[2]


def _length(serial_type: bytes, smallest: int) -> int:
    """Return how many bytes a text (13) or blob (12) column has, or -1 when the type is another one."""
    number = _varint(serial_type)
    return (number - smallest) // 2 if number >= smallest and number % 2 == smallest % 2 else -1


def _varint(data: bytes) -> int:
    number = 0
    for byte in data[:8]:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number
    return number << 8 | data[8]


def _written(number: int) -> bytes:
    """Return `number` (below 2⁵⁶) as a varint."""
    encoded = bytes((number & 0x7F,))
    while number := number >> 7:
        encoded = bytes((number & 0x7F | 0x80,)) + encoded
    return encoded


def _parts(data: mmap, start: int, header: int, lengths: list[int]) -> list[bytes] | None:
    """Return the columns of the record whose header begins at `start`, or None when there cannot be one."""
    total = header + sum(lengths)
    if total > len(data):
        return None
    record = _payload(data, start, total)
    if record is None:
        return None
    parts: list[bytes] = []
    place = header
    for length in lengths:
        parts.append(record[place : place + length])
        place += length
    return parts


def _payload(data: mmap, start: int, total: int) -> bytes | None:
    """Return the record at `start`, with what of it lies on overflow pages."""
    if total <= _LOCAL:
        return data[start : start + total]
    local = _LEAST + (total - _LEAST) % (_USABLE - 4)
    local = local if local <= _LOCAL else _LEAST
    pieces = [data[start : start + local]]
    left = total - local
    page = int.from_bytes(data[start + local : start + local + 4], "big")
    while left > 0:
        place = (page - 1) * PAGE
        if page < 2 or place + PAGE > len(data):
            return None
        pieces.append(data[place + 4 : place + 4 + min(left, PAGE - 4)])
        left -= PAGE - 4
        page = int.from_bytes(data[place : place + 4], "big")
    return b"".join(pieces)


def _key_before(data: mmap, start: int, total: int) -> int | None:
    """Return the row's key, which stands before the record and after the record's length."""
    size = _written(total)
    for length in range(1, 9):
        key = data[start - length : start]
        whole = len(key) == length and key[-1] < 0x80 and all(byte >= 0x80 for byte in key[:-1])
        if whole and data[start - length - len(size) : start - length] == size:
            return _varint(key)
    return None


def _kind_of(name: bytes, value: bytes) -> str | None:
    for kind, entity in ROW_KINDS.items():
        try:
            if decode(value, entity).id.encode() == name:
                return kind
        except UNREADABLE:
            continue
    return None
