"""Placing: where a parsed file belongs in the library: a new document, a new version, or nothing new."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.core.change import Change, altered, made
from desktop_app.core.correction import corrected
from desktop_app.core.document import Document, Version
from desktop_app.core.ids import new_id
from desktop_app.core.outline import sections_of
from desktop_app.core.text.normal_form import count_words
from desktop_app.core.text.tag_names import tidy_tags
from desktop_app.formats.source import Imported, Source
from desktop_app.services.importing.carrying import Carrying
from desktop_app.storage.transaction import Transaction


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    VERSION = "version"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one file: the document it is now, or None with a message that says what to do."""

    outcome: Outcome
    name: str
    document: Document | None
    message: str | None = None


class Placing:
    """Decides, inside one transaction, where a parsed file belongs."""

    def __init__(
        self,
        transaction: Transaction,
        source: Source,
        imported: Imported,
        origin: str,
        carrying: Carrying,
        now: int,
    ) -> None:
        """`carrying` is best prepared, or whoever else wants to write will wait for it."""
        self._transaction = transaction
        self._imported = imported
        self._carrying = carrying
        self._name = source.name
        self._origin = origin
        self._now = now
        self._text, self._blocks = transaction.keep_content(imported.content)
        self._original = transaction.keep_blob(source.data)
        self._resources = tuple(
            (resource.name, transaction.keep_blob(resource.data)) for resource in imported.resources
        )
        parts = (self._text, self._blocks, repr(self._resources), imported.parser)
        self._identity = hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def placed(self, earlier: str | None, *, restores: bool) -> tuple[Arrival, list[Change]]:
        """Return what becomes of the file and the changes that make it so; `earlier` is the document it may renew.

        `restores` says that a document that lies in the trash comes back: a person asked for it.
        """
        same = self._same_text()
        if same is not None and same.deleted is not None and restores:
            restored = replace(same, deleted=None, modified=self._now)
            message = "It was in the trash; it is back, with its notes."
            return Arrival(Outcome.ADDED, self._name, restored, message), [altered(same, restored)]
        if same is not None:
            return self._as_it_was(same)
        renewed = self._transaction.document(earlier) if earlier is not None else None
        if renewed is None or renewed.deleted is not None:
            return self._as_document()
        return self._as_version(renewed)

    def _as_it_was(self, same: Document) -> tuple[Arrival, list[Change]]:
        """Keep the text; of what else the file says, tags are added, and a title is the person's to choose."""
        if same.deleted is not None:
            return Arrival(Outcome.UNCHANGED, self._name, same, "It is in the trash, and stays there."), []
        message = "It is in the library already."
        if self._imported.title != same.title and not self._imported.title_guessed:
            message += f" The file calls it “{self._imported.title}” now; “Rename the article…” takes that."
        tagged = replace(same, tags=self._tags(same), modified=self._now)
        if tagged.tags == same.tags:
            return Arrival(Outcome.UNCHANGED, self._name, same, message), []
        return Arrival(Outcome.UNCHANGED, self._name, tagged, f"{message} Its new tags were added."), [
            altered(same, tagged)
        ]

    def _same_text(self) -> Document | None:
        owners = (
            self._transaction.document(version.document) for version in self._transaction.versions_with(self._identity)
        )
        shown = [owner for owner in owners if owner is not None and self._shows(owner)]
        return min(shown, key=lambda owner: (owner.deleted is not None, owner.source != self._origin), default=None)

    def _shows(self, document: Document) -> bool:
        version = self._transaction.version(document.version) if document.version else None
        return version is not None and version.identity == self._identity

    def _version(self, document_id: str, ordinal: int) -> Version:
        return Version(
            new_id(),
            document_id,
            ordinal,
            self._identity,
            self._text,
            self._blocks,
            self._original,
            self._resources,
            self._imported.parser,
            self._now,
        )

    def _as_document(self) -> tuple[Arrival, list[Change]]:
        document_id = new_id()
        version = self._version(document_id, 1)
        document = Document(
            document_id,
            self._imported.title,
            self._imported.title_guessed,
            self._imported.format,
            self._origin,
            version.id,
            count_words(self._imported.content.text),
            len(sections_of(self._imported.content)),
            self._now,
            self._now,
            tidy_tags(self._imported.tags),
        )
        return Arrival(Outcome.ADDED, self._name, document, self._dropped()), [made(document), made(version)]

    def _as_version(self, before: Document) -> tuple[Arrival, list[Change]]:
        version = self._version(before.id, len(self._transaction.versions(before.id)) + 1)
        corrections = self._carrying.corrections(self._transaction, before, version.id)
        content = corrected(self._imported.content, corrections)
        sections = sections_of(content)
        placements = self._carrying.placements(self._transaction, before, version.id, sections)
        after = replace(
            before,
            title=self._imported.title if before.title_guessed else before.title,
            source=before.source if before.version is not None else self._origin,
            version=version.id,
            words=count_words(content.text),
            sections=len(sections),
            modified=self._now,
            tags=self._tags(before),
        )
        changes = [made(version), altered(before, after), *map(made, corrections), *map(made, placements)]
        state = self._transaction.reading_state(before.id)
        if state is not None:
            changes.append(altered(state, self._carrying.reading(self._transaction, before, state, version.id)))
        return Arrival(Outcome.VERSION, self._name, after, self._dropped()), changes

    def _tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags of a document with those that the file gives itself; none is taken away."""
        known = tidy_tags(document.tags)
        return (*document.tags, *(tag for tag in tidy_tags(self._imported.tags) if tag not in known))

    def _dropped(self) -> str | None:
        return " ".join(self._imported.dropped) or None
