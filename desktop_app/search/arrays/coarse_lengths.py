"""The length of a text as the index keeps it, in one byte."""

from whoosh.util.numeric import byte_to_length, length_to_byte


def coarse_length(length: int) -> float:
    """Return a number of terms as Whoosh's one byte keeps it."""
    return float(byte_to_length(length_to_byte(length)))
