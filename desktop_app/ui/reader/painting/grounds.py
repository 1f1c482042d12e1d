"""The grounds, bars, lines and labels of blocks: what a block looks like apart from its words."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop_app.core.document import IN_QUOTE, BlockKind, Content
from desktop_app.core.text.direction import runs_leftwards
from desktop_app.ui.reader.geometry.geometry import Geometry, LineBox
from desktop_app.ui.reader.openable import NESTED
from desktop_app.ui.reader.painting.shapes import disc, on_grid, rounded
from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.reader.setting.typesetting import INDENT, Typesetting, indent
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, Theme, load_palette, mixed

_BULLETS = frozenset("-*+•·–◦▪‣")
_RADIUS = 6.0
_HOOK_PEN = 1.2
_BAR = 3
_AROUND_CODE = 0.75


class Grounds:
    """Paints what stands under and beside the words of each kind of block."""

    def __init__(self, content: Content, geometry: Geometry, typesetting: Typesetting, pictures: Pictures) -> None:
        self._blocks = content.blocks
        self._text = content.text
        self._geometry = geometry
        self._set = typesetting
        self._pictures = pictures
        self._em = typesetting.appearance.size
        self._palette = typesetting.appearance.palette
        self._leftwards: dict[int, bool] = {}
        self._label_faces: dict[float, tuple[QFont, QFontMetricsF]] = {}

    def set_palette(self, palette: Palette) -> None:
        """Paint in other colours from now on."""
        self._palette = palette

    def paint(self, painter: QPainter, index: int) -> None:
        """Paint what lies under a block, in document coordinates."""
        block = self._blocks[index]
        if block.within or block.kind is BlockKind.QUOTE:
            self._bars(painter, index)
        match block.kind:
            case BlockKind.CODE:
                self._code(painter, index)
            case BlockKind.TABLE:
                self._table(painter, index)
            case BlockKind.FIGURE if self._palette.dark:
                self._figure(painter, index)
            case BlockKind.RULE:
                self._rule(painter, index)
            case BlockKind.LIST_ITEM | BlockKind.FOOTNOTE:
                self._label(painter, index)

    def _code(self, painter: QPainter, index: int) -> None:
        space = _AROUND_CODE * self._em
        above = 0.0 if self._blocks[index].continues else space
        below = 0.0 if self._goes_on(index) else space
        left = round(indent(self._blocks[index].nesting) * self._em)
        rect = QRectF(self._geometry.block_rect(index).adjusted(left, -above, 0, below).toAlignedRect())
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.ground()))
        # Where the code goes on in another block, the corners lie beyond the edge.
        rect.adjust(0, 0 if above else -_RADIUS, 0, 0 if below else _RADIUS)
        painter.drawPath(rounded(rect, _RADIUS))
        painter.setPen(QPen(QColor(self._palette.muted), _HOOK_PEN))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._broken_on(index):
            painter.drawPolyline(_hook(QPointF(rect.left() + 0.32 * self._em, line.baseline), 0.36 * self._em))
        painter.restore()

    def _broken_on(self, index: int) -> Iterator[LineBox]:
        """Yield the lines of code that go on from the line above because there was no room for all of it."""
        for line in self._geometry.lines(index):
            if line.start > self._blocks[index].start and self._text[line.start - 1] != "\n":
                yield line

    def _goes_on(self, index: int) -> bool:
        return index + 1 < len(self._blocks) and self._blocks[index + 1].continues

    def _bars(self, painter: QPainter, index: int) -> None:
        """Paint the bars of the quotes that a block stands in; they go on through all that a quote holds."""
        rect, nesting = self._extent(index), self._blocks[index].nesting
        colour = QColor(mixed(self._palette.line, self._palette.muted, 0.45))
        for place, sign in enumerate(nesting):
            if sign != IN_QUOTE:
                continue
            came_on = self._stands_in(index - 1, nesting[: place + 1], index)
            goes_on = self._stands_in(index + 1, nesting[: place + 1], index)
            bottom = self._extent(index + 1).top() if goes_on else rect.bottom()
            aside = (0.2 + indent(nesting[:place])) * self._em
            left = round(rect.right() - aside) - _BAR if self._runs_leftwards(index) else round(rect.left() + aside)
            # Where one bar goes on in the next they overlap: at 125 % a whole pixel here is none of the screen's.
            upper, lower = round(rect.top()) + (0 if came_on else 2), round(bottom) + (1 if goes_on else -2)
            painter.fillRect(QRectF(left, upper, _BAR, lower - upper), colour)

    def _stands_in(self, index: int, nesting: str, beside: int) -> bool:
        """Tell whether a block stands in the same as another, which begins at the same side."""
        if not 0 <= index < len(self._blocks) or not self._blocks[index].nesting.startswith(nesting):
            return False
        return self._runs_leftwards(index) == self._runs_leftwards(beside)

    def _extent(self, index: int) -> QRectF:
        """Return where a block stands, with the ground around its words."""
        rect = self._geometry.block_rect(index)
        around = _AROUND_CODE * self._em if self._blocks[index].kind is BlockKind.CODE else 0.0
        return rect.adjusted(0, -around, 0, around)

    def _runs_leftwards(self, index: int) -> bool:
        known = self._leftwards.get(index)
        if known is None:
            block = self._blocks[index]
            known = self._leftwards[index] = runs_leftwards(self._text[block.start : block.end])
        return known

    def _table(self, painter: QPainter, index: int) -> None:
        rows = self._geometry.rows(index)
        line = QColor(self._palette.line)
        headings = self._blocks[index].level
        for number, row in enumerate(rows):
            if number < headings:
                painter.fillRect(row, QColor(self._palette.ground()))
            painter.fillRect(QRectF(row.left(), round(row.bottom()) - 1, row.width(), 1), line)
        if rows and not headings:
            painter.fillRect(QRectF(rows[0].left(), round(rows[0].top()), rows[0].width(), 1), line)

    def _figure(self, painter: QPainter, index: int) -> None:
        """Paint light paper under a picture that the page is seen through: its black lines would not be seen else."""
        block = self._blocks[index]
        if self._pictures.is_clear(block.resource or ""):
            line, size = self._geometry.lines(index)[0], self._pictures.size(block.resource or "", block.width)
            paper = QRectF(QPointF(line.left, line.baseline - size.height()), size)
            painter.fillRect(paper, QColor(load_palette(Theme.LIGHT).paper))

    def _rule(self, painter: QPainter, index: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mixed(self._palette.line, self._palette.muted, 0.35)))
        middle = self._geometry.block_rect(index).center()
        for step in (-1, 0, 1):
            painter.drawPath(disc(QPointF(middle.x() + step * self._em, middle.y()), 2))

    def _opens_the_notes(self, index: int) -> bool:
        """Tell whether the note that begins with a block is the first. One before it may end with a list or a quote."""
        before = index - 1
        while before >= 0 and self._blocks[before].kind in NESTED:
            before -= 1
        return before < 0 or self._blocks[before].kind is not BlockKind.FOOTNOTE

    def _label(self, painter: QPainter, index: int) -> None:
        block, leftwards = self._blocks[index], self._runs_leftwards(index)
        line, rect = self._geometry.lines(index)[0], self._geometry.block_rect(index)
        setting, towards = self._set.setting(block), -1 if leftwards else 1
        edge = (rect.right() if leftwards else rect.left()) + towards * setting.left * self._em
        if block.kind is BlockKind.FOOTNOTE and block.label and self._opens_the_notes(index):
            begins, length = edge - towards * INDENT * self._em, 6 * self._em
            top = round(line.top - 0.8 * self._em)
            painter.fillRect(QRectF(begins - (length if leftwards else 0), top, length, 1), QColor(self._palette.line))
        if not block.label:  # a further paragraph of an item or a footnote
            return
        if block.kind is BlockKind.LIST_ITEM and block.label in _BULLETS:
            centre = QPointF(edge - towards * 0.75 * self._em, line.baseline - 0.26 * self._em)
            self._bullet(painter, centre, block.level)
            return
        font, metrics = self._label_face(self._set.pixels(setting) * 0.94)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self._palette.muted))
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight)
        left = edge + 0.5 * self._em if leftwards else edge - 0.5 * self._em - metrics.horizontalAdvance(block.label)
        painter.drawText(QPointF(left, line.baseline), block.label)
        painter.restore()

    def _label_face(self, pixels: float) -> tuple[QFont, QFontMetricsF]:
        known = self._label_faces.get(pixels)
        if known is None:
            font = fonts.sized(self._set.appearance.family.face, pixels)
            known = self._label_faces[pixels] = font, QFontMetricsF(font)
        return known

    def _bullet(self, painter: QPainter, centre: QPointF, level: int) -> None:
        colour = QColor(self._palette.muted)
        radius = on_grid(0.135 * self._em)
        if level % 2:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
        else:
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(disc(centre, radius))


def _hook(foot: QPointF, size: float) -> QPolygonF:
    """Return the sign of a line that goes on, "↳", whose lower left corner is `foot`. The faces of code lack it."""
    x, y, tip = on_grid(foot.x()), on_grid(foot.y() - 0.45 * size), on_grid(0.32 * size)
    right, top = x + on_grid(size), y - on_grid(0.75 * size)
    return QPolygonF([
        QPointF(x, top), QPointF(x, y), QPointF(right, y), QPointF(right - tip, y - tip), QPointF(right, y),
        QPointF(right - tip, y + tip),
    ])  # fmt: skip
