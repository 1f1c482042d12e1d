"""An exported file as a person has left it, cut into our blocks and everything else, byte for byte.

A block ends with the line that carries its id; where it begins, no mark says, since people write their own templates.
So a block is known by its hash, taken from its last line upwards: walking up from an id, the line at which the hash is
that of what was written there is the line at which the block begins. Where no line is, a person has changed the block.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from desktop_app.exchange.markdown import BLOCK_ID

NEW = "-new"
"""What stands behind the id of a block that was put beneath one which a person has changed."""

_LAST_LINE = re.compile(r"(?P<before>\^hl-|(?:  )?<!-- hl-)(?P<id>[0-9a-z-]+)(?P<after> -->)?[ \t\r]*\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file. Put together, the texts of all pieces are the file.

    `block` is the id of the block that ends here, None for a person's own words. With a `hash` the piece is the whole
    block as it was once written; without one, a person has changed it, and the piece is the line with the id alone.
    """

    text: str
    block: str | None = None
    hash: str | None = None


def block_hash(text: str) -> str:
    """Return the SHA-256 of a block's lines from the last to the first; line ends do not count."""
    upwards = "\n".join(line.removesuffix("\r") for line in reversed(text.split("\n")))
    return hashlib.sha256(f"{upwards}\n".encode("utf-8", "surrogateescape")).hexdigest()


def ids_in(text: str) -> set[str]:
    """Return the ids of all blocks that end in a file."""
    return {found["obsidian"] or found["plain"] for found in BLOCK_ID.finditer(text)}


def pieces_of(text: str, known: Mapping[str, AbstractSet[str]]) -> list[Piece]:
    """Cut a file into pieces. `known` gives the hashes that a block of that id may have had."""
    pieces: list[Piece] = []
    own = 0  # where what is not ours begins
    for found in BLOCK_ID.finditer(text):
        block = found["obsidian"] or found["plain"]
        end = found.end() + 1 if text.startswith("\n", found.end()) else found.end()
        start, whole = found.start(), None
        above = text[own : found.end()]
        for reached, digest in _starts_upwards(above):
            if digest in known.get(block, ()):
                start, whole = own + reached, digest
                break
        if start > own:
            pieces.append(Piece(text[own:start]))
        pieces.append(Piece(text[start:end], block, whole))
        own = end
    if own < len(text):
        pieces.append(Piece(text[own:]))
    return pieces


def blank_before(pieces: Sequence[Piece], place: int) -> bool:
    """Tell whether a blank line, or nothing at all, stands before the piece at `place`."""
    before = "".join(piece.text for piece in pieces[max(0, place - 3) : place])
    return not before or before.endswith(("\n\n", "\n\r\n")) or before in ("\n", "\r\n")


def renamed(block: str, new_id: str) -> str:
    """Return the text of a block with another id in its last line; what has no id there comes back as it is."""
    return _LAST_LINE.sub(lambda last: f"{last['before']}{new_id}{last['after'] or ''}", block)


def id_of(block: str) -> str | None:
    """Return the id in the last line of a block, if there is one."""
    last = _LAST_LINE.search(block)
    return last["id"] if last and BLOCK_ID.fullmatch(block[last.start() :]) else None


def _hashes_upwards(lines: list[str]) -> Iterator[str]:
    digest = hashlib.sha256()
    for line in reversed(lines):
        digest.update(line.removesuffix("\r").encode("utf-8", "surrogateescape"))
        digest.update(b"\n")
        yield digest.copy().hexdigest()


def _starts_upwards(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each line of `text` begins, the last one first, with the hash of everything from there on."""
    lines = text.split("\n")
    start = len(text) + 1
    for line, digest in zip(reversed(lines), _hashes_upwards(lines), strict=True):
        start -= len(line) + 1
        yield start, digest
