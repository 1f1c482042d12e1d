"""A text of some size moved, zoomed and resized in the reading view and, beside it, in Qt's own browser.

Run as a process of its own: `view_at_work WORDS MARKS PAGES NOTCHES JUMPS CHANGES` answers `{ours: {…}, stock: {…}}`,
by what was done and by `wall` and `cpu`: lists of milliseconds.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle
from typing import NamedTuple

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QTextBrowser, QTextEdit

from desktop_app.core.annotation import Placed
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.benchmarks.corpus import Article, as_html, highlights, written
from tests.benchmarks.dressing import dressed_for_bare_views
from tests.benchmarks.measuring import Stopwatch

_SIZE = (980, 860)
_NARROWER = 60
"""How much narrower the window becomes and wide again: the column stays as it is where it is a fixed one."""

_NOTCH = 60
_REST = 1_000
"""Milliseconds in which the text that was just opened is looked at, as every text is, before anything is done."""

_WARM_UP = 3
_ZOOMED = 1.5


Timed = dict[str, list[float]]


class Counts(NamedTuple):
    """How often each thing is done."""

    pages: int
    notches: int
    jumps: int
    changes: int


class Deeds(NamedTuple):
    """What can be done with a page, and where jumps lead: Qt's block numbers or code points."""

    page: QTextEdit
    page_down: Callable[[], None]
    jump: Callable[[int], None]
    zoom: Callable[[bool], None]
    resize: Callable[[int], None]
    targets: Sequence[int]


def measured(deeds: Deeds, counts: Counts) -> dict[str, Timed]:
    """Do everything, each deed until it has been painted."""
    bar = deeds.page.verticalScrollBar()
    chosen = random.Random(1)
    QTest.qWait(_REST)
    deeds.jump(deeds.targets[len(deeds.targets) // 3])
    for _ in range(_WARM_UP):
        deeds.page_down()
        QApplication.processEvents()
    rows = {"page_down": _timed(deeds.page_down for _ in range(counts.pages))}
    deeds.jump(deeds.targets[len(deeds.targets) // 3])
    rows["wheel"] = _timed((lambda: bar.setValue(bar.value() + _NOTCH)) for _ in range(counts.notches))
    places = (chosen.choice(deeds.targets) for _ in range(counts.jumps))
    rows["jump"] = _timed(partial(deeds.jump, place) for place in places)
    larger = cycle((True, False))
    rows["zoom"] = _timed((lambda: deeds.zoom(next(larger))) for _ in range(counts.changes))
    widths = cycle((_SIZE[0] - _NARROWER, _SIZE[0]))
    rows["resize"] = _timed((lambda: deeds.resize(next(widths))) for _ in range(counts.changes))
    return rows


def in_margent(article: Article, placed: Sequence[Placed], counts: Counts) -> dict[str, Timed]:
    """Work in the reading view."""
    appearance = Appearance(load_palette(Theme.LIGHT))
    view = ReaderView(appearance)
    view.set_smooth(False)
    view.resize(*_SIZE)
    view.show()
    sections = sections_of(article.content)
    view.show_content(article.content, sections, {})
    view.set_annotations(placed)
    QApplication.processEvents()

    def zoom(larger: bool) -> None:
        view.set_appearance(replace(appearance, size=appearance.size + _ZOOMED * larger))

    def resize(width: int) -> None:
        view.resize(width, _SIZE[1])

    starts = [section.start for section in sections]
    return measured(Deeds(view, lambda: view.scroll_page(1), view.go_to, zoom, resize, starts), counts)


def in_stock(article: Article, placed: Sequence[Placed], counts: Counts) -> dict[str, Timed]:
    """Work in a browser that was given the text and its highlights as HTML.

    It is laid out before anything is timed, and comes back to a paragraph in the middle, which it would lose.
    """
    appearance = Appearance(load_palette(Theme.LIGHT))
    stock = QTextBrowser()
    stock.setFont(fonts.sized(appearance.family.face, appearance.size))
    stock.resize(*_SIZE)
    stock.show()
    stock.setHtml(as_html(article.content, placed))
    QApplication.processEvents()
    document, bar = stock.document(), stock.verticalScrollBar()
    layout = document.documentLayout()
    layout.blockBoundingRect(document.lastBlock())
    while bar.maximum() < layout.documentSize().height() - stock.viewport().height() - 1:
        QApplication.processEvents()  # it comes to know by and by how long its text is

    amid = document.findBlockByNumber(document.blockCount() // 2)

    def jump(number: int) -> None:
        bar.setValue(round(layout.blockBoundingRect(document.findBlockByNumber(number)).top()))

    def page_down() -> None:
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)

    def zoom(larger: bool) -> None:
        with_place(stock.zoomIn if larger else stock.zoomOut)

    def resize(width: int) -> None:
        with_place(partial(stock.resize, width, _SIZE[1]))

    def with_place(change: Callable[[], None]) -> None:
        change()
        bar.setValue(round(layout.blockBoundingRect(amid).top()))

    blocks = range(0, document.blockCount(), 7)
    return measured(Deeds(stock, page_down, jump, zoom, resize, blocks), counts)


def _timed(deeds: Iterator[Callable[[], None]]) -> Timed:
    watch = Stopwatch()
    for deed in deeds:
        with watch.running():
            deed()
            QApplication.processEvents()
    return {"wall": watch.wall, "cpu": watch.cpu}


def main(words: int, marks: int, counts: Counts) -> None:
    """Measure, and print the answer."""
    _application = dressed_for_bare_views()
    article = written(words)
    placed = highlights(article.content, marks, "document", "version")
    answer = {"ours": in_margent(article, placed, counts), "stock": in_stock(article, placed, counts)}
    print(json.dumps(answer))


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    main(numbers[0], numbers[1], Counts(*numbers[2:]))
