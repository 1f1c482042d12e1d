"""Seeding: articles that lie in the seeds folder join the library at the window's next start, each of them once."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.services.importing.importing import Importing, seed_id
from desktop_app.services.importing.placing import Arrival
from desktop_app.storage.reader import LibraryReader

_ARTICLES = frozenset({".txt", ".md", ".markdown"})


def new_seeds(folder: Path, reader: LibraryReader) -> list[Path]:
    """Return the article files in `folder` that have not been offered before, in the order of their names.

    One that cannot be read counts as new, so that `plant` says what is wrong with it.
    """
    if not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ARTICLES and path.is_file())
    return [path for path in files if not _seen(path, reader)]


def plant(folder: Path, reader: LibraryReader, importing: Importing) -> Iterator[Arrival]:
    """Add the new seeds one by one. What was deleted after it had been seen stays deleted."""
    for path in new_seeds(folder, reader):
        yield importing.add_file(path, seed=True)


def _seen(path: Path, reader: LibraryReader) -> bool:
    try:
        return reader.seen_seed(seed_id(path.read_bytes())) is not None
    except OSError:
        return False
