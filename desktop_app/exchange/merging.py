"""Exporting once more into a file that a person has worked on: a three-way merge, block by block.

The three are what was last written (its hashes), what is there now, and what would be written today. What a person did
stays, whatever it was: words outside our blocks are never touched, and a block is changed only where it still stands as
it was written.

=========  ================  =======================================  ===================  ============
ours       theirs: written   changed                                  deleted              moved
=========  ================  =======================================  ===================  ============
unchanged  stays             stays                                    stays away           stays there
changed    updated in place  stays; ours beneath, once, as "-new"     stays away, told     updated there
deleted    removed           stays, told                              nothing              removed
=========  ================  =======================================  ===================  ============

An annotation that was never written before goes to its neighbours in the text, or to the end under its own heading.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.exchange.insertion import inserted
from desktop_app.exchange.markdown import Rendered
from desktop_app.exchange.pieces import NEW, Piece, blank_before, block_hash, id_of, ids_in, pieces_of, renamed


class BlockOutcome(StrEnum):
    """What became of one annotation's block, where there was anything to do or to say."""

    ADDED = "added"
    UPDATED = "updated"
    REMOVED = "removed"
    BOTH_CHANGED = "changed on both sides"
    """Theirs stays, and ours stands beneath it."""
    LEFT = "deleted here, changed there"
    """The annotation is gone from the library, and the block stays because a person has changed it."""
    STAYS_AWAY = "changed here, deleted there"
    """The block was deleted from the file, and stays away though the annotation has changed since."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A file after the merge. `base` is what to remember: the hash of each block as it would be written today."""

    text: str
    outcomes: tuple[tuple[str, BlockOutcome], ...]
    base: tuple[tuple[str, str], ...]

    def count(self, outcome: BlockOutcome) -> int:
        """Return how many blocks met with this outcome."""
        return sum(1 for _, found in self.outcomes if found is outcome)


def mergeable(rendered: Rendered) -> bool:
    """Tell whether every block carries its id, so that it can be found again: a person's template may leave it out."""
    return all(id_of(block.text) == block.annotation for block in rendered.blocks)


def base_of(rendered: Rendered) -> tuple[tuple[str, str], ...]:
    """Return the hash of each block of a file that is written as it was rendered."""
    return tuple((block.annotation, block_hash(block.text)) for block in rendered.blocks)


def merged(theirs: str, rendered: Rendered, base: Mapping[str, str], *, whole: bool = True) -> Merged:
    """Bring a file up to date. `base` gives the hash of each block as it was last written; see `Merged.base`.

    Without `whole`, `rendered` is a part of what belongs to the file, and the rest of it stays as it is.
    """
    merge = _Merge(theirs, rendered, base)
    if whole:
        merge.take_away()
    else:
        merge.leave_the_rest()
    merge.bring_up_to_date()
    merge.add()
    return merge.result()


