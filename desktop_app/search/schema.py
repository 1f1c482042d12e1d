"""What the index holds of an entry, and the field types that write it compactly."""

from array import array
from collections.abc import Generator, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from whoosh import columns
from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from desktop_app.search.leaf import FILTER_FIELDS, TEXT_FIELDS
from desktop_app.search.strings import encoded

LABEL_FIELDS = ("kind", "subject", "document", "tag", "colour", "day", "language", "has")
"""The fields of exact values that only filter."""

_WIDTHS = {1: "B", 2: "H", 4: "I"}

_Posts = Generator[tuple[bytes, int, float | int, bytes], Any, None]


class CompactPositions(Positions):
    """Places as one array of the narrowest width that holds them; Whoosh's own format pickles a list of differences.

    The first byte is the width. The byte order is the machine's: an index never leaves it.
    """

    def encode(self, poslist: Sequence[int]) -> bytes:
        """Return the bytes of ascending places."""
        width = 1 if poslist[-1] < 0x100 else 2 if poslist[-1] < 0x10000 else 4
        return bytes((width,)) + array(_WIDTHS[width], poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the places that `encode` was given."""
        return array(_WIDTHS[valuestring[0]], valuestring[1:]).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how many places there are."""
        return (len(valuestring) - 1) // valuestring[0]


_POSITIONS = CompactPositions()


class Text(FieldType):
    """Text by the terms of our analyzer, with their places; scored. Takes the terms, in order."""

    def __init__(self) -> None:
        self.format = _POSITIONS
        self.scorable = True

    def index(self, value: Iterable[str], **_options: Any) -> _Posts:
        """Yield a posting for each different term, past Whoosh's chain of token objects."""
        places: dict[str, list[int]] = {}
        for position, term in enumerate(value):
            known = places.get(term)
            if known is None:
                places[term] = [position]
            else:
                known.append(position)
        for term, positions in places.items():
            yield encoded(term), len(positions), float(len(positions)), _POSITIONS.encode(positions)


class Labels(FieldType):
    """A set of exact values that only filter."""

    def __init__(self) -> None:
        self.format = Existence()

    def index(self, value: Iterable[str], **_options: Any) -> _Posts:
        """Yield a posting for each different value."""
        for label in dict.fromkeys(value):
            yield encoded(label), 1, 1.0, b""


@cache
def schema() -> Schema:
    """Return the one schema. `title` and `section` are the words around an entry, for filters only."""
    fields: dict[str, FieldType] = {field: Text() for field in TEXT_FIELDS}
    fields |= {field: Labels() for field in (*FILTER_FIELDS, *LABEL_FIELDS)}
    number: Any = columns.NumericColumn
    return Schema(id=STORED(), words=STORED(), number=COLUMN(number("I")), **fields)


def words_record(words: Mapping[bytes, bytes]) -> str:
    """Return what is stored of unstemmed words with their terms."""
    return b"\n".join(word if word == term else word + b" " + term for word, term in sorted(words.items())).decode()


def words_of_record(stored: Mapping[str, Any]) -> dict[bytes, bytes]:
    """Return the words that `words_record` was given, with their terms, from what the index has stored of it."""
    words: dict[bytes, bytes] = {}
    for line in encoded(str(stored["words"])).split(b"\n"):
        word, _, term = line.partition(b" ")
        words[word] = term or word
    return words
