"""Where one is in a text, carried into another version of it, block by block.

This is not the careful search by which annotations are found: it takes milliseconds for a book, and a place of reading
that is a line off does no harm.
"""

from bisect import bisect_right
from collections import defaultdict, deque

from desktop_app.core.coverage import Ranges, covered
from desktop_app.core.document import Block, Content

_ENOUGH = (64, 24)
"""Code points by which the words at a place are known again in a block that has changed: the more, the better."""


class BlockMatch:
    """Which blocks of an old text stand in a new one as they were; of those that are alike, each in its turn."""

    def __init__(self, old: Content, new: Content) -> None:
        self.old, self.new = old, new
        places = defaultdict[str, deque[Block]](deque)
        for block in new.blocks:
            places[new.text_of(block)].append(block)
        self._blocks = [block for block in old.blocks if block.start < block.end]
        self._starts = [block.start for block in self._blocks]
        alike = (places[old.text_of(block)] for block in self._blocks)
        self._same = [found.popleft() if found else None for found in alike]

    def place(self, offset: int) -> int:
        """Return where the words now stand that stood at the code point `offset`, or what stood about there.

        The beginning of the old text is the beginning of the new one, whatever has come before its words.
        """
        if offset <= 0 or not self._blocks:
            return 0
        number = max(0, bisect_right(self._starts, offset) - 1)
        block, same = self._blocks[number], self._same[number]
        if same is not None:
            return same.start + min(offset, block.end) - block.start
        before = next((one.end for one in reversed(self._same[:number]) if one is not None), 0)
        after = next((one.start for one in self._same[number + 1 :] if one is not None), len(self.new.text))
        after = after if before < after else len(self.new.text)
        for start in (offset, block.start):
            for length in _ENOUGH:
                words = self.old.text[start : min(block.end, start + length)]
                found = self.new.text.find(words, before, after) if words.strip() else -1
                if found >= 0:
                    return found
        return min(before + 1, len(self.new.text)) if before else 0

    def ranges(self, ranges: Ranges) -> Ranges:
        """Return what is left of ranges of the old text in the new one; what has changed is in none."""
        found: Ranges = ()
        for start, end in ranges:
            number = max(0, bisect_right(self._starts, start) - 1)
            while number < len(self._blocks) and self._blocks[number].start < end:
                block, same = self._blocks[number], self._same[number]
                if same is not None and start < block.end:
                    moved = same.start - block.start
                    # With the newline that parts it from the next block, so that there is no gap between the two.
                    stop = min(end + moved, same.end + 1, len(self.new.text))
                    found = covered(found, max(start, block.start) + moved, stop)
                number += 1
        return found
