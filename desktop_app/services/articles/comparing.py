"""Comparing: two versions of a document as one text, with the highlights and notes where they stand in it."""

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.correction import corrected
from desktop_app.core.document import Content, Document, Version
from desktop_app.core.outline import Section, sections_of
from desktop_app.core.web_links import with_web_links
from desktop_app.services.errors import Refused
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    from desktop_app.core.comparing import Comparison


@dataclass(frozen=True, slots=True)
class Standing:
    """An annotation in the woven text, and how surely it stands in the newer version.

    One that is detached stands over the words that it has lost, where they are still known.
    """

    annotation: Annotation
    placement: Placement
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a document, woven into one text."""

    document: Document
    old: Version
    new: Version
    comparison: "Comparison"
    sections: tuple[Section, ...]
    standings: tuple[Standing, ...]


class Comparing:
    """Compares in a thread of its own: a long book takes a second."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "margent-comparing")

    def compare(self, document_id: str, old_id: str, new_id: str) -> Future[Compared]:
        """Compare two versions, by their ids. Refused when one of them is gone."""
        return self._thread.submit(self._compared, document_id, old_id, new_id)

    def close(self) -> None:
        """Drop what has not been compared."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _compared(self, document_id: str, old_id: str, new_id: str) -> Compared:
        from desktop_app.core.comparing import compare

        with contextlib.closing(self._store.reader()) as reader:
            document, old, new = reader.document(document_id), reader.version(old_id), reader.version(new_id)
            if document is None or old is None or new is None:
                raise Refused("One of the two versions is no longer in the library.")
            comparison = compare(_content(reader, old), _content(reader, new))
            standings = _standings(reader, comparison, old, new)
            return Compared(document, old, new, comparison, sections_of(comparison.content), standings)


def _content(reader: LibraryReader, version: Version) -> Content:
    return with_web_links(corrected(reader.content(version), reader.corrections(version.id)))


def _standings(reader: LibraryReader, comparison: "Comparison", old: Version, new: Version) -> tuple[Standing, ...]:
    before, after = reader.placements(old.id), reader.placements(new.id)
    found: list[Standing] = []
    for annotation in reader.annotations(new.document):
        placement = after.get(annotation.id)
        if placement is None:
            continue
        former = before.get(annotation.id)
        lost = placement.state is PlacementState.DETACHED
        if lost and former is not None and former.state is not PlacementState.DETACHED:
            span = comparison.old.span(former.start, former.end)
        elif lost:
            span = (comparison.new.at(placement.start),) * 2
        else:
            span = comparison.new.span(placement.start, placement.end)
        found.append(Standing(annotation, placement, *span))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.annotation.id)))
