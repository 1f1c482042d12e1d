"""The spotlight: one paragraph, or a few lines, in full strength and the rest of the page dimmed."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.reader.setting.page import BOTTOM, TOP
from desktop_app.ui.reader.view import ReaderView

_DIM = 0.68
"""How strongly the paper covers what is not being read: its words can be made out, and do not call."""

_EYE = 0.36
"""Where one reads, as a part of the page's height."""

_AIR = 8.0
_LINES = 3
_BETWEEN = 0.11
"""How far below a line's top its highlights part from those of the line above, as a part of its height."""


class Light(StrEnum):
    """What the spotlight shows."""

    OFF = "off"
    PARAGRAPH = "paragraph"
    LINES = "lines"


class Spotlight(QWidget):
    """Lies over the page and lets everything through. It follows the page: scrolling moves it on."""

    def __init__(self, page: ReaderView) -> None:
        super().__init__(page)
        self._page = page
        self.light = Light.OFF
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.scrolled.connect(self._follow)
        page.selection_changed.connect(self.update)
        self.hide()

    def show_light(self, light: Light) -> None:
        """Shine on this from now on."""
        self.light = light
        self._follow()
        self.setVisible(light is not Light.OFF)

    def lit(self) -> QRectF:
        """Return what is in full strength, in the viewport's coordinates."""
        page, geometry = self._page, self._page.geometry_of_text
        top = page.verticalScrollBar().value()
        line = geometry.line_of(page.caret_offset()) if page.caret_mode() else geometry.line_below(top + self._eye())
        box = geometry.block_rect(line.block)
        if self.light is Light.LINES:
            high = line.bottom - line.top
            upper = line.top - high * (_LINES // 2 - _BETWEEN)
            return QRectF(box.left(), upper - top, box.width(), high * _LINES)
        return box.adjusted(0, -_AIR, 0, _AIR).translated(0, -top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover all that is not lit."""
        if not self._page.content.blocks:
            return
        veil = QColor(self._page.appearance.palette.paper)
        veil.setAlphaF(_DIM)
        lit = self.lit()
        whole = QRectF(self.rect())
        path = QPainterPath()
        path.addRect(whole)
        path.addRoundedRect(QRectF(0, lit.top(), whole.width(), lit.height()), 6, 6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        painter.fillPath(path, veil)
        painter.end()

    def _follow(self) -> None:
        if self.light is Light.OFF:
            return
        inside = self._page.viewport().geometry()
        if self.geometry() != inside:
            self.setGeometry(inside)
        self.update()

    def _eye(self) -> float:
        """Return the height at which one reads: near the top where the text begins, near the foot where it ends."""
        bar, height = self._page.verticalScrollBar(), self._page.viewport().height()
        if bar.maximum() == 0:
            return height * _EYE
        begins = TOP + 8 + bar.value()
        ends = height - BOTTOM - 8 - (bar.maximum() - bar.value())
        return max(min(height * _EYE, begins), ends)
