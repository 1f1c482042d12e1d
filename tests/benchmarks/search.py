"""The group `search`: every class of question beside SQLite FTS5, in one process and over the same entries.

The library and its index are built once, into a folder beside the scratch folders that is named after the corpus and
the format of the index; later runs find them there.
"""

import gc
import hashlib
import json
import os
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from desktop_app.compose import compose
from desktop_app.core.query.parser import parse
from desktop_app.search.analysis import Analyzer
from desktop_app.search.answering.searcher import Searcher
from desktop_app.search.ports import Entry
from desktop_app.search.sealed import FORMAT
from desktop_app.services.searching.indexing import bring_up_to_date
from desktop_app.services.searching.searching import make_searcher
from desktop_app.services.searching.source import LibrarySource
from desktop_app.storage.connection import LIBRARY_NAME
from desktop_app.storage.store import open_library_reader
from tests.benchmarks import corpus, search_peer, shelving
from tests.benchmarks.children import answer_of
from tests.benchmarks.fts_peer import NAME as PEER
from tests.benchmarks.measuring import MeasuringFailed, Row, Setting, Stopwatch, collecting_between, median, p95, p99
from tests.benchmarks.search_peer import SearchPeer
from tests.benchmarks.search_questions import Question, by_class, keystrokes

NAME = "search"
_SCALE = 100_000
_PATIENCE = 3_600.0  # seconds
_LIBRARY, _PEER, _BUILT = "library", "peer.db", "built.json"
_ARTICLES = 3_000
"""Articles of which questions are made."""
_TARGETS = {"phrase": (8.0, 3.0)}
"""At most so many milliseconds, or so many times what the peer takes, whichever is more."""


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group, row by row. Raises MeasuringFailed."""
    folder = _built(setting)
    told = json.loads((folder / _BUILT).read_text())
    scaled, note = told["sections"] >= _SCALE, f"on {told['sections']:,} sections"
    built = f"{note}, when it was built; {told['cpu']:.0f} s of processor time"
    yield Row(NAME, "rebuild_s", told["seconds"], "s", 45, note=built, at_scale=scaled)
    with closing(open_library_reader(folder / _LIBRARY)) as reader:
        searcher = make_searcher(folder / _LIBRARY, reader)
        gc.freeze()  # as the program does
        texts = _texts(LibrarySource(reader), reader.subjects(), setting.count(_ARTICLES, 20))
        with closing(searcher), closing(SearchPeer(folder / _PEER)) as peer:
            for name, questions in by_class(texts, setting.count(200, 3)).items():
                yield _class_row(name, _ranked(searcher, peer, questions), note, scaled=scaled)
            pressed = keystrokes(texts, setting.count(60, 2))
            yield _class_row("typing", _ranked(searcher, peer, pressed), note, scaled=scaled)
            yield from _shown(searcher, peer, pressed, note, scaled=scaled)
    yield from _lateness(setting, folder / _LIBRARY, note, scaled=scaled)
    yield from _opening(setting, folder / _LIBRARY, [each.text for each in pressed], note, scaled=scaled)


def _class_row(name: str, watches: tuple[Stopwatch, Stopwatch], note: str, *, scaled: bool) -> Row:
    ours, theirs = (watch.wall for watch in watches)
    least, times = _TARGETS.get(name, (1.0, 1.0))
    details = f"{note}, {len(ours)} questions; p95 {p95(ours):.2f} beside {p95(theirs):.2f}"
    details += f", max {max(ours):.2f} beside {max(theirs):.2f}"
    middle = median(theirs)
    details += f"; {middle / max(median(ours), 1e-6):.1f} times as fast"
    return Row(NAME, f"{name}_p50_ms", median(ours), "ms", max(least, times * middle), PEER, middle, details, scaled)


def _ranked(searcher: Searcher, peer: SearchPeer, questions: Sequence[Question]) -> tuple[Stopwatch, Stopwatch]:
    """Ask for the ten best of each, in turn with the peer: once to warm up, once to measure."""
    ours = theirs = Stopwatch()
    with collecting_between() as collect:
        for _ in range(2):
            ours, theirs = Stopwatch(), Stopwatch()
            for question in questions:
                collect()
                with ours.running():
                    searcher.ranked(parse(question.text, typing=question.typing), 10)
                with theirs.running():
                    peer.ranked(question.match)
    return ours, theirs


def _shown(
    searcher: Searcher, peer: SearchPeer, pressed: Sequence[Question], note: str, *, scaled: bool
) -> Iterator[Row]:
    ours, theirs, again, bare = Stopwatch(), Stopwatch(), Stopwatch(), Stopwatch()
    with collecting_between() as collect:
        for question in pressed:
            collect()
            query = parse(question.text, typing=True)
            with ours.running():
                searcher.search(query, 10)
            with theirs.running():
                peer.shown(question.match)
            with again.running():
                searcher.search(query, 10)
            with bare.running():
                searcher.ranked(query, 10)
    note = f"{note}, {len(pressed)} keystrokes, ten rows with snippets"
    yield Row(NAME, "keystroke_p50_ms", median(ours.wall), "ms", None, PEER, median(theirs.wall), note, scaled)
    yield Row(NAME, "keystroke_p95_ms", p95(ours.wall), "ms", 8, PEER, p95(theirs.wall), note, scaled)
    yield Row(NAME, "keystroke_max_ms", max(ours.wall), "ms", 16, PEER, max(theirs.wall), note, scaled)
    snippets = [shown - ranked for shown, ranked in zip(again.wall, bare.wall, strict=True)]
    yield Row(NAME, "snippets_p50_ms", median(snippets), "ms", 1, note="ten rows that were read before")


def _opening(setting: Setting, library: Path, pressed: Sequence[str], note: str, *, scaled: bool) -> Iterator[Row]:
    question = max(pressed, key=len)
    times = [answer_of("search_opening", library, question)["ms"] for _ in range(setting.count(7, 1))]
    details = f"{note}, median of {len(times)} processes, imports included"
    yield Row(NAME, "search_open_ms", median(times), "ms", 150, note=details, at_scale=scaled)
    some = random.Random(3).sample(list(pressed), min(len(pressed), 200))
    grown = answer_of("search_memory", library, *some)["mb"]
    yield Row(NAME, "search_memory_mb", grown, "MB", 100, note=f"{note}, after {len(some)} keystrokes", at_scale=scaled)


def _lateness(setting: Setting, library: Path, note: str, *, scaled: bool) -> Iterator[Row]:
    """Index the whole library again, in a folder of its own, under the eyes of a window that is being scrolled."""
    folder = setting.folder / "late"
    folder.mkdir()
    shutil.copy(library / LIBRARY_NAME, folder / LIBRARY_NAME)
    with closing(open_library_reader(folder)) as reader:
        document = next(subject.partition(":")[2] for subject in reader.subjects() if subject.startswith("document:"))
    answer_of("first_paint", "--remember", folder, document)
    told = answer_of("search_lateness", folder, str(setting.count(20, 1)))
    if not told["indexing"]:
        raise MeasuringFailed("The index was there before the window was.")
    idle, busy = p99(told["idle"]), p99(told["indexing"])
    details = f"{note}, {len(told['indexing'])} frames while indexing; at rest {idle:.2f}, {busy - idle:.2f} more"
    yield Row(NAME, "lateness_p99_ms", busy, "ms", 4, "at rest", idle, details, scaled)


def _built(setting: Setting) -> Path:
    """Return the folder with the library, its index and the peer's table, building what is not there."""
    folder = setting.folder.parent / f"{NAME}-{_key(setting)}"
    if (folder / _BUILT).exists():
        return folder
    folder.mkdir(exist_ok=True)
    with closing(compose(folder / _LIBRARY)) as margent:
        with closing(margent.store.reader()) as reader:
            empty = not reader.subjects()
        if empty:
            shelving.plant_seeds(margent)
            if setting.corpus is not None and not setting.quick:
                shelving.shelve(margent, corpus.read(setting.corpus))
        begun, worked = time.perf_counter(), _processor_time()
        if not bring_up_to_date(margent.store, _PATIENCE):
            raise MeasuringFailed("The index could not be built.")
        seconds, worked = time.perf_counter() - begun, _processor_time() - worked
        with closing(margent.store.reader()) as reader:
            source = LibrarySource(reader)
            found = [entry for subject in reader.subjects() for entry in source.entries_of(subject)]
    search_peer.make(folder / _PEER, found)
    sections = sum(entry.id.rpartition("/")[2] != "0" for entry in found)
    (folder / _BUILT).write_text(json.dumps({"seconds": seconds, "cpu": worked, "sections": sections}))
    return folder


def _processor_time() -> float:
    """Return the seconds that this process and its children have worked."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _key(setting: Setting) -> str:
    made_of = [str(FORMAT), Analyzer().version, str(setting.quick)]
    if setting.corpus is not None:
        status = setting.corpus.stat()
        made_of += [str(setting.corpus), str(status.st_size), str(status.st_mtime_ns)]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:12]


def _texts(source: LibrarySource, subjects: Sequence[str], count: int) -> list[str]:
    articles = sorted(subject for subject in subjects if subject.startswith("document:"))
    chosen = random.Random(4).sample(articles, min(count, len(articles)))
    entries: list[Entry] = [entry for subject in chosen for entry in source.entries_of(subject)]
    return [entry.body for entry in entries]
