"""Code points of a document's text to positions in Qt's document and back."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from desktop_app.core.document import Content
from desktop_app.core.text.offsets import IDENTITY, OffsetMap

ShownOnly = Iterable[tuple[int, int]]


class TextMap:
    """Knows where each block stands in Qt's document, and by an OffsetMap what inside it is shown but is no text.

    `bases` are the blocks' first positions; `shown_only` gives, for the blocks that show more than their text, what
    `OffsetMap.of` takes. Maps are made when they are first asked for: most blocks of a long book never are.
    """

    def __init__(self, content: Content, bases: Sequence[int], shown_only: Mapping[int, ShownOnly]) -> None:
        self._content = content
        self.starts = [block.start for block in content.blocks]
        """Where the blocks begin in the text."""
        self._bases = bases
        self._shown_only = shown_only
        self._maps: dict[int, OffsetMap] = {}

    def block(self, offset: int) -> int:
        """Return the index of the block that holds the code point `offset`; a block's end belongs to it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def base(self, index: int) -> int:
        """Return the first position of a block."""
        return self._bases[index]

    def block_at(self, position: int) -> int:
        """Return the index of the block that is shown at a position."""
        return max(0, bisect_right(self._bases, position) - 1)

    def to_shown(self, offset: int, *, ending: bool = False) -> int:
        """Return the position of the code point `offset`; `ending` asks for the end of a range there."""
        if not self._bases:
            return 0
        return self.to_shown_in(self.block(offset), offset, ending=ending)

    def to_shown_in(self, index: int, offset: int, *, ending: bool = False) -> int:
        """Return the position of a code point that is known to be in a block, or nearest to it there."""
        block = self._content.blocks[index]
        inside = min(max(0, offset - block.start), block.end - block.start)
        return self._bases[index] + self._map(index).to_shown(inside, ending=ending)

    def to_text(self, position: int) -> int:
        """Return the code point at a position; what is shown but is no text belongs to what follows it."""
        index = bisect_right(self._bases, position) - 1
        return self.to_text_in(index, position) if index >= 0 else 0

    def to_text_in(self, index: int, position: int) -> int:
        """Return the code point at a position that is known to be in a block."""
        block = self._content.blocks[index]
        return block.start + min(self._map(index).to_text(position - self._bases[index]), block.end - block.start)

    def is_plain(self, index: int) -> bool:
        """Say whether a block is shown one to one: a code point is a unit, and nothing else is there."""
        if index not in self._shown_only and self._content.text_of(self._content.blocks[index]).isascii():
            return True  # without a map, which most blocks of a long book never need
        return self._map(index) is IDENTITY

    def reader_of(self, index: int, position: int) -> Callable[[int], int]:
        """Return what tells the code point at so many units after a position of a block."""
        block, known, base = self._content.blocks[index], self._map(index), self._bases[index]
        start, end, since = block.start, block.end, position - base
        if known is IDENTITY:
            return lambda units: min(start + since + units, end)
        return lambda units: min(start + known.to_text(since + units), end)

    def _map(self, index: int) -> OffsetMap:
        known = self._maps.get(index)
        if known is None:
            text = self._content.text_of(self._content.blocks[index])
            known = self._maps[index] = OffsetMap.of(text, self._shown_only.get(index, ()))
        return known
