"""Reading and analysing what is to be indexed, in portions that make a commit each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop_app.search.analysis import Analyzer
from desktop_app.search.arrays.inverted import Collecting, Content
from desktop_app.search.index.entry_fields import labels_of
from desktop_app.search.ports import Entry, TextSource

_ENTRIES_A_COMMIT = (2_000, 16_000)
"""In the first commit of many, which search should have soon, and the most: each takes twice as many as the last."""


class Batch(NamedTuple):
    """All entries of some subjects, analysed."""

    subjects: tuple[str, ...]
    content: Content


Gather = Callable[[Sequence[str]], Iterator[Batch]]
"""Yields all of these subjects, in order."""


def gather(source: TextSource, analyzer: Analyzer, subjects: Sequence[str]) -> Iterator[Batch]:
    """Yield all of `subjects`, in order, each with what can be found of it now."""
    taken: list[str] = []
    entries: list[Entry] = []
    enough, most = _ENTRIES_A_COMMIT
    for subject in subjects:
        taken.append(subject)
        entries += source.entries_of(subject)
        if len(entries) >= enough:
            yield Batch(tuple(taken), analysed(entries, analyzer))
            taken, entries, enough = [], [], min(enough * 2, most)
    if taken:
        yield Batch(tuple(taken), analysed(entries, analyzer))


def analysed(entries: Iterable[Entry], analyzer: Analyzer) -> Content:
    """Return what an index holds of `entries`."""
    collecting = Collecting()
    seen: set[str] = set()
    for entry in entries:
        texts = {
            "heading": analyzer.terms(entry.heading, seen),
            "body": analyzer.terms(entry.body, seen),
            "title": analyzer.terms(entry.title, seen),
            "section": analyzer.terms("\n".join(entry.path), seen),
        }
        collecting.add(entry.id, entry.number, texts, labels_of(entry))
    collecting.add_words({word: analyzer.term_of(word) for word in analyzer.surfaces_of(seen)})
    return collecting.content()
