"""Alignment: which words of a text stand in a later version of it, in the same order.

Coarse first, then fine: lines that stand once in each text are held fast, then ever shorter passages between them
(patience diff, Bram Cohen), and what is left between those is compared with the fewest edits.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, Postfix, Prefix

from desktop_app.core.likeness.wording import Wording

FIRM = 3
"""How many words in a row must be kept before they count as the same place: one or two are shared by chance."""

# About a sentence, a clause, a phrase: each is sought only between passages of the size before it.
_PASSAGES = (16, 6, 3)

_LINE = 6  # a line of fewer words is often the same as another, or moved by itself

# The fewest edits cost time and memory for each pair of words. Up to the first number (1,000 words against 1,000) that
# is a millisecond; beyond the second (16,000 against 16,000: a book that has been rewritten) no order is worth having.
_CHEAP = 1 << 20
_WORTHWHILE = 1 << 28


@dataclass(frozen=True, slots=True)
class Run:
    """`length` words that stand in both texts, from the word `old` in the one and from `new` in the other."""

    old: int
    new: int
    length: int


class Alignment:
    """The words that an old and a new text have in common, in order. Places are numbers of words."""

    def __init__(self, old: Wording, new: Wording) -> None:
        """Compare two wordings of one vocabulary; 0.3 s for a million characters that are mostly the same."""
        self.old = old
        self.new = new
        lines_old, lines_new = _lines(old), _lines(new)
        held = [(at, lines_new[line], len(line)) for line, at in lines_old.items() if line in lines_new]
        self._runs = tuple(_joined(_held(old.codes, new.codes, 0, 0, held, _PASSAGES)))
        self._firm = tuple(run for run in self._runs if run.length >= FIRM)

    def kept(self, first: int, last: int) -> list[Run]:
        """Return what is left of the old words from `first` to before `last`."""
        place = bisect_right(self._runs, first, key=lambda run: run.old + run.length)
        found = []
        while place < len(self._runs) and self._runs[place].old < last:
            run = self._runs[place]
            cut = max(0, first - run.old)
            found.append(Run(run.old + cut, run.new + cut, min(run.length, last - run.old) - cut))
            place += 1
        return found

    def moved_whole(self, first: int, last: int) -> int | None:
        """Return where the old words from `first` to before `last` begin now, if they are one piece of a firm run."""
        place = bisect_right(self._firm, first, key=lambda run: run.old) - 1
        if place < 0 or last > self._firm[place].old + self._firm[place].length:
            return None
        return self._firm[place].new + first - self._firm[place].old

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Return the new words between what was kept before the old word `first` and from the old word `last` on."""
        low, high = 0, len(self.new.codes)
        place = bisect_left(self._firm, first, key=lambda run: run.old)
        if place:
            before = self._firm[place - 1]
            low = before.new + min(before.length, first - before.old)
        place = bisect_right(self._firm, last, key=lambda run: run.old + run.length)
        if place < len(self._firm):
            after = self._firm[place]
            high = after.new + max(0, last - after.old)
        return low, high

    def others(self, first: int, last: int, own_first: int, own_last: int) -> int:
        """Return how many of the new words from `first` to before `last` are firmly known to come from other old ones.

        Others than those from `own_first` to before `own_last`, that is.
        """
        place = bisect_right(self._firm, first, key=lambda run: run.new + run.length)
        count = 0
        while place < len(self._firm) and self._firm[place].new < last:
            run = self._firm[place]
            begin, stop = max(run.new, first), min(run.new + run.length, last)
            shift = run.old - run.new
            own = min(stop, own_last - shift) - max(begin, own_first - shift)
            count += stop - begin - max(0, own)
            place += 1
        return count


def _aligned(old: str, new: str, at_old: int, at_new: int, sizes: tuple[int, ...]) -> Iterator[Run]:
    head = Prefix.similarity(old, new)
    if head:
        yield Run(at_old, at_new, head)
        old, new, at_old, at_new = old[head:], new[head:], at_old + head, at_new + head
    tail = Postfix.similarity(old, new)
    middle_old, middle_new = old[: len(old) - tail], new[: len(new) - tail]
    yield from _compared(middle_old, middle_new, at_old, at_new, sizes)
    if tail:
        yield Run(at_old + len(middle_old), at_new + len(middle_new), tail)


def _compared(old: str, new: str, at_old: int, at_new: int, sizes: tuple[int, ...]) -> Iterator[Run]:
    pairs = len(old) * len(new)
    if pairs > _CHEAP and sizes:
        yield from _by_passages(old, new, at_old, at_new, sizes)
    elif pairs <= _WORTHWHILE:
        blocks = Indel.opcodes(old, new).as_matching_blocks()
        yield from (Run(at_old + block.a, at_new + block.b, block.size) for block in blocks if block.size)


def _by_passages(old: str, new: str, at_old: int, at_new: int, sizes: tuple[int, ...]) -> Iterator[Run]:
    places = _once(new, sizes[0])
    shared = ((start, places[passage]) for passage, start in _once(old, sizes[0]).items() if passage in places)
    held = [(start_old, start_new, sizes[0]) for start_old, start_new in shared]
    yield from _held(old, new, at_old, at_new, held, sizes[1:])


def _held(
    old: str, new: str, at_old: int, at_new: int, held: list[tuple[int, int, int]], sizes: tuple[int, ...]
) -> Iterator[Run]:
    """Hold fast those passages (old place, new place, words) that are in order, and compare what is between them."""
    done_old = done_new = 0
    for start_old, start_new, size in _rising(held):
        if start_old < done_old or start_new < done_new:
            continue  # it overlaps the passage before it, and goes with the edits after that
        gap_old, gap_new = old[done_old:start_old], new[done_new:start_new]
        yield from _aligned(gap_old, gap_new, at_old + done_old, at_new + done_new, sizes)
        yield Run(at_old + start_old, at_new + start_new, size)
        done_old, done_new = start_old + size, start_new + size
    yield from _aligned(old[done_old:], new[done_new:], at_old + done_old, at_new + done_new, sizes)


def _lines(wording: Wording) -> dict[str, int]:
    """Return where each line begins that stands only once and is not short."""
    starts = [0, *wording.line_starts(), len(wording.codes)]
    lines = [(wording.codes[start:stop], start) for start, stop in pairwise(starts) if stop - start >= _LINE]
    counts = Counter(line for line, _ in lines)
    return {line: start for line, start in lines if counts[line] == 1}


def _once(codes: str, size: int) -> dict[str, int]:
    """Return where each passage of `size` words stands that stands only once."""
    passages = [codes[place : place + size] for place in range(len(codes) - size + 1)]
    counts = Counter(passages)
    return {passage: place for place, passage in enumerate(passages) if counts[passage] == 1}


def _rising(held: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the longest row of `held`, which rises in the first number, that rises in the second too."""
    ends: list[int] = []  # the passages with which the rows of each length end lowest
    lowest: list[int] = []
    before: list[int] = []
    for number, (_, place, _) in enumerate(held):
        length = bisect_left(lowest, place)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        lowest[length : length + 1] = [place]
    row: list[tuple[int, int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(held[number])
        number = before[number]
    return row[::-1]


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            last = Run(last.old, last.new, last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
