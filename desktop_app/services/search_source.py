"""What there is to find: the library as entries for the index."""

import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.core.annotation import Annotation, Placement, PlacementState, Scope
from desktop_app.core.correction import corrected
from desktop_app.core.document import Content, Document, ReadingStatus
from desktop_app.core.hit import HitKind
from desktop_app.core.language import language_of
from desktop_app.core.outline import Section, section_at, sections_of
from desktop_app.search.ports import Entry, Queued
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader


class _Text(NamedTuple):
    content: Content
    sections: tuple[Section, ...]
    language: str


_TEXTS_KEPT = 8
"""Contents kept at hand: the hits of one search mostly fall into few documents."""


class LibrarySource:
    """Implements search's TextSource over a library reader; belongs to the reader's thread."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._texts: OrderedDict[tuple[str, int], _Text] = OrderedDict()

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
        if kind == "document" and place != "0":
            with contextlib.suppress(EntryDamaged):
                return self._section_entry(entity_id, int(place) - 1)
            return None
        return next((entry for entry in self.entries_of(subject) if entry.id == entry_id), None)

    def _of_document(self, document_id: str) -> list[Entry]:
        shelved = self._shelved(document_id)
        if shelved is None:
            return []
        document, number = shelved
        text = self._text(document)
        if text is None:
            return [_title_entry(document, number)]
        return [
            _title_entry(document, number, text.language),
            *(_section_entry(document, number, text, section) for section in text.sections),
        ]

    def _section_entry(self, document_id: str, index: int) -> Entry | None:
        shelved = self._shelved(document_id)
        text = self._text(shelved[0]) if shelved else None
        if shelved is None or text is None or index >= len(text.sections):
            return None
        return _section_entry(*shelved, text, text.sections[index])

    def documents_in(self, status: ReadingStatus) -> frozenset[str]:
        """See TextSource."""
        return self._reader.documents_in(status)

    def _shelved(self, document_id: str) -> tuple[Document, int] | None:
        document = self._reader.document(document_id)
        number = self._reader.document_number(document_id)
        if document is None or number is None or document.deleted is not None:
            return None
        return document, number

    def _of_annotation(self, annotation_id: str) -> list[Entry]:
        annotation = self._reader.annotation(annotation_id)
        if annotation is None or annotation.deleted is not None:
            return []
        shelved = self._shelved(annotation.document)
        if shelved is None:
            return []
        document, number = shelved
        text = self._text(document)
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
                number=number,
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

    def _text(self, document: Document) -> _Text | None:
        try:
            return self._kept_text(document)
        except EntryDamaged:
            return None  # its title and its notes are still found

    def _kept_text(self, document: Document) -> _Text | None:
        version = self._reader.version(document.version) if document.version else None
        if version is None:
            return None
        corrections = self._reader.corrections(version.id)
        key = (version.id, hash(tuple(corrections)))
        text = self._texts.get(key)
        if text is None:
            content = corrected(self._reader.content(version), corrections)
            text = self._texts[key] = _Text(content, sections_of(content), language_of(content.text))
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        self._texts.move_to_end(key)
        return text


def _title_entry(document: Document, number: int, language: str = "") -> Entry:
    return Entry(
        id=f"document:{document.id}/0",
        subject=f"document:{document.id}",
        kind=HitKind.TITLE,
        document=document.id,
        number=number,
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


def _section_entry(document: Document, number: int, text: _Text, section: Section) -> Entry:
    return Entry(
        id=f"document:{document.id}/{section.index + 1}",
        subject=f"document:{document.id}",
        kind=HitKind.TEXT,
        document=document.id,
        number=number,
        title=document.title,
        path=section.path,
        heading=section.heading if section.body > section.start else "",
        body=text.content.text[section.body : section.end],
        start=section.body,
        end=section.end,
        tags=document.tags,
        added=document.added,
        language=text.language,
    )
