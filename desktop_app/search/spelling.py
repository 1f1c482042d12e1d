"""Words that are a letter or two apart: left out, added, changed, or swapped with the next.

One letter: Garbe's symmetric deletes (SymSpell, 2012). Two words are at most one letter apart where one of them, or one
of them less a letter, is the other, or the other less a letter. A table holds a hash of every word and of every word
less a letter, sorted, with the places of the words; a hash that two different strings share costs one more comparison.

Two letters: such a table would be several times as large. The words that begin with the same letter are looked through
instead, all at once: an edit that leaves a byte where it stands, give or take two, is told from the first eight bytes
of each (the shifted Hamming distance of Xin and others, 2015).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]

SHORTEST, LONGEST = 3, 24
"""How many letters a word has that may be misspelt."""

_HEAD = 8
_NO_LETTER = b"\xff"  # no UTF-8 has this byte
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(32)


def may_be_misspelt(word: str) -> bool:
    """Tell whether other words are looked for in place of `word`: numbers are what they are."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def are_alike(one: str, other: str, letters: int = 1) -> bool:
    """Tell whether two words are the same but for so many letters."""
    from rapidfuzz.distance import OSA  # takes a while, and is needed only where something is misspelt

    return OSA.distance(one, other, score_cutoff=letters) <= letters


def in_common(one: str, other: str) -> int:
    """Return how many letters two words share in the same order: people leave some out more often than they add any."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(one, other)


def alike(word: str, words: Iterable[str], letters: int) -> list[str]:
    """Return those of some words that are `word` but for one letter, or for two after the first one."""
    if not may_be_misspelt(word):
        return []
    begin = "" if letters == 1 else word[0]
    near = (each for each in words if each.startswith(begin) and may_be_misspelt(each))
    return [each for each in near if are_alike(each, word, letters)]


def table(words: Sequence[str]) -> tuple[Hashes, Places]:
    """Return the sorted hashes of `words` and of those words less a letter, and the place of the word of each."""
    chosen = [place for place, word in enumerate(words) if may_be_misspelt(word)]
    if not chosen:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    hashes, rows = _hashes([words[place] for place in chosen])
    places = np.array(chosen, np.uint64)[rows]
    both = np.sort(hashes.astype(np.uint64) << _SHIFT | places)
    return (both >> _SHIFT).astype(np.uint32), both.astype(np.uint32)


def candidates(word: str, hashes: Hashes, places: Places) -> list[int]:
    """Return the places of the words that may be `word` but for a letter; a few of them may be further away."""
    sought = _sought(word)
    first, last = np.searchsorted(hashes, sought), np.searchsorted(hashes, sought, "right")
    runs = (places[start:end].tolist() for start, end in zip(first.tolist(), last.tolist(), strict=True) if end > start)
    return sorted(set(chain.from_iterable(runs)))


@lru_cache(maxsize=16)
def _sought(word: str) -> Hashes:
    return _hashes([word])[0]  # once for all segments


def resembling(word: bytes, blob: npt.NDArray[np.uint8], bounds: npt.NDArray[np.uint32], edits: int) -> Numbers:
    """Return the places of the words that may be `word` but for `edits` of its bytes; many of them are further away.

    The words lie in `blob`, one after the other; `bounds` tells where they begin and the last one ends.
    """
    sizes = bounds[1:].astype(np.int64) - bounds[:-1]
    near = np.flatnonzero(np.abs(sizes - len(word)) <= edits)
    heads = bounds[:-1][near, np.newaxis] + np.arange(_HEAD)
    same = np.arange(_HEAD) >= sizes[near, np.newaxis]  # a short word is right where it has ended
    letters = blob[np.minimum(heads, len(blob) - 1)]
    around = _NO_LETTER * edits + word[: _HEAD + edits].ljust(_HEAD + edits, _NO_LETTER) + _NO_LETTER * edits
    for shift in range(2 * edits + 1):
        same |= letters == np.frombuffer(around[shift : shift + _HEAD], np.uint8)
    found: Numbers = near[np.bitwise_count(same.view(np.uint64).ravel()) >= _HEAD - edits]
    return found


def _hashes(words: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """Return the hashes of the words and of the words less a letter, and the number of the word of each.

    A word is a number in base `_BASE`, modulo 2**64, with its letters as digits: leaving one out takes a subtraction.
    """
    letters = np.array(words).view(np.uint32).reshape(len(words), -1).astype(np.uint64)
    lengths = np.array([len(word) for word in words], np.int64)
    width = letters.shape[1]
    powers = np.ones(width + 1, np.uint64)
    powers[1:] = _BASE
    powers = np.multiply.accumulate(powers)
    heads = np.zeros((len(words), width + 1), np.uint64)
    for place in range(width):
        heads[:, place + 1] = heads[:, place] * _BASE + letters[:, place]
    wholes = heads[np.arange(len(words)), lengths]
    found = [wholes]
    rows = [np.arange(len(words))]
    for place in range(width):
        inside = np.flatnonzero(lengths > place)
        head, with_letter = heads[inside, place], heads[inside, place + 1]
        found.append(wholes[inside] + (head - with_letter) * powers[lengths[inside] - place - 1])
        rows.append(inside)
    mixed = np.concatenate(found) * _BASE >> _SHIFT
    return mixed.astype(np.uint32), np.concatenate(rows)
