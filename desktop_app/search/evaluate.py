"""Answering a plan: which entries match, and how well (BM25F).

Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the form that Whoosh uses:
each field is scored by itself, and the sum of the fields is the score.

What matches is worked out first, as one mark for each entry there is; scores are for what is left then.
"""

from collections.abc import Iterable
from functools import reduce
from math import log
from typing import NamedTuple

import numpy as np

from desktop_app.search.analysis import Analyzer, Slot
from desktop_app.search.ground import K1, Ground, Posted
from desktop_app.search.leaf import (
    NO_NUMBERS,
    NO_POSTINGS,
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
_SAMPLE = 8
"""How many times as many scores as are wanted are put in order to see which of the others need it."""


class Best(NamedTuple):
    """The best entries and their scores, best first, and how many match in all."""

    total: int
    numbers: Numbers
    scores: Scores


class Evaluation:
    """One question put to all leaves."""

    def __init__(self, ground: Ground, analyzer: Analyzer, cancelled: Cancelled) -> None:
        self._ground = ground
        self._analyzer = analyzer
        self._cancelled = cancelled
        self._known: dict[tuple[Slot, str], Posted] = {}
        self._present: dict[Plan, Present] = {}
        self._in_fields: dict[Chain | Close, dict[str, Present]] = {}

    def answer(self, plan: Plan, changed: frozenset[str], wanted: int) -> Best:
        """Return the `wanted` best of the entries that match. Titles that match stand above everything else.

        What belongs to the subjects `changed` is left out of the index. Raises SearchCancelled, and IndexDamaged when
        a leaf cannot be read.
        """
        present = self._match(plan)
        gone = self._ground.gone(changed)
        if gone is not None:
            present = present & ~gone
        if not wanted or not present.any():
            return Best(int(np.count_nonzero(present)), NO_NUMBERS, NO_POSTINGS.weights)
        scores = self._ground.blank()
        self._score(plan, present, scores)
        best = _best(present, scores, self._ground.titles, wanted)
        self._ground.give_back(scores)
        return best

    def _match(self, plan: Plan) -> Present:
        present = self._present.get(plan)
        if present is None:
            check(self._cancelled)
            present = self._present[plan] = self._matching(plan)
        return present

    def _matching(self, plan: Plan) -> Present:
        match plan:
            case Chain((slot,)):
                return self._marked(self._posted(slot, field) for field in TEXT_FIELDS)
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
        if not shared.any():
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

    def _score(self, plan: Plan, present: Present, into: Scores) -> None:
        """Add to `into` the scores of the entries that are `present`, all of which match. Filters give none."""
        match plan:
            case Chain((slot,)):
                for field in TEXT_FIELDS:
                    self._add_scores(slot, field, present, into)
            case Chain(slots) | Close(slots):
                for field, inside in self._fields(plan).items():
                    for slot in slots:
                        self._add_scores(slot, field, present & inside, into)
            case Either(parts):
                for part in parts:
                    self._score(part, present & self._match(part), into)
            case Both(parts):
                for part in parts:
                    self._score(part, present, into)

    def _add_scores(self, slot: Slot, field: str, present: Present, into: Scores) -> None:
        posted = self._posted(slot, field)
        rarity = log(self._ground.count / (posted.count + 1)) + 1
        factor = np.float32(_FIELD_WEIGHTS[field] * rarity * (K1 + 1))
        norms = self._ground.norms(field)
        if posted.count * _MANY > self._ground.count:
            # To pick out many costs more than to reckon with all.
            weights, shares = self._ground.blank(), self._ground.blank()
            posted.spread(weights)
            np.add(weights, norms, out=shares)
            np.divide(weights, shares, out=shares)
            shares *= factor
            shares *= present
            into += shares
            self._ground.give_back(weights, shares)
        elif posted.count:
            numbers, weights = posted.joined
            inside = present[numbers]
            numbers, weights = numbers[inside], weights[inside].astype(np.float32)
            into[numbers] += factor * weights / (weights + norms[numbers])
        if not slot.is_exact:
            self._add_scores(slot.exactly, field, present, into)

    def _filled(self, slot: Slot, field: str) -> Present:
        """Return which entries fill a slot in `field`."""
        return self._marked((self._posted(slot, field),))

    def _marked(self, several: Iterable[Posted]) -> Present:
        present = np.zeros(self._ground.count, bool)
        for posted in several:
            posted.mark(present)
        return present

    def _posted(self, slot: Slot, field: str) -> Posted:
        """Return the entries whose `field` fills a slot, and how often; the words of a prefix count as one word."""
        key = (slot if not slot.offset else slot._replace(offset=0), field)
        posted = self._known.get(key)
        if posted is None:
            check(self._cancelled)
            posted = self._known[key] = self._ground.posted(field, slot)
        return posted


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


def _best(present: Present, scores: Scores, titles: Present, wanted: int) -> Best:
    """Return the `wanted` best of the entries that are `present`, in their order where they score alike."""
    total = int(np.count_nonzero(present))
    if total * _MANY > len(present):
        # What is worse than enough of a sample is none of the best: most need not be put in order.
        sample = scores[:: max(1, len(scores) // (wanted * _SAMPLE))]
        present = ((scores >= _at_rank(sample, wanted)) | titles) & present
    numbers = np.flatnonzero(present)
    scores = scores[numbers]
    scores[titles[numbers]] += _TITLE_BONUS
    good = np.flatnonzero(scores >= _at_rank(scores, wanted))
    good = good[np.argsort(-scores[good], kind="stable")][:wanted]
    return Best(total, numbers[good], scores[good])


def _at_rank(scores: Scores, rank: int) -> np.float32:
    """Return the score of so high a rank, or nothing where there are not so many."""
    return np.partition(scores, len(scores) - rank)[len(scores) - rank] if rank < len(scores) else np.float32(0)
