"""The peer of every search figure: SQLite FTS5, in this process, over the same entries as the index."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from desktop_app.search.ports import Entry

_TOKENIZE = "porter unicode61 remove_diacritics 2"
_WORD = re.compile(r"\w+")
NAME = "SQLite FTS5"


class FtsPeer:
    """A full-text table on the disk: headings weigh more than bodies, as they do in the index."""

    def __init__(self, path: Path, entries: Iterable[Entry]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(
            f"CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, heading, body, tokenize='{_TOKENIZE}', prefix='2 3')"
        )
        self._connection.execute("INSERT INTO entry(entry, rank) VALUES ('rank', 'bm25(0.0, 3.0, 1.0)')")
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?)", ((entry.id, entry.heading, entry.body) for entry in entries)
        )
        self._connection.execute("COMMIT")

    def typed(self, text: str, limit: int = 10) -> list[tuple[str, str]]:
        """Return (id, snippet) of the best entries that have every word of `text`, the last one unfinished."""
        words = _WORD.findall(text)
        return self._best(" ".join(f'"{word}"' for word in words) + "*", limit) if words else []

    def add(self, entry_id: str, body: str) -> None:
        """Add one entry and commit."""
        self._connection.execute("INSERT INTO entry VALUES (?, '', ?)", (entry_id, body))

    def close(self) -> None:
        """Close the table."""
        self._connection.close()

    def _best(self, question: str, limit: int) -> list[tuple[str, str]]:
        query = "SELECT id, snippet(entry, 2, '**', '**', '…', 24) FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?"
        return self._connection.execute(query, (question, limit)).fetchall()