class _Merge:
    def __init__(self, theirs: str, rendered: Rendered, base: Mapping[str, str]) -> None:
        self._rendered = rendered
        self._base = base
        self._line_end = "\r\n" if "\r\n" in theirs else "\n"
        self._ours = {block.annotation: block.text for block in rendered.blocks}
        self._now = {found: block_hash(text) for found, text in self._ours.items()}
        self._pieces = pieces_of(theirs, self._known(ids_in(theirs)))
        self._standing = self._index()
        self._outcomes: dict[str, BlockOutcome] = {}
        self._kept: dict[str, str] = {}

    def take_away(self) -> None:
        """Take out what stands as it was written and is no longer in the library."""
        gone: list[int] = []
        for block in self._base:
            if self._annotation(block) in self._ours:
                continue
            places = self._places(block)
            whole = [place for place in places if self._pieces[place].hash is not None]
            gone += whole
            if whole and not block.endswith(NEW):
                self._outcomes[block] = BlockOutcome.REMOVED
            if len(whole) < len(places):
                self._outcomes[self._annotation(block)] = BlockOutcome.LEFT
        for place in sorted(gone, reverse=True):
            self._remove(place)
        self._standing = self._index()

    def leave_the_rest(self) -> None:
        """Remember of what is not to be written now what was remembered before."""
        self._kept.update((block, digest) for block, digest in self._base.items() if block not in self._ours)

    def bring_up_to_date(self) -> None:
        """Write anew what has changed in the library since, where it stands as it was written."""
        beneath: list[tuple[int, str]] = []
        for block in self._ours:
            copy = block + NEW
            if copy in self._base and self._place(copy) is not None:
                self._kept[copy] = self._base[copy]
            if self._base.get(block) == self._now[block]:
                continue
            if block not in self._base and self._place(block) is None:
                continue  # it was never written
            self._bring(block, copy, beneath)
        for place, copy in sorted(beneath, reverse=True):  # from the end, so that the places before it stay
            self._put(place, copy, renamed(self._ours[self._annotation(copy)], copy))

    def _bring(self, block: str, copy: str, beneath: list[tuple[int, str]]) -> None:
        text = self._ours[block]
        places = {found: self._place(found) for found in (block, copy)}
        written = {found: place for found, place in places.items() if place is not None}
        whole = [found for found, place in written.items() if self._pieces[place].hash is not None]
        if not written:
            self._outcomes[block] = BlockOutcome.STAYS_AWAY
        elif whole:
            self._update(written[whole[0]], block, renamed(text, whole[0]))
        else:
            self._outcomes[block] = BlockOutcome.BOTH_CHANGED
            if copy not in written:
                beneath.append((written[block], copy))
        if copy in whole[:1] or (written and not whole):
            self._kept[copy] = block_hash(renamed(text, copy))

    def add(self) -> None:
        """Put in what was never written before."""
        present = {self._annotation(piece.block) for piece in self._pieces if piece.block is not None}
        new = [block for block in self._ours if block not in self._base and block not in present]
        if new:
            self._pieces = inserted(self._pieces, self._rendered, new, self._line_end)
            self._outcomes.update((block, BlockOutcome.ADDED) for block in new)

    def result(self) -> Merged:
        """Return the file and what to remember of it."""
        text = "".join(piece.text for piece in self._pieces)
        return Merged(text, tuple(self._outcomes.items()), tuple({**self._now, **self._kept}.items()))

    def _known(self, standing: AbstractSet[str]) -> dict[str, set[str]]:
        """Return the hashes that each block may have had; of a copy beneath a block only where it is `standing`."""
        known: dict[str, set[str]] = {block: {digest} for block, digest in self._base.items()}
        for block, text in self._ours.items():
            known.setdefault(block, set()).add(self._now[block])
            copy = block + NEW
            if copy in standing:
                known.setdefault(copy, set()).add(block_hash(renamed(text, copy)))
        return known

    def _annotation(self, block: str) -> str:
        return block.removesuffix(NEW)

    def _places(self, block: str) -> list[int]:
        return self._standing.get(block, [])

    def _index(self) -> dict[str, list[int]]:
        standing: dict[str, list[int]] = {}
        for place, piece in enumerate(self._pieces):
            if piece.block is not None:
                standing.setdefault(piece.block, []).append(place)
        return standing

    def _place(self, block: str) -> int | None:
        """Return the piece of a block; of several copies that a person has made, one that is as it was written."""
        places = self._places(block)
        return min(places, key=lambda place: self._pieces[place].hash is None, default=None)

    def _update(self, place: int, block: str, text: str) -> None:
        before = self._pieces[place]
        digest = block_hash(text)
        if before.hash != digest:
            ending = before.text[len(before.text.rstrip("\r\n")) :]
            self._pieces[place] = Piece(self._with_line_ends(text) + ending, before.block, digest)
            self._outcomes[block] = BlockOutcome.UPDATED

    def _put(self, place: int, block: str, text: str) -> None:
        above = self._pieces[place]
        first = "" if above.text.endswith("\n") else self._line_end
        below = self._pieces[place + 1].text if place + 1 < len(self._pieces) else ""
        last = "" if not below or below.startswith(("\n", "\r\n")) else self._line_end
        written = f"{first}{self._line_end}{self._with_line_ends(text)}{self._line_end}{last}"
        self._pieces.insert(place + 1, Piece(written, block, block_hash(text)))

    def _remove(self, place: int) -> None:
        """Take a block out, and the blank line that was written after it."""
        del self._pieces[place]
        if place < len(self._pieces) and blank_before(self._pieces, place):
            rest = self._pieces[place]
            for blank in ("\n", "\r\n"):
                if rest.block is None and rest.text.startswith(blank):
                    self._pieces[place] = Piece(rest.text.removeprefix(blank))
                    break

    def _with_line_ends(self, text: str) -> str:
        return text.replace("\n", self._line_end)
