"""Which blocks of two versions are the same one: those that share their words, in the order of both."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.document import Block, BlockKind, Content
from desktop_app.core.likeness.alignment import Alignment, Run
from desktop_app.core.likeness.wording import Wording

_CHANCE = 2
"""So many words in a row are shared by chance where more than they was changed on both sides of them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocks that are one, by their numbers, and the words they share."""

    old: int
    new: int
    runs: tuple[Run, ...]


def without_chance(runs: Sequence[Run], first_old: int, first_new: int, last_old: int, last_new: int) -> Iterator[Run]:
    """Leave out what a rewritten sentence shares by chance: a sentence is easier to read than its confetti."""
    for number, run in enumerate(runs):
        following = runs[number + 1] if number + 1 < len(runs) else Run(last_old, last_new, 0)
        before = run.old - first_old + run.new - first_new
        after = following.old - run.old + following.new - run.new - 2 * run.length
        if run.length > _CHANCE or min(before, after) <= 2 * run.length:
            yield run
            first_old, first_new = run.old + run.length, run.new + run.length


def paired(old: Content, new: Content, alignment: Alignment) -> list[Pair]:
    """Return the blocks that have become one another, in the order of both versions."""
    shared = _shared(old, new, alignment)
    likely = [pair for pair in shared if _alike(old, new, pair, alignment)]
    best: list[tuple[int, int, int]] = [(0, -1, -1)]  # of the first so many pairs: words kept, last pair, those before
    of_old: dict[int, int] = {}
    of_new: dict[int, int] = {}
    for number, pair in enumerate(likely):
        before = min(of_old.setdefault(pair.old, number), of_new.setdefault(pair.new, number))
        kept = best[before][0] + sum(run.length for run in pair.runs)
        best.append((kept, number, before) if kept > best[-1][0] else best[-1])
    chain: list[Pair] = []
    _, number, before = best[-1]
    while number >= 0:
        chain.append(likely[number])
        _, number, before = best[before]
    return chain[::-1]


def _shared(old: Content, new: Content, alignment: Alignment) -> list[Pair]:
    """Return which blocks share words in order; neither number ever falls."""
    ends_old, ends_new = _word_ends(old, alignment.old), _word_ends(new, alignment.new)
    found: list[tuple[int, int, list[Run]]] = []
    for run in alignment.kept(0, len(alignment.old.codes)):
        at_old, at_new, left = run.old, run.new, run.length
        while left:
            number_old, number_new = bisect_right(ends_old, at_old), bisect_right(ends_new, at_new)
            step = min(left, ends_old[number_old] - at_old, ends_new[number_new] - at_new)
            if not found or found[-1][:2] != (number_old, number_new):
                found.append((number_old, number_new, []))
            found[-1][2].append(Run(at_old, at_new, step))
            at_old, at_new, left = at_old + step, at_new + step, left - step
    return [Pair(number_old, number_new, tuple(runs)) for number_old, number_new, runs in found]


def _word_ends(content: Content, wording: Wording) -> list[int]:
    return [wording.words_in(block.start, block.end)[1] for block in content.blocks]


def _alike(old: Content, new: Content, pair: Pair, alignment: Alignment) -> bool:
    """Tell whether two blocks share enough to be read as one: half of the shorter, a fifth of the longer."""
    before, after = old.blocks[pair.old], new.blocks[pair.new]
    if old.text_of(before) == new.text_of(after):
        return True
    if any((before.kind is kind) is not (after.kind is kind) for kind in (BlockKind.HEADING, BlockKind.TABLE)):
        return False
    if BlockKind.FIGURE in (before.kind, after.kind):
        return False
    if before.kind is BlockKind.TABLE and _columns(old, before) != _columns(new, after):
        return False
    first_old, last_old = alignment.old.words_in(before.start, before.end)
    first_new, last_new = alignment.new.words_in(after.start, after.end)
    short, long = sorted((last_old - first_old, last_new - first_new))
    kept = sum(run.length for run in pair.runs)
    return 2 * kept >= short and 5 * kept >= long


def _columns(content: Content, table: Block) -> int:
    return max(row.count("\t") for row in content.text_of(table).split("\n"))
