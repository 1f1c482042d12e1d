"""History: one stack of steps for the whole library, and the only road by which changes reach the store."""

from collections.abc import Callable
from concurrent.futures import Future

from desktop_app.core.change import ChangeSet
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed, Direction, Listeners
from desktop_app.storage.errors import Conflict
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction

Plan = Callable[[Transaction], ChangeSet | None]
"""Reads the library as it is and says what is to change; None when nothing is."""

_DEPTH = 1000


class History:
    """Records, undoes and redoes change sets.

    Its stacks are touched only on the writer's thread, so that an undo asked for right after an action undoes that
    action, however slow the disk is. `changed` is told on that thread too, after COMMIT.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._done: list[ChangeSet] = []
        self._undone: list[ChangeSet] = []
        self._sequence = 0  # of the journal row just written; it may still be rolled back
        self.changed: Listeners[Changed] = Listeners()
        self.writing: Listeners[tuple[int, str]] = Listeners()
        """Told (sequence, group) of a change set before it is committed, so that nobody takes it for another's."""

    def record(self, plan: Plan) -> Future[ChangeSet | None]:
        """Do what `plan` says. The future gives the change set once it is on the disk, None when there was none."""

        def job(transaction: Transaction) -> ChangeSet | None:
            change_set = plan(transaction)
            if change_set is None or not change_set.changes:
                return None
            self._write(transaction, change_set)
            return change_set

        return self._store.submit(job, committed=self._recorded)

    def undo(self) -> Future[ChangeSet]:
        """Take the newest step back; the future gives that step.

        It raises Refused when there is none, and Conflict, with nothing changed, when the step no longer fits.
        """
        return self._step(self._done, self._undone, Direction.UNDONE)

    def redo(self) -> Future[ChangeSet]:
        """Do the step last undone again; the future gives that step. It raises as `undo` does."""
        return self._step(self._undone, self._done, Direction.REDONE)

    def next_undo(self) -> str | None:
        """Return the label of what `undo` would take back."""
        return self._done[-1].label if self._done else None

    def next_redo(self) -> str | None:
        """Return the label of what `redo` would do again."""
        return self._undone[-1].label if self._undone else None

    def _step(self, source: list[ChangeSet], target: list[ChangeSet], direction: Direction) -> Future[ChangeSet]:
        def job(transaction: Transaction) -> ChangeSet:
            if not source:
                raise Refused(f"There is nothing to {'undo' if direction is Direction.UNDONE else 'do again'}.")
            try:
                _spare_annotations(transaction, _turned(source[-1], direction))
                self._write(transaction, _turned(source[-1], direction))
            except Conflict:
                source.pop()  # it can never fit again, and must not bar the way to the steps before it
                raise
            return source[-1]

        def stepped(step: ChangeSet) -> None:
            target.append(source.pop())
            self.changed.tell(Changed(_turned(step, direction), direction, self._sequence))

        return self._store.submit(job, committed=stepped)

    def _write(self, transaction: Transaction, change_set: ChangeSet) -> None:
        self._sequence = transaction.apply(change_set)
        self.writing.tell((self._sequence, change_set.group))

    def _recorded(self, change_set: ChangeSet | None) -> None:
        if change_set is None:
            return
        if change_set.undoable:
            self._undone.clear()
            self._push(change_set)
        self.changed.tell(Changed(change_set, Direction.DONE, self._sequence))

    def _push(self, change_set: ChangeSet) -> None:
        if self._done and self._done[-1].group == change_set.group:
            try:
                joined = self._done[-1].followed_by(change_set)
            except ValueError:
                pass  # somebody else wrote in between, so these are two steps after all
            else:
                self._done[-1:] = [joined] if joined.changes else []
                return
        self._done.append(change_set)
        del self._done[:-_DEPTH]


def _spare_annotations(transaction: Transaction, step: ChangeSet) -> None:
    """Raise Conflict when a step would take away an article that has been annotated elsewhere since."""
    gone = (change.id for change in step.changes if change.kind == "document" and change.after is None)
    if any(set(transaction.annotation_ids(document)) - set(step.ids("annotation")) for document in gone):
        raise Conflict(
            f"“{step.label}” cannot be undone: the article has been annotated elsewhere since. "
            "Nothing was written; delete the article to move it to the trash with its notes."
        )


def _turned(step: ChangeSet, direction: Direction) -> ChangeSet:
    return step.inverted() if direction is Direction.UNDONE else step
