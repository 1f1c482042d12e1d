"""What there is to find: the library as entries for the index."""

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property

from desktop_app.core.annotation import Annotation, Placement, PlacementState, Scope
from desktop_app.core.correction import Correction, corrected
from desktop_app.core.document import Content, Document, ReadingStatus
from desktop_app.core.hit import HitKind
from desktop_app.core.language import language_of
from desktop_app.core.outline import Section, section_at, sections_of
from desktop_app.search.ports import Entry, Queued
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader


class _Text:
    """The text of a version with its sections."""

    def __init__(self, content: Content) -> None:
        self.text = content.text
        self.sections = sections_of(content)

    @cached_property
    def language(self) -> str:
        """See Entry."""
        return language_of(self.text)


class _Shelved:
    """A document that is not deleted, with its number, and with its text where it is asked for."""

    def __init__(self, document: Document, number: int, read: Callable[[Document], _Text | None]) -> None:
        self.document = document
        self.number = number
        self._read = read

    @cached_property
    def text(self) -> _Text | None:
        """The text that is shown now, or None where there is none or it is damaged: title and notes are still found."""
        try:
            return self._read(self.document)
        except EntryDamaged:
            return None


INDEX_FOLDER = "index"
"""Where in the folder of a library its index lies."""

_MOST_KEPT = 32
"""Texts kept at hand: while a person types, the hits mostly fall into the same few documents."""


