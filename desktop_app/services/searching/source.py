"""What there is to find: the library as entries for the index."""

from collections.abc import Sequence

from desktop_app.core.annotation import Annotation, Placement, PlacementState, Scope
from desktop_app.core.document import Document, ReadingStatus
from desktop_app.core.outline import Section, section_at
from desktop_app.core.query.hit import HitKind
from desktop_app.core.text.note_text import tags_beside
from desktop_app.search.ports import Entry, Queued
from desktop_app.services.searching.shelf import Shelf, Shelved, ShelvedText
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader

INDEX_FOLDER = "index"
"""Where in the folder of a library its index lies."""


class LibrarySource:
    """Implements search's TextSource over a library reader; belongs to the reader's thread."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._shelf = Shelf(reader)
        self._queued: tuple[tuple[int, int], Sequence[Queued]] | None = None

    def queued(self, limit: int) -> Sequence[Queued]:
        """See TextSource. It is read again only when something has been written: at a keystroke nothing has."""
        as_of = (self._reader.data_version(), limit)
        if self._queued is None or self._queued[0] != as_of:
            waiting = [Queued(sequence, subject) for sequence, subject in self._reader.queued(limit)]
            self._queued = (as_of, waiting)
        return self._queued[1]

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

    def shown(self, entry_ids: Sequence[str]) -> Sequence[Entry | None]:
        """See TextSource. The articles of all of them are read at once."""
        asked = [_parted(entry_id) for entry_id in entry_ids]
        articles = self._shelf.articles({entity_id for kind, entity_id, _ in asked if kind == "document"})
        return [
            self._entry_of_article(articles.get(entity_id), place)
            if kind == "document"
            else next((each for each in self.entries_of(f"{kind}:{entity_id}") if each.id.endswith(f"/{place}")), None)
            for kind, entity_id, place in asked
        ]

    def _entry_of_article(self, shelved: Shelved | None, place: int) -> Entry | None:
        if shelved is None or place == 0:
            return _title_entry(shelved) if shelved else None
        text = self._shelf.text(shelved)
        if text is None or place > len(text.outline):
            return None
        return _section_entry(shelved, text.text, text.outline.section(place - 1))

    def _of_document(self, document_id: str) -> list[Entry]:
        shelved = self._shelf.articles((document_id,)).get(document_id)
        if shelved is None:
            return []
        text = self._shelf.text(shelved)
        if text is None:
            return [_title_entry(shelved)]
        sections = (_section_entry(shelved, text.text, section, text.language) for section in text.sections)
        return [_title_entry(shelved, text.language), *sections]

    def documents_in(self, status: ReadingStatus) -> frozenset[str]:
        """See TextSource."""
        return self._reader.documents_in(status)

    def _of_annotation(self, annotation_id: str) -> list[Entry]:
        annotation = self._reader.annotation(annotation_id)
        if annotation is None or annotation.deleted is not None:
            return []
        shelved = self._shelf.articles((annotation.document,)).get(annotation.document)
        if shelved is None:
            return []
        document, text = shelved.document, self._shelf.text(shelved)
        start, end, path = self._place(annotation, document, text)
        quote = annotation.target.quote
        found: list[tuple[HitKind, str]] = []
        if quote is not None and annotation.target.scope is Scope.RANGE:
            found.append((HitKind.HIGHLIGHT, quote.exact))
        if annotation.note or annotation.tags:
            others = " ".join(f"#{tag}" for tag in tags_beside(annotation.note, annotation.tags))
            found.append((HitKind.NOTE, "\n".join(part for part in (annotation.note, others) if part)))
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
        self, annotation: Annotation, document: Document, text: ShelvedText | None
    ) -> tuple[int, int, tuple[str, ...]]:
        placement = self._reader.entity("placement", f"{annotation.id}@{document.version}")
        if not isinstance(placement, Placement) or placement.state is PlacementState.DETACHED or text is None:
            return 0, 0, ()
        section = section_at(text.sections, placement.start)
        return placement.start, placement.end, section.path if section else ()


def _parted(entry_id: str) -> tuple[str, str, int]:
    subject, _, place = entry_id.rpartition("/")
    kind, _, entity_id = subject.partition(":")
    return kind, entity_id, int(place)


def _title_entry(shelved: Shelved, language: str = "") -> Entry:
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


def _section_entry(shelved: Shelved, text: str, section: Section, language: str = "") -> Entry:
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
