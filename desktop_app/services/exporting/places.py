"""Where the file of a document is in a folder that a person keeps in order: renamed and moved files are found again."""

import os
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from desktop_app.core.document import Document
from desktop_app.core.export_record import ExportRecord
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.files import FileState, is_file, owner_of, state_of
from desktop_app.exchange.names import file_name

_OURS = (FileState.OURS, FileState.EDITED)


class ExportPlaces:
    """Finds and gives out places in one folder and the folders in it, for the time of one export."""

    def __init__(self, home: Path, going_on: Callable[[], bool] = lambda: True) -> None:
        """`home` is resolved; it may still have to be made. `going_on` is asked while the folder is looked through."""
        self._home = home
        self._going_on = going_on
        self._given: set[str] = set()
        self._sorted: dict[Path, list[tuple[str, str]]] = {}

    def place(self, document: Document, records: Mapping[str, ExportRecord]) -> Path:
        """Return the document's file: the one written before, one that carries its id, or a name that is free.

        Never somebody else's file, not even one that has taken the place of ours. `records` are by path.
        """
        written = [Path(path) for path in records if self._inside(Path(path))]
        for path in (*written, self._home / file_name(document.title)):
            if self._is_ours(path, document, records):
                return path
        for path in self._owned.get(document.id, ()):
            if self._is_ours(path, document, records):
                return path
        name = file_name(document.title, [*self._names, *self._given])
        self._given.add(name)
        return self._home / name

    def others(self, document: Document, taken: Path) -> tuple[Path, ...]:
        """Return files that say the same of themselves as the one that was taken: copies that a sync program leaves.

        Looked at are those whose names begin alike; all of them where the folder has been looked through anyway.
        """
        if "_owned" in self.__dict__:
            return tuple(path for path in self._owned.get(document.id, ()) if path != taken)
        return tuple(path for path in self._alike(taken) if path != taken and _owner(path) == document.id)

    def _alike(self, taken: Path) -> Iterator[Path]:
        folder = taken.parent
        if folder not in self._sorted:
            names = [name for name in _names_in(folder) if _is_markdown(name)]
            self._sorted[folder] = sorted((name.casefold(), name) for name in names)
        beginning, ordered = taken.stem.casefold(), self._sorted[folder]
        for folded, name in ordered[bisect(ordered, (beginning, "")) :]:
            if not folded.startswith(beginning):
                break
            if is_file(folder / name):
                yield folder / name

    def _is_ours(self, path: Path, document: Document, records: Mapping[str, ExportRecord]) -> bool:
        record = records.get(os.fspath(path))
        return state_of(path, document.id, record.hash if record else None) in _OURS

    def _inside(self, path: Path) -> bool:
        # A folder on the way may have become a link to elsewhere.
        return path.is_relative_to(self._home) and path.parent.resolve() == path.parent

    @cached_property
    def _names(self) -> list[str]:
        return _names_in(self._home)

    @cached_property
    def _owned(self) -> dict[str, list[Path]]:
        """Every Markdown file with an owner, by the document it belongs to."""
        owned: dict[str, list[Path]] = {}
        for path in _markdown_files(self._home, self._going_on):
            owner = _owner(path)
            if owner is not None:
                owned.setdefault(owner, []).append(path)
        return owned


def _markdown_files(home: Path, going_on: Callable[[], bool]) -> Iterator[Path]:
    """Yield the files in a folder and below it, without hidden folders (a vault's settings and its trash) and links."""
    for folder, folders, names in os.walk(home, followlinks=False):
        if not going_on():
            return  # nobody wants the answer any more
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if _is_markdown(name) and is_file(path):
                yield path


def _names_in(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:  # it still has to be made, and may be no place where a folder can be: then that says so
        return []


def _is_markdown(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(".")


def _owner(path: Path) -> str | None:
    try:
        return owner_of(path)
    except ExportFailure:
        return None  # what cannot be read is not ours to write either
