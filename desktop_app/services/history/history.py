"""History: one stack of steps for the whole library, and the only road by which changes reach the store."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future

from desktop_app.core.change import ChangeSet
from desktop_app.services.events import Changed, Direction, Listeners
from desktop_app.services.history.step import Step
from desktop_app.services.history.turning import Turning
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
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._sequence = 0  # of the journal row just written; it may still be rolled back
        self.changed: Listeners[Changed] = Listeners()
        self.writing: Listeners[tuple[int, str]] = Listeners()
        """Told (sequence, group) of a change set before it is committed, so that nobody takes it for another's."""

    def record(self, plan: Plan) -> Future[ChangeSet | None]:
        """Do what `plan` says. The future gives the change set once it is on the disk, None when there was none."""
        return self.record_all((plan,))

    def record_all(self, plans: Iterable[Plan]) -> Future[ChangeSet | None]:
        """Do what `plans` say, each in a transaction of its own: bulk work in slices, told as each is on the disk.

        They are one step where their change sets share a group. Each is asked for on the writer's thread when its turn
        has come. The future gives the last change set.
        """
        return self._store.submit_all((self._recording(plan) for plan in plans), committed=self._recorded)

    def erase(self, plan: Plan) -> Future[ChangeSet | None]:
        """Do what `plan` says so that it can never be taken back.

        Nothing keeps the words of what it removes: no step, no row of the journal, no text. A step that was about other
        things as well goes on to be one about those.
        """

        def work(transaction: Transaction) -> ChangeSet | None:
            erased = self._recording(plan)(transaction)
            if erased is not None:
                transaction.forget(erased)
            return erased

        return self._store.submit(work, self._erased)

    def undo(self) -> Future[ChangeSet]:
        """Take the newest step back; the future gives that step.

        It raises Refused when there is none, and Conflict, with nothing changed, when the step no longer fits. Should
        the disk fail on the way through a long one, what is taken back stays so, and the next undo goes on.
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

    def _recording(self, plan: Plan) -> Callable[[Transaction], ChangeSet | None]:
        def work(transaction: Transaction) -> ChangeSet | None:
            change_set = plan(transaction)
            if change_set is None or not change_set.changes:
                return None
            self._write(transaction, change_set)
            return change_set

        return work

    def _step(self, source: list[Step], target: list[Step], direction: Direction) -> Future[ChangeSet]:
        def tell(written: ChangeSet, more: bool) -> None:
            self.changed.tell(Changed(written, direction, self._sequence, more))

        turning = Turning(source, target, direction, self._write, tell)
        return turning.told(self._store.submit_all(turning.works(), turning.committed))

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

    def _erased(self, change_set: ChangeSet | None) -> None:
        if change_set is None:
            return
        self._store.empty_log()
        gone = frozenset(change.id for change in change_set.changes if change.after is None)
        for stack in (self._done, self._undone):
            stack[:] = [step for step in (one.without(gone) for one in stack) if step.parts]
        self.changed.tell(Changed(change_set, Direction.DONE, self._sequence))

    def _push(self, change_set: ChangeSet) -> None:
        if self._done and self._done[-1].takes(change_set):
            if not self._done[-1].parts:
                self._done.pop()
            return
        self._done.append(Step([change_set]))
        del self._done[:-_DEPTH]
