"""Questions and their answers: what the index finds, minus what has changed since, plus those changes themselves."""

import logging
from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.core.query.hit import Hit, HitKind, Results
from desktop_app.core.query.tree import Query
from desktop_app.search.analysis import Analyzer, Slot
from desktop_app.search.answering.evaluate import Best, answer
from desktop_app.search.answering.ground import Ground
from desktop_app.search.answering.matching import Matching
from desktop_app.search.answering.overlay import MemoryLeaf, Overlay, Scan
from desktop_app.search.answering.plan import Plan, plan, sought, spelt_out
from desktop_app.search.answering.respelling import respelt
from desktop_app.search.answering.shown import Place, Shown, ShownEntries
from desktop_app.search.answering.snippets import Marker, excerpt
from desktop_app.search.answering.standing import Standing
from desktop_app.search.damage import IndexDamaged
from desktop_app.search.index.folder import IndexFolder, Named
from desktop_app.search.index.live_reader import IndexLeaf, LiveReader
from desktop_app.search.leaf import Cancelled, check
from desktop_app.search.ports import TextSource

_log = logging.getLogger(__name__)

_SCAN_SECONDS = 0.5
_QUEUE_SECONDS = 0.1


def _never() -> bool:
    return False


class _Found(NamedTuple):
    asked: Plan
    ground: Ground
    best: Best
    approximate: bool


