"""From our blocks to a Qt document that a LazyLayout lays out: the text in large pieces, then formats for its spans.

A million words come into Qt in 50 ms so, a third of what block after block takes, because sizes, faces and spaces are
not written into the document: the layout adds them to the blocks that it lays out. And most of them come only when the
first page is seen.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from desktop_app.core.document import Content
from desktop_app.ui.reader.lazy.formats import Formats
from desktop_app.ui.reader.lazy.layout import LazyLayout
from desktop_app.ui.reader.setting.hyphenation import Hyphenator
from desktop_app.ui.reader.setting.page import Page, empty_document, load_faces
from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.reader.setting.pouring import Pouring
from desktop_app.ui.reader.setting.shown_text import ShownText
from desktop_app.ui.reader.setting.text_map import TextMap
from desktop_app.ui.reader.setting.typesetting import Typesetting


def build_lazily(
    content: Content, typesetting: Typesetting, pictures: Pictures, parent: QObject, hyphens: Hyphenator | None = None
) -> Page:
    """Build the document of `content`, laid out by a LazyLayout. `parent` must serve the pictures."""
    load_faces(content, typesetting)
    document = empty_document(typesetting, parent)
    layout = LazyLayout(document)
    document.setDocumentLayout(layout)
    shown = ShownText(content, hyphens)
    text_map = TextMap(content, shown.bases, shown.shown_only)
    formats = Formats(content, text_map, document, pictures)
    pouring = Pouring(text_map.starts, shown, document, formats.write)
    if content.blocks:
        pouring.reach(0)  # a cursor in an empty document would be carried along by what is written
    if QAccessible.isActive():
        pouring.finish()  # a screen reader reads what Qt has
    page = Page(content, document, text_map, typesetting, pictures, formats.links, formats.colourings, {}, pouring)
    layout.begin(page)
    return page
