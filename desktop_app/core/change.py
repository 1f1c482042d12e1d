"""Change sets: everything that is ever written to the library, as plain values that can be printed and inverted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace

from desktop_app.core.annotation import Annotation, ColourName, Placement
from desktop_app.core.correction import Correction
from desktop_app.core.document import Document, ReadingState, Version
from desktop_app.core.ids import new_id
from desktop_app.core.review import Review
from desktop_app.core.seed import SeenSeed

Entity = Document | Version | ReadingState | Annotation | Placement | Correction | SeenSeed | ColourName | Review

ENTITY_KINDS: dict[str, type[Entity]] = {
    "document": Document,
    "version": Version,
    "reading": ReadingState,
    "annotation": Annotation,
    "placement": Placement,
    "correction": Correction,
    "seed": SeenSeed,
    "colour": ColourName,
    "review": Review,
}
_KIND_OF = {entity: kind for kind, entity in ENTITY_KINDS.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after; None before means made, None after means removed."""

    kind: str
    id: str
    before: Entity | None
    after: Entity | None

    def inverted(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.kind, self.id, self.after, self.before)

    def about(self) -> frozenset[str]:
        """Return the ids of what this is about: the entity, and the document and the annotation that it belongs to."""
        state = self.after if self.after is not None else self.before
        owners = (getattr(state, name, None) for name in ("document", "annotation"))
        return frozenset((self.id, *filter(None, owners)))

    def emptied(self) -> "Change":
        """Return the change without what there was before and after: all that is told is that something was done."""
        return replace(self, before=None, after=None)

    def changed_fields(self) -> tuple[str, ...]:
        """Return the names of the fields that differ; all of them when the entity was made or removed."""
        some = self.after if self.after is not None else self.before
        if some is None:
            return ()
        names = (field.name for field in fields(some))
        if self.before is None or self.after is None:
            return tuple(names)
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that are written together or not at all, and undone together.

    `label` names the action for a person ("Highlight"). Change sets that share a `group` are one step to undo.
    `undoable` is False for what is no action of a person's, such as the reading position.
    """

    label: str
    changes: tuple[Change, ...]
    group: str
    undoable: bool = True

    def inverted(self) -> "ChangeSet":
        """Return the change set that takes this one back, in a group of its own."""
        return replace(self, changes=tuple(change.inverted() for change in reversed(self.changes)), group=new_id())

    def without(self, gone: Collection[str]) -> "ChangeSet":
        """Return the change set without what is about these documents and annotations."""
        return replace(self, changes=tuple(change for change in self.changes if not change.about() & frozenset(gone)))

    def followed_by(self, later: "ChangeSet") -> "ChangeSet":
        """Return one change set with the effect of both; changes that cancel out are dropped.

        Raises ValueError when `later` does not start from where this one ends.
        """
        merged: dict[tuple[str, str], Change] = {}
        for change in (*self.changes, *later.changes):
            key = (change.kind, change.id)
            earlier = merged.get(key)
            if earlier is not None and earlier.after != change.before:
                raise ValueError(f"{change.kind} {change.id} changed between the two")
            merged[key] = change if earlier is None else replace(change, before=earlier.before)
        changes = tuple(change for change in merged.values() if change.before != change.after)
        return ChangeSet(self.label, changes, self.group, self.undoable or later.undoable)

    def kinds(self) -> frozenset[str]:
        """Return the kinds of the entities that this touches."""
        return frozenset(change.kind for change in self.changes)

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the entities of `kind` that this touches."""
        return tuple(change.id for change in self.changes if change.kind == kind)


def made(entity: Entity) -> Change:
    """Return the change that brings `entity` into being."""
    return Change(_KIND_OF[type(entity)], entity.id, None, entity)


def altered(before: Entity, after: Entity) -> Change:
    """Return the change from `before` to `after`, two states of one entity.

    Raises ValueError when they are not of one kind and id.
    """
    if type(before) is not type(after) or before.id != after.id:
        raise ValueError("before and after must be states of one entity")
    return Change(_KIND_OF[type(before)], before.id, before, after)


def removed(entity: Entity) -> Change:
    """Return the change that takes `entity` out of the library."""
    return Change(_KIND_OF[type(entity)], entity.id, entity, None)


def change_set(label: str, changes: Iterable[Change], *, group: str = "", undoable: bool = True) -> ChangeSet:
    """Return a change set of `changes`, in a group of its own unless one is given."""
    return ChangeSet(label, tuple(changes), group or new_id(), undoable)
