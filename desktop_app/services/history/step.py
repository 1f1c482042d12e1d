"""A step: what one undo takes back, as the change sets that were written for it, one after another."""

from collections.abc import Collection
from dataclasses import dataclass, field

from desktop_app.core.change import ChangeSet

_JOINED = 64
"""Changes up to which two change sets of a step become one. Many small ones (a note being typed) would pile up; large
ones are the slices of bulk work, and stay slices when they are taken back."""


@dataclass(slots=True)
class Step:
    """Change sets of one group, in the order in which they were written.

    `other` is the rest of the step on the other stack, while a part of it is undone and a part is not.
    """

    parts: list[ChangeSet] = field(default_factory=list)
    other: "Step | None" = field(default=None, repr=False, compare=False)

    @property
    def label(self) -> str:
        """What a person calls the step."""
        return self.parts[0].label if self.parts else ""

    def takes(self, change_set: ChangeSet) -> bool:
        """Add `change_set` if it belongs to this step; tell whether it does."""
        if not self.parts or self.parts[-1].group != change_set.group:
            return False
        last = self.parts[-1]
        if len(last.changes) + len(change_set.changes) > _JOINED:
            self.parts.append(change_set)
            return True
        try:
            joined = last.followed_by(change_set)
        except ValueError:
            return False  # somebody else wrote in between, so these are two steps after all
        self.parts[-1:] = [joined] if joined.changes else []
        return True

    def without(self, gone: Collection[str]) -> "Step":
        """Return the step without what is about these documents and annotations; it may have no parts any more."""
        left = (part.without(gone) for part in self.parts)
        return Step([part for part in left if part.changes])

    def inverted(self) -> "Step":
        """Return the step that takes this one back, in slices too; they are one group again."""
        turned = [part.inverted() for part in reversed(self.parts)]
        group = turned[0].group
        return Step([ChangeSet(part.label, part.changes, group, part.undoable) for part in turned])

    def whole(self) -> ChangeSet:
        """Return the step as one change set, for whoever wants to know what it touched."""
        if len(self.parts) == 1:
            return self.parts[0]
        changes = tuple(change for part in self.parts for change in part.changes)
        return ChangeSet(self.label, changes, self.parts[0].group)
