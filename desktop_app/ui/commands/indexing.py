"""Indexing: its progress in the status line, and pausing it."""

from collections.abc import Callable

from desktop_app.services.searching.indexing import Indexed, Indexing
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.search.index_growth import IndexGrowth


class IndexingCommands:
    """Tells how far the index is, and lets a person stop it and have it go on."""

    def __init__(self, indexing: Indexing, bridge: Bridge, notices: Notices, growth: IndexGrowth) -> None:
        self._indexing = indexing
        self._notices = notices
        self._growth = growth
        indexing.progressed.add(lambda indexed: bridge.soon(lambda: self._tell(indexed)))

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"search.pause": self._pause_or_resume}

    def _pause_or_resume(self) -> None:
        if self._indexing.paused:
            self._indexing.resume()
            self._notices.say("Indexing goes on")
        else:
            self._indexing.pause()

    def _tell(self, indexed: Indexed) -> None:
        self._notices.tell_progress(indexed)
        self._growth.tell(indexed)
