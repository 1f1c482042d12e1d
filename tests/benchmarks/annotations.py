"""The group `annotations`: saving among many, finding quotes again, a window with ten thousand marks on one text."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import closing

from desktop_app.compose import compose
from desktop_app.core.anchoring import Anchored, Anchoring
from desktop_app.core.annotation import Placed
from desktop_app.core.selectors import TextQuoteSelector
from tests.benchmarks import corpus, saving, shelving
from tests.benchmarks.children import answer_of
from tests.benchmarks.measuring import MeasuringFailed, Row, Setting, median, p95

NAME = "annotations"
_MANY = 100_000
_ON_ONE = 10_000
_WORDS = 200_000


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group. Raises MeasuringFailed."""
    yield from _saving(setting)
    yield _anchoring(setting)
    yield from _window(setting)


def _saving(setting: Setting) -> Iterator[Row]:
    many, times = setting.count(_MANY, 500), setting.count(250, 5)
    with closing(compose(setting.folder / "save")) as margent:
        document = shelving.shelve(margent, [corpus.written(setting.count(_WORDS, 5_000))])[0]
        opened = shelving.opened(margent, document)
        saving.fill(margent, opened, many)
        watch = saving.save(margent, opened, times)
        with closing(margent.store.reader()) as reader:
            bulk = [one.id for one in reader.annotations()[: setting.count(_ON_ONE, 200)]]
        started = time.perf_counter()
        margent.annotating.delete(bulk).result()
        deleted = time.perf_counter() - started
        margent.history.undo().result()
        undone = time.perf_counter() - started - deleted
    note = f"{times} highlights and notes among {many:,} annotations, beneath {os.fspath(setting.folder.parent)}"
    yield Row(NAME, "save_p95_ms", p95(watch.wall), "ms", 20, note=note, at_scale=many >= _MANY)
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


def _window(setting: Setting) -> Iterator[Row]:
    folder = setting.folder / "window"
    words, marks = setting.count(_WORDS, 5_000), setting.count(_ON_ONE, 100)
    with closing(compose(folder)) as margent:
        document = shelving.shelve(margent, [corpus.written(words)])[0]
        saving.fill(margent, shelving.opened(margent, document), marks)
    seconds = setting.count(12, 1)
    told = answer_of("marks_at_work", folder, document, str(setting.count(150, 3)), str(seconds))
    note = f"{words:,} words with {marks:,} highlights, in the whole window"
    scaled = marks >= _ON_ONE
    yield Row(NAME, "open_marked_ms", median(told["open"]), "ms", 1_000, note=note, at_scale=scaled)
    yield Row(NAME, "close_marked_ms", median(told["close"]), "ms", 1_000, note=note, at_scale=scaled)
    yield Row(NAME, "page_down_marked_p95_ms", p95(told["page_down"]), "ms", 5, note=note, at_scale=scaled)
    note = f"{seconds} s, a highlight and its note each 250 ms, 80 ms more for each commit, the library locked for 2 s"
    peer = "the same on a good disk"
    yield Row(NAME, "lateness_saving_p99_ms", _p99(told["slow"]), "ms", None, peer, _p99(told["quick"]), note)
    yield Row(NAME, "lateness_saving_max_ms", max(told["slow"]), "ms", None, peer, max(told["quick"]), note)
    idle = told["idle"]
    yield Row(NAME, "lateness_idle_p99_ms", _p99(idle), "ms", note=f"{seconds} s without a key")


def _p99(values: list[float]) -> float:
    return sorted(values)[round(0.99 * (len(values) - 1))]
