"""The margin in a narrow window: a glyph for each line that has marks or notes; a number where it has several."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.core.annotation import Placed
from desktop_app.ui.drawing import chips
from desktop_app.ui.margin.captions import caption
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette

WIDTH = 40
_HIGH = 22


@dataclass(frozen=True, slots=True)
class Glyph:
    """What stands on one line, the annotations in the order of the text; `top` in the strip's pixels."""

    placed: tuple[Placed, ...]
    top: int

    @property
    def shown(self) -> Placed:
        """The annotation whose colour is shown: the first that has something to say."""
        return next((one for one in self.placed if one.annotation.note), self.placed[0])

    @property
    def box(self) -> QRect:
        """Where it is drawn."""
        return QRect(4, self.top + 3, WIDTH - 8, _HIGH)


def by_line(placed: Sequence[Placed], line_top: Callable[[int], float], above: int) -> list[Glyph]:
    """Put annotations of the same line together; those that begin higher than `above` come to stand there."""
    lines: dict[int, list[Placed]] = {}
    for one in placed:
        lines.setdefault(max(above, round(line_top(one.start))), []).append(one)
    return [Glyph(tuple(there), top) for top, there in sorted(lines.items())]


class GlyphStrip(QFrame):
    """Draws the glyphs and lets one be chosen, by mouse or with the arrow keys and Enter."""

    chosen = Signal(str)
    """The id of the annotation to show."""
    pointed = Signal(object, QPoint)
    """The annotations under the mouse or the keyboard (a tuple of Placed, empty for none), and where on the screen."""
    left = Signal()
    wheeled = Signal(QWheelEvent)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAccessibleName("Notes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedWidth(WIDTH)
        self.glyphs: list[Glyph] = []
        self._colours = palette
        self._active: str | None = None
        self._at = -1
        self._hovered = -1

    def sizeHint(self) -> QSize:
        """Return the strip's width."""
        return QSize(WIDTH, 100)

    def show_glyphs(self, glyphs: list[Glyph], active: str | None) -> None:
        """Draw these."""
        self.glyphs, self._active = glyphs, active
        self._at = min(self._at, len(glyphs) - 1)
        self._hovered = -1
        self.update()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._colours = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glyphs."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, glyph in enumerate(self.glyphs):
            self._paint(painter, place, glyph)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse."""
        self._point(self._glyph_at(event.position().toPoint()))

    def leaveEvent(self, event: QEnterEvent) -> None:  # type: ignore[override]
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self._point(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the note."""
        place = self._glyph_at(event.position().toPoint())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.glyphs[place].shown.annotation.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        self.wheeled.emit(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the active annotation, or the first."""
        super().focusInEvent(event)
        ids = [{one.annotation.id for one in glyph.placed} for glyph in self.glyphs]
        self._go(next((place for place, there in enumerate(ids) if self._active in there), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        self._point(-1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from glyph to glyph, Enter shows the note, Escape goes back to the page."""
        match event.key():
            case Qt.Key.Key_Up:
                self._go(self._at - 1)
            case Qt.Key.Key_Down:
                self._go(self._at + 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if 0 <= self._at < len(self.glyphs):
                self.chosen.emit(self.glyphs[self._at].shown.annotation.id)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._at = max(0, min(place, len(self.glyphs) - 1))
        if self.glyphs:
            self._point(self._at)
            self.setAccessibleDescription(caption(self.glyphs[self._at].shown.annotation))
        self.update()

    def _point(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            placed = self.glyphs[place].placed if place >= 0 else ()
            corner = QPoint(0, self.glyphs[place].top) if place >= 0 else QPoint()
            self.pointed.emit(placed, self.mapToGlobal(corner))
            self.update()

    def _glyph_at(self, point: QPoint) -> int:
        return next((place for place, glyph in enumerate(self.glyphs) if glyph.box.contains(point)), -1)

    def _paint(self, painter: QPainter, place: int, glyph: Glyph) -> None:
        box, one = QRectF(glyph.box), glyph.shown
        active = any(other.annotation.id == self._active for other in glyph.placed)
        if active or place == self._hovered:
            painter.setPen(QColor(self._colours.accent) if active else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.card))
            painter.drawRoundedRect(box, 6, 6)
        middle = box.center()
        several = len(glyph.placed) > 1
        centre = QPointF(box.left() + 10 if several else middle.x(), middle.y())
        if one.annotation.note:
            colour = self._colours.edge(one.annotation.colour).name()
            drawn = picture("sticky-note", colour, 15, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(centre.x() - 7, centre.y() - 7), drawn)
        else:
            chips.draw_glyph(painter, centre, one.annotation.colour, self._colours)
        if several:
            number = QRectF(box.left() + 19, box.top(), box.width() - 19, box.height())
            chips.draw_words(painter, number, str(len(glyph.placed)), chips.interface_font(11), self._colours.muted)
        if self.hasFocus() and place == self._at:
            chips.draw_focus(painter, box, self._colours)
