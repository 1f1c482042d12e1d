"""Answering a plan: which entries match, and how well (BM25F).

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form that Whoosh uses:
each field is scored by itself, and the sum of the fields is the score.

What matches is worked out first, as one mark for each entry there is; scores are for what is left then.
"""

from functools import reduce
from math import log

import numpy as np

from desktop_app.search.analysis import Analyzer, Slot
from desktop_app.search.ground import K1, Ground
from desktop_app.search.leaf import (
    NO_NUMBERS,
    PLACE_BITS,
    TEXT_FIELDS,
    Cancelled,
    Leaf,
    Numbers,
    Present,
    Scores,
    check,
)
from desktop_app.search.places import in_a_row, near_each_other
from desktop_app.search.plan import Bag, Both, Chain, Close, Either, Label, Lookup, OneOf, Plan, Span

_FIELD_WEIGHTS = {"heading": 2.5, "body": 1.0}
_TITLE_BONUS = np.float32(1000)
_MANY = 5


class Evaluation:
    """One question put to all leaves."""

    def __init__(self, ground: Ground, analyzer: Analyzer, cancelled: Cancelled) -> None:
        self._ground = ground
        self._analyzer = analyzer
        self._cancelled = cancelled
        self._weights: dict[tuple[Slot, str], Scores] = {}
        self._slots: dict[tuple[Slot, str], Present] = {}
        self._present: dict[Plan, Present] = {}
        self._in_fields: dict[Chain | Close, dict[str, Present]] = {}

    def answer(self, plan: Plan, changed: frozenset[str]) -> tuple[Numbers, Scores]:
        """Return the entries that match, ascending, and their scores. Titles that match stand above everything else.

        What belongs to the subjects `changed` is left out of the index. Raises SearchCancelled, and IndexDamaged when
        a leaf cannot be read.
        """
        try:
            return self._answer(plan, changed)
        finally:
            self._ground.give_back(self._weights.values())
            self._weights = {}

    def _answer(self, plan: Plan, changed: frozenset[str]) -> tuple[Numbers, Scores]:
        present = self._match(plan)
        gone = self._ground.gone(changed)
        if gone is not None:
            present = present & ~gone
        numbers = np.flatnonzero(present)
        if not len(numbers):
            return NO_NUMBERS, np.zeros(0, np.float32)
        scores = self._score(plan, numbers)
        scores[self._ground.titles[numbers]] += _TITLE_BONUS
        return numbers, scores

    def _match(self, plan: Plan) -> Present:
        present = self._present.get(plan)
        if present is None:
            check(self._cancelled)
            present = self._present[plan] = self._matching(plan)
        return present

    def _matching(self, plan: Plan) -> Present:
        match plan:
            case Chain() | Close():
                fields = self._fields(plan).values()
                return reduce(np.logical_or, fields)
            case Label() | Span() | OneOf():
                return self._ground.marked(lambda leaf: looked_up(leaf, plan))
            case Bag(field, slots):
                return reduce(np.logical_and, (self._filled(slot, field) for slot in slots))
            case Either(parts):
                return reduce(np.logical_or, (self._match(part) for part in parts))
            case Both(parts, without):
                return self._both(parts, without)

    def _both(self, parts: tuple[Plan, ...], without: tuple[Plan, ...]) -> Present:
        present: Present | None = None
        for part in parts:
            matching = self._match(part)
            present = matching if present is None else present & matching
            if not present.any():
                return present
        if present is None:
            present = self._ground.marked(lambda leaf: leaf.everything())
        for part in without:
            present = present & ~self._match(part)
        return present

    def _fields(self, chain: Chain | Close) -> dict[str, Present]:
        """Return for each field of text the entries that have the chain in it."""
        fields = self._in_fields.get(chain)
        if fields is None:
            fields = self._in_fields[chain] = {field: self._in_field(chain, field) for field in TEXT_FIELDS}
        return fields

    def _in_field(self, chain: Chain | Close, field: str) -> Present:
        slots = chain.slots
        shared: Present = reduce(np.logical_and, (self._filled(slot, field) for slot in slots))
        if len(slots) == 1 or not shared.any():
            return shared
        present = np.zeros(self._ground.count, bool)
        for leaf, where in self._ground.each():
            candidates = np.flatnonzero(shared[where])
            if len(candidates):
                check(self._cancelled)
                several = [leaf.places(field, slot, candidates) for slot in slots]
                if isinstance(chain, Close):
                    found = near_each_other(several, chain.within)
                else:
                    found = in_a_row(several, [slot.offset for slot in slots])
                present[where][found >> PLACE_BITS] = True
        return present

    def _score(self, plan: Plan, numbers: Numbers) -> Scores:
        """Return the scores of `numbers`, all of which match."""
        match plan:
            case Chain(slots) | Close(slots):
                scores = np.zeros(len(numbers), np.float32)
                for field, present in self._fields(plan).items():
                    if len(slots) == 1:
                        scores += self._scored(slots[0], field, numbers)
                    elif (inside := present[numbers]).any():
                        for slot in slots:
                            scores[inside] += self._scored(slot, field, numbers[inside])
                return scores
            case Either(parts):
                scores = np.zeros(len(numbers), np.float32)
                for part in parts:
                    inside = self._match(part)[numbers]
                    scores[inside] += self._score(part, numbers[inside])
                return scores
            case Both(parts):
                return reduce(
                    np.add, (self._score(part, numbers) for part in parts), np.zeros(len(numbers), np.float32)
                )
            case Label() | Span() | OneOf() | Bag():
                return np.zeros(len(numbers), np.float32)

    def _scored(self, slot: Slot, field: str, numbers: Numbers) -> Scores:
        rarity = log(self._ground.count / (np.count_nonzero(self._filled(slot, field)) + 1)) + 1
        factor = np.float32(_FIELD_WEIGHTS[field] * rarity * (K1 + 1))
        weights, norms = self._weight(slot, field), self._ground.norms(field)
        if len(numbers) * _MANY < self._ground.count:
            weights, norms = weights[numbers], norms[numbers]
            scores: Scores = factor * weights / (weights + norms)
        else:
            # To pick out many costs more than to reckon with all.
            shares = weights + norms
            np.divide(weights, shares, out=shares)
            scores = factor * shares[numbers]
        if not slot.is_exact:
            scores += self._scored(slot.exactly, field, numbers)
        return scores

    def _filled(self, slot: Slot, field: str) -> Present:
        """Return which entries fill a slot in `field`."""
        key = (slot if not slot.offset else slot._replace(offset=0), field)
        filled = self._slots.get(key)
        if filled is None:
            filled = self._slots[key] = self._weight(slot, field) > 0
        return filled

    def _weight(self, slot: Slot, field: str) -> Scores:
        """Return how often each entry's `field` fills a slot; the words of a prefix count as one word."""
        key = (slot if not slot.offset else slot._replace(offset=0), field)
        weights = self._weights.get(key)
        if weights is None:
            check(self._cancelled)
            weights = self._ground.blank()
            for leaf, where in self._ground.each():
                leaf.weigh(field, slot, weights[where])
            self._weights[key] = weights
        return weights


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
