"""Entries that have been shown, kept for the next keystroke: it mostly finds the same ones."""

from collections import OrderedDict

from desktop_app.search.analysis import Analyzer
from desktop_app.search.cut_text import CutText, Written
from desktop_app.search.live_reader import IndexLeaf
from desktop_app.search.overlay import MemoryLeaf
from desktop_app.search.ports import Entry, TextSource

_MOST_CHARACTERS = 150_000


class Shown:
    """An entry with its heading and its text as they are cut for snippets."""

    def __init__(self, entry: Entry, written: Written) -> None:
        self.entry = entry
        self.heading = CutText(entry.heading, written)
        self.body = CutText(entry.body, written)


class ShownEntries:
    """Reads entries from `source`, and remembers those of articles: an article that changes leaves its place in the
    index, while a note may be shown in another section though it is the same."""

    def __init__(self, source: TextSource, analyzer: Analyzer) -> None:
        self._source = source
        self._written = Written(analyzer)
        self._kept: OrderedDict[tuple[IndexLeaf, int], Shown] = OrderedDict()
        self._characters = 0

    def at(self, leaf: IndexLeaf | MemoryLeaf, number: int) -> Shown | None:
        """Return an entry of a leaf, or None when it has gone since the queue was read."""
        if isinstance(leaf, MemoryLeaf):
            return Shown(leaf.entries[number], self._written)
        shown = self._kept.get((leaf, number))
        if shown is None:
            entry = self._source.entry(leaf.id_of(number))
            if entry is None:
                return None
            shown = Shown(entry, self._written)
            if entry.annotation is None:
                self._keep((leaf, number), shown)
        else:
            self._kept.move_to_end((leaf, number))
        return shown

    def forget(self) -> None:
        """Drop what is remembered."""
        self._kept.clear()
        self._characters = 0

    def _keep(self, key: tuple[IndexLeaf, int], shown: Shown) -> None:
        self._kept[key] = shown
        self._characters += len(shown.entry.body)
        while self._characters > _MOST_CHARACTERS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._characters -= len(dropped.entry.body)