class LibrarySource:
    """Implements search's TextSource over a library reader; belongs to the reader's thread."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._kept: OrderedDict[str, _Shelved] = OrderedDict()
        self._texts: OrderedDict[tuple[str, tuple[Correction, ...]], _Text] = OrderedDict()
        self._as_of = -1

    def queued(self, limit: int) -> Sequence[Queued]:
        """See TextSource."""
        return [Queued(sequence, subject) for sequence, subject in self._reader.queued(limit)]

    def subjects(self) -> Sequence[str]:
        """See TextSource."""
        return self._reader.subjects()

    def entries_of(self, subject: str) -> Sequence[Entry]:
        """See TextSource. What is damaged is not found until it is mended, and the index is then built anew."""
        kind, _, entity_id = subject.partition(":")
        try:
            return self._of_document(entity_id) if kind == "document" else self._of_annotation(entity_id)
        except EntryDamaged:
            return ()

    def entry(self, entry_id: str) -> Entry | None:
        """See TextSource."""
        subject, _, place = entry_id.rpartition("/")
        kind, _, entity_id = subject.partition(":")
        if kind == "document":
            with contextlib.suppress(EntryDamaged):
                return self._entry_of_document(entity_id, int(place))
            return None
        return next((entry for entry in self.entries_of(subject) if entry.id == entry_id), None)

    def _of_document(self, document_id: str) -> list[Entry]:
        shelved = self._shelved(document_id)
        if shelved is None:
            return []
        language = shelved.text.language if shelved.text else ""
        sections = shelved.text.sections if shelved.text else ()
        return [
            _title_entry(shelved, language),
            *(_section_entry(shelved, shelved.text.text, section, language) for section in sections if shelved.text),
        ]

    def _entry_of_document(self, document_id: str, place: int) -> Entry | None:
        shelved = self._shelved(document_id)
        if shelved is None or place == 0:
            return _title_entry(shelved) if shelved else None
        if shelved.text is None or place > len(shelved.text.sections):
            return None
        return _section_entry(shelved, shelved.text.text, shelved.text.sections[place - 1])

    def documents_in(self, status: ReadingStatus) -> frozenset[str]:
        """See TextSource."""
        return self._reader.documents_in(status)

    def _shelved(self, document_id: str) -> _Shelved | None:
        """Return a document with its text, or None when it is not there or deleted. Raises EntryDamaged."""
        as_of = self._reader.data_version()
        if as_of != self._as_of:
            self._kept.clear()
            self._as_of = as_of
        shelved = self._kept.get(document_id)
        if shelved is None:
            shelved = self._read(document_id)
            if shelved is not None:
                self._keep(shelved)
        else:
            self._kept.move_to_end(document_id)
        return shelved

    def _read(self, document_id: str) -> _Shelved | None:
        document = self._reader.document(document_id)
        number = self._reader.document_number(document_id)
        if document is None or number is None or document.deleted is not None:
            return None
        return _Shelved(document, number, self._text)

    def _text(self, document: Document) -> _Text | None:
        """Return a document's text. It is kept whatever else is written: a note must not cost its whole article."""
        version = self._reader.version(document.version) if document.version else None
        if version is None:
            return None
        corrections = tuple(self._reader.corrections(version.id))
        text = self._texts.pop((version.id, corrections), None)
        if text is None:
            text = _Text(corrected(self._reader.content(version), corrections))
        self._texts[version.id, corrections] = text
        if len(self._texts) > _MOST_KEPT:
            self._texts.popitem(last=False)
        return text

    def _keep(self, shelved: _Shelved) -> None:
        self._kept[shelved.document.id] = shelved
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def _of_annotation(self, annotation_id: str) -> list[Entry]:
        annotation = self._reader.annotation(annotation_id)
        if annotation is None or annotation.deleted is not None:
            return []
        shelved = self._shelved(annotation.document)
        if shelved is None:
            return []
        document, text = shelved.document, shelved.text
        start, end, path = self._place(annotation, document, text)
        quote = annotation.target.quote
        found: list[tuple[HitKind, str]] = []
        if quote is not None and annotation.target.scope is Scope.RANGE:
            found.append((HitKind.HIGHLIGHT, quote.exact))
        if annotation.note or annotation.tags:
            hashtags = " ".join(f"#{tag}" for tag in annotation.tags)
            found.append((HitKind.NOTE, "\n".join(part for part in (annotation.note, hashtags) if part)))
        subject = f"annotation:{annotation.id}"
        return [
            Entry(
                id=f"{subject}/{place}",
                subject=subject,
                kind=kind,
                document=document.id,
                number=shelved.number,
                title=document.title,
                path=path,
                heading="",
                body=body,
                start=start,
                end=end,
                annotation=annotation.id,
                colour=annotation.colour.value if annotation.colour else None,
                tags=annotation.tags,
                added=annotation.created,
                language=text.language if text else "",
                noted=bool(annotation.note),
            )
            for place, (kind, body) in enumerate(found)
        ]

    def _place(
        self, annotation: Annotation, document: Document, text: _Text | None
    ) -> tuple[int, int, tuple[str, ...]]:
        placement = self._reader.entity("placement", f"{annotation.id}@{document.version}")
        if not isinstance(placement, Placement) or placement.state is PlacementState.DETACHED or text is None:
            return 0, 0, ()
        section = section_at(text.sections, placement.start)
        return placement.start, placement.end, section.path if section else ()


def _title_entry(shelved: _Shelved, language: str = "") -> Entry:
    document = shelved.document
    return Entry(
        id=f"document:{document.id}/0",
        subject=f"document:{document.id}",
        kind=HitKind.TITLE,
        document=document.id,
        number=shelved.number,
        title=document.title,
        path=(),
        heading=document.title,
        body="",
        start=0,
        end=0,
        tags=document.tags,
        added=document.added,
        language=language,
    )


def _section_entry(shelved: _Shelved, text: str, section: Section, language: str = "") -> Entry:
    document = shelved.document
    return Entry(
        id=f"document:{document.id}/{section.index + 1}",
        subject=f"document:{document.id}",
        kind=HitKind.TEXT,
        document=document.id,
        number=shelved.number,
        title=document.title,
        path=section.path,
        heading=section.heading if section.body > section.start else "",
        body=text[section.body : section.end],
        start=section.body,
        end=section.end,
        tags=document.tags,
        added=document.added,
        language=language,
    )
