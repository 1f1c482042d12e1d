"""The group `reader`: open, turn pages, scroll, jump, zoom and resize, in texts from an essay to a shelf of books."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from desktop_app.compose import compose
from tests.benchmarks import corpus, saving, shelving
from tests.benchmarks.children import answer_of
from tests.benchmarks.measuring import Row, Setting, median, p95

NAME = "reader"
_PEER = "QTextBrowser.setHtml"
_WORDS_A_PAGE = 300
_STAY = 3_000
"""Milliseconds that the window stays open when its memory is measured."""


class Size(NamedTuple):
    """A size of text as rows are named for it, and how many words and highlights that is."""

    name: str
    words: int
    marks: int


_SIZES = (Size("2k", 2_000, 20), Size("20k", 20_000, 200), Size("200k", 200_000, 2_000), Size("1m", 1_000_000, 10_000))
_OPENED = {"200k": 100, "1m": 250}
_PEAKS = {"200k": 150, "1m": 190}


class Deed(NamedTuple):
    """What is done with a page: the name of its row, the target at full scale, and how many times become one figure."""

    key: str
    row: str
    target: float
    figure: Callable[[Sequence[float]], float]


_DEEDS = (
    Deed("page_down", "page_down_p95_ms", 5, p95),
    Deed("wheel", "wheel_p95_ms", 2, p95),
    Deed("jump", "jump_ms", 10, median),
    Deed("zoom", "zoom_ms", 50, median),
    Deed("resize", "resize_ms", 8, median),
)


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group, size by size. Raises MeasuringFailed."""
    for size in _SIZES:
        done = size if not setting.quick else Size(size.name, min(size.words, 6_000), 20)
        yield from _opening(setting, size, done)
        yield from _working(setting, size, done)


def _working(setting: Setting, size: Size, done: Size) -> Iterator[Row]:
    """Only the largest text has the rows with targets; the others' are named after their size."""
    pages = setting.count(min(150, done.words // _WORDS_A_PAGE // 2), 3)  # from a third of the text on
    notches = min(150, 10 * pages)
    counts = (pages, notches, setting.count(40, 2), setting.count(7, 2))
    told = answer_of("view_at_work", *map(str, (done.words, done.marks, *counts)))
    largest = size is _SIZES[-1]
    note = f"{done.words:,} words, {done.marks:,} highlights"
    for deed in _DEEDS:
        name = deed.row if largest else f"{deed.row}_{size.name}"
        ours, stock = told["ours"][deed.key], told["stock"][deed.key]["wall"]
        how = f"{note}; {'95th percentile' if deed.figure is p95 else 'median'} of {len(stock)}"
        how += f", {deed.figure(ours['cpu']):.1f} ms of processor time"
        value, target = deed.figure(ours["wall"]), deed.target if largest else None
        yield Row(NAME, name, value, "ms", target, _PEER, deed.figure(stock), how, at_scale=done == size)


def _opening(setting: Setting, size: Size, done: Size) -> Iterator[Row]:
    folder = setting.folder / size.name
    document = _library(folder, done)
    told = answer_of("book_opening", folder, document, str(setting.count(5, 1)))
    ours, stock = median(told["ours"]["wall"]), median(told["stock"]["wall"])
    note = f"{done.words:,} words, median of {len(told['ours']['wall'])}, without their highlights"
    note += f", {median(told['ours']['cpu']):.0f} ms of processor time"
    scaled = done == size
    name, target = f"open_{size.name}_ms", _OPENED.get(size.name)
    yield Row(NAME, name, ours, "ms", target, _PEER, stock, note, at_scale=scaled)
    answer_of("first_paint", "--remember", folder, document)
    told = answer_of("first_paint", "--data-dir", folder, str(setting.count(_STAY, 20)))
    note = f"the window's process, {done.words:,} words open with {done.marks:,} highlights"
    name, target = f"peak_{size.name}_mb", _PEAKS.get(size.name)
    yield Row(NAME, name, told["peak_mb"], "MB", target, note=note, at_scale=scaled)


def _library(folder: Path, size: Size) -> str:
    with closing(compose(folder)) as margent:
        document = shelving.shelve(margent, [corpus.written(size.words)])[0]
        saving.fill(margent, shelving.opened(margent, document), size.marks)
    return document
