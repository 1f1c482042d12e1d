"""Watching: what the command line, or another window, writes into the library shows here within a moment."""

import threading

from desktop_app.core.change import ChangeSet
from desktop_app.services.history.history import History
from desktop_app.storage.reader import LibraryReader


class Watching:
    """Tells changes of others from our own. `poll` belongs to the reader's thread and is cheap while all is quiet."""

    def __init__(self, reader: LibraryReader, history: History) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._own: set[tuple[int, str]] = set()
        self._data_version = reader.data_version()
        self._seen = reader.journal_end()
        history.writing.add(self._remember)

    def poll(self) -> list[ChangeSet]:
        """Return what others have written since the last call that was answered, in order. Raises StorageFailure."""
        data_version = self._reader.data_version()
        if data_version == self._data_version:
            return []
        rows = self._reader.journal_since(self._seen)
        with self._lock:
            # A sequence alone is not enough: one that was rolled back is given out again, perhaps to somebody else.
            foreign = [sequence for sequence, group in rows if (sequence, group) not in self._own]
        changes = [self._reader.journalled(sequence) for sequence in foreign]
        with self._lock:  # only now: what could not be read is asked for again the next time
            self._own.difference_update(rows)
        self._seen = rows[-1][0] if rows else self._seen
        self._data_version = data_version
        return [change_set for change_set in changes if change_set is not None]

    def _remember(self, written: tuple[int, str]) -> None:
        with self._lock:
            self._own.add(written)