class Searcher:
    """Answers questions. For one thread, the one that made `source`.

    It follows every commit to the index by itself. Where the index is missing or damaged it reads the library instead,
    for at most `scan_seconds` a question, and `damaged` tells that the indexer is needed. What waits to be indexed it
    reads for at most `queue_seconds` a question.
    """

    def __init__(
        self, folder: IndexFolder, source: TextSource, analyzer: Analyzer, *,
        scan_seconds: float = _SCAN_SECONDS, queue_seconds: float = _QUEUE_SECONDS,
    ) -> None:  # fmt: skip
        self._folder = folder
        self._source = source
        self._analyzer = analyzer
        self._overlay = Overlay(source, analyzer, queue_seconds)
        self._scan = Scan(source, analyzer, scan_seconds)
        self._live: LiveReader | None = None
        self._seen: tuple[Named, int] | None = None
        self._matching: Matching | None = None
        self._shown = ShownEntries(source, analyzer)
        self.damaged = False
        """Whether the last question found the index damaged."""

    def search(self, query: Query, limit: int, offset: int = 0, *, cancelled: Cancelled = _never) -> Results:
        """Return `limit` hits after the first `offset`, best first: titles, then by rank.

        Raises SearchCancelled soon after `cancelled` gives True: a newer question has made this one needless.
        """
        asked = plan(query, self._analyzer, self._source.documents_in)
        if asked is None:
            return Results((), 0)
        found = self._found(asked, offset + limit, cancelled)
        try:
            hits = self._rows(found, offset, cancelled)
        except IndexDamaged as damage:
            if self._live is None:
                raise
            self._set_aside(self._live, damage)
            found = self._evaluate(asked, None, offset + limit, cancelled)
            hits = self._rows(found, offset, cancelled)
        return Results(hits, found.best.total, found.approximate)

    def _rows(self, found: _Found, offset: int, cancelled: Cancelled) -> tuple[Hit, ...]:
        marker = Marker(tuple(dict.fromkeys(sought(found.asked))))
        hits: list[Hit] = []
        placed = list(_placed(found, offset))
        entries = self._shown.of([place for place, _ in placed])
        for (_, score), shown in zip(placed, entries, strict=True):
            check(cancelled)
            if shown is not None:  # gone since the queue was read: the next question will not find it
                hits.append(_hit(shown, score, marker))
        return tuple(hits)

    def ranked(self, query: Query, limit: int) -> list[tuple[str, float]]:
        """Return the ids and scores of the `limit` best entries, without reading them."""
        asked = plan(query, self._analyzer, self._source.documents_in)
        if asked is None:
            return []
        return [
            (leaf.entries[number].id if isinstance(leaf, MemoryLeaf) else leaf.id_of(number), score)
            for (leaf, number), score in _placed(self._found(asked, limit, _never))
        ]

    def count(self, query: Query) -> int:
        """Return how many entries answer `query`."""
        asked = plan(query, self._analyzer, self._source.documents_in)
        return self._found(asked, 0, _never).best.total if asked is not None else 0

    def values(self, field: str) -> list[str]:
        """Return the values of a field that only filters, sorted, as far as the last question has read the library."""
        leaves = self._ground.leaves if self._ground is not None else ()
        return sorted({value for leaf in leaves for value in leaf.labels(field)})

    def respelt(self, text: str, *, typing: bool = False, cancelled: Cancelled = _never) -> str:
        """Return what may have been meant by `text`, asked last: see `respelling.respelt`."""
        if self._matching is None:
            return ""
        standing = self._standing(self._matching, self._overlay.subjects)
        try:
            return respelt(text, standing, self._analyzer, typing=typing, cancelled=cancelled)
        except IndexDamaged as damage:
            self._set_aside(self._live, damage)
            return ""

    def _found(self, asked: Plan, wanted: int, cancelled: Cancelled) -> _Found:
        self.damaged = False
        self._overlay.refresh(cancelled)  # before the index is looked at: what is drained in between is in both
        return self._find(asked, wanted, cancelled)

    def _find(self, asked: Plan, wanted: int, cancelled: Cancelled) -> _Found:
        live = self._refreshed()
        if live is not None:
            try:
                return self._evaluate(asked, live, wanted, cancelled)
            except IndexDamaged as damage:
                self._set_aside(live, damage)
        return self._evaluate(asked, None, wanted, cancelled)

    def _evaluate(self, asked: Plan, live: LiveReader | None, wanted: int, cancelled: Cancelled) -> _Found:
        changed = self._overlay.subjects
        leaves: list[IndexLeaf | MemoryLeaf] = [*(live.leaves if live else ()), *self._overlay.leaves]
        approximate = not self._overlay.complete
        if live is None or self._seen is None or not self._seen[0].complete:
            leaves += self._scan.leaves(changed | (live.subjects() if live else frozenset()), cancelled)
            approximate = approximate or not self._scan.complete
        if self._matching is None or self._matching.ground.leaves != tuple(leaves):
            self._matching = Matching(Ground(leaves, self._ground))
        matching = self._matching
        asked = spelt_out(asked, lambda slot: self._with_others(slot, matching, changed, cancelled))
        best = answer(matching, asked, changed, wanted, cancelled)
        return _Found(asked, matching.ground, best, approximate)

    @property
    def _ground(self) -> Ground | None:
        return self._matching.ground if self._matching is not None else None

    def _standing(self, matching: Matching, changed: frozenset[str]) -> Standing:
        return Standing(matching, matching.ground.gone(changed), self._source, self._analyzer)

    def _with_others(self, slot: Slot, matching: Matching, changed: frozenset[str], cancelled: Cancelled) -> Slot:
        """Return a slot with the terms of all words in the library that are a letter away from it."""
        if not slot.near:
            return slot
        words = self._standing(matching, changed).alike(slot.near, 1, cancelled)
        return slot._replace(others=tuple(sorted({*map(self._analyzer.term_of, words)} - {slot.term})))

    def _refreshed(self) -> LiveReader | None:
        """Return the index as it is now, or None where there is none that can be read."""
        named = self._folder.current()
        if self._live is not None and (named is None or self._live.folder != named.folder):
            self._close_index()
        if named is None:
            self._notice(None)
            return None
        try:
            if self._live is None:
                self._live = LiveReader(named.folder)
            else:
                self._live.refresh()
        except IndexDamaged as damage:
            self._set_aside(self._live, damage, named)
            return None
        self._notice((named, self._live.generation))
        return self._live

    def _notice(self, seen: tuple[Named, int] | None) -> None:
        # What was scanned may be out of date once the index has moved on and the queue was cleared.
        if seen != self._seen:
            self._scan.forget()
            self._seen = seen

    def _set_aside(self, live: LiveReader | None, damage: IndexDamaged, named: Named | None = None) -> None:
        _log.warning("The search index is damaged and will be built anew (%s).", damage)
        self.damaged = True
        folder = live.folder if live is not None else named.folder if named is not None else None
        if folder is not None:
            self._folder.condemn(folder)
        self._close_index()
        self._notice(None)

    def _close_index(self) -> None:
        self._matching = None
        self._shown.forget()
        if self._live is not None:
            self._live.close()
            self._live = None

    def close(self) -> None:
        """Close every file."""
        self._close_index()


def _placed(found: _Found, offset: int = 0) -> Iterator[tuple[Place, float]]:
    """Yield the best entries after the first `offset`, with their scores."""
    for number, score in zip(found.best.numbers[offset:].tolist(), found.best.scores[offset:].tolist(), strict=True):
        yield found.ground.at(number), score


def _hit(shown: Shown, score: float, marker: Marker) -> Hit:
    """Return the hit that shows `entry`: a place in a text is that of the first marked words, else of what the entry
    is about. Where only the heading matches, the snippet is the heading and the place the beginning of its text."""
    entry = shown.entry
    start, end = entry.start, entry.end
    chosen = excerpt(shown.body, marker)
    if chosen.found or not entry.heading:
        if entry.kind is HitKind.TEXT:
            start, end = start + chosen.start, start + chosen.end
    else:
        in_heading = excerpt(shown.heading, marker)
        if entry.kind is HitKind.TEXT:
            end = start
        if in_heading.found or entry.kind is HitKind.TITLE or not entry.body:
            chosen = in_heading
    return Hit(
        entry.kind,
        entry.document,
        entry.title,
        entry.path,
        chosen.snippet,
        start,
        end,
        entry.annotation,
        score,
        entry.added,
    )
