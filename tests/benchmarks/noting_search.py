"""Notes saved, and how long each takes until a search finds it and until the index has it."""

import time
from contextlib import closing
from dataclasses import dataclass, field

from desktop_app.compose import Margent
from desktop_app.services.articles.reading import Opened
from desktop_app.storage.reader import LibraryReader
from tests.benchmarks.corpus import highlights
from tests.benchmarks.fts_peer import FtsPeer
from tests.benchmarks.measuring import MeasuringFailed, Stopwatch
from tests.benchmarks.shelving import annotate

_WARM_UP = 3
_PATIENCE = 30.0  # seconds
_LOOK = 0.0005  # seconds between two looks at the queue
_LETTERS = "bdfgklmnprst"


@dataclass(slots=True)
class Found:
    """Milliseconds from a note's being saved; `overlay` to the first answer, `indexed` to an answer of the index."""

    overlay: list[float] = field(default_factory=list)
    indexed: list[float] = field(default_factory=list)
    peer: Stopwatch = field(default_factory=Stopwatch)


def find_notes(margent: Margent, opened: Opened, peer: FtsPeer, count: int) -> Found:
    """Write notes on highlights of an article, one after another, while the indexing process runs as in the window.

    Raises MeasuringFailed when one is not found or does not reach the index.
    """
    placed = highlights(opened.content, count + _WARM_UP, opened.document.id, opened.version.id, seed=7)
    annotate(margent, placed)
    margent.history.changed.add(lambda _: margent.indexing.wake())
    margent.indexing.wake()
    found = Found()
    with closing(margent.store.reader()) as reader:
        _until_indexed(reader)
        for number, one in enumerate(placed):
            word = _unheard_of(number)
            overlay, indexed = _noted(margent, reader, one.annotation.id, word)
            with found.peer.running():
                peer.add(one.annotation.id, f"A remark about {word}.")
                peer.typed(word)
            if number >= _WARM_UP:
                found.overlay.append(overlay)
                found.indexed.append(indexed)
    return found


def _noted(margent: Margent, reader: LibraryReader, annotation: str, word: str) -> tuple[float, float]:
    margent.annotating.set_note(annotation, f"A remark about {word}.").result(_PATIENCE)
    saved = time.perf_counter()
    _find(margent, word, annotation)
    overlay = time.perf_counter()
    _until_indexed(reader)
    _find(margent, word, annotation)
    return (overlay - saved) * 1000, (time.perf_counter() - saved) * 1000


def _find(margent: Margent, word: str, annotation: str) -> None:
    results = margent.searching.search(word, limit=10).result(_PATIENCE)
    if annotation not in {hit.annotation for hit in results.hits}:
        raise MeasuringFailed(f"A note about “{word}” was saved, and the search after that did not find it.")


def _until_indexed(reader: LibraryReader) -> None:
    deadline = time.monotonic() + _PATIENCE
    while reader.queued(1):
        if time.monotonic() > deadline:
            raise MeasuringFailed("What was saved has not reached the index.")
        time.sleep(_LOOK)


def _unheard_of(number: int) -> str:
    """Return a word that no text has: each is another one."""
    digits = f"{number:04d}"
    return "zq" + "".join(f"{_LETTERS[int(digit)]}u" for digit in digits) + "x"
