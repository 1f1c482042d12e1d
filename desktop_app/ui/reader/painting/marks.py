"""Highlights as disjoint pieces: the newest colour fills, up to two others show as bars."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from desktop_app.core.annotation import Annotation, Colour, Motivation, Placed, PlacementState, Scope, Style
from desktop_app.ui.reader.setting.text_map import TextMap

_BARS = 2
_AGE = attrgetter("annotation.created", "annotation.id")


class Bar(NamedTuple):
    """A line under words, in a colour's edge; `note` marks words that have a note and no colour."""

    colour: Colour | None
    note: bool = False


class Piece(NamedTuple):
    """A stretch over which the same annotations lie. `opens` and `closes` say that no other fill touches that end."""

    start: int
    end: int
    fill: Colour | None
    bars: tuple[Bar, ...]
    annotations: tuple[str, ...]
    opens: bool
    closes: bool


class Marks:
    """The annotations of a page that stand at words. Pieces are made for a block when it is first painted."""

    def __init__(self, placed: Iterable[Placed], text_map: TextMap) -> None:
        shown = [one for one in placed if is_shown(one)]
        # Ids come in the order of making, so they settle what the millisecond leaves open.
        shown.sort(key=_AGE)
        self._map = text_map
        self._all = shown
        self._by_id = {one.annotation.id: one for one in shown}
        self._by_block: defaultdict[int, list[Placed]] = defaultdict(list)
        for one in shown:
            for index in self._blocks_of(one):
                self._by_block[index].append(one)
        self._pieces: dict[int, tuple[Piece, ...]] = {}

    def change(self, gone: Iterable[Placed], come: Iterable[Placed]) -> set[int]:
        """Take some away and add some; return the blocks that look different. One more costs no more than one."""
        touched: set[int] = set()
        for one in filter(is_shown, gone):
            del self._by_id[one.annotation.id]
            self._all.pop(bisect_left(self._all, _AGE(one), key=_AGE))
            for index in self._blocks_of(one):
                self._by_block[index].remove(one)
                touched.add(index)
        for one in filter(is_shown, come):
            self._by_id[one.annotation.id] = one
            insort(self._all, one, key=_AGE)
            for index in self._blocks_of(one):
                insort(self._by_block[index], one, key=_AGE)
                touched.add(index)
        for index in touched:
            self._pieces.pop(index, None)
        return touched

    def _blocks_of(self, one: Placed) -> range:
        return range(self._map.block(one.start), self._map.block(one.end - 1) + 1)

    @property
    def all(self) -> Sequence[Placed]:
        """Every annotation that is painted, oldest first."""
        return self._all

    def get(self, annotation: str) -> Placed | None:
        """Return an annotation that is painted, by its id."""
        return self._by_id.get(annotation)

    def touch(self, index: int) -> bool:
        """Say whether any annotation stands in a block or is about it."""
        return bool(self._by_block.get(index))

    def blocks_noted(self, index: int) -> list[Annotation]:
        """Return the annotations about a block as a whole."""
        return [one.annotation for one in self._by_block.get(index, ()) if one.annotation.target.scope is Scope.BLOCK]

    def bookmarks(self, index: int) -> list[Placed]:
        """Return the bookmarks that stand in a block."""
        return [one for one in self._by_block.get(index, ()) if one.annotation.motivation is Motivation.BOOKMARKING]

    def doubtful(self, index: int) -> list[Placed]:
        """Return what was found at other words than those it was made at, and nobody has agreed to yet."""
        return [
            one
            for one in self._by_block.get(index, ())
            if one.placement.state is PlacementState.CHANGED and not one.placement.accepted and _lies_on_words(one)
        ]

    def at(self, offset: int) -> list[Placed]:
        """Return the annotations over the code point `offset`, newest first."""
        over = self._by_block.get(self._map.block(offset), ())
        return [
            one
            for one in reversed(over)
            if one.start <= offset < one.end and one.annotation.motivation is not Motivation.BOOKMARKING
        ]

    def pieces(self, index: int) -> tuple[Piece, ...]:
        """Return the pieces of a block in order."""
        known = self._pieces.get(index)
        if known is None:
            ranges = [one for one in self._by_block.get(index, ()) if _lies_on_words(one)]
            known = self._pieces[index] = _cut(ranges) if ranges else ()
        return known


def is_shown(one: Placed) -> bool:
    """Tell whether an annotation stands at words, or at a paragraph."""
    return (
        one.placement.state is not PlacementState.DETACHED
        and one.annotation.deleted is None
        and one.annotation.target.scope in {Scope.RANGE, Scope.BLOCK}
        and one.start < one.end
    )


def _lies_on_words(one: Placed) -> bool:
    bookmark = one.annotation.motivation is Motivation.BOOKMARKING
    return one.annotation.target.scope is not Scope.BLOCK and not bookmark


def _cut(ranges: Sequence[Placed]) -> tuple[Piece, ...]:
    """Cut overlapping ranges, oldest first, where any of them begins or ends."""
    begun: defaultdict[int, list[int]] = defaultdict(list)
    ended: defaultdict[int, list[int]] = defaultdict(list)
    for order, one in enumerate(ranges):
        begun[one.start].append(order)
        ended[one.end].append(order)
    places = sorted(begun.keys() | ended.keys())
    over: set[int] = set()
    stretches: list[tuple[int, int, list[Placed]]] = []
    for place, following in pairwise(places):
        over.difference_update(ended[place])
        over.update(begun[place])
        if over:
            stretches.append((place, following, [ranges[order] for order in sorted(over, reverse=True)]))
    fills = [_fill(newest_first) for _, _, newest_first in stretches]
    filled_from = {start for (start, _, _), fill in zip(stretches, fills, strict=True) if fill is not None}
    filled_until = {end for (_, end, _), fill in zip(stretches, fills, strict=True) if fill is not None}
    return tuple(
        Piece(
            start,
            end,
            fill,
            _bars(newest_first),
            tuple(one.annotation.id for one in newest_first),
            start not in filled_until,
            end not in filled_from,
        )
        for (start, end, newest_first), fill in zip(stretches, fills, strict=True)
    )


def _fills(annotation: Annotation) -> bool:
    return annotation.style is Style.FILL and annotation.colour is not None


def _fill(newest_first: Sequence[Placed]) -> Colour | None:
    return next((one.annotation.colour for one in newest_first if _fills(one.annotation)), None)


def _bars(newest_first: Sequence[Placed]) -> tuple[Bar, ...]:
    filling = next((one for one in newest_first if _fills(one.annotation)), None)
    bars = [Bar(one.annotation.colour, one.annotation.colour is None) for one in newest_first if one is not filling]
    return tuple(dict.fromkeys(bars))[:_BARS]
