"""The group `main`: start, read on, search, note and save, each as the window does it."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from desktop_app.compose import Margent, compose
from desktop_app.core.assets import asset_folder
from tests.benchmarks import corpus, fts_peer, noting_search, saving, shelving, typing_search
from tests.benchmarks.children import answer_of
from tests.benchmarks.fts_peer import FtsPeer
from tests.benchmarks.measuring import Row, Setting, median, p95

NAME = "main"
_SCALE_SECTIONS = 100_000
_SCALE_WORDS = 1_000_000
_SCALE_ANNOTATIONS = 100_000
_BOOK = 200_000
"""Words of the book that is opened and read on in."""
_STAY = 3_000
"""Milliseconds that the window stays open when its memory is measured: by then search is warm."""


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group, row by row. Raises MeasuringFailed."""
    yield from _starting(setting)
    yield from _reading(setting)
    yield from _searching(setting)
    yield from _saving(setting)


def _starting(setting: Setting) -> Iterator[Row]:
    folder = setting.folder / "start"
    with closing(compose(folder)) as margent:
        document = shelving.plant_seeds(margent)[0]
        shelving.index(margent)
    answer_of("first_paint", "--remember", folder, document.id)
    answer_of("first_paint", "--data-dir", folder, "0")
    seed = next(asset_folder("seeds").glob("*.txt"))
    times, work, bare = [], [], []
    for _ in range(setting.count(7, 1)):
        answer = answer_of("first_paint", "--data-dir", folder, "0")
        times.append((answer["painted"] - answer["started"]) / 1e6)
        work.append(answer["cpu_ms"])
        least = answer_of("first_paint", "--bare", seed)
        bare.append((least["painted"] - least["started"]) / 1e6)
    note = f"median of {len(times)} starts; {median(work):.0f} ms of processor time by then"
    yield Row(NAME, "cold_start_ms", median(times), "ms", 250, "an empty window of Qt", median(bare), note)


def _reading(setting: Setting) -> Iterator[Row]:
    words, marks = setting.count(_BOOK, 12_000), setting.count(10_000, 600)
    pages = setting.count(200, 15)
    told = answer_of("page_turning", str(words), str(marks), str(pages))
    size = f"{words:,} words, {marks:,} highlights, {pages} pages, the key held down"
    peer = "QTextBrowser.setHtml"
    scaled = words >= _SCALE_WORDS
    note = f"{size}; the target is for {_SCALE_WORDS:,} words"
    yield Row(NAME, "page_down_p95_ms", p95(told["wall"]), "ms", 5, peer, p95(told["stock_wall"]), note, scaled)
    yield Row(NAME, "page_down_cpu_p95_ms", p95(told["cpu"]), "ms", None, peer, p95(told["stock_cpu"]), size)
    yield _memory(setting, words, marks)


def _memory(setting: Setting, words: int, marks: int) -> Row:
    folder = setting.folder / "book"
    with closing(compose(folder)) as margent:
        shelving.plant_seeds(margent)
        document = shelving.shelve(margent, [corpus.written(words)])[0]
        saving.fill(margent, shelving.opened(margent, document), marks)
    answer_of("first_paint", "--remember", folder, document)
    told = answer_of("first_paint", "--data-dir", folder, str(setting.count(_STAY, 20)))
    note = f"the window's process, {words:,} words open with {marks:,} highlights"
    return Row(NAME, "peak_200k_mb", told["peak_mb"], "MB", 150, note=note, at_scale=words >= _BOOK)


def _searching(setting: Setting) -> Iterator[Row]:
    folder = setting.folder / "search"
    with closing(compose(folder)) as margent:
        document = shelving.plant_seeds(margent)[0]
        if setting.corpus is not None:
            shelving.shelve(margent, corpus.read(setting.corpus))
        shelving.index(margent)
        found = typing_search.entries(margent)
        with closing(FtsPeer(setting.folder / "peer.db", found)) as peer:
            yield from _finding(setting, margent, peer, document.id)


def _finding(setting: Setting, margent: Margent, peer: FtsPeer, document: str) -> Iterator[Row]:
    found = typing_search.entries(margent)
    sections = sum(entry.id.rpartition("/")[2] != "0" for entry in found)
    scaled, scale = sections >= _SCALE_SECTIONS, f"on {sections:,} sections"
    aside = "" if scaled else f"; the target is for {_SCALE_SECTIONS:,}"
    questions = typing_search.word_pairs(found, setting.count(40, 2))
    typed = typing_search.type_letters(margent, peer, questions)
    ours, theirs, name = typed.ours.wall, typed.peer.wall, fts_peer.NAME
    note = f"{scale}, {len(ours)} keystrokes{aside}"
    yield Row(NAME, "keystroke_p95_ms", p95(ours), "ms", 8, name, p95(theirs), note, scaled)
    yield Row(NAME, "keystroke_max_ms", max(ours), "ms", 16, name, max(theirs), note, scaled)
    opened = shelving.opened(margent, document)
    notes = noting_search.find_notes(margent, opened, peer, setting.count(40, 3))
    note = f"{scale}, {len(notes.overlay)} notes"
    overlay, theirs = median(notes.overlay), notes.peer.wall
    yield Row(NAME, "note_overlay_ms", overlay, "ms", 2, name, median(theirs), f"{note}, median{aside}", scaled)
    yield Row(NAME, "note_indexed_p95_ms", p95(notes.indexed), "ms", 50, note=note + aside, at_scale=scaled)
    yield _opening(setting, margent.store.folder, questions[0], scale, scaled=scaled)


def _opening(setting: Setting, folder: Path, question: str, scale: str, *, scaled: bool) -> Row:
    times = [answer_of("search_opening", folder, question)["ms"] for _ in range(setting.count(5, 1))]
    aside = "" if scaled else f"; the target is for {_SCALE_SECTIONS:,}"
    note = f"{scale}, median of {len(times)} processes, imports included{aside}"
    return Row(NAME, "search_open_ms", median(times), "ms", 150, note=note, at_scale=scaled)


def _saving(setting: Setting) -> Iterator[Row]:
    many, count = setting.count(_SCALE_ANNOTATIONS, 500), setting.count(250, 5)
    with closing(compose(setting.folder / "save")) as margent:
        document = shelving.shelve(margent, [corpus.written(setting.count(_BOOK, 5_000))])[0]
        opened = shelving.opened(margent, document)
        saving.fill(margent, opened, many)
        watch = saving.save(margent, opened, count)
    note = (
        f"{count} highlights and {count} notes among {many:,} annotations, beneath {os.fspath(setting.folder.parent)}"
    )
    yield Row(NAME, "save_p95_ms", p95(watch.wall), "ms", 20, note=note, at_scale=many >= _SCALE_ANNOTATIONS)
