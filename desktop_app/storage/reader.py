"""Reading the library: each method is one question, and its answer is made of core values."""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from desktop_app.core.annotation import (
    COLOUR_MEANINGS,
    Annotation,
    Colour,
    ColourName,
    Draft,
    Placed,
    Placement,
    PlacementState,
)
from desktop_app.core.change import ENTITY_KINDS, ChangeSet, Entity
from desktop_app.core.correction import Correction
from desktop_app.core.document import Content, Document, ReadingState, ReadingStatus, Version
from desktop_app.core.export_record import ExportRecord
from desktop_app.core.review import Review
from desktop_app.core.seed import SeenSeed
from desktop_app.core.text.folding import folded
from desktop_app.storage.blocks import decode_blocks
from desktop_app.storage.counting import annotation_counts, reading_time
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.gists import PlacedGist, gists_in_turn
from desktop_app.storage.journal import Journalled, entries_of, entries_since
from desktop_app.storage.rows import CHANGED, Damaged
from desktop_app.storage.sound_rows import SoundRows
from desktop_app.storage.tag_rows import TagUse, tag_uses, tagged

_CHOSEN = "WHERE id IN (SELECT value FROM json_each(?))"


class LibraryReader:
    """Answers questions over one connection; used only in the thread that owns the connection.

    Nothing that is damaged is shown as right. A list leaves damaged rows out and says so in `damaged`; asking for a
    damaged one by its id raises EntryDamaged. A file that cannot be read on raises LibraryDamaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sound = SoundRows(connection)

    @property
    def damaged(self) -> tuple[Damaged, ...]:
        """What was left out of the answers so far because it is not as it was written."""
        return self._sound.damaged

    def close(self) -> None:
        """Close the connection; no question may follow."""
        self._connection.close()

    def entity(self, kind: str, entity_id: str) -> Entity | None:
        """Return the entity of `kind` with this id, or None."""
        return self._sound.one(kind, entity_id, ENTITY_KINDS[kind])

    def documents(self, *, deleted: bool = False) -> list[Document]:
        """Return the documents of the library, or those in its trash, newest first."""
        condition = "NOT NULL" if deleted else "NULL"
        return self._sound.many("document", Document, f"WHERE deleted IS {condition} ORDER BY number DESC")

    def has_documents(self) -> bool:
        """Tell whether there is any document outside the trash."""
        return bool(self._sound.ask("SELECT 1 FROM document WHERE deleted IS NULL LIMIT 1"))

    def document(self, document_id: str) -> Document | None:
        """Return one document, in the trash or not."""
        return self._sound.one("document", document_id, Document)

    def documents_among(self, document_ids: Collection[str]) -> list[Document]:
        """Return those of these documents that are there, in the trash or not."""
        return self._sound.many("document", Document, _CHOSEN, (_listed(document_ids),))

    def document_numbers(self, document_ids: Collection[str]) -> dict[str, int]:
        """Return the small numbers that the index knows documents by."""
        return dict(self._sound.ask(f"SELECT id, number FROM document {_CHOSEN}", (_listed(document_ids),)))  # noqa: S608

    def documents_from(self, source: str) -> list[Document]:
        """Return the documents that came from `source`, those in the trash too, newest first."""
        return self._sound.many("document", Document, "WHERE source = ? ORDER BY number DESC", (source,))

    def documents_without_text(self) -> list[Document]:
        """Return the documents outside the trash whose source was removed, or never came."""
        missing = "CASE WHEN json_valid(value) THEN json_extract(value, '$.version') IS NULL END"
        return self._sound.many("document", Document, f"WHERE deleted IS NULL AND {missing} ORDER BY number")

    def version(self, version_id: str) -> Version | None:
        """Return one version of a document."""
        return self._sound.one("version", version_id, Version)

    def versions(self, document_id: str) -> list[Version]:
        """Return the versions of a document, oldest first."""
        found = self._sound.many("version", Version, "WHERE document = ?", (document_id,))
        return sorted(found, key=lambda version: version.ordinal)

    def versions_among(self, version_ids: Collection[str]) -> list[Version]:
        """Return those of these versions that are there."""
        return self._sound.many("version", Version, _CHOSEN, (_listed(version_ids),))

    def versions_with(self, identity: str) -> list[Version]:
        """Return the versions, of any document, that are the same to the letter."""
        return self._sound.many("version", Version, "WHERE identity = ?", (identity,))

    def content(self, version: Version) -> Content:
        """Return the text and blocks of a version, without corrections. Raises EntryDamaged where they are lost."""
        try:
            return Content(self.blob(version.text).decode("utf-8"), decode_blocks(self.blob(version.blocks)))
        except KeyError:
            raise EntryDamaged(
                "The text of this article was lost when the library was damaged; its notes are kept. "
                "Add its file again to read it."
            ) from None

    def shown(self, document: Document) -> tuple[Version, Content] | None:
        """Return the version that is shown of `document`, and its content without corrections.

        None when it has none, and when it is damaged: for those who go through many articles and must not stop at one.
        """
        if document.version is None:
            return None
        try:
            version = self.version(document.version)
            return (version, self.content(version)) if version is not None else None
        except EntryDamaged:
            return None

    def blob(self, blob_hash: str) -> bytes:
        """Return the bytes with this hash. Raises KeyError when there are none, EntryDamaged when they have changed."""
        rows = self._sound.ask("SELECT data FROM blob WHERE hash = ?", (blob_hash,))
        if not rows:
            raise KeyError(blob_hash)
        data = rows[0][0]
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != blob_hash:
            raise self._sound.refuse(Damaged("blob", blob_hash, CHANGED))
        return data

    def reading_state(self, document_id: str) -> ReadingState | None:
        """Return where a person is in a document, or None when it has never been open."""
        return self._sound.one("reading", document_id, ReadingState)

    def reading_states(self) -> dict[str, ReadingState]:
        """Return every reading state by document."""
        return {state.document: state for state in self._sound.many("reading", ReadingState)}

    def reading_time(self) -> tuple[int, int]:
        """Return how many words have been read in the whole library, and in how many milliseconds."""
        return reading_time(self._sound.ask)

    def documents_in(self, status: ReadingStatus) -> frozenset[str]:
        """Return the documents that have been read so far; those never opened are in none."""
        found = "CASE WHEN json_valid(value) THEN json_extract(value, '$.status') END = ?"
        rows = self._sound.select("reading", f"SELECT id FROM {{rows}} WHERE {found}", (status.value,))  # noqa: S608
        return frozenset(row[0] for row in rows)

    def annotation(self, annotation_id: str) -> Annotation | None:
        """Return one annotation, in the trash or not."""
        return self._sound.one("annotation", annotation_id, Annotation)

    def annotation_ids(self, document_id: str) -> list[str]:
        """Return the ids of a document's annotations, those in the trash too."""
        rows = self._sound.select("annotation", "SELECT id FROM {rows} WHERE document = ?", (document_id,))
        return [row[0] for row in rows]

    def annotations(self, document_id: str | None = None) -> list[Annotation]:
        """Return the annotations of one document or of the library, oldest first, without those in the trash."""
        if document_id is None:
            return self._sound.many("annotation", Annotation, "WHERE deleted IS NULL ORDER BY created, id")
        chosen = "WHERE document = ? AND deleted IS NULL ORDER BY created, id"
        return self._sound.many("annotation", Annotation, chosen, (document_id,))

    def annotations_among(self, annotation_ids: Collection[str]) -> list[Annotation]:
        """Return those of these annotations that are there and not in the trash."""
        return self._sound.many("annotation", Annotation, f"{_CHOSEN} AND deleted IS NULL", (_listed(annotation_ids),))

    def trashed_annotations(self) -> list[Annotation]:
        """Return the annotations in the trash, the newest there first, without those of articles that lie there."""
        found = self._sound.many("annotation", Annotation, "WHERE deleted IS NOT NULL ORDER BY deleted DESC, id")
        gone = {document.id for document in self.documents(deleted=True)}
        return [annotation for annotation in found if annotation.document not in gone]

    def tag_uses(self) -> list[TagUse]:
        """Return every tag outside the trash with how many have it, those used most first."""
        return tag_uses(self._sound.ask)

    def tagged(self, tag: str) -> tuple[list[str], list[str]]:
        """Return the ids of the annotations and of the articles that have a tag, in the trash too."""
        return tagged(self._sound.ask, tag)

    def colour_names(self) -> dict[Colour, str]:
        """Return what each colour is called: by the person, or else by us."""
        given = {found.colour: found.name for found in self._sound.many("colour", ColourName)}
        return {**COLOUR_MEANINGS, **given}

    def annotations_with(self, words: str, limit: int) -> list[Annotation]:
        """Return annotations outside the trash that have `words`, case and accents aside; the newest first."""
        told = "CASE WHEN json_valid(value) THEN json_extract(value, '$.target.quote.exact') || ' ' END"
        note = "CASE WHEN json_valid(value) THEN json_extract(value, '$.note') END"
        return self._sound.many(
            "annotation",
            Annotation,
            f"WHERE deleted IS NULL AND instr(folded(coalesce({told}, '') || coalesce({note}, '')), ?)"
            " ORDER BY created DESC, id DESC LIMIT ?",
            (folded(words.strip()), limit),
        )

    def placements(self, version_id: str) -> dict[str, Placement]:
        """Return the placements in a version, by annotation."""
        found = self._sound.many("placement", Placement, "WHERE version = ?", (version_id,))
        return {placement.annotation: placement for placement in found}

    def placements_of(self, annotation_id: str) -> list[Placement]:
        """Return where an annotation stands, in every version."""
        return self._sound.many("placement", Placement, "WHERE annotation = ?", (annotation_id,))

    def placed(self, document: Document, among: Collection[str] | None = None) -> list[Placed]:
        """Return the annotations of `document` as they stand in its shown version, in the order they stand in.

        Only those whose ids are `among` some, if these are given. One that was made in another version while this one
        arrived has no place here yet; it comes as detached.
        """
        version = document.version
        if version is None:
            return []
        if among is None:
            annotations, placements = self.annotations(document.id), self.placements(version)
        else:
            mine = f"{_CHOSEN} AND +document = ? AND deleted IS NULL"  # by their ids, not all of the document's
            annotations = self._sound.many("annotation", Annotation, mine, (_listed(among), document.id))
            here = _listed(f"{one.id}@{version}" for one in annotations)
            placements = {one.annotation: one for one in self._sound.many("placement", Placement, _CHOSEN, (here,))}
        found = (
            Placed(annotation, placements.get(annotation.id) or _detached(annotation, version))
            for annotation in annotations
        )
        return sorted(found, key=lambda placed: (placed.start, placed.end, placed.annotation.id))

    def gists_in_turn(self, document: Document, size: int) -> Iterator[list[PlacedGist]]:
        """Yield what the annotations of `document` are told apart by; see `storage.gists`."""
        return gists_in_turn(self._sound, document, size)

    def corrections(self, *version_ids: str) -> list[Correction]:
        """Return the corrections of some versions."""
        chosen = "WHERE version IN (SELECT value FROM json_each(?))"
        return self._sound.many("correction", Correction, chosen, (_listed(version_ids),))

    def draft(self, annotation_id: str) -> Draft | None:
        """Return the unfinished text of a note, if any."""
        return self._sound.one("draft", annotation_id, Draft)

    def drafts(self) -> list[Draft]:
        """Return every unfinished note; after a crash they are what was being typed."""
        return self._sound.many("draft", Draft)

    def exports(self, document_id: str, form: str = "") -> list[ExportRecord]:
        """Return where a document has been exported to in a form, and what was written there; Markdown has no name."""
        found = self._sound.many("export", ExportRecord, "WHERE document = ?", (document_id,))
        return [record for record in found if record.form == form]

    def review(self, annotation_id: str) -> Review | None:
        """Return what is remembered of a highlight that has come back."""
        return self._sound.one("review", annotation_id, Review)

    def reviews(self) -> dict[str, Review]:
        """Return what is remembered of every highlight that has come back, by its id."""
        return {review.annotation: review for review in self._sound.many("review", Review)}

    def seen_seed(self, seed_id: str) -> SeenSeed | None:
        """Return the record of a seed file that has been offered before."""
        return self._sound.one("seed", seed_id, SeenSeed)

    def annotation_counts(self, documents: Collection[str] | None = None) -> dict[str, tuple[int, int]]:
        """Return (highlights, notes) for each document that has any annotation, or for each such of `documents`."""
        return annotation_counts(self._sound.ask, documents)

    def journal_end(self) -> int:
        """Return the sequence of the newest change, 0 in a new library."""
        return int(self._sound.ask("SELECT coalesce(max(sequence), 0) FROM journal")[0][0])

    def journal_since(self, sequence: int) -> list[tuple[int, str]]:
        """Return (sequence, group) of everything journalled after `sequence`, oldest first."""
        query = "SELECT sequence, step FROM journal WHERE sequence > ? ORDER BY sequence"
        return self._sound.ask(query, (sequence,))

    def journalled(self, sequence: int) -> ChangeSet | None:
        """Return the change set of one row of the journal, or None when it is not there or damaged."""
        entries = entries_since(self._sound.ask, sequence - 1, self._sound.note, 1)
        return next((change_set for found, change_set in entries if found == sequence), None)

    def changes_since(self, sequence: int) -> list[tuple[int, ChangeSet]]:
        """Return (sequence, change set) of everything journalled after `sequence`, oldest first."""
        return entries_since(self._sound.ask, sequence, self._sound.note)

    def journal_of(self, entity_id: str) -> list[Journalled]:
        """Return what happened to one entity, oldest first. It reads the whole journal: not for the window's thread."""
        return entries_of(self._sound.ask, self._sound.note, entity_id)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self._sound.ask("PRAGMA data_version")[0][0])

    def queued(self, limit: int) -> list[tuple[int, str]]:
        """Return (sequence, subject) of what waits to be indexed, oldest first."""
        return self._sound.ask("SELECT sequence, subject FROM index_queue ORDER BY sequence LIMIT ?", (limit,))

    def queued_since(self, sequence: int) -> tuple[int, list[str] | None]:
        """Return the newest sequence that a change had in the queue, and the subjects of all after `sequence`; None
        where some of these have left it since."""
        waiting = "SELECT sequence, subject FROM index_queue WHERE sequence > ?"
        given = "SELECT seq, NULL FROM sqlite_sequence WHERE name = 'index_queue'"
        rows = self._sound.ask(f"{waiting} UNION ALL {given}", (sequence,))  # in one, so that nothing comes between
        newest = next((found for found, subject in rows if subject is None), 0)
        subjects = [subject for _, subject in rows if subject is not None]
        return newest, subjects if len(subjects) == newest - sequence else None

    def subjects(self) -> list[str]:
        """Return every subject that has something to index."""
        rows = (
            row
            for kind in ("document", "annotation")
            for row in self._sound.select(kind, f"SELECT '{kind}:' || id FROM {{rows}} WHERE deleted IS NULL")  # noqa: S608
        )
        return [row[0] for row in rows]


def _listed(ids: Iterable[str]) -> str:
    return json.dumps(list(ids))


def _detached(annotation: Annotation, version: str) -> Placement:
    return Placement(annotation.id, version, 0, 0, PlacementState.DETACHED, 0.0)
