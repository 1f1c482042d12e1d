"""What search asks of the rest of the program: texts, and what has changed since they were last indexed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.hit import HitKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: a section, a title, a highlight or a note.

    `id` is `subject` and a number ("document:01jd…/3"): everything a subject has is replaced together. `number` is
    the document's small integer, for filters inside the index. `heading` weighs more than `body`: a section's
    heading, a title's words, nothing for highlights and notes. `start` is the code point of the document's text at
    which `body` begins, or for notes and titles the place they are about; `end` likewise. `path` is the section path.
    `added` is when it came into the library (milliseconds, UTC), `language` an ISO 639-1 code or nothing, `noted`
    whether an annotation has a note.
    """

    id: str
    subject: str
    kind: HitKind
    document: str
    number: int
    title: str
    path: tuple[str, ...]
    heading: str
    body: str
    start: int
    end: int
    annotation: str | None = None
    colour: str | None = None
    tags: tuple[str, ...] = ()
    added: int = 0
    language: str = ""
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A subject that has changed since it was indexed; `sequence` grows with every change."""

    sequence: int
    subject: str


class TextSource(Protocol):
    """Reads the library for the index. Safe to call from the thread that made it."""

    def queued(self, limit: int) -> Sequence[Queued]:
        """Return what waits to be indexed, oldest first, each subject once with its newest sequence. It may be the
        same object as the last time where nothing has changed."""

    def subjects(self) -> Sequence[str]:
        """Return every subject of the library, for a rebuild."""

    def entries_of(self, subject: str) -> Sequence[Entry]:
        """Return what can be found of `subject` now; nothing when it has been deleted."""

    def shown(self, entry_ids: Sequence[str]) -> Sequence[Entry | None]:
        """Return entries as they are now; None for one that is gone. Their language may be left out."""

    def documents_in(self, status: ReadingStatus) -> frozenset[str]:
        """Return the ids of the documents that have been read so far; those never opened are in none."""
