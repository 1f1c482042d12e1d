"""The library: which documents there are, what they are called, and taking them out again."""

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from desktop_app.core.annotation import COLOUR_MEANINGS, Annotation, Colour, ColourName
from desktop_app.core.change import ChangeSet, altered, change_set, made
from desktop_app.core.document import Document, ReadingState, never_opened
from desktop_app.core.ids import with_prefix
from desktop_app.core.text.normal_form import normalise, storable
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Ambiguous, Refused
from desktop_app.services.history.history import History
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document as the library room lists it."""

    document: Document
    state: ReadingState
    highlights: int
    notes: int


def shelf(reader: LibraryReader) -> list[Shelved]:
    """Return every document with its progress and counts, newest first."""
    return _shelf(reader, reader.annotation_counts())


def _shelf(reader: LibraryReader, counts: Mapping[str, tuple[int, int]]) -> list[Shelved]:
    states = reader.reading_states()
    return [
        Shelved(document, states.get(document.id) or never_opened(document.id), *counts.get(document.id, (0, 0)))
        for document in reader.documents()
    ]


class Shelving:
    """The shelf for who looks at it again and again: to count 100,000 annotations each time would be felt.

    They are counted once, and then again only those of the documents in which some have changed.
    """

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._counts: dict[str, tuple[int, int]] | None = None
        self._changed: set[str] = set()

    def follow(self, changes: ChangeSet) -> None:
        """Take note of everything that is changed, from the time on when this was made."""
        states = (change.after if change.after is not None else change.before for change in changes.changes)
        self._changed.update(state.document for state in states if isinstance(state, Annotation))

    def know(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Take what was counted elsewhere since this was made, unless it has been here."""
        if self._counts is None:
            self._counts = dict(counts)

    def shelf(self) -> list[Shelved]:
        """Return every document with its progress and counts, newest first."""
        if self._counts is None:
            self._counts = self._reader.annotation_counts()
        elif self._changed:
            self._counts |= dict.fromkeys(self._changed, (0, 0)) | self._reader.annotation_counts(self._changed)
        self._changed.clear()
        return _shelf(self._reader, self._counts)


def find_document(reader: LibraryReader, wanted: str) -> Document:
    """Return the document that `wanted` names: an id, the beginning of one, or a title, letter case aside.

    Raises Refused when there is none and Ambiguous, with the list, when there are several.
    """
    wanted = normalise(wanted).strip()
    documents = reader.documents()
    by_id = set(with_prefix(wanted, (document.id for document in documents))) if wanted else set()
    found = [document for document in documents if document.id == wanted.lower()]
    found = found or [document for document in documents if document.title == wanted]
    found = found or [document for document in documents if document.title.casefold() == wanted.casefold()]
    found = found or [document for document in documents if document.id in by_id]
    if not found and wanted:
        found = [document for document in documents if wanted.casefold() in document.title.casefold()]
    if not found:
        raise Refused(f"No article is called “{wanted}”. “margent list” shows the articles there are.")
    if len(found) > 1:
        raise Ambiguous(f"Several articles answer to “{wanted}”:\n{_listed(found)}\nGive more of the id or the title.")
    return found[0]


def _listed(documents: Sequence[Document]) -> str:
    return "\n".join(f"  {document.id}  {document.title}" for document in documents)


class Library:
    """Renames, deletes and restores documents; every method returns at once."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history = history
        self._clock = clock

    def rename(self, document_id: str, title: str) -> Future[ChangeSet | None]:
        """Call a document `title` from now on. Raises Refused for an empty one."""
        cleaned = " ".join(storable(title).split())
        if not cleaned:
            raise Refused("An article needs a title; type one, or press Esc to keep the old one.")
        return self._change("Rename", document_id, lambda before: replace(before, title=cleaned, title_guessed=False))

    def set_tags(self, document_id: str, tags: Sequence[str]) -> Future[ChangeSet | None]:
        """Give a document these tags and no others."""
        return self._change("Change tags", document_id, lambda before: replace(before, tags=tuple(tags)))

    def delete(self, document_id: str) -> Future[ChangeSet | None]:
        """Move a document into the trash; its annotations go with it and come back with it."""
        return self._change("Delete the article", document_id, lambda before: replace(before, deleted=self._clock()))

    def remove_source(self, document_id: str) -> Future[ChangeSet | None]:
        """Take the text of a document away and keep what was written about it, until the text comes back."""
        label = "Delete the article, keep its notes"
        return self._change(label, document_id, lambda before: replace(before, version=None))

    def name_colour(self, colour: Colour, name: str) -> Future[ChangeSet | None]:
        """Call a colour `name` from now on; an empty name gives it back the one it came with."""
        cleaned = " ".join(storable(name).split()) or COLOUR_MEANINGS[colour]

        def plan(transaction: Transaction) -> ChangeSet | None:
            before, after = transaction.entity("colour", colour.value), ColourName(colour, cleaned)
            if transaction.colour_names()[colour] == cleaned:
                return None
            return change_set("Rename the colour", [made(after) if before is None else altered(before, after)])

        return self._history.record(plan)

    def _change(
        self, label: str, document_id: str, changed: Callable[[Document], Document]
    ) -> Future[ChangeSet | None]:
        def plan(transaction: Transaction) -> ChangeSet | None:
            before = transaction.document(document_id)
            if before is None or before.deleted is not None:
                raise Refused("This article has been deleted in the meantime.")
            after = changed(before)
            return (
                None
                if after == before
                else change_set(label, [altered(before, replace(after, modified=self._clock()))])
            )

        return self._history.record(plan)


def quoted_ranges(text: str, quote: str) -> list[tuple[int, int]]:
    """Return the code points at which the words of `quote` stand in `text`: at least one pair.

    White space in the quote stands for any in the text, since a quote may have been wrapped. Raises Refused.
    """
    words = normalise(quote).split()
    if not words:
        raise Refused("The quote is empty; give some words of the text.")
    found = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    if not found:
        raise Refused(f"The text does not have the words “{' '.join(words)}”. They must stand there letter by letter.")
    return found


def quoted_range(text: str, quote: str, occurrence: int) -> tuple[int, int]:
    """Return where the words of `quote` stand in `text` for the nth time, from 1. Raises Refused."""
    found = quoted_ranges(text, quote)
    if occurrence > len(found):
        raise Refused(f"These words stand in the text {_times(len(found))}, so there is no occurrence {occurrence}.")
    return found[occurrence - 1]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
