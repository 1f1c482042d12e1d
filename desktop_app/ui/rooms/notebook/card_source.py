"""What the notebook's room asks for the cards it shows."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from desktop_app.services.notebook.notebook import Noted


class CardSource(Protocol):
    """Where the room finds what its rows stand for."""

    def noted(self, rows: Sequence[int]) -> Mapping[int, Noted]:
        """Return what rows of the notebook hold."""
        ...

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the ids of the annotations in rows."""
        ...

    def row_of(self, annotation_id: str) -> int | None:
        """Return the row of an annotation."""
        ...

    def title_of(self, document_id: str) -> str:
        """Return the title of a document."""
        ...
