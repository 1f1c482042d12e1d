"""The strip beside the scroll bar: where the highlights and the search hits of the whole article stand."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.core.annotation import Placed
from desktop_app.ui.reader.painting.marks import is_shown
from desktop_app.ui.theme.palette import Palette

WIDTH = 12
_AGE = attrgetter("annotation.created", "annotation.id")
_MARK = 2  # rows of pixels, the second of which makes way for a mark that begins there
_PLACES = 1_000
"""How many marks are told apart, so that drawing costs the same however many there are."""


class Minimap(QWidget):
    """Marks stand by the part of the text's characters before them. Only the rows in which one changes are redrawn."""

    clicked = Signal(int)
    """The code point that was clicked at."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self._palette = palette
        self._length = 0
        self._marks: defaultdict[int, list[Placed]] = defaultdict(list)  # by place, the newest last
        self._hits: dict[int, None] = {}
        self._drawn: QPixmap | None = None
        self._height = -1  # for which the rows were found out
        self._rows: list[int] = []  # of pixels, where the marks at each place begin
        self._places: defaultdict[int, list[int]] = defaultdict(list)  # by these rows
        self.setFixedWidth(WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Map of highlights and search hits")

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self._redraw()

    def set_length(self, length: int) -> None:
        """Say how many code points the text has."""
        self._length = length
        self._redraw()

    def set_marks(self, marks: Iterable[Placed]) -> None:
        """Draw these, of which the newest comes last."""
        self._marks.clear()
        for one in marks:
            self._marks[self._place(one.start)].append(one)
        self._redraw()

    def change_marks(self, gone: Iterable[Placed], come: Iterable[Placed]) -> None:
        """Draw some no more, and some that were not there."""
        touched: set[int] = set()
        for one in filter(is_shown, gone):
            place = self._place(one.start)
            self._marks[place].remove(one)
            touched.add(place)
        for one in filter(is_shown, come):
            place = self._place(one.start)
            insort(self._marks[place], one, key=_AGE)
            touched.add(place)
        if self._drawn is not None:
            self._draw(self._drawn, self._rows_at(touched))
            self.update()

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        # From one place to the next that has a hit: hits may be a hundred times as many as places.
        self._hits = {}
        number = 0
        while number < len(hits):
            place = self._place(hits[number][0])
            self._hits[place] = None
            beyond = -(-(place + 1) * max(1, self._length) // _PLACES)
            number = bisect_left(hits, (beyond, 0), number + 1)
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != self.size() * ratio:
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            self._measure()
            self._draw(self._drawn, self._rows_at(self._marks.keys() | self._hits.keys()))
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._click(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _click(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.height():
            part = min(1.0, max(0.0, event.position().y() / self.height()))
            self.clicked.emit(round(part * self._length))

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def _rows_at(self, places: Iterable[int]) -> set[int]:
        """Return the rows of pixels in which marks at some places are drawn."""
        return {self._rows[place] + reach for place in places for reach in range(_MARK)}

    def _measure(self) -> None:
        """Find out which rows of pixels the places stand in."""
        if self._height == self.height():
            return
        self._height = self.height()
        self._rows = [round(place / _PLACES * (self.height() - _MARK)) for place in range(_PLACES + 1)]
        self._places.clear()
        for place, row in enumerate(self._rows):
            self._places[row].append(place)

    def _draw(self, drawn: QPixmap, rows: Iterable[int]) -> None:
        """Draw what is in some rows of pixels now."""
        edges = {colour: self._palette.edge(colour) for colour in [None, *self._palette.edges]}
        hit = QColor(self._palette.hit) if not self._palette.dark else QColor(self._palette.hit).lighter(170)
        painter = QPainter(drawn)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for row in rows:
            painter.fillRect(0, row, WIDTH, 1, Qt.GlobalColor.transparent)
            newest = self._newest(row) or self._newest(row - 1)
            if newest is not None:
                painter.fillRect(2, row, 8, 1, edges[newest.annotation.colour])
            if self._hits and (self._is_hit(row) or self._is_hit(row - 1)):
                painter.fillRect(6, row, 6, 1, hit)
        painter.end()

    def _newest(self, row: int) -> Placed | None:
        """Return the newest mark that begins in a row of pixels."""
        there = [self._marks[place][-1] for place in self._places.get(row, ()) if self._marks.get(place)]
        return max(there, key=_AGE) if len(there) > 1 else there[0] if there else None

    def _is_hit(self, row: int) -> bool:
        return any(place in self._hits for place in self._places.get(row, ()))

    def _place(self, offset: int) -> int:
        return offset * _PLACES // max(1, self._length)
