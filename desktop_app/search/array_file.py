"""Arrays in one file, mapped into memory: what is not looked at is not read.

A line of JSON names each array, its type and its place; the arrays follow. The check sum of the file stands with those
of Whoosh's files in the table of contents.
"""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ENDING = ".arrays"
_ALIGNED = 16

Arrays = Mapping[str, npt.NDArray[Any]]


def save(path: Path, arrays: Arrays) -> None:
    """Write the arrays. Raises OSError."""
    places: dict[str, tuple[str, int, int]] = {}
    size = 0
    for name, each in arrays.items():
        places[name] = (each.dtype.str, size, len(each))
        size += _rounded(each.nbytes)
    header = json.dumps(places).encode()
    header += b" " * (_rounded(len(header) + 1) - len(header) - 1) + b"\n"
    with path.open("wb") as file:
        file.write(header)
        for each in arrays.values():
            file.write(each.tobytes())
            file.write(bytes(_rounded(each.nbytes) - each.nbytes))


def load(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of a file, which stays mapped for as long as one of them is held.

    Raises OSError, and ValueError, LookupError or TypeError where it is no such file.
    """
    with path.open("rb") as file:
        header = file.readline()
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return {
        name: np.frombuffer(mapped, np.dtype(kind), count, len(header) + place)
        for name, (kind, place, count) in json.loads(header).items()
    }


def _rounded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
