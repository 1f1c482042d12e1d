"""The trash: what was deleted, in this session or an earlier one, until it is restored or removed for good."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from desktop_app.core.annotation import Annotation
from desktop_app.core.change import Change, ChangeSet, altered, change_set, removed
from desktop_app.core.document import Document
from desktop_app.core.ids import new_id
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history import History
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.transaction import Transaction

_SLICE = 50  # annotations removed in one transaction


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
        """Remove what lies in the trash for good: one step, which can be undone until the program ends.

        Each article goes in a transaction of its own with all that is about it.
        """
        group = new_id()
        documents = [one.id for one in items if isinstance(one.entity, Document)]
        annotations = [one.id for one in items if isinstance(one.entity, Annotation)]
        slices = [annotations[first : first + _SLICE] for first in range(0, len(annotations), _SLICE)]
        plans = [partial(_without_annotations, group, part) for part in slices]
        return self._history.record_all([*plans, *(partial(_without_document, group, one) for one in documents)])


def _without_annotations(group: str, ids: Sequence[str], transaction: Transaction) -> ChangeSet:
    found = (transaction.annotation(one) for one in ids)
    changes = [change for one in found if one is not None and one.deleted for change in _gone(transaction, one)]
    return change_set("Empty the trash", changes, group=group)


def _without_document(group: str, document_id: str, transaction: Transaction) -> ChangeSet:
    document = transaction.document(document_id)
    if document is None or document.deleted is None:
        return change_set("Empty the trash", [], group=group)
    annotations = (transaction.annotation(one) for one in transaction.annotation_ids(document_id))
    changes = [change for one in annotations if one is not None for change in _gone(transaction, one)]
    for version in transaction.versions(document_id):
        changes += [removed(correction) for correction in transaction.corrections(version.id)]
        changes.append(removed(version))
    state = transaction.reading_state(document_id)
    changes += [removed(state)] if state is not None else []
    return change_set("Empty the trash", [*changes, removed(document)], group=group)


def _gone(transaction: Transaction, annotation: Annotation) -> list[Change]:
    return [*map(removed, transaction.placements_of(annotation.id)), removed(annotation)]
