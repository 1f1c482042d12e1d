"""The pictures that came with an article, as the library keeps them."""

from collections.abc import Callable

from desktop_app.core.document import Version
from desktop_app.services.articles.reading import Opened
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader


def pictures_of(reader: LibraryReader, opened: Opened) -> Callable[[str], bytes | None]:
    """Return what gives the stored pictures of an article by name; None for one that did not come with it."""
    return pictures_of_versions(reader, opened.version)


def pictures_of_versions(reader: LibraryReader, *versions: Version) -> Callable[[str], bytes | None]:
    """Return what gives the stored pictures of several versions by name; of two of one name, the later version's."""
    hashes = {name: kept for version in versions for name, kept in version.resources}

    def picture(name: str) -> bytes | None:
        try:
            return reader.blob(hashes[name])
        except (KeyError, StorageFailure):
            return None  # the page has a placeholder for what is lost

    return picture
