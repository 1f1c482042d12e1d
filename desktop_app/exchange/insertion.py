"""Where a block goes that is new to a file: beside those that stand beside it in the text, as far as they are there."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain

from desktop_app.exchange.markdown import Rendered
from desktop_app.exchange.pieces import NEW, Piece, blank_before, block_hash

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_BLANK = ("\n", "\r\n")


def inserted(pieces: Sequence[Piece], rendered: Rendered, new: Sequence[str], line_end: str) -> list[Piece]:
    """Return `pieces` with the blocks of the annotations `new` among them; every piece that was there stays whole.

    A block goes behind the one that comes before it under the same heading, else before the one that comes after it,
    else below its heading; where the heading is missing too, that is written with it, above the next heading that is
    there, or at the end.
    """
    insertion = _Insertion(pieces, rendered, line_end)
    for block in new:
        insertion.insert(block)
    return insertion.pieces


class _Insertion:
    def __init__(self, pieces: Sequence[Piece], rendered: Rendered, line_end: str) -> None:
        self.pieces = list(pieces)
        self._counts = Counter(piece.block for piece in pieces if piece.block is not None)
        self._here = 0  # where something was last found or put: the next block most often belongs near it
        self._line_end = line_end
        self._texts = {block.annotation: block.text for block in rendered.blocks}
        self._order: list[str] = []
        self._above: dict[str, str] = {}  # what stands between a block and the one before it: headings, or nothing
        place = 0
        for block in rendered.blocks:
            start = rendered.text.find(block.text, place)
            if start >= 0:
                self._order.append(block.annotation)
                self._above[block.annotation] = _heading(rendered.text[place:start])
                place = start + len(block.text)
        self._order += [block for block in self._texts if block not in self._above]
        if self._order:  # above the first one stands the head of the file, and the file that is there has its own
            first = self._order[0]
            self._above[first] = below_front_matter(self._above.get(first, "")).strip().rpartition("\n")[2]
        self._rank = {block: rank for rank, block in enumerate(self._order)}
        self._groups = self._grouped()

    def insert(self, block: str) -> None:
        """Put one block in."""
        text = self._texts[block].replace("\n", self._line_end)
        piece = Piece(text, block, block_hash(self._texts[block]))
        rank = self._rank[block]
        first, last = self._groups[rank]
        for former in range(rank - 1, first - 1, -1):
            place = self._end_of(self._order[former])
            if place is not None:
                self._put(place + 1, piece)
                return
        for later in range(rank + 1, last):
            place = self._start_of(self._order[later])
            if place is not None:
                self._put(place, piece)
                return
        self._put_under_heading(self._order[first], piece)

    def _grouped(self) -> list[tuple[int, int]]:
        """Return for each block, in order, where the group under its heading begins and where it ends."""
        starts = [rank for rank, block in enumerate(self._order) if not rank or self._above.get(block)]
        ends = [*starts[1:], len(self._order)]
        return [span for span in zip(starts, ends, strict=False) for _ in range(*span)]

    def _end_of(self, block: str) -> int | None:
        """Return the last place of a block or of the copy beneath it."""
        ids = (block, block + NEW)
        count = sum(self._counts[found] for found in ids)
        if count == 1:
            return self._nearest(lambda piece: piece.block in ids)
        return max((at for at, piece in enumerate(self.pieces) if piece.block in ids), default=None) if count else None

    def _start_of(self, block: str) -> int | None:
        """Return where a block begins that stands as it was written; of one that a person changed nobody knows."""
        if self._counts[block] == 1:
            return self._nearest(lambda piece: piece.block == block and piece.hash is not None)
        found = (place for place, one in enumerate(self.pieces) if one.block == block and one.hash is not None)
        return next(found, None) if self._counts[block] else None

    def _nearest(self, wanted: Callable[[Piece], bool]) -> int | None:
        """Return the place of a piece of which there is one at most, looked for from where one is."""
        around = chain(range(self._here, len(self.pieces)), range(min(self._here, len(self.pieces))))
        place = next((place for place in around if wanted(self.pieces[place])), None)
        self._here = self._here if place is None else place
        return place

    def _put_under_heading(self, first: str, piece: Piece) -> None:
        heading = self._above.get(first, "")
        lines = heading.split("\n")
        place = self._split(lines[-1], after=True) if heading else None
        if place is not None:
            self._put(place, piece)
            return
        place = self._before_later_heading(first)
        words = f"{heading.replace(chr(10), self._line_end)}{self._line_end}" if heading else ""
        # The heading is a person's from now on, as every other is; only the block is ours.
        self._put(len(self.pieces) if place is None else place, piece, words)

    def _before_later_heading(self, first: str) -> int | None:
        for later in self._order[self._rank[first] + 1 :]:
            heading = self._above.get(later, "")
            if heading:
                place = self._split(heading.split("\n")[0], after=False)
                if place is not None:
                    return place
        return None

    def _split(self, line: str, *, after: bool) -> int | None:
        """Cut the piece that has this line, behind it or before it, and return the place between the two."""
        for place, piece in enumerate(self.pieces):
            if piece.block is not None:
                continue
            start = 0 if place else len(piece.text) - len(below_front_matter(piece.text))
            for found in piece.text[start:].splitlines(keepends=True) if line in piece.text else ():
                if found.rstrip("\r\n") == line:
                    cut = start + len(found) if after else start
                    parts = [Piece(part) for part in (piece.text[:cut], piece.text[cut:]) if part]
                    self.pieces[place : place + 1] = parts
                    return place + (1 if cut else 0)
                start += len(found)
        return None

    def _put(self, place: int, piece: Piece, heading: str = "") -> None:
        """Put a piece in, with blank lines around it where there are none."""
        above = ""
        before = self.pieces[place - 1] if place else Piece("")
        if before.text and not before.text.endswith("\n"):
            above = self._line_end
        under_heading = before.block is None and before.text.splitlines()[-1:] and not heading
        if not blank_before(self.pieces, place) and not (
            under_heading and before.text.splitlines()[-1].startswith("#")
        ):
            above += self._line_end
        below = self.pieces[place].text if place < len(self.pieces) else ""
        gap = "" if not below or below.startswith(_BLANK) else self._line_end
        self.pieces.insert(place, Piece(f"{piece.text}{self._line_end}{gap}", piece.block, piece.hash))
        self._here = place
        if piece.block is not None:
            self._counts[piece.block] += 1
        if above + heading:
            self.pieces.insert(place, Piece(above + heading))


def _heading(between: str) -> str:
    """Return what stands between two blocks if it is more than an ornament."""
    return between.strip() if any(sign.isalnum() for sign in between) else ""


def below_front_matter(text: str) -> str:
    """Leave out the YAML at the head of a file."""
    found = _FRONT_MATTER.match(text)
    return text[found.end() :] if found else text
