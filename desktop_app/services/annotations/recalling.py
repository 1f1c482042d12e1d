"""Recalling: what one annotation has been, from the journal, and bringing back any of its states."""

from concurrent.futures import Future
from dataclasses import dataclass, replace

from desktop_app.core.anchoring import Lost, anchor
from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.change import Change, ChangeSet, altered, change_set, made
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.services.importing.carrying import text_of
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an annotation became at one time (milliseconds, UTC), and what was different then, in words."""

    when: int
    difference: str
    state: Annotation


def states_of(reader: LibraryReader, annotation_id: str) -> list[Remembered]:
    """Return the states that an annotation has had, newest first, the present one among them.

    It reads the whole journal: not for the window's thread.
    """
    found: list[Remembered] = []
    for entry in reader.journal_of(annotation_id):
        before, after = entry.change.before, entry.change.after
        if isinstance(after, Annotation):
            words = difference(before if isinstance(before, Annotation) else None, after)
            found.append(Remembered(entry.when, words, after))
    return found[::-1]


def difference(before: Annotation | None, after: Annotation) -> str:
    """Say in a few words what an annotation became."""
    if before is None:
        return "Made"
    if before.deleted != after.deleted:
        return "Deleted" if after.deleted is not None else "Restored"
    parts = {
        "Note": (before.note, after.note),
        "Colour": (before.colour, after.colour),
        "Style": (before.style, after.style),
        "Tags": (before.tags, after.tags),
        "Range": (before.target, after.target),
    }
    changed = [name for name, (old, new) in parts.items() if old != new]
    return ", ".join([*changed[:1], *(name.lower() for name in changed[1:])]) or "Nothing"


class Recalling:
    """Brings back an earlier state. Returns at once."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history = history
        self._clock = clock

    def restore(self, state: Annotation) -> Future[ChangeSet | None]:
        """Make an annotation what it was in `state`; its words are sought in the version that is shown now."""

        def plan(transaction: Transaction) -> ChangeSet | None:
            before = transaction.annotation(state.id)
            if before is None:
                raise Refused("This annotation has been removed for good.")
            after = replace(state, modified=before.modified, deleted=None)
            if after == before:
                return None
            changes: list[Change] = [altered(before, replace(after, modified=self._clock()))]
            if after.target != before.target:
                changes += _placed_again(transaction, after)
            return change_set("Restore an earlier state", changes)

        return self._history.record(plan)


def _placed_again(transaction: Transaction, annotation: Annotation) -> list[Change]:
    document = transaction.document(annotation.document)
    shown = transaction.shown(document) if document is not None else None
    quote = annotation.target.quote
    if shown is None or quote is None:
        return []
    version, content = shown
    former = text_of(transaction, annotation.target.version) if annotation.target.version else None
    found = anchor(former, content.text, annotation.target.position, quote)
    state = PlacementState.DETACHED if isinstance(found, Lost) else found.state
    after = Placement(annotation.id, version.id, found.start, found.end, state, found.score)
    before = transaction.entity("placement", after.id)
    if before == after:
        return []
    return [made(after) if before is None else altered(before, after)]
