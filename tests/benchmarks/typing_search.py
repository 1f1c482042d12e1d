"""Words typed letter by letter into the search of the program, and the same letters into the peer."""

import random
import re
from contextlib import closing
from dataclasses import dataclass

from desktop_app.compose import Margent
from desktop_app.search.ports import Entry
from desktop_app.services.searching.source import LibrarySource
from tests.benchmarks.fts_peer import FtsPeer
from tests.benchmarks.measuring import MeasuringFailed, Stopwatch

ROWS = 10
_PAIR = re.compile(r"\b([^\W\d_]{4,}) ([^\W\d_]{3,})\b")
_PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Typed:
    """How long every keystroke took until its rows were there."""

    ours: Stopwatch
    peer: Stopwatch


def entries(margent: Margent) -> list[Entry]:
    """Return everything in the library that can be found."""
    with closing(margent.store.reader()) as reader:
        source = LibrarySource(reader)
        return [entry for subject in reader.subjects() for entry in source.entries_of(subject)]


def word_pairs(found: list[Entry], count: int, seed: int = 1) -> list[str]:
    """Return pairs of words that stand beside each other in the texts, as a person remembers them."""
    dice = random.Random(seed)
    pairs: list[str] = []
    texts = [entry.body for entry in found if len(entry.body) > 200]
    while texts and len(pairs) < count:
        near = _PAIR.findall(dice.choice(texts))
        if near:
            pairs.append(" ".join(dice.choice(near)))
    return pairs


def type_letters(margent: Margent, peer: FtsPeer, questions: list[str]) -> Typed:
    """Type each question from its first letter to its last, and wait for the rows after every one.

    Raises MeasuringFailed when the whole question finds nothing, though its words were taken from a text.
    """
    typed = Typed(Stopwatch(), Stopwatch())
    margent.searching.search("a", limit=ROWS, typing=True).result(_PATIENCE)
    for question in questions:
        shown = 0
        for length in range(1, len(question) + 1):
            letters = question[:length]
            with typed.ours.running():
                shown = len(margent.searching.search(letters, limit=ROWS, typing=True).result(_PATIENCE).hits)
            with typed.peer.running():
                peer.typed(letters, ROWS)
        if not shown:
            raise MeasuringFailed(f"“{question}” was not found, though it stands in the library.")
    return typed
