"""Which entries match a plan: one mark for each entry there is."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from typing import Generic, TypeVar

import numpy as np

from desktop_app.search.analysis import Slot
from desktop_app.search.answering.ground import Ground
from desktop_app.search.answering.places import in_a_row, near_each_other
from desktop_app.search.answering.plan import Bag, Both, Chain, Close, Either, Label, Lookup, OneOf, Plan, Span
from desktop_app.search.answering.posted import Posted
from desktop_app.search.leaf import NO_NUMBERS, PLACE_BITS, TEXT_FIELDS, Cancelled, Leaf, Numbers, Present, check

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Recent(Generic[_Key, _Value]):
    """What this question needed, and what the last one did: a keystroke leaves most of a question as it was."""

    def __init__(self, make: Callable[[_Key], _Value]) -> None:
        self._make = make
        self._last: dict[_Key, _Value] = {}
        self._now: dict[_Key, _Value] = {}

    def turn(self) -> None:
        """Begin the next question."""
        self._last, self._now = self._now, {}

    def settle(self) -> None:
        """Let go of what the question has not needed."""
        self._last = {}

    def __getitem__(self, key: _Key) -> _Value:
        found = self._now.get(key)
        if found is None:
            found = self._last.get(key)
            self._now[key] = found = self._make(key) if found is None else found
        return found


class Matching:
    """Looks up what matches on one ground. What is kept of the last question holds for as long as the ground does:
    entries that are gone meanwhile still match, and are left out afterwards."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._cancelled: Cancelled = bool
        self._posted = _Recent(self._post)
        self._present = _Recent(self._matching)
        self._inside = _Recent(self._in_fields)

    @contextmanager
    def question(self, cancelled: Cancelled) -> Iterator[None]:
        """Hold a question, which `cancelled` may end with SearchCancelled; what it needs is kept for the next one."""
        self._cancelled = cancelled
        kept = (self._posted, self._present, self._inside)
        for recent in kept:
            recent.turn()
        yield
        for recent in kept:
            recent.settle()

    def of(self, plan: Plan) -> Present:
        """Return the entries that match, not to be written to. Raises SearchCancelled and IndexDamaged."""
        return self._present[plan]

    def fields(self, chain: Chain | Close) -> dict[str, Present]:
        """Return for each field of text the entries that have the chain in it."""
        return self._inside[chain]

    def posted(self, slot: Slot, field: str) -> Posted:
        """Return the entries whose `field` fills a slot, and how often; the words of a prefix count as one word."""
        return self._posted[slot if not slot.offset else slot._replace(offset=0), field]

    def _post(self, asked: tuple[Slot, str]) -> Posted:
        check(self._cancelled)
        slot, field = asked
        return self.ground.posted(field, slot)

    def _matching(self, plan: Plan) -> Present:
        check(self._cancelled)
        match plan:
            case Chain((slot,)):
                return self._marked(self.posted(slot, field) for field in TEXT_FIELDS)
            case Chain() | Close():
                return reduce(np.logical_or, self.fields(plan).values())
            case Label() | Span() | OneOf():
                return self.ground.marked(lambda leaf: looked_up(leaf, plan))
            case Bag(field, slots):
                return reduce(np.logical_and, (self._filled(slot, field) for slot in slots))
            case Either(parts):
                return reduce(np.logical_or, map(self.of, parts))
            case Both(parts, without):
                return self._both(parts, without)

    def _both(self, parts: tuple[Plan, ...], without: tuple[Plan, ...]) -> Present:
        present: Present | None = None
        for part in parts:
            matching = self.of(part)
            present = matching if present is None else present & matching
            if not present.any():
                return present
        if present is None:
            present = self.ground.marked(lambda leaf: leaf.everything())
        for part in without:
            present = present & ~self.of(part)
        return present

    def _in_fields(self, chain: Chain | Close) -> dict[str, Present]:
        return {field: self._in_field(chain, field) for field in TEXT_FIELDS}

    def _in_field(self, chain: Chain | Close, field: str) -> Present:
        present = np.zeros(self.ground.count, bool)
        shared = self._shared(chain.slots, field)
        if not len(shared):
            return present
        several: list[Numbers] = []
        for slot in chain.slots:
            check(self._cancelled)
            several.append(self.ground.places(field, slot, shared))
        if isinstance(chain, Close):
            found = near_each_other(several, chain.within)
        else:
            found = in_a_row(several, [slot.offset for slot in chain.slots])
        present[found >> PLACE_BITS] = True
        return present

    def _shared(self, slots: Iterable[Slot], field: str) -> Numbers:
        """Return the entries that fill all of the slots, from the rarest on."""
        rarest, *others = sorted((self.posted(slot, field) for slot in slots), key=lambda posted: posted.count)
        shared = rarest.numbers
        for posted in others:
            if len(shared):
                shared = shared[posted.among(shared) > 0]
        return shared

    def _filled(self, slot: Slot, field: str) -> Present:
        return self._marked((self.posted(slot, field),))

    def _marked(self, several: Iterable[Posted]) -> Present:
        present = np.zeros(self.ground.count, bool)
        for posted in several:
            posted.mark(present)
        return present


def looked_up(leaf: Leaf, lookup: Lookup) -> Numbers:
    """Return the entries of a leaf that have a value in a field that only filters."""
    match lookup:
        case Label(field, value):
            return leaf.labelled(field, value)
        case Span(field, first, last):
            values = [value for value in leaf.labels(field) if value >= first and (not last or value <= last)]
        case OneOf(field, wanted):
            values = [value for value in leaf.labels(field) if value in wanted]
    return np.concatenate([NO_NUMBERS, *(leaf.labelled(lookup.field, value) for value in values)])
