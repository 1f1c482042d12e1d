"""How much two texts have in common: whether one may be a new version of the other."""

import re

_WORDS = re.compile(r"\w+")
_RUN = 3


def common_part(first: str, second: str) -> float:
    """Return the part, from 0 to 1, of the shorter text's runs of three words that stand in the other text too.

    Runs of words ("shingles", Broder 1997) survive reordering and small edits, and mean little in texts that merely
    share a subject.
    """
    runs = sorted((_runs(first), _runs(second)), key=len)
    return len(runs[0] & runs[1]) / len(runs[0]) if runs[0] else float(first.split() == second.split())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORDS.findall(text.casefold())
    length = min(_RUN, len(words))
    return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)} if length else set()
