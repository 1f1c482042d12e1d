"""Finding in the article that is open: at once where that is quick, else in a thread of its own."""

import itertools
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from desktop_app.core.text.finding import FoldedText, Ranges, Wanted, matches

_QUICK = 300_000
"""Code points that are looked through within a frame."""

_PATIENCE = 1.0
"""Seconds that a pattern gets."""


class Finding:
    """Finds in one text after the other, which is made ready once. Only the newest question is worth an answer."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "margent-find")
        self._tickets = itertools.count(1)
        self._newest = 0
        self._folded: tuple[str, FoldedText] | None = None

    def at_once(self, text: str, wanted: Wanted) -> Ranges | None:
        """Return where it stands, or None where that may take longer than a frame; then ask `find`."""
        self._newest = next(self._tickets)
        return None if wanted.pattern or len(text) > _QUICK else self._plainly(text, wanted)

    def find(self, text: str, wanted: Wanted) -> Future[Ranges]:
        """Look in the thread. The future raises PatternRefused for a pattern that is none or takes too long."""
        ticket = self._newest = next(self._tickets)
        return self._thread.submit(self._look, text, wanted, ticket)

    def close(self) -> None:
        """Drop what has not been answered."""
        self._newest = -1
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _look(self, text: str, wanted: Wanted, ticket: int) -> Ranges:
        if ticket != self._newest:
            raise CancelledError
        if wanted.pattern:
            return matches(text, wanted.words, _PATIENCE, whole=wanted.whole) if wanted.words else []
        return self._plainly(text, wanted)

    def _plainly(self, text: str, wanted: Wanted) -> Ranges:
        kept = self._folded  # by the window and the thread: what is looked at here must not change meanwhile
        if kept is None or kept[0] is not text:
            kept = self._folded = (text, FoldedText(text))
        return kept[1].find(wanted.words, whole=wanted.whole)
