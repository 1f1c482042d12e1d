"""Which words stand in the library now. A segment remembers the words of texts that are gone for as long as it lasts,
and its postings tell stems only: where some of those are gone and some are not, texts have to be looked at."""

import numpy as np

from desktop_app.search.analysis import Analyzer, Slot
from desktop_app.search.answering.matching import Matching
from desktop_app.search.answering.overlay import MemoryLeaf
from desktop_app.search.arrays.leaf_runs import different
from desktop_app.search.index.entry_fields import words_of
from desktop_app.search.leaf import FILTER_FIELDS, TEXT_FIELDS, Cancelled, Leaf, Numbers, Present, check
from desktop_app.search.ports import TextSource

_MOST_READ = 1_000


class Standing:
    """The words of all leaves but for entries that are `gone`: see Ground.gone."""

    def __init__(self, matching: Matching, gone: Present | None, source: TextSource, analyzer: Analyzer) -> None:
        self._matching = matching
        self._ground = matching.ground
        self._gone = gone
        self._source = source
        self._analyzer = analyzer

    def alike(self, word: str, letters: int, cancelled: Cancelled) -> set[str]:
        """Return the unstemmed words that are `word` but for so many letters (see Leaf).

        Raises SearchCancelled.
        """
        found: set[str] = set()
        for leaf, where in self._ground.each():
            for each in leaf.alike(word, letters):
                if each not in found and self._stands(each, leaf, where, cancelled):
                    found.add(each)
        return found

    def count(self, slot: Slot, *fields: str) -> int:
        """Return how many entries have the fields filled by `slot`, counted anew for each field."""
        return sum(len(self._left(self._matching.posted(slot, field).numbers, self._gone)) for field in fields)

    def _stands(self, word: str, leaf: Leaf, where: slice, cancelled: Cancelled) -> bool:
        gone = self._gone[where] if self._gone is not None else None
        if gone is None or not gone.any():
            return True
        slot = Slot(self._analyzer.term_of(word), "", 0)
        several = [leaf.postings(field, slot).numbers for field in (*TEXT_FIELDS, *FILTER_FIELDS)]
        left = [self._left(numbers, gone) for numbers in several]
        if sum(map(len, left)) == sum(map(len, several)):
            return True
        return self._is_in(word, different(np.concatenate(left, dtype=np.int64) + where.start), cancelled)

    def _is_in(self, word: str, numbers: Numbers, cancelled: Cancelled) -> bool:
        """Tell whether one of some entries has the word; a form of it they all have."""
        for number in numbers[:_MOST_READ].tolist():
            check(cancelled)
            leaf, place = self._ground.at(number)
            entry = leaf.entries[place] if isinstance(leaf, MemoryLeaf) else self._source.shown((leaf.id_of(place),))[0]
            if entry is not None and word in self._analyzer.surfaces("\n".join(words_of((entry,)))):
                return True
        return len(numbers) > _MOST_READ  # where its forms are so common, it goes on counting as one of them

    @staticmethod
    def _left(numbers: Numbers, gone: Present | None) -> Numbers:
        return numbers if gone is None else numbers[~gone[numbers]]
