"""A page on which tables that are wider than it can be slid to and fro."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QWheelEvent

from desktop_app.ui.reader.selectable import SelectablePage

_STEP = 96  # pixels, by a key
_AROUND = 48  # pixels that are shown beside what a table is slid to
_BAR, _BAR_AWAY = 4.0, 6.0  # how high the bar below a table is, and how far away from it
_SIDEWAYS = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}


class SlidingPage(SelectablePage):
    """Left and Right, Shift with the wheel, and whatever is gone to slide a table. Only the lazy layout has such."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        sideways = turned.y() if held and not turned.x() else turned.x()
        point = self.viewport().mapFromGlobal(event.globalPosition())
        if abs(sideways) > (0 if held else abs(turned.y())) and self._slide_at(point, -sideways):
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _SIDEWAYS.get(Qt.Key(event.key()), 0)
        if by and not self.caret_mode() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            for index in self._wide_in_sight():
                if self._slide(index, by):
                    return
        super().keyPressEvent(event)
        if self.caret_mode():
            self.slide_to(self.caret_offset())

    def place_caret(self, offset: int, *, extend: bool = False) -> None:
        """Move the caret; a table is slid so that it is seen."""
        super().place_caret(offset, extend=extend)
        self.slide_to(offset)

    def slide_to(self, offset: int) -> None:
        """Slide the table that a code point stands in, if any, so that it is seen."""
        index = self._page.text_map.block(offset)
        if self._lazy is None or not self.content.blocks or not self._lazy.overhang(index):
            return
        (left, right), x = self._geometry.column(), self._geometry.x_of(offset)
        if x < left:
            self._slide(index, round(x - left - _AROUND))
        elif x > right - _AROUND:
            self._slide(index, round(x - right + 3 * _AROUND))

    def _slide_at(self, point: QPointF, by: int) -> bool:
        """Slide the table at a point, if it goes any further; tell whether there is one."""
        y = point.y() + self.verticalScrollBar().value()
        rects = ((index, self._geometry.block_rect(index)) for index in self._wide_in_sight())
        found = next((index for index, rect in rects if rect.top() <= y <= rect.bottom()), None)
        if found is not None:
            self._slide(found, by)
        return found is not None

    def _slide(self, index: int, by: int) -> bool:
        if self._lazy is None or not self._lazy.slide(index, self._lazy.slid(index) + by):
            return False
        self._under.forget()
        self.viewport().update()
        return True

    def _wide_in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        return self._wide(self._geometry.blocks_in(top, top + self.viewport().height()))

    def _wide(self, blocks: Sequence[int]) -> list[int]:
        """Return which of some blocks are tables, or parts of one, that are wider than the page."""
        return [index for index in blocks if self._lazy.overhang(index)] if self._lazy is not None else []

    def _paint_more(self, painter: QPainter, blocks: Sequence[int]) -> None:
        ours = self.content.blocks
        for index in self._wide(blocks):
            if index + 1 == len(ours) or not ours[index + 1].continues:
                self._paint_bar(painter, index)
        super()._paint_more(painter, blocks)

    def _paint_bar(self, painter: QPainter, index: int) -> None:
        """Show below a table which part of it is seen."""
        assert self._lazy is not None
        palette = self._appearance.palette
        left, right = self._geometry.column()
        left += self._lazy.indent(index)
        share = (right - left) / (right - left + self._lazy.overhang(index))
        track = QRectF(left, round(self._geometry.block_rect(index).bottom() + _BAR_AWAY), right - left, _BAR)
        thumb = QRectF(track.left() + self._lazy.slid(index) * share, track.top(), track.width() * share, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        for bar, colour in ((track, palette.trough()), (thumb, palette.muted)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
