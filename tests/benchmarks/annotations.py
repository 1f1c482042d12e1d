"""The group `annotations`: a hundred thousand in one library, ten thousand of them on one text."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from desktop_app.compose import Margent, compose
from desktop_app.core.anchoring import Anchored, Anchoring
from desktop_app.core.annotation import Placed
from desktop_app.core.selectors import TextQuoteSelector
from tests.benchmarks import corpus, fts_peer, noting_search, saving, shelving
from tests.benchmarks.children import answer_of
from tests.benchmarks.measuring import MeasuringFailed, Row, Setting, median, p95, p99

NAME = "annotations"
_MANY = 100_000
_ON_ONE = 10_000
_OTHERS = 45  # articles that have the rest
_WORDS = 200_000


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group. Raises MeasuringFailed."""
    folder = setting.folder / "library"
    with closing(compose(folder)) as margent:
        document = _filled(setting, margent)
        yield from _saving(setting, margent, document)
    yield _anchoring(setting)
    yield from _window(setting, folder, document)
    yield from _rooms(setting, folder)
    with closing(compose(folder)) as margent:
        yield from _searching(setting, margent, document)


def _filled(setting: Setting, margent: Margent) -> str:
    """Shelve articles with very many highlights; return the one that has many of them."""
    long, on_one, others = setting.count(_WORDS, 5_000), setting.count(_ON_ONE, 100), setting.count(_OTHERS, 2)
    articles = [corpus.written(long), *(corpus.written(long // 10, seed) for seed in range(2, 2 + others))]
    documents = shelving.shelve(margent, articles)
    saving.fill(margent, shelving.opened(margent, documents[0]), on_one)
    for document in documents[1:]:
        saving.fill(margent, shelving.opened(margent, document), (setting.count(_MANY, 500) - on_one) // others)
    return documents[0]


def _saving(setting: Setting, margent: Margent, document: str) -> Iterator[Row]:
    many, times = setting.count(_MANY, 500), setting.count(250, 5)
    watch = saving.save(margent, shelving.opened(margent, document), times)
    note = f"{times} highlights and notes among {many:,} annotations, beneath {os.fspath(setting.folder.parent)}"
    yield Row(NAME, "save_p95_ms", p95(watch.wall), "ms", 20, note=note, at_scale=many >= _MANY)
    with closing(margent.store.reader()) as reader:
        bulk = reader.annotation_ids(document)[: setting.count(_ON_ONE, 100)]
    started = time.perf_counter()
    margent.annotating.delete(bulk).result()
    deleted = time.perf_counter() - started
    margent.history.undo().result()
    undone = time.perf_counter() - started - deleted
    note = f"{len(bulk):,} annotations, in slices that are one step"
    yield Row(NAME, "bulk_delete_s", deleted, "s", note=note)
    yield Row(NAME, "bulk_undo_s", undone, "s", note=note)


def _anchoring(setting: Setting) -> Row:
    """Find the quotes of a text again after one sentence in ten has been changed, moved or taken out."""
    content = corpus.written(setting.count(_WORDS, 5_000)).content
    marks = corpus.highlights(content, setting.count(1_000, 20), "document", "version")
    revised = _revised(content.text)
    started = time.perf_counter()
    anchoring = Anchoring(content.text, revised)
    found = [anchoring.find(mark.annotation.target.position, _quote(mark)) for mark in marks]
    spent = (time.perf_counter() - started) * 1000
    standing = sum(isinstance(one, Anchored) for one in found)
    note = f"{len(marks):,} quotes in {len(content.text):,} letters, comparing the texts included; {standing:,} found"
    return Row(NAME, "anchor_ms", spent / len(marks), "ms", 5, note=note)


def _quote(mark: Placed) -> TextQuoteSelector:
    quote = mark.annotation.target.quote
    if quote is None:
        raise MeasuringFailed("a highlight has no quote")
    return quote


def _revised(text: str) -> str:
    dice = random.Random(11)
    sentences = text.split(". ")
    for place in range(len(sentences)):
        fate = dice.random()
        if fate < 0.03:
            sentences[place] = ""
        elif fate < 0.07:
            words = sentences[place].split(" ")
            words[dice.randrange(len(words))] = "changed"
            sentences[place] = " ".join(words)
        elif fate < 0.1:
            other = dice.randrange(len(sentences))
            sentences[place], sentences[other] = sentences[other], sentences[place]
    return ". ".join(sentences)


def _window(setting: Setting, folder: Path, document: str) -> Iterator[Row]:
    words, marks = setting.count(_WORDS, 5_000), setting.count(_ON_ONE, 100)
    seconds = setting.count(12, 3)
    told = answer_of("marks_at_work", folder, document, str(setting.count(150, 3)), str(seconds))
    note = f"{words:,} words with {marks:,} highlights, in the whole window"
    scaled = marks >= _ON_ONE
    for name, label, of, target in (
        ("open", "open_marked", median, 1_000.0),
        ("close", "close_marked", median, 1_000.0),
        ("page_down", "page_down_marked_p95", p95, 5.0),
    ):
        work = f"{note}; {of(told[f'{name}_work']):.1f} ms of it work of the window's thread"
        yield Row(NAME, f"{label}_ms", of(told[name]), "ms", target, note=work, at_scale=scaled)
    for name in ("mark", "undo", "redo"):
        longest = f"the longest that the window's thread works at a stretch for one, median of {len(told[name])}"
        yield Row(NAME, f"stretch_{name}_ms", median(told[name]), "ms", 16, note=longest, at_scale=scaled)
    bulk = f"all {marks:,} highlights get another colour while their article is open"
    yield Row(NAME, "bulk_recolour_s", told["recolour_s"], "s", note=bulk, at_scale=scaled)
    yield Row(NAME, "bulk_recolour_undo_s", told["back_s"], "s", note="and are given back the one they had")
    yield Row(NAME, "lateness_bulk_p99_ms", p99(told["recolour"]), "ms", note="throughout both")
    yield from _on_a_bad_disk(told, seconds)


def _on_a_bad_disk(told: dict[str, list[float]], seconds: int) -> Iterator[Row]:
    note = f"{seconds} s of highlights, notes typed and undone; 80 ms more for each commit, the library locked for 2 s"
    for name, of in (("p50", median), ("p99", p99), ("max", max)):
        peer = "the same on a good disk"
        yield Row(NAME, f"lateness_saving_{name}_ms", of(told["slow"]), "ms", None, peer, of(told["quick"]), note)
    yield Row(NAME, "lateness_idle_p99_ms", p99(told["idle"]), "ms", note=f"{seconds} s without a key")


def _rooms(setting: Setting, folder: Path) -> Iterator[Row]:
    told = answer_of("rooms_at_work", folder, str(setting.count(3, 1)))
    for room in ("library", "notebook"):
        note = f"until the room shows {setting.count(_MANY, 500):,} annotations, or what they come to"
        yield Row(NAME, f"{room}_open_ms", median(told[room]), "ms", note=note)
        yield Row(NAME, f"lateness_{room}_ms", median(told[f"{room}_late"]), "ms", note="the window's worst meanwhile")


def _searching(setting: Setting, margent: Margent, document: str) -> Iterator[Row]:
    started = time.perf_counter()
    shelving.index(margent)
    spent = time.perf_counter() - started
    many = setting.count(_MANY, 500)
    yield Row(NAME, "index_s", spent, "s", note=f"the index of {many:,} annotations and their articles, from nothing")
    peer = fts_peer.FtsPeer(setting.folder / "peer.db", ())
    with closing(peer):
        notes = noting_search.find_notes(margent, shelving.opened(margent, document), peer, setting.count(40, 3))
    note = f"median of {len(notes.overlay)} notes among {many:,} annotations"
    scaled = many >= _MANY
    yield Row(NAME, "note_overlay_ms", median(notes.overlay), "ms", 2, note=note, at_scale=scaled)
    yield Row(NAME, "note_indexed_p95_ms", p95(notes.indexed), "ms", 50, note=note, at_scale=scaled)
