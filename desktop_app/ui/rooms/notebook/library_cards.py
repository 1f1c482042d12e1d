"""Where the notebook's room finds what its rows stand for: in the library, read when it is seen."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop_app.compose import Margent
from desktop_app.core.change import ChangeSet
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader

if TYPE_CHECKING:
    from desktop_app.services.notebook.notebook import Notebook, Noted


class LibraryCards:
    """Belongs to the window's thread, like its reader."""

    def __init__(self, margent: Margent, reader: LibraryReader) -> None:
        self._margent = margent
        self._reader = reader

    @property
    def notebook(self) -> "Notebook":
        """The notebook, made when it is first asked for."""
        return self._margent.notebook

    def noted(self, rows: Sequence[int]) -> "Mapping[int, Noted]":
        """Return what rows of the notebook hold."""
        return self.notebook.noted(rows, self._reader)

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the ids of the annotations in rows."""
        return self.notebook.ids(rows)

    def row_of(self, annotation_id: str) -> int | None:
        """Return the row of an annotation."""
        return self.notebook.row_of(annotation_id)

    def title_of(self, document_id: str) -> str:
        """Return the title of a document; of one that is gone, that it is."""
        try:
            document = self._reader.document(document_id)
        except StorageFailure:
            document = None
        return document.title if document is not None else "An article that is gone"

    def follow(self, change_set: ChangeSet) -> None:
        """Keep the notebook true to a change, if there is one yet."""
        if "notebook" in vars(self._margent):
            self.notebook.follow(change_set)
