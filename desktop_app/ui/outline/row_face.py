"""What a row of the outline shows: an arrow where there are subsections, its heading, and what is marked in it."""

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from desktop_app.ui.drawing import chips
from desktop_app.ui.outline.items import OutlineItem
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette

ARROW = 14
_INDENT = 14
_HEADING_SHARE = 0.6  # of a row's width; counts give way before headings do
_SIGN = 7.0  # how large the sign of a colour is: each has a shape of its own
_STEPS = (9, 7)  # from one sign to the next, and where there is little room
_KEPT = 80  # a screen's rows, most of them twice: as the one being read and as another


class Look(NamedTuple):
    """All that a row's face depends on beside its item and the palette; `nested` where any section has subsections."""

    size: QSize
    current: bool
    hovered: bool
    focused: bool
    nested: bool


def left_of(item: OutlineItem, edge: int, *, nested: bool) -> int:
    """Return where a heading begins in a row; where no section has subsections, no room is left for arrows."""
    arrow = ARROW if nested else 6
    return edge + arrow + 4 + _INDENT * max(0, min(item.section.level - 1, 4))


def _shown(item: OutlineItem) -> tuple[object, ...]:
    """Return what a row shows of its item; how long the section takes, which every page read changes, is none of it."""
    section = item.section
    marked = item.marks, item.notes, item.matches
    return section.heading, section.level, *marked, item.is_read, item.has_arrow, item.closed


class RowFaces:
    """Draws rows in one palette, and keeps those drawn last. A picture stands for all that it shows."""

    def __init__(self, palette: Palette) -> None:
        self._colours = palette
        self._kept: OrderedDict[tuple[int, bool], tuple[OutlineItem, Look, QPixmap]] = OrderedDict()

    def picture(self, item: OutlineItem, look: Look, scale: float) -> QPixmap:
        """Return a row as it looks, for a screen of the given scale; do not change it."""
        key = item.section.index, look.current
        known = self._kept.pop(key, None)
        alike = known is not None and (known[0] is item or _shown(known[0]) == _shown(item))
        if known is None or not alike or known[1] != look or known[2].devicePixelRatio() != scale:
            known = item, look, self._drawn(item, look, scale)
            if len(self._kept) >= _KEPT:
                self._kept.popitem(last=False)
        self._kept[key] = known
        return known[2]

    def draw(self, painter: QPainter, item: OutlineItem, look: Look) -> None:
        """Draw a row whose upper left corner is the painter's origin."""
        ground = QRect(0, 1, look.size.width(), look.size.height() - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, ground, look)
        right = self._draw_counts(painter, item, ground)
        face = chips.interface_font(weight=QFont.Weight.DemiBold if look.current else QFont.Weight.Normal)
        quiet = item.is_read and not look.current
        colour = self._colours.accent if look.current else self._colours.muted if quiet else self._colours.ink
        left = left_of(item, ground.left(), nested=look.nested)
        if item.has_arrow:
            self._draw_sign(painter, "chevron-right" if item.closed else "chevron-down", left - ARROW, ground)
        text = QRectF(left, ground.top(), right - left - 8, ground.height())
        chips.draw_words(painter, text, item.section.heading, face, colour)

    def _drawn(self, item: OutlineItem, look: Look, scale: float) -> QPixmap:
        drawn = QPixmap(look.size * scale)
        drawn.setDevicePixelRatio(scale)
        drawn.fill(QColor(self._colours.chrome))
        painter = QPainter(drawn)
        self.draw(painter, item, look)
        painter.end()
        return drawn

    def _draw_ground(self, painter: QPainter, ground: QRect, look: Look) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if look.current:
            painter.setBrush(QColor(self._colours.tint))
            painter.drawRoundedRect(ground, 6, 6)
        elif look.hovered:
            hover = QColor(self._colours.ink)
            hover.setAlphaF(0.05)
            painter.setBrush(hover)
            painter.drawRoundedRect(ground, 6, 6)
        if look.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._colours.accent))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)

    def _draw_counts(self, painter: QPainter, item: OutlineItem, ground: QRect) -> int:
        """Draw from the right: matches, a tick where all is read, notes, marks by colour; return where they begin."""
        painter.setFont(chips.interface_font(11.0))
        right = ground.right() - 8
        if item.matches:
            right = self._draw_matches(painter, item.matches, right, ground) - 8
        if item.is_read:
            self._draw_sign(painter, "check", right - 12, ground)
            right -= 18
        if item.notes:
            right = self._draw_number(painter, item.notes, right, ground)
            self._draw_sign(painter, "sticky-note", right - 15, ground)
            right -= 23
        return self._draw_marks(painter, item, right, ground)

    def _draw_matches(self, painter: QPainter, matches: int, right: int, ground: QRect) -> int:
        width = painter.fontMetrics().horizontalAdvance(str(matches)) + 12
        box = QRect(right - width, ground.center().y() - 8, width, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.hit))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(self._colours.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(matches))
        return right - width

    def _draw_marks(self, painter: QPainter, item: OutlineItem, right: int, ground: QRect) -> int:
        """Draw a sign and a number for each colour; where there is no room, all signs and one number, or no signs."""
        step = _STEPS[0]
        shown = [([colour], count) for colour, count in item.marks if colour is not None]
        heading = ground.left() + ground.width() * _HEADING_SHARE
        if len(shown) > 1 and right - 31 * len(shown) < heading:
            total = sum(count for _, count in shown)
            together = [colour for (colour,), _ in shown]
            fitting = [step for step in _STEPS if right - 26 - step * len(together) >= heading]
            if not fitting:
                right = self._draw_number(painter, total, right, ground)
                self._draw_sign(painter, "highlighter", right - 15, ground)
                return right - 19
            step, shown = fitting[0], [(together, total)]
        for colours, count in reversed(shown):
            right = self._draw_number(painter, count, right, ground) - 7
            for colour in reversed(colours):
                chips.draw_glyph(painter, QPointF(right, ground.center().y() + 1), colour, self._colours, _SIGN)
                right -= step
            right -= 3
        return right

    def _draw_number(self, painter: QPainter, number: int, right: int, ground: QRect) -> int:
        width = painter.fontMetrics().horizontalAdvance(str(number))
        painter.setPen(QColor(self._colours.muted))
        box = QRect(right - width, ground.top(), width, ground.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(number))
        return right - width

    def _draw_sign(self, painter: QPainter, name: str, left: int, ground: QRect) -> None:
        drawn = picture(name, self._colours.muted, 12, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left, ground.center().y() - 5), drawn)
