"""The trash: what was deleted, in this session or an earlier one, until it is restored or removed for good."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from desktop_app.core.annotation import Annotation
from desktop_app.core.change import Change, ChangeSet, altered, change_set, removed
from desktop_app.core.document import Document
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Trashed:
    """An article or an annotation in the trash; `title` is the article's, and `notes` how many go with an article."""

    entity: Document | Annotation
    title: str
    notes: int = 0

    @property
    def id(self) -> str:
        """The id of what lies in the trash."""
        return self.entity.id

    @property
    def deleted(self) -> int:
        """When it was put there: milliseconds since 1970 in UTC."""
        return self.entity.deleted or 0


def trashed(reader: LibraryReader) -> list[Trashed]:
    """Return what lies in the trash, the newest there first."""
    counts = {document.id: len(reader.annotations(document.id)) for document in reader.documents(deleted=True)}
    found = [Trashed(document, document.title, counts[document.id]) for document in reader.documents(deleted=True)]
    titles = {document.id: document.title for document in reader.documents()}
    found += [Trashed(one, titles.get(one.document, "")) for one in reader.trashed_annotations()]
    return sorted(found, key=lambda one: one.deleted, reverse=True)


class Trash:
    """Takes things out of the trash, back into the library or for good. Every method returns at once."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history = history
        self._clock = clock

    def restore(self, ids: Iterable[str]) -> Future[ChangeSet | None]:
        """Bring articles and annotations back, as one step."""
        chosen = tuple(ids)

        def plan(transaction: Transaction) -> ChangeSet:
            found = [transaction.document(one) or transaction.annotation(one) for one in chosen]
            changes = [
                altered(one, replace(one, deleted=None)) for one in found if one is not None and one.deleted is not None
            ]
            if not changes:
                raise Refused("It is not in the trash any more.")
            return change_set("Restore from the trash", changes)

        return self._history.record(plan)

    def empty(self, items: Sequence[Trashed]) -> Future[ChangeSet | None]:
        """Remove what lies in the trash for good, with every word of it: see History.erase.

        What has been restored in the meantime stays.
        """

        def plan(transaction: Transaction) -> ChangeSet:
            changes: list[Change] = []
            for item in items:
                entity = transaction.document(item.id) or transaction.annotation(item.id)
                if isinstance(entity, Document) and entity.deleted is not None:
                    changes += _without_document(transaction, entity)
                elif isinstance(entity, Annotation) and entity.deleted is not None:
                    changes += _gone(transaction, entity)
            return change_set("Empty the trash", changes, undoable=False)

        return self._history.erase(plan)


def _without_document(transaction: Transaction, document: Document) -> list[Change]:
    annotations = map(transaction.annotation, transaction.annotation_ids(document.id))
    changes = [change for one in annotations if one is not None for change in _gone(transaction, one)]
    for version in transaction.versions(document.id):
        changes += map(removed, transaction.corrections(version.id))
        changes.append(removed(version))
    state = transaction.reading_state(document.id)
    changes += [removed(state)] if state is not None else []
    return [*changes, removed(document)]


def _gone(transaction: Transaction, annotation: Annotation) -> list[Change]:
    review = transaction.review(annotation.id)
    others = transaction.placements_of(annotation.id) + ([review] if review is not None else [])
    return [*map(removed, others), removed(annotation)]
