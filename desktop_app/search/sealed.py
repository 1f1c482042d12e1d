"""Commits that a reader can trust: a check sum over the table of contents and over every file it names.

Whoosh notices most damage only when it stumbles over it, and some of it never: a flipped bit in the index of terms
hides a word without a sound. What a reader has to know, and the seal, stand after Whoosh's own data in the table of
contents, which Whoosh does not read to its end: all of it appears in one rename, and is read without Whoosh. Everything
is on the disk before that: the queue is cleared once a commit has returned, and after a power cut nothing else would
know what the index lacks.
"""

import json
import os
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from desktop_app.search.array_file import ENDING

FORMAT = 5
"""Raise it whenever an index would be written otherwise: every one is then built anew."""

NAME = "MAIN"
LARGE = 1_500
"""Entries. The sums of a segment with so many are compared while it is searched already; of a smaller one, before."""
_TOC = re.compile(rf"_{NAME}_([0-9]+)\.toc")
_TRAILER = struct.Struct("<II4s")
_MAGIC = b"MGT1"
_CHUNK = 1 << 20

Sums = dict[str, tuple[int, int]]
"""For each file of the index its size in bytes and its CRC-32."""


class Unsound(Exception):
    """The index is not what was written."""


class Segment(NamedTuple):
    """A segment: what its files are called by, how many entries it has, and which of them are deleted, ascending."""

    name: str
    entries: int
    deleted: tuple[int, ...]


class Contents(NamedTuple):
    """A commit: its number, its segments, and the check sums of their files."""

    generation: int
    segments: tuple[Segment, ...]
    sums: Sums


def latest_generation(folder: Path) -> int:
    """Return the number of the newest commit. Raises Unsound when there is none."""
    try:
        with os.scandir(folder) as files:
            numbers = [int(match[1]) for file in files if (match := _TOC.fullmatch(file.name))]
    except OSError as error:
        raise Unsound(f"the index folder cannot be read: {error}") from error
    if not numbers:
        raise Unsound("the index has no table of contents")
    return max(numbers)


def is_latest(folder: Path, generation: int) -> bool:
    """Tell whether a commit is the newest still: a writer gives the next one the next number, and then removes the one
    before it. Each question asks this, and a folder of many segments takes a while to list."""
    this, following = (f"{folder}{os.sep}{toc_name(number)}" for number in (generation, generation + 1))
    return os.path.exists(this) and not os.path.exists(following)  # noqa: PTH110 - paths would take ten times as long


def toc_name(generation: int) -> str:
    """Return the name of the file that is the table of contents of a commit."""
    return f"_{NAME}_{generation}.toc"


def read_contents(folder: Path, generation: int) -> Contents:
    """Return the commit `generation`. Raises Unsound when it was changed since, OSError when it is gone."""
    data = (folder / toc_name(generation)).read_bytes()
    if len(data) < _TRAILER.size:
        raise Unsound("the table of contents is cut off")
    length, total, magic = _TRAILER.unpack(data[-_TRAILER.size :])
    sealed = data[: -_TRAILER.size]
    if magic != _MAGIC or zlib.crc32(sealed) != total:
        raise Unsound("the table of contents was changed")
    told = json.loads(sealed[len(sealed) - length :])
    sums = {name: (size, crc) for name, (size, crc) in told["sums"].items()}
    return Contents(
        generation, tuple(Segment(name, count, tuple(gone)) for name, count, gone in told["segments"]), sums
    )


def sealed_contents(contents: bytes, segments: Sequence[Segment], sums: Sums) -> bytes:
    """Return Whoosh's table of contents with what `read_contents` reads, sealed."""
    manifest = json.dumps({"sums": sums, "segments": segments}).encode()
    sealed = contents + manifest
    return sealed + _TRAILER.pack(len(manifest), zlib.crc32(sealed), _MAGIC)


def check_files(folder: Path, sums: Mapping[str, tuple[int, int]]) -> None:
    """Raise Unsound when a file is not what was written, OSError when it is gone."""
    for name, (size, crc) in sums.items():
        if sum_of(folder / name) != (size, crc):
            raise Unsound(f"{name} was changed")


def check_sizes(folder: Path, sums: Mapping[str, tuple[int, int]]) -> None:
    """Raise Unsound when a file has not the length that was written, OSError when it is gone."""
    for name, (size, _) in sums.items():
        if (folder / name).stat().st_size != size:
            raise Unsound(f"{name} was changed")


def sum_of(path: Path) -> tuple[int, int]:
    """Return the size and the CRC-32 of a file."""
    size = crc = 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_CHUNK):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
    return size, crc


def of_segment(sums: Sums, name: str) -> Sums:
    """Return those of `sums` that are about the files of the segment `name`."""
    beginning = f"{name}."
    return {name: each for name, each in sums.items() if name.startswith(beginning)}


def arrays_of(sums: Sums, name: str) -> str | None:
    """Return the name of the file that holds the arrays of the segment `name`, where it has one."""
    file = f"{name}{ENDING}"
    return file if file in sums else None


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the old one or the new one and nothing between."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Have the system put a file, or the names in a folder, on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder, and does not need to
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
