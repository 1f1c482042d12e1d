"""The group `notebook`: a hundred thousand annotations listed, narrowed, grouped, gone through and changed."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from desktop_app.compose import compose
from tests.benchmarks import corpus, saving, shelving
from tests.benchmarks.children import answer_of
from tests.benchmarks.fts_peer import NAME as FTS
from tests.benchmarks.measuring import Row, Setting, median
from tests.benchmarks.notebook_at_work import TYPED

NAME = "notebook"
_MANY = 100_000
_ARTICLES = 50
_WORDS = 20_000
_BULK = 5_000
_TITLES = {
    "enter": "the room entered again, until it lists",
    "type": "a letter typed into the filter, until the list follows, with the pause after a key",
    "filter": "another filter, until the list follows",
    "group": "grouped by article, date and tag",
    "sort": "sorted in another order",
    "page": "a page down",
    "wheel": "the wheel turned by three clicks",
    "select_all": "all chosen, or one again",
    "edit": "a note typed in its card: opened, each letter, saved",
    "edit_listed": "a note that was edited, until the list is made anew with it",
}
_BEHIND = {
    "open": "the room first entered",
    "gather": "while all is gathered",
    "recolour": "while many are changed",
}


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group. Raises MeasuringFailed."""
    folder = setting.folder / "notebook"
    many, articles = setting.count(_MANY, 400), setting.count(_ARTICLES, 2)
    with closing(compose(folder)) as margent:
        texts = (corpus.written(setting.count(_WORDS, 2_000), seed=seed) for seed in range(articles))
        for document in shelving.shelve(margent, texts):
            saving.fill(margent, shelving.opened(margent, document), many // articles)
    bulk = setting.count(_BULK, 100)
    told = answer_of("notebook_at_work", folder, str(bulk))
    scaled = many >= _MANY
    yield Row(
        NAME, "first_rows_ms", told["open"][0], "ms", note=f"the room first entered, until it lists some of {many:,}"
    )
    yield Row(NAME, "gather_ms", told["open"][0] + told["gather"][0], "ms", note="the same, until it lists all")
    peers = {"type": (FTS, median(_typed(folder, setting.folder / "peer.db"))),
             "enter": ("QListView of as many lines", median(told["stock"]))}  # fmt: skip
    for name, title in _TITLES.items():
        peer, figure = peers.get(name, (None, None))
        yield Row(NAME, f"{name}_ms", median(told[name]), "ms", None, peer, figure, title)
    for name, title in {**_TITLES, **_BEHIND}.items():
        note = f"the window's own work in its longest turn, in processor time: {title}"
        yield Row(NAME, f"{name}_work_max_ms", max(told[f"{name}_work"]), "ms", 16, note=note, at_scale=scaled)
    yield Row(NAME, "recolour_s", told["recolour"][0] / 1000, "s", note=f"{bulk:,} annotations, one step")


def _typed(folder: Path, path: Path) -> list[float]:
    """Return how long the peer takes for the letters that the notebook was asked: how many there are, and the first."""
    with closing(compose(folder)) as margent, closing(margent.store.reader()) as reader:
        texts = [(one.target.quote.exact if one.target.quote else "", one.note) for one in reader.annotations()]
    times: list[float] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE card USING fts5(quote, note, prefix='2 3')")
        connection.executemany("INSERT INTO card VALUES (?, ?)", texts)
        for words in TYPED:
            for end in range(1, len(words) + 1):
                question = " ".join(f'"{word}"' for word in words[:end].split()) + "*"
                begun = time.perf_counter()
                connection.execute("SELECT count(*) FROM card WHERE card MATCH ?", (question,)).fetchall()
                connection.execute("SELECT rowid FROM card WHERE card MATCH ? LIMIT 30", (question,)).fetchall()
                times.append((time.perf_counter() - begun) * 1000)
    return times
