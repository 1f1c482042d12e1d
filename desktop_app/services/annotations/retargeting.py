"""Retargeting: saying anew what an annotation is about, and agreeing or not with where it was found.

Two kinds of change, kept apart. A person who reshapes a highlight or joins two marks other words: the annotation gets
another target, described in the version that is open. A person who accepts, detaches or attaches says where the words
marked once stand in this version: that is its placement, and what was marked stays known.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace

from desktop_app.core.annotation import Annotation, Placement, PlacementState, Scope, Target
from desktop_app.core.change import Change, ChangeSet, altered, change_set, made
from desktop_app.core.selectors import describe
from desktop_app.services.annotations.annotating import existing, trimmed
from desktop_app.services.articles.reading import Opened
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.storage.transaction import Transaction


class Retargeting:
    """Changes what annotations are about and where they stand. Every method returns at once."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history = history
        self._clock = clock

    def reshape(self, opened: Opened, annotation_id: str, start: int, end: int) -> Future[ChangeSet | None]:
        """Let a highlight be about the code points `start` to `end`. Raises Refused where there are no words."""
        start, end = trimmed(opened.content.text, start, end)

        def plan(transaction: Transaction) -> ChangeSet:
            before = existing(transaction, annotation_id)
            return change_set("Change the range", self._about(transaction, opened, before, before, start, end))

        return self._history.record(plan)

    def merge(self, opened: Opened, first_id: str, second_id: str) -> Future[ChangeSet | None]:
        """Join two highlights into the first: all words from one to the other, both notes, all tags.

        The second goes into the trash. Raises Refused, in the future, when one of them has no place in the text.
        """

        def plan(transaction: Transaction) -> ChangeSet:
            if first_id == second_id:
                raise Refused("It takes two highlights to merge them.")
            first, second = existing(transaction, first_id), existing(transaction, second_id)
            places = [self._standing(transaction, opened, one) for one in (first, second)]
            start, end = min(place.start for place in places), max(place.end for place in places)
            notes = [one.note for one in (first, second) if one.note]
            tags = tuple(dict.fromkeys(first.tags + second.tags))
            joined = replace(first, note="\n\n".join(notes), tags=tags)
            changes = self._about(transaction, opened, first, joined, start, end)
            changes.append(altered(second, replace(second, deleted=self._clock())))
            return change_set("Merge two highlights", changes)

        return self._history.record(plan)

    def accept(self, opened: Opened, annotation_ids: Iterable[str]) -> Future[ChangeSet | None]:
        """Agree with where annotations were found in this version."""
        return self._place("Accept the place", opened, annotation_ids, lambda place: replace(place, accepted=True))

    def detach(self, opened: Opened, annotation_ids: Iterable[str]) -> Future[ChangeSet | None]:
        """Say that annotations do not belong where they were found, nor where that goes on to stand in later versions.

        The place stays known as a guess.
        """
        return self._place(
            "Detach",
            opened,
            annotation_ids,
            lambda place: replace(place, state=PlacementState.DETACHED, accepted=True),
        )

    def attach(self, opened: Opened, annotation_id: str, start: int, end: int) -> Future[ChangeSet | None]:
        """Say that an annotation stands at the code points `start` to `end` of this version. May raise Refused."""
        start, end = trimmed(opened.content.text, start, end)

        def plan(transaction: Transaction) -> ChangeSet:
            annotation = existing(transaction, annotation_id)
            if annotation.target.scope is Scope.DOCUMENT:
                raise Refused("This note is about the whole article and needs no place in it.")
            same = annotation.target.quote and annotation.target.quote.exact == opened.content.text[start:end]
            state = PlacementState.MOVED if same else PlacementState.CHANGED
            stop = start if annotation.target.scope is Scope.SECTION else end
            after = Placement(annotation_id, opened.version.id, start, stop, state, 1.0, accepted=True)
            return change_set("Attach to the selection", [_moved(transaction, after)])

        return self._history.record(plan)

    def _place(
        self, label: str, opened: Opened, annotation_ids: Iterable[str], changed: Callable[[Placement], Placement]
    ) -> Future[ChangeSet | None]:
        chosen = tuple(annotation_ids)

        def plan(transaction: Transaction) -> ChangeSet:
            changes: list[Change] = []
            for annotation_id in chosen:
                before = transaction.entity("placement", f"{annotation_id}@{opened.version.id}")
                if isinstance(before, Placement) and changed(before) != before:
                    changes.append(altered(before, changed(before)))
            return change_set(label, changes)

        return self._history.record(plan)

    def _about(
        self, transaction: Transaction, opened: Opened, before: Annotation, after: Annotation, start: int, end: int
    ) -> list[Change]:
        """Return the changes that let `after` be about other words, exactly where they stand in the open version."""
        if before.target.scope is not Scope.RANGE:
            raise Refused("Only a highlight has ends that can be moved.")
        position, quote = describe(opened.content.text, start, end)
        target = Target(Scope.RANGE, opened.version.id, position, quote)
        placement = Placement(before.id, opened.version.id, start, end, PlacementState.EXACT, 1.0)
        return [
            altered(before, replace(after, target=target, modified=self._clock())),
            _moved(transaction, placement),
        ]

    def _standing(self, transaction: Transaction, opened: Opened, annotation: Annotation) -> Placement:
        place = transaction.entity("placement", f"{annotation.id}@{opened.version.id}")
        if not isinstance(place, Placement) or place.state is PlacementState.DETACHED:
            raise Refused("One of the two has no place in the text. Attach it first.")
        return place


def _moved(transaction: Transaction, after: Placement) -> Change:
    before = transaction.entity("placement", after.id)
    return made(after) if before is None else altered(before, after)
