"""One article set as a page: built, laid out in a fixed column, and set anew when its looks change."""

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.reader.folds import Folds
from desktop_app.ui.reader.geometry.geometry import Geometry
from desktop_app.ui.reader.geometry.stock import StockGeometry
from desktop_app.ui.reader.header import HEIGHT as HEADER_HEIGHT
from desktop_app.ui.reader.lazy.steady import Steady
from desktop_app.ui.reader.minimap import WIDTH as MINIMAP_WIDTH
from desktop_app.ui.reader.painting.colouring import Colouring
from desktop_app.ui.reader.painting.grounds import Grounds
from desktop_app.ui.reader.painting.marks import Marks
from desktop_app.ui.reader.painting.under import UnderPainter
from desktop_app.ui.reader.place import Place
from desktop_app.ui.reader.setting.build import build
from desktop_app.ui.reader.setting.hyphenation import Hyphenator, hyphenator
from desktop_app.ui.reader.setting.page import SIDE, Page, load_faces
from desktop_app.ui.reader.setting.pictures import Pictures, PictureSource
from desktop_app.ui.reader.setting.typesetting import Typesetting
from desktop_app.ui.theme.appearance import Appearance

# A start most often opens what Qt lays out.
if TYPE_CHECKING:
    from desktop_app.ui.reader.lazy.layout import LazyLayout

LAZY_ABOVE = 120_000
"""The code points (20,000 words) above which a text is laid out lazily.

A zoom in Qt's own layout takes 30 ms of work at 10,000 words, 55 at 50,000 and 105 at 200,000 against 7, 8 and 15; a
narrower window 4, 50 and 270 deep in the text, against 3 to 4. Below, Qt's way costs little more than a frame, its
scroll bar is exact, and its caret knows the rows of a table.
"""

