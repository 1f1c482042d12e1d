"""A text opened from the library until it is painted and, beside it, the same text given to Qt's own browser.

Run as a process of its own: `book_opening FOLDER DOCUMENT TIMES` answers `{ours: {…}, stock: {…}}`, by
`wall` and `cpu`: lists of milliseconds.
"""

import json
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop_app.services.articles.reading import open_document
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.benchmarks.corpus import as_html
from tests.benchmarks.dressing import dressed_for_bare_views
from tests.benchmarks.measuring import Stopwatch

_SIZE = (980, 860)


def in_margent(reader: LibraryReader, document: str, times: int) -> Stopwatch:
    """Open it in a window that is there already, as a click in the library does."""
    watch = Stopwatch()
    for _ in range(times):
        view = ReaderView(Appearance(load_palette(Theme.LIGHT)))
        view.resize(*_SIZE)
        view.show()
        QApplication.processEvents()
        with watch.running():
            opened = open_document(reader, document)
            view.show_content(opened.content, opened.sections, {})
            QApplication.processEvents()
        view.close()
        view.deleteLater()
    return watch


def in_stock(reader: LibraryReader, document: str, times: int) -> Stopwatch:
    """Show the text in a plain browser; to write it as HTML is not counted."""
    page = as_html(open_document(reader, document).content, ())
    watch = Stopwatch()
    for _ in range(times):
        stock = QTextBrowser()
        stock.resize(*_SIZE)
        stock.show()
        QApplication.processEvents()
        with watch.running():
            stock.setHtml(page)
            QApplication.processEvents()
        stock.close()
        stock.deleteLater()
    return watch


def main(folder: Path, document: str, times: int) -> None:
    """Measure, and print the answer."""
    _application = dressed_for_bare_views()
    with closing(Store(folder)) as store, closing(store.reader()) as reader:
        ours, stock = in_margent(reader, document, times), in_stock(reader, document, times)
    print(json.dumps({
        name: {"wall": watch.wall, "cpu": watch.cpu} for name, watch in (("ours", ours), ("stock", stock))
    }))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
