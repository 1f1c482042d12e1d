"""A picture of an article as large as the window, to be looked at closely. Escape goes back to the page."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, Theme, load_palette
from desktop_app.ui.widgets.floating import announce

_STEP = 1.25
_NEAREST = 8.0
"""How many times its own size a picture may be shown."""

_ROOM, _FOOT = 32, 56
_ARROWS = {
    Qt.Key.Key_Left: QPointF(60, 0),
    Qt.Key.Key_Right: QPointF(-60, 0),
    Qt.Key.Key_Up: QPointF(0, 60),
    Qt.Key.Key_Down: QPointF(0, -60),
}


class PictureView(QWidget):
    """Lies over the whole window. At first the picture is fitted into it, and never beyond twice its own size."""

    def __init__(self, window: QWidget, palette: Palette, image: QImage, words: str, back_to: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._palette = palette
        self._image = image
        self._words = words
        self._back_to = back_to
        self._scale = 0.0
        self._moved = QPointF()
        self._pressed: QPointF | None = None
        self.setAccessibleName(words or "Picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def open(self) -> None:
        """Cover the window, and take the keyboard."""
        self.setGeometry(self._window.rect())
        self._scale = self._fitting()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, f"Picture: {self._words}. Plus and minus zoom, the arrows move it, Escape goes back.")

    def scale_shown(self) -> float:
        """Return how many times its own size the picture is shown."""
        return self._scale

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, move, or go back."""
        match event.key():
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._close()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._zoom(_STEP)
            case Qt.Key.Key_Minus:
                self._zoom(1 / _STEP)
            case Qt.Key.Key_0:
                self._scale, self._moved = self._fitting(), QPointF()
                self.update()
            case key if Qt.Key(key) in _ARROWS:
                self._move(_ARROWS[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._move(event.position() - self._pressed)
            self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go back when the click was beside the picture."""
        self._pressed = None
        event.accept()
        if not self._box().contains(event.position()):
            self._close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = QColor(self._palette.paper)
        ground.setAlpha(245)
        painter.fillRect(self.rect(), ground)
        if self._palette.dark and self._image.hasAlphaChannel():  # it was drawn for white paper
            painter.fillRect(self._box(), QColor(load_palette(Theme.LIGHT).paper))
        painter.drawImage(self._box(), self._image)
        foot = QRectF(0, self.height() - _FOOT, self.width(), _FOOT)
        painter.fillRect(foot, QColor(self._palette.paper))
        painter.setPen(QColor(self._palette.ink))
        painter.setFont(fonts.interface(14))
        inside = foot.adjusted(24, 6, -24, -26)
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, round(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, shown)
        painter.setPen(QColor(self._palette.muted))
        painter.setFont(fonts.interface(12))
        help_ = f"{self._scale:.0%}  ·  + and − zoom, 0 fits, arrows move, Esc goes back"
        painter.drawText(foot.adjusted(24, 28, -24, -6), Qt.AlignmentFlag.AlignCenter, help_)

    def _fitting(self) -> float:
        room = QSizeF(max(1, self.width() - 2 * _ROOM), max(1, self.height() - _FOOT - 2 * _ROOM))
        size = QSizeF(self._image.size())
        return min(room.width() / size.width(), room.height() / size.height(), 2.0)

    def _box(self) -> QRectF:
        size = QSizeF(self._image.size()) * self._scale
        middle = QPointF(self.width() / 2, (self.height() - _FOOT) / 2) + self._moved
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)

    def _zoom(self, factor: float) -> None:
        least = min(self._fitting(), 1.0)
        scale = max(least, min(_NEAREST, self._scale * factor))
        self._moved *= scale / self._scale
        self._scale = scale
        self._move(QPointF())

    def _move(self, way: QPointF) -> None:
        """Move the picture, but never so far that it is out of sight."""
        size = QSizeF(self._image.size()) * self._scale
        wide, high = max(0.0, (size.width() - self.width()) / 2 + _ROOM), max(0.0, (size.height() - self.height()) / 2)
        high += _FOOT if high else 0
        x, y = self._moved.x() + way.x(), self._moved.y() + way.y()
        self._moved = QPointF(max(-wide, min(wide, x)), max(-high, min(high, y)))
        self.update()

    def _close(self) -> None:
        self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self._end()

    def _end(self) -> None:
        if self.isVisible():
            self.hide()
            self.deleteLater()
