"""Comparing: two versions of a text woven into one, in which what was taken out still stands beside what was put in.

Blocks are paired first, by the words that they share in order; within a pair, words that were kept are told from those
that were not. Tables and pictures are shown whole, before and after; a picture or rule without words is never told.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.likeness.alignment import Alignment, Run
from desktop_app.core.likeness.wording import Vocabulary, Wording

_CHANCE = 2
"""So many words in a row are shared by chance where more than they was changed on both sides of them."""

_MOVED = 4
"""How many words a block must have at least to be known again in another place."""

_WHOLE = frozenset({BlockKind.TABLE, BlockKind.FIGURE})

Span = tuple[int, int]


class RevisionKind(StrEnum):
    """What was done to a text at one place."""

    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"


@dataclass(frozen=True, slots=True)
class Revision:
    """One change, by the code points of the woven text. `removed` comes first; what there is none of is None."""

    kind: RevisionKind
    removed: Span | None
    added: Span | None

    @property
    def start(self) -> int:
        """Where it begins."""
        return (self.removed or self.added or (0, 0))[0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return (self.added or self.removed or (0, 0))[1]


class Woven:
    """Where the code points of one version stand in the woven text."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._places: list[int] = []
        self._lengths: list[int] = []

    def add(self, start: int, place: int, length: int) -> None:
        """Say that `length` code points from `start` stand at `place`; both only ever grow."""
        if length:
            self._starts.append(start)
            self._places.append(place)
            self._lengths.append(length)

    def at(self, offset: int) -> int:
        """Return where a code point stands; one that was left out (a space) stands at the end of what is before it."""
        piece = bisect_right(self._starts, offset) - 1
        if piece < 0:
            return self._places[0] if self._places else 0
        return self._places[piece] + min(offset - self._starts[piece], self._lengths[piece])

    def span(self, start: int, end: int) -> Span:
        """Return where a range stands, with whatever was put between its parts."""
        first = self.at(start)
        return first, max(first, self.at(end - 1) + 1) if end > start else first

    def back(self, place: int) -> int:
        """Return which code point stands at `place`, or the nearest before it."""
        piece = bisect_right(self._places, place) - 1
        if piece < 0:
            return 0
        return self._starts[piece] + min(place - self._places[piece], self._lengths[piece])


@dataclass(frozen=True, slots=True)
class Comparison:
    """The woven text and what was changed in it, in order; `old` and `new` lead from the versions into it."""

    content: Content
    revisions: tuple[Revision, ...]
    old: Woven
    new: Woven

    def words_of(self, span: Span | None) -> str:
        """Return the words of a span in one line; of none, nothing."""
        return " ".join(self.content.text[span[0] : span[1]].split()) if span else ""