_COMPOSED = re.compile(
    "[\u0300-\u036f\u0590-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Marks on letters, and scripts with letters that are composed or run leftwards. Where the mouse is among them, Qt's
own layout often tells wrong (see `caret_at`), and only the lazy one can be told better."""

_MOST_CELLS = 120
"""The cells above which a table is laid out lazily. Qt's own layout takes 80 ms for 400, 160 for 600."""

_MOST_COLUMNS = 6
"""The columns above which a table is laid out lazily: Qt's own layout would break words to make room for them."""

_LONG_CODE = re.compile(r"^[ \t].{40}", re.MULTILINE)
"""Lines of code that stand in and may be broken: in Qt's own layout, what goes on below begins at the edge."""

_NARROWEST = 240
_LOOK = 30  # milliseconds between two looks whether the patterns for hyphenation have been read


class TextPage(QTextBrowser):
    """Holds one Content as a page. What is seen and done on it is added by PageCanvas."""

    _page: Page
    _geometry: Geometry
    _under: UnderPainter
    _starts: Sequence[int]
    """Where the blocks begin."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None, *, lazy_above: int | None = None) -> None:
        """`lazy_above` are the code points above which a text is laid out lazily; None: wherever it is best so."""
        super().__init__(parent)
        self._appearance = appearance
        self._lazy_above = lazy_above
        self._lazy: LazyLayout | None = None
        self._folds = Folds()
        self._source: PictureSource = _no_picture
        self._selected: tuple[tuple[int, int], tuple[int, int]] | None = None  # Qt's positions, our code points
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self._steady: Steady | None = None
        self._waiting = QTimer(self, interval=_LOOK)
        self._waiting.timeout.connect(self._await_hyphens)
        self._built(Content("", ()))
        self._place = Place(self, self._geometry)
        self._steady = Steady(self, self._place)

    @property
    def content(self) -> Content:
        """What is shown."""
        return self._page.content

    @property
    def appearance(self) -> Appearance:
        """How it is set."""
        return self._appearance

    @property
    def geometry_of_text(self) -> Geometry:
        """Where the words stand, for the margin beside the page."""
        return self._geometry

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt gives the text the widget's own face when a style sheet has been worn, or the application's face changes.
        if event.type() in _FACE_CHANGES and self._lazy is not None:
            self.document().setDefaultFont(self._page.typesetting.font)

    def _show(self, content: Content, source: PictureSource) -> None:
        self._source = source
        self._folds = Folds()
        former, layout = self._page.document, self._lazy
        self._built(content)
        _end(former, layout)
        self._place.use(self._geometry)
        self._arrange()
        self._place.forget()
        self._place.scroll_to(0)
        self._after_layout()

    def _fold(self, folds: Folds) -> None:
        """Take these blocks out of sight and no others; the top line stays, or the heading that stands for it."""
        if folds == self._folds:
            return
        self._folds = folds
        if self._lazy is None:  # a page that has been laid out lazily stays so: building it anew would be felt
            self._rebuild()
            return
        with self._place.kept():
            self._lazy.fold(folds)
            self._under.forget()
        self._after_layout()

    def _set_anew(self, *, rehyphenated: bool) -> None:
        """Set the same words in another way, and come back to the same place with the same words selected."""
        if self._lazy is not None and not rehyphenated:
            self._measure_anew(self._lazy)
        else:
            self._rebuild()

    def _measure_anew(self, layout: "LazyLayout") -> None:
        """Lay the same document out in another way: sizes and spaces are the layout's."""
        with self._place.kept():
            typesetting = Typesetting(self.content, self._appearance)
            load_faces(self.content, typesetting)
            self._page = replace(self._page, typesetting=typesetting)
            self._page.document.setDefaultFont(typesetting.font)
            layout.measure(typesetting, self._column_width() + 2 * SIDE)
            self._under = self._painter(self._under, self._under.marks)
            self._arrange()
        self._after_layout()

    def _rebuild(self) -> None:
        selection = self._raw_selection()
        former, layout = self._page.document, self._lazy
        with self._place.kept():
            self._built(self.content, self._under)
            _end(former, layout)
            self._place.use(self._geometry)
            self._arrange()
            self._select(*selection)
        self._after_layout()

    def _recolour(self) -> None:
        """Wear another palette over the same layout."""
        self._under.set_appearance(self._appearance)
        self._wear_palette()
        self._after_layout()

    def _built(self, content: Content, former: UnderPainter | None = None) -> None:
        typesetting = Typesetting(content, self._appearance)
        column = self._column_width()
        pictures = Pictures(self._source, column)
        lazy = self._is_large(content) or self._folds  # Qt's own layout does without heights, but not without gaps
        page = (_built_lazily if lazy else build)(content, typesetting, pictures, self, self._hyphens(content))
        self._lazy = cast("LazyLayout", page.document.documentLayout()) if lazy else None
        if self._lazy is not None:
            self._lazy.measure(typesetting, column + 2 * SIDE)
            self._lazy.fold(self._folds)
        self._selected = None
        self._page = page
        self._built_for = column
        self._has_pictures = _FIGURE in map(_KIND, content.blocks)
        self._starts = page.text_map.starts
        self._wear_document()
        self._under = self._painter(former, Marks(former.marks.all if former else (), page.text_map))

    def _is_large(self, content: Content) -> bool:
        if not content.blocks:
            return False
        if len(content.text) > (LAZY_ABOVE if self._lazy_above is None else self._lazy_above):
            return True
        composed = self._lazy_above is None and _COMPOSED.search(content.text) is not None
        return composed or _has_large_block(content)

    def _hyphens(self, content: Content) -> Hyphenator | None:
        """The hyphenator of a text that is to be hyphenated. While its patterns are read, it is shown without."""
        self._patterns = hyphenator(content) if self._appearance.hyphenated else None
        if self._patterns is None:
            return None
        if not self._patterns.done():
            self._waiting.start()
            return None
        return self._patterns.result() if self._patterns.exception() is None else None

    def _await_hyphens(self) -> None:
        if self._patterns is None or self._patterns.done():
            self._waiting.stop()
        if self._patterns is not None and self._patterns.done():
            self._rebuild()

    def _pour(self) -> bool:
        """Bring a little more of a long text into Qt's document; say whether any was missing."""
        pouring = self._page.pouring
        if pouring is None or pouring.is_done:
            return False
        if QAccessible.isActive():  # since a moment ago: a screen reader reads what Qt has
            pouring.finish()
        else:
            pouring.go_on()
        return True

    def _pour_all(self) -> None:
        """Bring in the whole of it: Qt is about to go through the text by itself."""
        if self._page.pouring is not None:
            self._page.pouring.finish()

    def _wear_document(self) -> None:
        if self._steady is not None:
            self._steady.use(None)
        self.setDocument(self._page.document)
        self._geometry = StockGeometry(self._page) if self._lazy is None else _geometry_of(self._page, self._lazy)
        if self._steady is not None:
            self._steady.use(self._lazy)

    def _painter(self, former: UnderPainter | None, marks: Marks) -> UnderPainter:
        grounds = Grounds(self.content, self._geometry, self._page.typesetting, self._page.pictures)
        made = UnderPainter(self._geometry, grounds, self._appearance, marks)
        if former is not None:
            made.set_hits(former.hits)
            made.set_active(former.active)
        return made

    def _arrange(self) -> None:
        """Put the column in the middle, whether or not there is a scroll bar."""
        column = self._column_width() + 2 * SIDE
        bar = self.verticalScrollBar().sizeHint().width() if self.verticalScrollBar().isVisible() else 0
        left = max(0, min((self.width() - column) // 2, self.width() - column - MINIMAP_WIDTH - bar))
        right = max(MINIMAP_WIDTH, self.width() - left - column - bar)
        self.setViewportMargins(left, HEADER_HEIGHT, right, 0)
        if self._lazy is not None and self._lazy.width != column:
            self._lazy.measure(self._page.typesetting, column)
            self._under.forget()
        if self.lineWrapColumnOrWidth() != column:
            self.setLineWrapColumnOrWidth(column)
            self._geometry.forget()
            self._under.forget()

    def _column_width(self) -> int:
        room = self.width() - 2 * SIDE - MINIMAP_WIDTH - self.verticalScrollBar().sizeHint().width()
        return max(_NARROWEST, min(self._appearance.column, room))

    def _wear_palette(self) -> None:
        worn = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            worn.setColor(role, QColor(self._appearance.palette.paper))
        worn.setColor(QPalette.ColorRole.Text, QColor(self._appearance.palette.ink))
        self._colouring = Colouring(self._appearance.palette)
        self.setPalette(worn)
        # Where a style sheet is worn, the viewport does not take a new palette over from here.
        self.viewport().setPalette(worn)
        self.viewport().update()

    def _stay_in_column(self) -> None:
        # A table may come out a pixel too wide: nothing to scroll sideways for.
        self.horizontalScrollBar().setMaximum(0)

    def _after_layout(self) -> None:
        """Called when the page may have been laid out anew."""

    def _raw_selection(self) -> tuple[int, int]:
        """The code points of the selection's fixed end and of the caret."""
        cursor = self.textCursor()
        ends = cursor.anchor(), cursor.position()
        if self._selected is not None and self._selected[0] == ends:
            return self._selected[1]
        return self._page.text_map.to_text(ends[0]), self._page.text_map.to_text(ends[1])

    def _select(self, anchor: int, caret: int) -> None:
        """Select, and remember what: Qt's cursor takes in whole rows where one end is in a table."""
        to_shown = self._page.text_map.to_shown
        self._page.reach(self._page.text_map.block(max(anchor, caret)))
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_shown(anchor, ending=anchor > caret))
        cursor.setPosition(to_shown(caret, ending=caret > anchor), QTextCursor.MoveMode.KeepAnchor)
        self._selected = ((cursor.anchor(), cursor.position()), (anchor, caret))
        self.setTextCursor(cursor)


_KIND, _FIGURE = attrgetter("kind"), BlockKind.FIGURE
_FACE_CHANGES = frozenset({QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange})


def _end(document: QTextDocument, layout: "LazyLayout | None") -> None:
    if layout is not None:
        layout.end()
    document.deleteLater()


def _built_lazily(
    content: Content, typesetting: Typesetting, pictures: Pictures, parent: QObject, hyphens: Hyphenator | None
) -> Page:
    from desktop_app.ui.reader.lazy.build import build_lazily

    return build_lazily(content, typesetting, pictures, parent, hyphens)


def _geometry_of(page: Page, layout: "LazyLayout") -> Geometry:
    from desktop_app.ui.reader.lazy.geometry import LazyGeometry

    return LazyGeometry(page, layout)


def _has_large_block(content: Content) -> bool:
    """Say whether a block goes on in another, or is a table or code that Qt does not lay out well."""
    return any(
        block.continues
        or (block.kind is BlockKind.TABLE and _is_large_table(content.text_of(block)))
        or (block.kind is BlockKind.CODE and _LONG_CODE.search(content.text_of(block)) is not None)
        for block in content.blocks
    )


def _is_large_table(table: str) -> bool:
    columns = max(line.count("\t") for line in table.split("\n")) + 1
    return columns > _MOST_COLUMNS or table.count("\t") + table.count("\n") + 1 > _MOST_CELLS


def _no_picture(_: str) -> bytes | None:
    return None
