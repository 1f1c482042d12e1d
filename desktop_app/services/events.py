"""What services tell the window: frozen values, handed to whoever listens."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from desktop_app.core.change import ChangeSet

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
