"""Wording: a text as a row of words, so that two texts can be compared word by word and not sign by sign."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Scripts that are written without spaces are compared sign by sign; a whole sentence would be one word there.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s]")

_SIGNS = 0x110000
"""How many code points there are. The words of a text that has more different ones share signs."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words and the punctuation of a text; `starts` and `ends` are code points.

    `codes` holds one sign for each word, the same for the same word in every wording of one `Vocabulary`: strings are
    what rows of words are compared fastest as.
    """

    text: str
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Return which words have a part in the code points `start` to `end`: the first, and the one after the last."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points from the word `first` to the end of the word before `last`."""
        return self.starts[first], self.ends[last - 1]

    def letters(self, first: int = 0, last: int | None = None) -> int:
        """Return how many code points the words from `first` to before `last` have, without what is between them."""
        return sum(self.ends[first:last]) - sum(self.starts[first:last])

    def line_starts(self) -> Iterator[int]:
        """Yield the first word after each line break; a blank line yields the same word again."""
        place = self.text.find("\n")
        while place >= 0:
            yield bisect_left(self.starts, place)
            place = self.text.find("\n", place + 1)


class Vocabulary:
    """Gives every word a sign of its own; without regard to case, unless it is `cased`."""

    def __init__(self, *, cased: bool = False) -> None:
        self._codes: dict[str, str] = {}
        self._cased = cased

    def wording(self, text: str) -> Wording:
        """Return the words of `text`, learning those that are new."""
        codes = self._codes
        starts: list[int] = []
        ends: list[int] = []
        row: list[str] = []
        for match in _WORD.finditer(text):
            starts.append(match.start())
            ends.append(match.end())
            word = match.group() if self._cased else match.group().casefold()
            code = codes.get(word)
            if code is None:
                code = codes[word] = chr(len(codes) % _SIGNS)
            row.append(code)
        return Wording(text, "".join(row), starts, ends)
