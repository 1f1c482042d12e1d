"""Turning: one step taken back, or done again, part by part, with the stacks always as it is on the disk."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from desktop_app.core.change import Change, ChangeSet, altered
from desktop_app.core.document import never_opened
from desktop_app.services.errors import Refused
from desktop_app.services.events import Direction
from desktop_app.services.history.step import Step
from desktop_app.storage.errors import Conflict, StorageFailure
from desktop_app.storage.transaction import Transaction

Write = Callable[[Transaction, ChangeSet], None]


class Turning:
    """Moves the newest step of `source` to `target`; all of it happens on the writer's thread.

    A step of several parts is written in as many transactions, so that a long one does not keep others from writing.
    Should somebody else write in between what no longer fits, the parts that were written are put back. Should one not
    be written at all (a full disk), those before it stay, and the step on either stack is what is left there of it.
    """

    def __init__(
        self,
        source: list[Step],
        target: list[Step],
        direction: Direction,
        write: Write,
        tell: Callable[[ChangeSet, bool], None],
    ) -> None:
        """`tell` is called with each part that is on the disk, and whether more of the step is to come."""
        self._source, self._target, self._direction = source, target, direction
        self._write, self._tell = write, tell
        self._written: Sequence[ChangeSet] = ()  # in the transaction that is being committed
        self._finished = False
        self._put_back = False
        self._moved: list[ChangeSet] = []  # the parts of the step that are on the other stack by now
        self._whole = ChangeSet("", (), "")

    def works(self) -> Iterator[Callable[[Transaction], ChangeSet]]:
        """Yield what each transaction is to do. Raises Refused without a step, Conflict where it fits no more."""
        undone = self._direction is Direction.UNDONE
        if not self._source:
            raise Refused(f"There is nothing to {'undo' if undone else 'do again'}.")
        step = self._source[-1]
        self._whole = step.whole()  # of ten thousand changes, for each part anew would be felt
        parts = step.inverted().parts if undone else list(step.parts)
        yield partial(self._begin, parts)
        for place in range(1, len(parts)):
            yield partial(self._go_on, parts, place)
            if self._put_back:
                raise self._conflict(parts[0].label)

    def committed(self, _step: ChangeSet) -> None:
        """Tell what is on the disk now; the part of the step that is there changes stacks."""
        if self._put_back:
            self._drop()
        else:
            self._move()
        for change_set in self._written:
            self._tell(change_set, not self._finished)

    def told(self, turned: Future[ChangeSet]) -> Future[ChangeSet]:
        """Return what gives what `turned` does; of a failure on the way it says how far the step has come."""
        told: Future[ChangeSet] = Future()

        def hand_on(turned: Future[ChangeSet]) -> None:
            error = turned.exception()
            if error is None:
                told.set_result(turned.result())
            else:
                told.set_exception(self._with_what_stays(error))

        turned.add_done_callback(hand_on)
        return told

    def _move(self) -> None:
        step, undone = self._source[-1], self._direction is Direction.UNDONE
        if step.other is None or not self._target or self._target[-1] is not step.other:
            step.other = Step(other=step)
            self._target.append(step.other)
        taken = step.other.parts
        part = step.parts.pop(-1 if undone else 0)
        taken.insert(0 if undone else len(taken), part)
        self._moved.append(part)
        if not step.parts:
            step.other.other = None
            self._source.pop()

    def _drop(self) -> None:
        """Take the step off its stack, and off the other one what was put back of it."""
        taken, back = self._target[-1].parts, len(self._moved)
        del taken[slice(back) if self._direction is Direction.UNDONE else slice(-back, None)]
        if not taken:
            self._target.pop()
        self._moved.clear()
        self._source.pop()

    def _with_what_stays(self, error: BaseException) -> BaseException:
        if not self._moved or not isinstance(error, StorageFailure):
            return error
        undone = self._direction is Direction.UNDONE
        changed, whole = sum(len(part.changes) for part in self._moved), len(self._whole.changes)
        return type(error)(
            f"{error} {changed:,} of {whole:,} changes were {'undone' if undone else 'done again'} before that; "
            f"{'undo' if undone else 'redo'} once more to go on."
        )

    def _begin(self, parts: Sequence[ChangeSet], transaction: Transaction) -> ChangeSet:
        try:
            if not transaction.fits([_laid_over(transaction, part) for part in parts]):
                raise self._conflict(parts[0].label)
            _spare_annotations(transaction, parts)
            return self._wrote(transaction, parts[:1], finished=len(parts) == 1)
        except Conflict:
            self._source.pop()  # it can never fit again, and must not bar the way to the steps before it
            raise

    def _go_on(self, parts: Sequence[ChangeSet], place: int, transaction: Transaction) -> ChangeSet:
        if transaction.fits([_laid_over(transaction, parts[place])]):
            return self._wrote(transaction, parts[place : place + 1], finished=place + 1 == len(parts))
        self._put_back = True
        return self._wrote(transaction, [part.inverted() for part in reversed(parts[:place])], finished=False)

    def _wrote(self, transaction: Transaction, change_sets: Sequence[ChangeSet], *, finished: bool) -> ChangeSet:
        written = [_laid_over(transaction, change_set) for change_set in change_sets]
        for change_set in written:
            self._write(transaction, change_set)
        self._written, self._finished = written, finished
        return self._whole

    def _conflict(self, label: str) -> Conflict:
        done = "undone" if self._direction is Direction.UNDONE else "done again"
        return Conflict(
            f"“{label}” cannot be {done}: what it changed has been changed elsewhere in the meantime. "
            "Nothing was written; look at it as it is now."
        )


def _laid_over(transaction: Transaction, part: ChangeSet) -> ChangeSet:
    """Return a part of a step as it fits the places in articles that are stored now.

    They go on changing while one reads, and no step about one would ever fit: only its changed fields count.
    """
    changes = (_over_stored(transaction, change) if change.kind == "reading" else change for change in part.changes)
    return replace(part, changes=tuple(changes))


def _over_stored(transaction: Transaction, change: Change) -> Change:
    stored = transaction.reading_state(change.id)
    if stored is None or stored == change.before:
        return change
    before, after = (state or never_opened(change.id) for state in (change.before, change.after))
    changed = {name: getattr(after, name) for name in altered(before, after).changed_fields()}
    return altered(stored, replace(stored, **changed))


def _spare_annotations(transaction: Transaction, parts: Sequence[ChangeSet]) -> None:
    """Raise Conflict when a step would take away an article that has been annotated elsewhere since."""
    mine = {found for part in parts for found in part.ids("annotation")}
    changes = [change for part in parts for change in part.changes]
    gone = (change.id for change in changes if change.kind == "document" and change.after is None)
    if any(set(transaction.annotation_ids(document)) - mine for document in gone):
        raise Conflict(
            f"“{parts[0].label}” cannot be undone: the article has been annotated elsewhere since. "
            "Nothing was written; delete the article to move it to the trash with its notes."
        )
