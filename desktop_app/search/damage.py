"""What a damaged index raises: one kind of exception instead of a dozen."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from desktop_app.search.sealed import check_files

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


class IndexDamaged(Exception):
    """The index cannot be read, or is not what was written. It has to be built anew; nothing else is lost."""


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into IndexDamaged."""
    try:
        yield
    except IndexDamaged:
        raise
    except Exception as error:  # damage shows as a dozen kinds: pickle, struct, zlib, key, index, assertion and more
        raise IndexDamaged(f"{what}: {type(error).__name__}: {error}") from error


def guarded(method: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """Make a method raise IndexDamaged for whatever goes wrong in it; costs next to nothing where nothing does."""

    @wraps(method)
    def reads(*asked: _Asked.args, **more: _Asked.kwargs) -> _Answer:
        try:
            return method(*asked, **more)
        except IndexDamaged:
            raise
        except Exception as error:  # as in `reading`
            raise IndexDamaged(f"{method.__qualname__}: {type(error).__name__}: {error}") from error

    return reads


class Watch:
    """Compares check sums in a thread of its own; what it finds is told by `report`."""

    def __init__(self) -> None:
        self._found: list[IndexDamaged] = []

    def look_at(self, folder: Path, sums: Mapping[str, tuple[int, int]]) -> None:
        """Compare the sums of these files; returns at once."""
        if not sums:
            return
        threading.Thread(target=self._compare, args=(folder, dict(sums)), name="margent-sums", daemon=True).start()

    def report(self) -> None:
        """Raise IndexDamaged when a file was found changed."""
        if self._found:
            raise self._found[0]

    def _compare(self, folder: Path, sums: Mapping[str, tuple[int, int]]) -> None:
        try:
            with reading(str(folder)):
                check_files(folder, sums)
        except IndexDamaged as damage:
            if not isinstance(damage.__cause__, FileNotFoundError):  # merged away meanwhile
                self._found.append(damage)
