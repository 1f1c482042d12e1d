"""The two ends of a range as handles that the mouse can take: a stem at the first and last word, with a knob on it."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.reader.view import ReaderView

_KNOB = 12
_STEM = 2
_AROUND = 5  # pixels around knob and stem that take the mouse too


class Handle(QWidget):
    """One end. The knob of the beginning stands above its line, that of the end below."""

    dragged = Signal(int)
    """The mouse has taken it to this code point."""

    let_go = Signal()
    """The mouse button is up again."""

    def __init__(self, page: ReaderView, *, opens: bool) -> None:
        super().__init__(page.viewport())
        self._page = page
        self._opens = opens
        self._held: QPoint | None = None
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAccessibleName("Beginning of the highlight" if opens else "End of the highlight")
        self.setToolTip("Drag to change where the highlight " + ("begins" if opens else "ends"))

    def stand(self, x: float, top: float, bottom: float) -> None:
        """Stand at an edge of the words of a line, given in the viewport."""
        half = _KNOB // 2 + _AROUND
        upper, lower = (top - _KNOB + 2, bottom) if self._opens else (top, bottom + _KNOB - 2)
        self.setGeometry(QRect(round(x) - half, round(upper) - _AROUND, 2 * half, round(lower - upper) + 2 * _AROUND))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw the stem and the knob, with an edge of paper so that they are seen on any highlight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._page.appearance.palette
        inside = QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        middle = inside.center().x()
        painter.fillRect(QRectF(middle - _STEM / 2, inside.top(), _STEM, inside.height()), QColor(palette.accent))
        y = inside.top() + _KNOB / 2 if self._opens else inside.bottom() - _KNOB / 2
        painter.setPen(QColor(palette.paper))
        painter.setBrush(QColor(palette.accent))
        painter.drawEllipse(QPointF(middle, y), _KNOB / 2 - 0.5, _KNOB / 2 - 0.5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold: what moves is the place in the line, wherever on the handle the mouse is."""
        if event.button() == Qt.MouseButton.LeftButton:
            line = self.rect().center() + QPoint(0, _KNOB // 2 if self._opens else -_KNOB // 2)
            self._held = line - event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the end to the words under the mouse; beyond the page's edge the page goes along."""
        if self._held is None:
            return
        place = self.mapToParent(event.position().toPoint() + self._held)
        if not 0 <= place.y() < self._page.viewport().height():
            self._page.scroll_lines(1 if place.y() > 0 else -1)
        self.dragged.emit(self._page.offset_at(place))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._held is not None:
            self._held = None
            self.let_go.emit()
        event.accept()


class RangeHandles(QObject):
    """Both ends of a range on one page, while it is shown."""

    dragged = Signal(bool, int)
    """Whether the beginning was taken, or else the end, and the code point it was taken to."""

    let_go = Signal()
    """The mouse has let one of them go."""

    def __init__(self, page: ReaderView) -> None:
        super().__init__(page)
        self._page = page
        self._range: tuple[int, int] | None = None
        self.first, self.last = Handle(page, opens=True), Handle(page, opens=False)
        for handle, opens in ((self.first, True), (self.last, False)):
            handle.dragged.connect(lambda offset, opens=opens: self.dragged.emit(opens, offset))
            handle.let_go.connect(self.let_go)
            handle.hide()
        page.scrolled.connect(self._stand)

    def show(self, start: int, end: int) -> None:
        """Show the ends of a range of code points."""
        self._range = start, end
        self._stand()

    def hide(self) -> None:
        """Show no range."""
        self._range = None
        self.first.hide()
        self.last.hide()

    def _stand(self) -> None:
        if self._range is None:
            return
        start, end = self._range
        for handle, place, opens in ((self.first, start, True), (self.last, end - 1, False)):
            runs = self._page.geometry_of_text.runs(place, place + 1)
            handle.setVisible(bool(runs))
            if runs:
                line, scrolled = runs[0].line, self._page.verticalScrollBar().value()
                x = runs[0].left if opens else runs[-1].right
                handle.stand(x, line.top - scrolled, line.bottom - scrolled)
                handle.raise_()
