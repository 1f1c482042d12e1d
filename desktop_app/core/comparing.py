"""Comparing: two versions of a text woven into one, in which what was taken out still stands beside what was put in.

Blocks are paired first, by the words that they share in order; within a pair, words that were kept are told from those
that were not. The rows of a table are paired likewise, and told cell by cell where they are the same. Pictures are
shown whole, before and after; a picture or rule without words is never told.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.likeness.alignment import Alignment, Run
from desktop_app.core.likeness.pairing import Pair, paired, without_chance
from desktop_app.core.likeness.rows import Cell, Row, cells_of, paired_rows
from desktop_app.core.likeness.wording import Vocabulary

_MOVED = 4
"""How many words a block must have at least to be known again in another place."""

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


class _Weaving:
    def __init__(self, old: Content, new: Content, alignment: Alignment) -> None:
        self._old, self._new = old, new
        self._old_words, self._new_words = alignment.old, alignment.new
        self._pairs = paired(old, new, alignment)
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

    def _pair(self, pair: Pair) -> None:
        old, new = self._old.blocks[pair.old], self._new.blocks[pair.new]
        start = self._next_block()
        if self._old.text_of(old) == self._new.text_of(new):
            self._put(self._new.text_of(new), old.start, new.start)
            self._close(new, start, self._from_new, [])
            return
        table = new.kind is BlockKind.TABLE
        struck = list(self._retabled(old, new) if table else self._reworded(old, new, pair.runs))
        self._close(new, start, self._from_new, struck)

    def _reworded(self, old: Block, new: Block, runs: Sequence[Run]) -> Iterator[Span]:
        """Weave two blocks word by word; yield what is to be struck out."""
        first_old, last_old = self._old_words.words_in(old.start, old.end)
        first_new, last_new = self._new_words.words_in(new.start, new.end)
        steady = without_chance(runs, first_old, first_new, last_old, last_new)
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

    def _retabled(self, old: Block, new: Block) -> Iterator[Span]:
        """Weave two tables of as many columns row by row; yield what is to be struck out."""
        before, after = cells_of(self._old.text, old), cells_of(self._new.text, new)
        for number, (former, latter) in enumerate(paired_rows(before, after)):
            if number:
                self._put("\n")
            if former is None or latter is None:
                yield from self._row(former if former is not None else latter or (), gone=latter is None)
            else:
                yield from self._cells(former, latter)

    def _row(self, row: Row, *, gone: bool) -> Iterator[Span]:
        """Write a row that only one version has."""
        first = self._length
        for column, cell in enumerate(row):
            self._put("\t" if column else "")
            span = self._put(cell.text, cell.start if gone else None, None if gone else cell.start)
            if gone and cell.text:
                yield span
        whole = first, self._length
        if any(cell.text for cell in row):
            kind = RevisionKind.REMOVED if gone else RevisionKind.ADDED
            self._tell(kind, whole if gone else None, None if gone else whole)

    def _cells(self, before: Row, after: Row) -> Iterator[Span]:
        """Write a row that both versions have, whose cells may differ."""
        for column, (former, latter) in enumerate(zip_longest(before, after, fillvalue=Cell("", 0))):
            self._put("\t" if column else "")
            if former.text == latter.text:
                self._put(latter.text, former.start, latter.start)
                continue
            removed = self._put(former.text, old=former.start) if former.text else None
            self._put(" " if former.text and latter.text else "")
            added = self._put(latter.text, new=latter.start) if latter.text else None
            self._revisions.append(Revision(RevisionKind.REWORDED, removed, added))
            if removed:
                yield removed

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
