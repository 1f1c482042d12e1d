"""Pages turned in the reading view and, beside it, in Qt's own browser. Run as a process of its own."""

import json
import sys
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractSlider, QApplication, QTextBrowser, QTextEdit

from desktop_app.core.annotation import Placed
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.benchmarks.corpus import Article, as_html, highlights, written
from tests.benchmarks.dressing import dressed_for_bare_views
from tests.benchmarks.measuring import MeasuringFailed, Stopwatch

_SIZE = (980, 860)
_WARM_UP = 3


def turned(page: QTextEdit, turn: Callable[[], None], pages: int) -> Stopwatch:
    """Return how long each page took until it was painted, one right after the other, as when a key is held down."""
    watch = Stopwatch()
    document = page.document()
    document.documentLayout().blockBoundingRect(document.lastBlock())  # all laid out, so that no page waits for that
    for _ in range(_WARM_UP):
        turn()
        QApplication.processEvents()
    for _ in range(pages):
        before = page.verticalScrollBar().value()
        with watch.running():
            turn()
            QApplication.processEvents()
        if page.verticalScrollBar().value() <= before:
            raise MeasuringFailed("The text has too few pages to turn.")
    return watch


def in_margent(article: Article, placed: Sequence[Placed], pages: int) -> Stopwatch:
    """Turn pages in the reading view."""
    view = ReaderView(Appearance(load_palette(Theme.LIGHT)))
    view.set_smooth(False)
    view.resize(*_SIZE)
    view.show()
    view.show_content(article.content, sections_of(article.content), {})
    view.set_annotations(placed)
    QApplication.processEvents()
    return turned(view, lambda: view.scroll_page(1), pages)


def in_stock(article: Article, placed: Sequence[Placed], pages: int) -> Stopwatch:
    """Turn pages in a browser that was given the text and its highlights as HTML."""
    appearance = Appearance(load_palette(Theme.LIGHT))
    stock = QTextBrowser()
    stock.setFont(fonts.sized(appearance.family.face, appearance.size))
    stock.resize(appearance.column + 20, _SIZE[1])
    stock.show()
    stock.setHtml(as_html(article.content, placed))
    QApplication.processEvents()
    bar = stock.verticalScrollBar()
    return turned(stock, lambda: bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd), pages)


def main(words: int, marks: int, pages: int) -> None:
    """Measure, and print the answer."""
    _application = dressed_for_bare_views()
    article = written(words)
    placed = highlights(article.content, marks, "document", "version")
    ours, stock = in_margent(article, placed, pages), in_stock(article, placed, pages)
    print(json.dumps({
        "wall": ours.wall, "cpu": ours.cpu, "stock_wall": stock.wall, "stock_cpu": stock.cpu,
    }))  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
