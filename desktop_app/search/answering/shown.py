"""Entries that have been shown, kept for the next keystroke: it mostly finds the same ones."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from desktop_app.search.analysis import Analyzer
from desktop_app.search.answering.cut_text import CutText
from desktop_app.search.answering.overlay import MemoryLeaf
from desktop_app.search.index.live_reader import IndexLeaf
from desktop_app.search.ports import Entry, TextSource

Place = tuple[IndexLeaf | MemoryLeaf, int]
"""A leaf and the number of one of its entries."""

_MOST_CHARACTERS = 150_000


class Shown:
    """An entry with its heading and its text as they are cut for snippets."""

    def __init__(self, entry: Entry, analyzer: Analyzer) -> None:
        self.entry = entry
        self.body = CutText(entry.body, analyzer)
        self._analyzer = analyzer

    @cached_property
    def heading(self) -> CutText:
        """The heading, which is shown where nothing is found in the text."""
        return CutText(self.entry.heading, self._analyzer)


class ShownEntries:
    """Reads entries from `source`, and remembers those of articles: an article that changes leaves its place in the
    index, while a note may be shown in another section though it is the same."""

    def __init__(self, source: TextSource, analyzer: Analyzer) -> None:
        self._source = source
        self._analyzer = analyzer
        self._kept: OrderedDict[Place, Shown] = OrderedDict()
        self._characters = 0

    def of(self, places: Sequence[Place]) -> Iterator[Shown | None]:
        """Yield entries, or None for one that has gone since the queue was read: all are read at once, and cut one by
        one."""
        known = {place: self._kept[place] for place in places if place in self._kept}
        for place in known:
            self._kept.move_to_end(place)
        entries = self._read([place for place in places if place not in known])
        for place in places:
            shown = known.get(place)
            if shown is None and (entry := entries[place]) is not None:
                shown = Shown(entry, self._analyzer)
                if entry.annotation is None:
                    self._keep(place, shown)
            yield shown

    def _read(self, places: Sequence[Place]) -> Mapping[Place, Entry | None]:
        entries: dict[Place, Entry | None] = {}
        indexed: list[Place] = []
        ids: list[str] = []
        for leaf, number in places:
            if isinstance(leaf, MemoryLeaf):
                entries[leaf, number] = leaf.entries[number]
            else:
                indexed.append((leaf, number))
                ids.append(leaf.id_of(number))
        return entries | dict(zip(indexed, self._source.shown(ids), strict=True)) if ids else entries

    def forget(self) -> None:
        """Drop what is remembered."""
        self._kept.clear()
        self._characters = 0

    def _keep(self, key: Place, shown: Shown) -> None:
        self._kept[key] = shown
        self._characters += len(shown.entry.body)
        while self._characters > _MOST_CHARACTERS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._characters -= len(dropped.entry.body)
