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


def intact_part(theirs: str, rendered: Rendered, written: AbstractSet[str]) -> str | None:
    """Return what is left of a file that was cut short, without the beginning of what the cut went through.

    It is None for a file that does not end within a block of `rendered` that was `written` to it before. `rendered` is
    the whole of what belongs to the file, as it would be written today.
    """
    left = _without_half_an_id(theirs, written)
    standing = ids_in(left)
    missing = [one.text for one in rendered.blocks if one.annotation in written and one.annotation not in standing]
    tail = _plain(_below_last_id(left))
    if not missing:
        return None
    zeros = "\0" in tail  # the length had reached the disk, the words had not
    left, tail = left.replace("\0", ""), tail.replace("\0", "")
    ending = _without_half_a_character(tail).rstrip()
    place = _place_within(ending, [_plain(text) for text in missing])
    if place is None:
        place = _place_of_heading(ending, theirs, rendered)
    if place is None:
        return left if zeros else None
    lines = left.split("\n")
    return left if place == len(ending) else "\n".join((*lines[: -tail.count("\n", place) - 1], ""))


def _below_last_id(text: str) -> str:
    last = max((found.end() for found in BLOCK_ID.finditer(text)), default=None)
    return below_front_matter(text) if last is None else text[last:]


def _place_within(tail: str, blocks: Sequence[str]) -> int | None:
    """Return where a line of `tail` begins one of `blocks`, if nothing else follows; its end, if enough of one stands
    there with other words behind it; None where there is none."""
    ordered, longest = sorted(blocks), max(map(len, blocks))
    start = 0
    for line in tail.splitlines(keepends=True):
        piece = tail[start : start + _LOOKED_AT]
        place = bisect(ordered, piece)
        for block in ordered[max(0, place - 1) : place + 1]:
            shared = _shared(piece, block)
            is_near_end = len(tail) - start <= longest
            if is_near_end and block.startswith(tail[start:]) and any(sign.isalnum() for sign in shared):
                return start
            if sum(sign.isalnum() for sign in re.sub(r"\[![a-z]+\]", "", shared)) >= _LETTERS:
                return len(tail)
        start += len(line)
    return None


def _shared(piece: str, block: str) -> str:
    """Return the words with which both begin."""
    pairs = enumerate(zip(piece, block, strict=False))
    return piece[: next((place for place, (one, other) in pairs if one != other), min(len(piece), len(block)))]


def _place_of_heading(tail: str, theirs: str, rendered: Rendered) -> int | None:
    """Return where the last line begins, if the file goes on as it was written, but breaks off within that line."""
    places = list(BLOCK_ID.finditer(theirs))
    closing = places[-1][0].strip() if places else None
    written = _plain(rendered.text)
    following = "\n" + written.partition(f"{closing}\n")[2] if closing else below_front_matter(written)
    broken = tail.strip() and following.startswith(tail) and following[len(tail) : len(tail) + 1] not in ("", "\n")
    return tail.rfind("\n") + 1 if broken else None


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
