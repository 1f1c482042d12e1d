"""Drawing search results: which article, where in it, and the words with their matches marked."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.core.query.hit import HitKind, Snippet
from desktop_app.ui.drawing import chips
from desktop_app.ui.search.result_rows import ArticleRow, HitRow, Row, SearchRow
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import ROW_ROLE

HEIGHTS = {SearchRow: 34, ArticleRow: 34, HitRow: 54}
"""Pixels."""

_SIDE = 16
_INSET = 12  # how far what was found stands in from its article
_ICON = 16
_EARLY = 0.55  # the part of a row's width within which its first match begins
_GLYPHS = {HitKind.HIGHLIGHT: "highlighter", HitKind.NOTE: "sticky-note"}
_Index = QModelIndex | QPersistentModelIndex


class ResultDelegate(QStyledItemDelegate):
    """Draws rows of three kinds; what is chosen has the palette's tint and a bar at its edge."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """See QStyledItemDelegate."""
        return QSize(200, HEIGHTS[type(index.data(ROW_ROLE))])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """See QStyledItemDelegate."""
        row: Row = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        painter.save()
        self._paint_ground(painter, rect, row, first=index.row() == 0, state=QStyle.StateFlag(option.state))
        box = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        match row:
            case SearchRow():
                self._paint_search(painter, row, box)
            case ArticleRow():
                self._paint_article(painter, row, box)
            case HitRow():
                box.adjust(_INSET, 0, 0, 0)
                self._paint_headline(painter, row, QRect(box.left(), box.top() + 6, box.width(), 20))
                self._paint_snippet(painter, row.hit.snippet, box.adjusted(0, 28, 0, -4))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, row: Row, *, first: bool, state: QStyle.StateFlag) -> None:
        if isinstance(row, ArticleRow) and not first:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(self.colours.line))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, 1, 0, 0), QColor(self.colours.tint))
            painter.fillRect(QRect(rect.left(), rect.top() + 1, 3, rect.height() - 1), QColor(self.colours.accent))

    def _paint_search(self, painter: QPainter, row: SearchRow, box: QRect) -> None:
        glyph = picture(row.icon, self.colours.muted, _ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(box.left(), box.center().y() - _ICON / 2 + 1), glyph)
        words = QRectF(box.adjusted(_ICON + 10, 0, 0, 0))
        width = chips.draw_words(painter, words, row.label, chips.interface_font(), self.colours.ink)
        words.setLeft(words.left() + width + 12)
        chips.draw_words(painter, words, row.detail, chips.interface_font(11.5), self.colours.muted)

    def _paint_article(self, painter: QPainter, row: ArticleRow, box: QRect) -> None:
        painter.setFont(fonts.interface(11.5))
        detail = painter.fontMetrics().horizontalAdvance(row.detail)
        painter.setPen(QColor(self.colours.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.detail)
        room = box.adjusted(0, 0, -detail - 16 if detail else 0, 0)
        titled = row.hit
        if titled is not None and titled.snippet.text == titled.title:
            bold = fonts.interface(weight=QFont.Weight.DemiBold)
            top = room.top() + (room.height() - QFontMetrics(bold).height()) // 2
            self._paint_runs(
                painter, titled.snippet, QRect(room.left(), top, room.width(), 20), bold, bold, quiet=False
            )
            return
        bold = chips.interface_font(weight=QFont.Weight.DemiBold)
        chips.draw_words(painter, QRectF(room), row.title, bold, self.colours.ink)

    def _paint_headline(self, painter: QPainter, row: HitRow, line: QRect) -> None:
        small = fonts.interface(11.5)
        painter.setFont(small)
        painter.setPen(QColor(self.colours.muted))
        detail = painter.fontMetrics().horizontalAdvance(row.detail)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.detail)
        left = line.left()
        if (name := _GLYPHS.get(row.hit.kind)) is not None:
            glyph = picture(name, self.colours.muted, 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left, line.center().y() - 6), glyph)
            left += 20
        room = QRectF(left, line.top(), line.right() - left - (detail + 16 if detail else 0), line.height())
        medium = chips.interface_font(12.5, QFont.Weight.Medium)
        chips.draw_words(painter, room, row.headline, medium, self.colours.ink)

    def _paint_snippet(self, painter: QPainter, snippet: Snippet, rect: QRect) -> None:
        plain = fonts.sized(fonts.Family.SERIF.face, 14)
        bold = fonts.sized(fonts.Family.SERIF.face, 14, QFont.Weight.DemiBold)
        self._paint_runs(painter, snippet, rect, plain, bold, quiet=True)

    def _paint_runs(
        self, painter: QPainter, snippet: Snippet, rect: QRect, plain: QFont, bold: QFont, *, quiet: bool
    ) -> None:
        """Draw a snippet on one line; `quiet` mutes what is no match."""
        x, baseline = rect.left(), rect.top() + QFontMetrics(plain).ascent()
        painter.setClipRect(rect.adjusted(-2, -2, 2, 2))
        room = round(rect.width() * _EARLY)
        runs = _runs(_beginning_early(snippet, QFontMetrics(plain), room))
        for text, found in fitted(runs, QFontMetrics(plain), QFontMetrics(bold), rect.width()):
            metrics = QFontMetrics(bold if found else plain)
            width = metrics.horizontalAdvance(text)
            marked = found and text not in ("", "…")  # else nothing is left of the match
            if marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.colours.hit))
                painter.drawRoundedRect(QRectF(x - 1, rect.top() - 1, width + 2, metrics.height() + 1), 3, 3)
            painter.setFont(bold if marked else plain)
            painter.setPen(QColor(self.colours.ink if marked or not quiet else self.colours.muted))
            painter.drawText(QPoint(x, baseline), text)
            x += width
        painter.setClipping(False)