def compare(old: Content, new: Content) -> Comparison:
    """Weave two versions into one; about half a second for a million code points."""
    vocabulary = Vocabulary(cased=True)
    alignment = Alignment(vocabulary.wording(old.text), vocabulary.wording(new.text))
    return _Weaving(old, new, alignment).comparison()


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two blocks that are one, by their numbers, and the words they share."""

    old: int
    new: int
    runs: tuple[Run, ...]


class _Weaving:
    def __init__(self, old: Content, new: Content, alignment: Alignment) -> None:
        self._old, self._new = old, new
        self._old_words, self._new_words = alignment.old, alignment.new
        self._pairs = _paired(old, new, alignment)
        paired_old, paired_new = {pair.old for pair in self._pairs}, {pair.new for pair in self._pairs}
        gone = {old.text_of(block) for number, block in enumerate(old.blocks) if number not in paired_old}
        come = {new.text_of(block) for number, block in enumerate(new.blocks) if number not in paired_new}
        self._moved = {text for text in gone & come if len(text.split()) >= _MOVED}
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._revisions: list[Revision] = []
        self._from_old, self._from_new = Woven(), Woven()

    def comparison(self) -> Comparison:
        at_old = at_new = 0
        for pair in self._pairs:
            self._unpaired(range(at_old, pair.old), range(at_new, pair.new))
            self._pair(pair)
            at_old, at_new = pair.old + 1, pair.new + 1
        self._unpaired(range(at_old, len(self._old.blocks)), range(at_new, len(self._new.blocks)))
        content = Content("".join(self._parts), tuple(self._blocks))
        return Comparison(content, tuple(self._revisions), self._from_old, self._from_new)

    def _put(self, text: str, old: int | None = None, new: int | None = None) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if old is not None:
            self._from_old.add(old, start, len(text))
        if new is not None:
            self._from_new.add(new, start, len(text))
        return start, self._length

    def _next_block(self) -> int:
        if self._blocks:
            self._put("\n")
        return self._length

    def _unpaired(self, old: range, new: range) -> None:
        for block in (self._old.blocks[number] for number in old):
            text = self._old.text_of(block)
            if text.strip():
                self._next_block()
                span = self._put(text, old=block.start)
                self._close(block, span[0], self._from_old, [span])
                moved = text in self._moved
                self._tell(RevisionKind.MOVED_AWAY if moved else RevisionKind.REMOVED, span, None)
        for block in (self._new.blocks[number] for number in new):
            self._next_block()
            span = self._put(self._new.text_of(block), new=block.start)
            self._close(block, span[0], self._from_new, [])
            if self._new.text_of(block).strip():
                moved = self._new.text_of(block) in self._moved
                self._tell(RevisionKind.MOVED_HERE if moved else RevisionKind.ADDED, None, span)

    def _tell(self, kind: RevisionKind, removed: Span | None, added: Span | None) -> None:
        """Note a change to whole blocks; blocks that follow one another are one change."""
        last = self._revisions[-1] if self._revisions else None
        joins = last is not None and last.kind is kind and last.end + 1 == (removed or added or (0, 0))[0]
        if last is None or not joins:
            self._revisions.append(Revision(kind, removed, added))
        elif removed:
            self._revisions[-1] = replace(last, removed=(last.start, removed[1]))
        elif added:
            self._revisions[-1] = replace(last, added=(last.start, added[1]))

    def _pair(self, pair: _Pair) -> None:
        old, new = self._old.blocks[pair.old], self._new.blocks[pair.new]
        start = self._next_block()
        if self._old.text_of(old) == self._new.text_of(new):
            self._put(self._new.text_of(new), old.start, new.start)
            self._close(new, start, self._from_new, [])
            return
        struck = list(self._reworded(old, new, pair.runs))
        self._close(new, start, self._from_new, struck)

    def _reworded(self, old: Block, new: Block, runs: Sequence[Run]) -> Iterator[Span]:
        """Weave two blocks word by word; yield what is to be struck out."""
        first_old, last_old = self._old_words.words_in(old.start, old.end)
        first_new, last_new = self._new_words.words_in(new.start, new.end)
        steady = _without_chance(runs, first_old, first_new, last_old, last_new)
        at_old, at_new = old.start, new.start  # code points, where the words before end
        for run in (*steady, Run(last_old, last_new, 0)):
            removed = added = None
            if first_old < run.old:
                start, end = self._old_words.span(first_old, run.old)
                self._put(self._old.text[at_old:start], old=at_old)
                removed = self._put(self._old.text[start:end], old=start)
                yield removed
                at_old = end
            if first_new < run.new:
                start, end = self._new_words.span(first_new, run.new)
                self._lead(at_new, start, apart=removed is not None)
                added = self._put(self._new.text[start:end], new=start)
                at_new = end
            if removed or added:
                self._revisions.append(Revision(RevisionKind.REWORDED, removed, added))
            if run.length:
                at_old, at_new = self._kept(run, at_new, apart=added is None and removed is not None)
            first_old, first_new = run.old + run.length, run.new + run.length
        self._put(self._new.text[at_new : new.end], new=at_new)

    def _kept(self, run: Run, at_new: int, *, apart: bool) -> Span:
        """Write words that both versions have; return where they end in each."""
        old_start, old_end = self._old_words.span(run.old, run.old + run.length)
        start, end = self._new_words.span(run.new, run.new + run.length)
        self._lead(at_new, start, apart=apart)
        place = self._length
        same = self._old.text[old_start:old_end] == self._new.text[start:end]
        self._put(self._new.text[start:end], old_start if same else None, start)
        if not same:  # only the space between the words differs
            for word in range(run.length):
                begin = self._old_words.starts[run.old + word]
                length = self._old_words.ends[run.old + word] - begin
                self._from_old.add(begin, place + self._new_words.starts[run.new + word] - start, length)
        return old_end, end

    def _lead(self, at_new: int, start: int, *, apart: bool) -> None:
        """Write what stands before a word, and a space where it would run into a word that was taken out."""
        lead = self._new.text[at_new:start]
        if apart and not lead and self._parts[-1][-1:].isalnum() and self._new.text[start].isalnum():
            self._put(" ")
        self._put(lead, new=at_new)

    def _close(self, block: Block, start: int, woven: Woven, struck: Sequence[Span]) -> None:
        spans = [replace(span, start=ends[0], end=ends[1]) for span, ends in _led(block.inline, woven)]
        spans += [Inline(InlineKind.STRIKE, *span) for span in struck]
        self._blocks.append(replace(block, start=start, end=self._length, inline=tuple(spans)))


def _led(spans: Sequence[Inline], woven: Woven) -> Iterator[tuple[Inline, Span]]:
    return ((span, woven.span(span.start, span.end)) for span in spans)


def _without_chance(runs: Sequence[Run], first_old: int, first_new: int, last_old: int, last_new: int) -> Iterator[Run]:
    """Leave out what a rewritten sentence shares by chance: a sentence is easier to read than its confetti."""
    for number, run in enumerate(runs):
        following = runs[number + 1] if number + 1 < len(runs) else Run(last_old, last_new, 0)
        before = run.old - first_old + run.new - first_new
        after = following.old - run.old + following.new - run.new - 2 * run.length
        if run.length > _CHANCE or min(before, after) <= 2 * run.length:
            yield run
            first_old, first_new = run.old + run.length, run.new + run.length


def _paired(old: Content, new: Content, alignment: Alignment) -> list[_Pair]:
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
    chain: list[_Pair] = []
    _, number, before = best[-1]
    while number >= 0:
        chain.append(likely[number])
        _, number, before = best[before]
    return chain[::-1]


def _shared(old: Content, new: Content, alignment: Alignment) -> list[_Pair]:
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
    return [_Pair(number_old, number_new, tuple(runs)) for number_old, number_new, runs in found]


def _word_ends(content: Content, wording: Wording) -> list[int]:
    return [wording.words_in(block.start, block.end)[1] for block in content.blocks]


def _alike(old: Content, new: Content, pair: _Pair, alignment: Alignment) -> bool:
    """Tell whether two blocks share enough to be read as one: half of the shorter, a fifth of the longer."""
    before, after = old.blocks[pair.old], new.blocks[pair.new]
    if old.text_of(before) == new.text_of(after):
        return True
    headings = (before.kind is BlockKind.HEADING, after.kind is BlockKind.HEADING)
    if headings[0] is not headings[1] or before.kind in _WHOLE or after.kind in _WHOLE:
        return False
    first_old, last_old = alignment.old.words_in(before.start, before.end)
    first_new, last_new = alignment.new.words_in(after.start, after.end)
    short, long = sorted((last_old - first_old, last_new - first_new))
    kept = sum(run.length for run in pair.runs)
    return 2 * kept >= short and 5 * kept >= long
