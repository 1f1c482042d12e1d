"""What services tell the window: frozen values, handed to whoever listens."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from desktop_app.core.annotation import Annotation
from desktop_app.core.change import ChangeSet, Entity

Event = TypeVar("Event")


class Direction(StrEnum):
    """How a change came about."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"
    ELSEWHERE = "elsewhere"  # by the command line, or another window


@dataclass(frozen=True, slots=True)
class Changed:
    """The library has changed, and the change is on the disk, in the journal's row `sequence`.

    There is `more` to come where it is a part of a step that is being undone or done again.
    """

    change_set: ChangeSet
    direction: Direction
    sequence: int = 0
    more: bool = False

    @property
    def taken_back(self) -> bool:
        """Whether this is a step that was undone or done again."""
        return self.direction in (Direction.UNDONE, Direction.REDONE)

    def brought_back(self) -> tuple[str, ...]:
        """Return the ids of the annotations that were gone and are there again because of a step that was taken."""
        changes = self.change_set.changes if self.taken_back else ()
        return tuple(one.id for one in changes if not _is_there(one.before) and _is_there(one.after))


def _is_there(entity: Entity | None) -> bool:
    return isinstance(entity, Annotation) and entity.deleted is None


class Listeners(Generic[Event]):
    """Those who want to know. They are called in the thread in which the event happens."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []

    def add(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` with every event from now on."""
        self._listeners.append(listener)

    def tell(self, event: Event) -> None:
        """Hand `event` to every listener, in the order in which they came."""
        for listener in tuple(self._listeners):
            listener(event)
