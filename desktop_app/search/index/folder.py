"""Where the index lies: a folder per index, and a small file that names the one in use.

An index is never mended in place. It is built anew beside the old one, and then named instead of it.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import whoosh

from desktop_app.search import sealed
from desktop_app.search.analysis import Analyzer

_POINTER = "current.json"
_LOCK = "writing.lock"
_BEGINNING = "index-"


class IndexState(StrEnum):
    """How far the index can be relied on."""

    READY = "ready"
    BUILDING = "building"
    MISSING = "missing"


class Named(NamedTuple):
    """The index in use. `complete` is False while it is being built and holds a part of the library only."""

    folder: Path
    complete: bool


class IndexFolder:
    """The place of the index beneath `path`, which is made when it is needed.

    Every index is bound to the format, the analyzer and the library that made it; one made by others is as good as
    missing, and so is one that lies elsewhere: index files can run code when they are read.
    """

    def __init__(self, path: Path, analyzer: Analyzer) -> None:
        self.path = path
        self._pointer = path / _POINTER
        whoosh_version = ".".join(str(part) for part in whoosh.__version__)
        self._made_by = {"format": f"{sealed.FORMAT}/{whoosh_version}", "analysis": analyzer.version}
        self._seen: tuple[tuple[int, int, int], Named | None] | None = None

    @property
    def state(self) -> IndexState:
        """Whether there is an index, and a whole one."""
        named = self.current()
        if named is None:
            return IndexState.MISSING
        return IndexState.READY if named.complete else IndexState.BUILDING

    def current(self) -> Named | None:
        """Return the index in use, or None when there is none that fits."""
        try:
            status = self._pointer.stat()
            key = (status.st_mtime_ns, status.st_ino, status.st_size)
            if self._seen is None or self._seen[0] != key:
                self._seen = (key, self._read())
        except OSError:
            return None
        return self._seen[1]

    def _read(self) -> Named | None:
        try:
            told = json.loads(self._pointer.read_bytes())
            name, complete = str(told["folder"]), bool(told["complete"])
            made_by = {key: told.get(key) for key in self._made_by}
        except (ValueError, LookupError, TypeError, AttributeError):
            return None
        fits = made_by == self._made_by and name.startswith(_BEGINNING) and Path(name).name == name
        return Named(self.path / name, complete) if fits else None

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Hold the lock of all writers, and give whether it was free. It goes with the process that holds it."""
        from whoosh.util.filelock import FileLock  # only those who write need it

        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.path / _LOCK))
        if not lock.acquire():
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def start(self) -> Path:
        """Make an empty index that is not in use yet. Only under the lock; raises OSError."""
        from desktop_app.search.index.sealing import create

        folder = self.path / f"{_BEGINNING}{os.urandom(6).hex()}"
        folder.mkdir(parents=True)
        create(folder)
        return folder

    def publish(self, folder: Path, *, complete: bool) -> None:
        """Put the index in `folder` in use, and remove all others. Only under the lock; raises OSError."""
        told = {**self._made_by, "folder": folder.name, "complete": complete}
        sealed.replace_file(self._pointer, json.dumps(told).encode())
        self._seen = None
        self.remove_unused()

    def remove_unused(self) -> None:
        """Remove the folders that are not in use: what a killed process left behind. Only under the lock."""
        import shutil  # with all kinds of packing, which takes a while

        named = self.current()
        for folder in self.path.glob(f"{_BEGINNING}*"):
            if named is None or folder != named.folder:
                # Elsewhere than on POSIX a reader may hold a file open: the next writer will get it.
                shutil.rmtree(folder, ignore_errors=True)

    def condemn(self, folder: Path) -> None:
        """Take the index in `folder` out of use because it is damaged; whoever writes next builds it anew."""
        named = self.current()
        if named is not None and named.folder == folder:
            with suppress(OSError):  # where nothing can be removed, it is found damaged again the next time
                self._pointer.unlink(missing_ok=True)
            self._seen = None
