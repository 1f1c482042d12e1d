"""The questions of the group `search` put to SQLite FTS5, over a table that is kept from one run to the next."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from desktop_app.search.ports import Entry
from tests.benchmarks.fts_peer import FtsPeer

_WORD = re.compile(r"\w+")


def make(path: Path, entries: Iterable[Entry]) -> None:
    """Make the table; where it is half made, it is made anew."""
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    FtsPeer(path, entries).close()


class SearchPeer:
    """Asks the table that `make` made."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)

    def ranked(self, match: str, limit: int = 10) -> int:
        """Return how many of the best entries there are."""
        question = "SELECT id FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?"
        return len(self._connection.execute(question, (match, limit)).fetchall())

    def shown(self, match: str, limit: int = 10) -> int:
        """Return how many of the best entries there are, with their snippets."""
        question = (
            "SELECT id, snippet(entry, 2, '**', '**', '…', 24) FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?"
        )
        return len(self._connection.execute(question, (match, limit)).fetchall())

    def close(self) -> None:
        """Close the table."""
        self._connection.close()


def words(text: str) -> list[str]:
    """Return the words of `text`, each as FTS5 reads it literally."""
    return [f'"{word}"' for word in _WORD.findall(text)]


def typed(text: str) -> str:
    """Return the question for letters that are being typed."""
    return " ".join(words(text)) + "*"
