"""Seeds: article files that join the library by themselves, once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenSeed:
    """A seed file that has been offered to the library; `id` is the hash of its bytes.

    It is remembered when its document is deleted, so that what a person removes does not come back. `seen` is in
    milliseconds since 1970 in UTC.
    """

    id: str
    name: str
    seen: int
