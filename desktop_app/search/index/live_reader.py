"""The index as leaves, kept up to date.

Whoosh's own `Searcher.refresh` goes on showing segments that were merged away and entries that were deleted (3.54.0).
Here every refresh reads the table of contents: segments that are still named stay open, the others are closed, and
what is deleted comes from the table alone.
"""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Union

import numpy as np

from desktop_app.search import sealed
from desktop_app.search.array_file import load
from desktop_app.search.arrays.leaf import ArrayLeaf
from desktop_app.search.damage import IndexDamaged, Watch, reading

if TYPE_CHECKING:
    from desktop_app.search.index.whoosh_leaf import WhooshLeaf

IndexLeaf = Union[ArrayLeaf, "WhooshLeaf"]
"""One segment of the index."""


class LiveReader:
    """The newest commit of the index in `folder`. For one thread. Raises IndexDamaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.generation = -1
        self.leaves: tuple[IndexLeaf, ...] = ()
        self._open: dict[str, IndexLeaf] = {}
        self._watch = Watch()
        self._unchecked: sealed.Sums = {}
        self.refresh()

    def refresh(self) -> bool:
        """Follow what was committed meanwhile, and return whether anything was."""
        self._watch.report()
        while True:
            generation = self._latest()
            if generation == self.generation:
                return False
            try:
                with reading(str(self.folder)):
                    self._take(sealed.read_contents(self.folder, generation))
            except IndexDamaged as error:
                # A writer takes old files away right after it has named the new ones: then there is a newer commit.
                if isinstance(error.__cause__, FileNotFoundError) and self._latest() != generation:
                    continue
                raise
            return True

    def _latest(self) -> int:
        with reading(str(self.folder)):
            if sealed.is_latest(self.folder, self.generation):
                return self.generation
            return sealed.latest_generation(self.folder)

    def _take(self, contents: sealed.Contents) -> None:
        leaves: dict[str, IndexLeaf] = {}
        try:
            for segment in contents.segments:
                leaves[segment.name] = self._open.get(segment.name) or self._opened(segment, contents)
        except BaseException:
            _close(leaf for name, leaf in leaves.items() if name not in self._open)
            raise
        for segment in contents.segments:
            leaf = leaves[segment.name]
            if len(segment.deleted) != len(leaf.deleted):
                leaf.deleted = np.array(segment.deleted, np.int64)
        gone = [leaf for name, leaf in self._open.items() if name not in leaves]
        self._open = leaves
        self.leaves = tuple(leaves.values())
        self.generation = contents.generation
        _close(gone)
        self._watch.look_at(self.folder, self._unchecked)
        self._unchecked = {}

    def _opened(self, segment: sealed.Segment, contents: sealed.Contents) -> IndexLeaf:
        sums = sealed.of_segment(contents.sums, segment.name)
        arrays = sealed.arrays_of(sums, segment.name)
        if arrays is None or segment.entries < sealed.LARGE:
            sealed.check_files(self.folder, sums)
        else:
            # Whoosh's own files are read when segments are merged, and their sums are compared then. To add up the
            # arrays takes longer than to answer: that is done meanwhile.
            sealed.check_sizes(self.folder, sums)
            self._unchecked[arrays] = sums[arrays]
        if arrays is not None:
            return ArrayLeaf(load(self.folder / arrays))
        from desktop_app.search.index.whoosh_leaf import (
            leaf_of,  # Whoosh takes as long to import as to search with arrays
        )

        return leaf_of(self.folder, contents.generation, segment)

    def subjects(self) -> frozenset[str]:
        """Return the subjects that have, or had, entries in the index."""
        return frozenset().union(*(leaf.subjects() for leaf in self.leaves))

    def numbers_of(self, subjects: Iterable[str]) -> list[int]:
        """Return the entries of `subjects` as Whoosh counts them through all segments, deleted ones left out."""
        offsets = [0, *np.cumsum([leaf.count for leaf in self.leaves], dtype=int).tolist()]
        found: list[int] = []
        wanted = tuple(subjects)
        for leaf, (base, _) in zip(self.leaves, pairwise(offsets), strict=True):
            for subject in wanted:
                live = np.setdiff1d(leaf.labelled("subject", subject), leaf.deleted, assume_unique=True)
                found += (live + base).tolist()
        return found

    def close(self) -> None:
        """Close every file."""
        _close(self._open.values())
        self._open = {}
        self.leaves = ()


def _close(leaves: Iterable[IndexLeaf]) -> None:
    for leaf in leaves:
        leaf.close()
