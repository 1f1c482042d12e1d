"""The spotlight: one paragraph, or a few lines, in full strength and the rest of the page dimmed."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.core.document import BlockKind
from desktop_app.ui.reader.geometry.geometry import LineBox
from desktop_app.ui.reader.setting.page import BOTTOM, TOP
from desktop_app.ui.reader.view import ReaderView

_DIM = 0.68
"""How strongly the paper covers what is not being read: its words can be made out, and do not call."""

_EYE = 0.36
"""Where one reads, as a part of the page's height."""

_AIR = 8.0
_FAR = 200.0  # pixels; no block has so much room above it
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
        before, after = self._beside(line.block, box)
        if self.light is Light.LINES and page.content.blocks[line.block].kind is not BlockKind.FIGURE:
            upper, lower = self._lines_around(line, before, after)
            return QRectF(box.left(), upper - top, box.width(), lower - upper)
        above = _AIR if before is None else min(_AIR, (box.top() - geometry.block_rect(before).bottom()) / 2)
        below = _AIR if after is None else min(_AIR, (geometry.block_rect(after).top() - box.bottom()) / 2)
        return box.adjusted(0, -above, 0, below).translated(0, -top)

    def _beside(self, block: int, box: QRectF) -> tuple[int | None, int | None]:
        """Return the blocks that are seen above and below one."""
        near = self._page.geometry_of_text.blocks_in(box.top() - _FAR, box.bottom() + _FAR)
        above = [index for index in near if index < block]
        below = [index for index in near if index > block]
        return above[-1] if above else None, below[0] if below else None

    def _lines_around(self, line: LineBox, before: int | None, after: int | None) -> tuple[float, float]:
        """Return where a line and those above and below it begin and end. A picture is no line, a table's row is one.

        At the ends of an article, and beside a picture, there is room as if there were another.
        """
        rows = self._rows(line.block)
        place = next((n for n, (_, bottom) in enumerate(rows) if bottom > line.top), len(rows) - 1)
        top, bottom = rows[place]
        above = rows[:place] or (self._rows(before) if before is not None else [])
        below = rows[place + 1 :] or (self._rows(after) if after is not None else [])
        upper = above[-1][0] if above else (top - below[0][1] + bottom if below else top)
        lower = below[0][1] if below else bottom + top - upper
        parted = _BETWEEN * (line.bottom - line.top)
        return upper + parted, lower + parted

    def _rows(self, block: int) -> list[tuple[float, float]]:
        geometry = self._page.geometry_of_text
        if self._page.content.blocks[block].kind is BlockKind.FIGURE:
            return []
        rows = [(row.top(), row.bottom()) for row in geometry.rows(block)]
        return rows or [(line.top, line.bottom) for line in geometry.lines(block)]

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
