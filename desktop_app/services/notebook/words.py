"""What words find in the notebook: the query language of the search, answered from the table as one types."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import reduce

import numpy as np

from desktop_app.core.document import ReadingStatus
from desktop_app.core.notebook_view import Kind
from desktop_app.core.query.hit import HitKind
from desktop_app.core.query.tree import (
    All,
    Any,
    Coloured,
    Dated,
    Fuzzy,
    HasNote,
    InDocument,
    InLanguage,
    InSection,
    InState,
    Near,
    Not,
    OfKind,
    Phrase,
    Prefix,
    Query,
    Tagged,
    Titled,
    Within,
    Word,
    Words,
)
from desktop_app.core.text.folding import folded
from desktop_app.services.notebook.table import COLOURS, KINDS, Mask, NotebookTable

_WORD = re.compile(r"[\w#]+")
_KINDS = {HitKind.HIGHLIGHT: Kind.HIGHLIGHT, HitKind.NOTE: Kind.NOTE}
_LINES = {HitKind.HIGHLIGHT: 0, HitKind.NOTE: 1}
_REMEMBERED = 24


class NotebookWords:
    """Finds rows. Words are found anywhere in quote, note, tags, title and headings, also within other words."""

    def __init__(self, table: NotebookTable, read_so_far: Callable[[ReadingStatus], frozenset[str]]) -> None:
        """`read_so_far` gives the ids of the documents in a state of reading."""
        self._table = table
        self._read_so_far = read_so_far
        self._found: dict[str, Mask] = {}
        self._revision = -1

    def found_by(self, query: Query) -> Mask:
        """Return which rows `query` finds, deleted ones among them; an empty one finds all."""
        if self._revision != self._table.revision:
            self._revision = self._table.revision
            self._found.clear()
        return self._answer(query)

    def _answer(self, query: Query) -> Mask:
        match query:
            case All(queries):
                return reduce(np.logical_and, map(self._answer, queries), np.ones(len(self._table), np.bool_))
            case Any(queries):
                return reduce(np.logical_or, map(self._answer, queries), np.zeros(len(self._table), np.bool_))
            case Not(inner):
                return ~self._answer(inner)
            case Word(text) | Prefix(text) | Fuzzy(text) | Phrase(text):
                return self._with_text(" ".join(folded(text).split()))
            case Near(text, within):
                return self._near(folded(text).split(), within)
            case Within(kind, words):
                return self._within(kind, words)
            case _:
                return self._filtered(query)

    def _filtered(self, query: Query) -> Mask:  # noqa: C901 - one line for each kind of filter
        table = self._table
        match query:
            case OfKind(kind):
                return self._of_kind(_KINDS[kind]) if kind in _KINDS else np.zeros(len(table), np.bool_)
            case HasNote():
                return self._of_kind(Kind.NOTE)
            case Coloured(colour):
                return np.asarray(table.column("colour") == COLOURS.index(colour))
            case Tagged(tag):
                return self._tagged(tag)
            case Dated(first, last):
                return self._dated(first, last)
            case InSection(text, _):
                return self._in_sections(folded(text).split())
            case Titled(text, _):
                words = folded(text).split()
                return self._in_documents(lambda shelf: all(word in folded(shelf.title) for word in words))
            case InDocument(document):
                return self._in_documents(lambda shelf: shelf.id == document)
            case InLanguage(code):
                return self._in_documents(lambda shelf: shelf.language == code)
            case InState(ReadingStatus.TO_READ):
                begun = self._read_so_far(ReadingStatus.READING) | self._read_so_far(ReadingStatus.FINISHED)
                return self._in_documents(lambda shelf: shelf.id not in begun)
            case InState(status):
                ids = self._read_so_far(status)
                return self._in_documents(lambda shelf: shelf.id in ids)
        raise TypeError(f"no filter of the notebook: {query}")

    def _of_kind(self, kind: Kind) -> Mask:
        return np.asarray((self._table.column("kinds") >> KINDS.index(kind)) & 1, np.bool_)

    def _tagged(self, tag: str) -> Mask:
        wanted = folded(tag)
        numbers = [number for number, name in enumerate(self._table.tag_names) if folded(name) == wanted]
        rows, tags = self._table.tag_pairs()
        found = np.zeros(len(self._table), np.bool_)
        found[rows[np.isin(tags, numbers)]] = True
        return found

    def _dated(self, first: str, last: str) -> Mask:
        days = self._table.column("day")
        begin = date.fromisoformat(first).toordinal() if first else 0
        end = date.fromisoformat(last).toordinal() if last else date.max.toordinal()
        return np.asarray((days >= begin) & (days <= end))

    def _in_documents(self, wanted: Callable[..., bool]) -> Mask:
        found = np.fromiter((wanted(shelf) for shelf in self._table.documents), np.bool_, len(self._table.documents))
        return np.asarray(found[self._table.column("document")], np.bool_)

    def _in_sections(self, words: list[str]) -> Mask:
        # One more for rows in no section: their number is -1, the last.
        found = np.zeros(len(self._table.sections) + 1, np.bool_)
        for number, section in enumerate(self._table.sections):
            path = folded("\n".join(section.path))
            found[number] = all(word in path for word in words)
        return np.asarray(found[self._table.column("section")], np.bool_)

    def _within(self, kind: HitKind, words: Words) -> Mask:
        """Return rows whose quote, or whose note, has the words."""
        line = _LINES[kind]
        if isinstance(words, Near):
            found = self._near(folded(words.text).split(), words.within, line)
        else:
            wanted = " ".join(folded(words.text).split())
            found = self._own_text(wanted)
            for row in np.flatnonzero(found).tolist():
                found[row] = wanted in self._lines(row)[line]
        return found & self._of_kind(_KINDS[kind])

    def _near(self, words: list[str], within: int, line: int | None = None) -> Mask:
        """Return rows that have the words near each other in one of their lines, or in the one that is given."""
        found = reduce(np.logical_and, map(self._own_text, words), np.ones(len(self._table), np.bool_))
        for row in np.flatnonzero(found).tolist():
            lines = self._lines(row) if line is None else self._lines(row)[line : line + 1]
            found[row] = any(_stand_near(_WORD.findall(one), words, within) for one in lines)
        return found

    def _lines(self, row: int) -> list[str]:
        return self._table.words[row].split("\n", 2)

    def _with_text(self, wanted: str) -> Mask:
        titled = self._in_documents(lambda shelf: wanted in folded(shelf.title))
        return np.asarray(self._own_text(wanted) | titled | self._in_sections([wanted]))

    def _own_text(self, wanted: str) -> Mask:
        """Return rows that have a text themselves. What a shorter beginning of it did not find need not be asked."""
        if wanted not in self._found:
            while len(self._found) >= _REMEMBERED:
                self._found.pop(next(iter(self._found)))
            known = max((one for one in self._found if one and one in wanted), key=len, default="")
            self._found[wanted] = self._look_for(wanted, self._found.get(known))
        return self._found[wanted].copy()

    def _look_for(self, wanted: str, among: Mask | None) -> Mask:
        words = self._table.words
        if among is None:
            return np.fromiter((wanted in text for text in words), np.bool_, len(words))
        found = np.zeros(len(words), np.bool_)
        rows = np.flatnonzero(among)
        found[rows] = np.fromiter((wanted in words[row] for row in rows.tolist()), np.bool_, len(rows))
        return found


def _stand_near(text: list[str], words: list[str], within: int) -> bool:
    """Tell whether a stretch of the text has all the words, and at most `within` others between the first and last."""
    places = {word: [place for place, one in enumerate(text) if word in one] for word in words}
    times = Counter(words)
    return any(
        all(sum(0 <= place - begin < within + len(words) for place in places[word]) >= times[word] for word in times)
        for begin in sorted({place for found in places.values() for place in found})
    )