def fitted(
    runs: Sequence[tuple[str, bool]], plain: QFontMetrics, bold: QFontMetrics, width: int
) -> list[tuple[str, bool]]:
    """Return as much of the runs as there is room for on one line; what is cut off ends in "…", wherever that is."""
    shown: list[tuple[str, bool]] = []
    widths = [(bold if found else plain).horizontalAdvance(run) for run, found in runs]
    room, after = width, sum(widths)
    dots = plain.horizontalAdvance("…")
    for (run, found), wide in zip(runs, widths, strict=True):
        after -= wide
        if wide > room or (after and wide + dots > room):
            cut = (bold if found else plain).elidedText(f"{run}…", Qt.TextElideMode.ElideRight, room)
            return [*shown, (cut, found) if cut.rstrip("…") else ("…", False)]
        shown.append((run, found))
        room -= wide
    return shown


def _beginning_early(snippet: Snippet, metrics: QFontMetrics, room: int) -> Snippet:
    """Leave out words before the first match, until it begins within `room` pixels: one line must show it."""
    if not snippet.marks:
        return snippet
    first = snippet.marks[0][0]
    start = 0
    while metrics.horizontalAdvance(snippet.text[start:first]) > room:
        space = snippet.text.find(" ", start + 1, first)
        if space < 0:
            break
        start = space
    if not start:
        return snippet
    shift = start - 1
    return Snippet("…" + snippet.text[start:], tuple((begin - shift, end - shift) for begin, end in snippet.marks))


def _runs(snippet: Snippet) -> list[tuple[str, bool]]:
    """Cut a snippet into runs of (text on one line, whether it is a match)."""
    flat = " ".join(snippet.text.split("\n"))
    runs: list[tuple[str, bool]] = []
    done = 0
    for start, end in snippet.marks:
        runs += [(flat[done:start], False), (flat[start:end], True)]
        done = end
    return [run for run in (*runs, (flat[done:], False)) if run[0]]
