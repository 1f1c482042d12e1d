"""The strip beside the scroll bar: where the highlights and the search hits of the whole article stand."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.core.annotation import Placed
from desktop_app.ui.reader.marks import is_shown
from desktop_app.ui.theme.palette import Palette

WIDTH = 12
_AGE = attrgetter("annotation.created", "annotation.id")
_MARK = 2.0
_PLACES = 1_000
"""How many marks are told apart, so that drawing costs the same however many there are."""


class Minimap(QWidget):
    """Marks stand by the part of the text's characters before them. Drawn once and kept until something changes."""

    clicked = Signal(int)
    """The code point that was clicked at."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self._palette = palette
        self._length = 0
        self._marks: defaultdict[int, list[Placed]] = defaultdict(list)  # by place, the newest last
        self._hits: dict[int, None] = {}
        self._drawn: QPixmap | None = None
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
        for one in filter(is_shown, gone):
            self._marks[self._place(one.start)].remove(one)
        for one in filter(is_shown, come):
            insort(self._marks[self._place(one.start)], one, key=_AGE)
        self._redraw()

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
        wanted = self.size() * self.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != wanted:
            self._drawn = self._draw()
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

    def _draw(self) -> QPixmap:
        pixmap = QPixmap(self.size() * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        edges = {colour: self._palette.edge(colour) for colour in [None, *self._palette.edges]}
        newest: dict[int, Placed] = {}
        for place, there in self._marks.items():
            if there:
                row = self._row(place)
                other = newest.get(row)
                newest[row] = there[-1] if other is None else max(other, there[-1], key=_AGE)
        for row, one in newest.items():
            painter.fillRect(QRectF(2, row, 8, _MARK), edges[one.annotation.colour])
        hit = QColor(self._palette.hit) if not self._palette.dark else QColor(self._palette.hit).lighter(170)
        for row in dict.fromkeys(map(self._row, self._hits)):
            painter.fillRect(QRectF(6, row, 6, _MARK), hit)
        painter.end()
        return pixmap

    def _place(self, offset: int) -> int:
        return offset * _PLACES // max(1, self._length)

    def _row(self, place: int) -> int:
        return round(place / _PLACES * (self.height() - _MARK))
