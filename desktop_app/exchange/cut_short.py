"""A file that a disk or a program for synchronising has cut short, told from one that a person has shortened.

What stands below the cut is missing there and was deleted by nobody. Whoever deletes blocks of ours deletes them as
wholes, or leaves the lines that carry their ids; a cut leaves the beginning of a block, of its id or of a heading at
the end of the file. A cut between two blocks cannot be told from a person's.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from desktop_app.exchange.insertion import below_front_matter
from desktop_app.exchange.markdown import BLOCK_ID, Rendered
from desktop_app.exchange.pieces import ids_in

_COLOUR = re.compile(r"(?<=> \[!)([a-z]+)\|[a-z]*(?=\]|\Z)")  # it may have been another one when the file was written
_LOOKED_AT = 400
_LETTERS = 8
"""How many letters of a block tell it from a person's words, where the file does not end in the middle of them."""


def is_cut_short(theirs: str, rendered: Rendered) -> bool:
    """Tell whether `theirs` ends within a block of `rendered`, without the line that would close it.

    `rendered` is the whole of what belongs to the file, as it would be written today.
    """
    theirs = _without_half_an_id(theirs, {block.annotation for block in rendered.blocks})
    standing = ids_in(theirs)
    missing = [block.text for block in rendered.blocks if block.annotation not in standing]
    if not missing:
        return False
    tail = _plain(_below_last_id(theirs))
    if "\0" in tail:  # the length had reached the disk, the words had not
        return True
    tail = _without_half_a_character(tail).rstrip()
    return _ends_within(tail, [_plain(text) for text in missing]) or _ends_within_heading(tail, theirs, rendered)


def _below_last_id(text: str) -> str:
    last = max((found.end() for found in BLOCK_ID.finditer(text)), default=None)
    return below_front_matter(text) if last is None else text[last:]


def _ends_within(tail: str, blocks: Sequence[str]) -> bool:
    """Tell whether a line of `tail` begins one of `blocks`, and either nothing else follows or enough of it does."""
    ordered = sorted(blocks)
    start = 0
    for line in tail.splitlines(keepends=True):
        piece = tail[start : start + _LOOKED_AT]
        place = bisect(ordered, piece)
        for block in ordered[max(0, place - 1) : place + 1]:
            shared = _shared(piece, block)
            if start + len(shared) == len(tail) and any(sign.isalnum() for sign in shared):
                return True
            if sum(sign.isalnum() for sign in re.sub(r"\[![a-z]+\]", "", shared)) >= _LETTERS:
                return True
        start += len(line)
    return False


def _shared(piece: str, block: str) -> str:
    """Return the words with which both begin."""
    pairs = enumerate(zip(piece, block, strict=False))
    return piece[: next((place for place, (one, other) in pairs if one != other), min(len(piece), len(block)))]


def _ends_within_heading(tail: str, theirs: str, rendered: Rendered) -> bool:
    """Tell whether the file goes on as it was written, but breaks off within a line."""
    places = list(BLOCK_ID.finditer(theirs))
    closing = places[-1][0].strip() if places else None
    written = _plain(rendered.text)
    following = "\n" + written.partition(f"{closing}\n")[2] if closing else below_front_matter(written)
    return bool(tail.strip()) and following.startswith(tail) and following[len(tail) : len(tail) + 1] not in ("", "\n")


def _without_half_an_id(theirs: str, ids: AbstractSet[str]) -> str:
    """Take the last letter from an id that was cut through, so that it is none any more."""
    last = theirs.rstrip()[-_LOOKED_AT:].rpartition("^hl-")[2]
    halved = last not in ids and any(one.startswith(last) for one in ids)
    return re.sub(r"\^hl-[0-9a-z]+\s*\Z", "^hl", theirs) if halved else theirs


def _without_half_a_character(tail: str) -> str:
    """Leave out the bytes of a character that was cut through; they stand in the text as lone surrogates."""
    return re.sub(r"[\udc80-\udcff]{1,3}\Z", "", tail)


def _plain(text: str) -> str:
    return _COLOUR.sub(r"\1", text.replace("\r\n", "\n"))
