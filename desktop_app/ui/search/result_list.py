"""Search results as rows: where it was found, and the words with their matches marked."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.core.hit import Hit, HitKind, Results, Snippet
from desktop_app.core.outline import LEAD
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_ROW = 58
_SIDE = 16
_EARLY = 0.55  # the part of a row's width within which its first match begins
HIT = Qt.ItemDataRole.UserRole
_KINDS = {HitKind.TEXT: "", HitKind.HIGHLIGHT: "Your highlight", HitKind.NOTE: "Your note", HitKind.TITLE: "Article"}
_Index = QModelIndex | QPersistentModelIndex


def headline(hit: Hit) -> str:
    """Return the first line of a row: the section, or the article's title."""
    nameless = hit.kind is HitKind.TITLE or hit.path in ((), (LEAD,))
    return hit.title if nameless else " › ".join(hit.path)


def whereabouts(hit: Hit) -> str:
    """Return the right end of a row: what kind of thing was found, and in which article."""
    where = "" if headline(hit) == hit.title else hit.title
    return " · ".join(part for part in (_KINDS[hit.kind], where) if part)


class ResultModel(QAbstractListModel):
    """The hits of one search."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.results = Results((), 0)

    def show(self, results: Results) -> None:
        """Show other results."""
        self.beginResetModel()
        self.results = results
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """See QAbstractListModel."""
        return 0 if parent.isValid() else len(self.results.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See QAbstractListModel."""
        hit = self.results.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{headline(hit)}, {whereabouts(hit)}: {hit.snippet.text}"
        return hit if role == HIT else None


class ResultDelegate(QStyledItemDelegate):
    """Draws a row in two lines."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """See QStyledItemDelegate."""
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """See QStyledItemDelegate."""
        hit: Hit = index.data(HIT)
        rect = QRect(option.rect)
        chosen = bool(QStyle.StateFlag(option.state) & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(self.colours.tint))
        elif index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(self.colours.line))
        self._paint_headline(painter, hit, rect.adjusted(_SIDE, 8, -_SIDE, 0))
        self._paint_snippet(painter, hit.snippet, rect.adjusted(_SIDE, 30, -_SIDE, -6))
        painter.restore()

    def _paint_headline(self, painter: QPainter, hit: Hit, rect: QRect) -> None:
        line = QRect(rect.left(), rect.top(), rect.width(), 20)
        small = fonts.interface(11.5)
        where = QFontMetrics(small).elidedText(whereabouts(hit), Qt.TextElideMode.ElideRight, line.width() // 2)
        painter.setFont(small)
        painter.setPen(QColor(self.colours.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, where)
        bold = fonts.interface(weight=QFont.Weight.DemiBold)
        room = line.width() - QFontMetrics(small).horizontalAdvance(where) - 16
        painter.setFont(bold)
        painter.setPen(QColor(self.colours.ink))
        text = QFontMetrics(bold).elidedText(headline(hit), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_snippet(self, painter: QPainter, snippet: Snippet, rect: QRect) -> None:
        plain = fonts.sized(fonts.Family.SERIF.face, 14)
        bold = fonts.sized(fonts.Family.SERIF.face, 14, QFont.Weight.DemiBold)
        x, baseline = rect.left(), rect.top() + QFontMetrics(plain).ascent()
        painter.setClipRect(rect)
        room = round(rect.width() * _EARLY)
        for run, marked in _runs(_beginning_early(snippet, QFontMetrics(plain), room)):
            metrics = QFontMetrics(bold if marked else plain)
            width = metrics.horizontalAdvance(run)
            text = metrics.elidedText(run, Qt.TextElideMode.ElideRight, max(0, rect.right() - x))
            if marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.colours.hit))
                painter.drawRoundedRect(QRectF(x - 1, rect.top() - 1, width + 2, metrics.height() + 1), 3, 3)
            painter.setFont(bold if marked else plain)
            painter.setPen(QColor(self.colours.ink if marked else self.colours.muted))
            painter.drawText(QPoint(x, baseline), text)
            x += width
            if x > rect.right():
                break


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


class ResultList(QListView):
    """The rows themselves; the keyboard stays in the search field above them."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Results")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results = ResultModel(self)
        self.drawing = ResultDelegate(self, palette)
        self.setModel(self.results)
        self.setItemDelegate(self.drawing)

    def show_results(self, results: Results) -> None:
        """Show other results and choose the best."""
        self.results.show(results)
        if results.hits:
            self.setCurrentIndex(self.results.index(0))

    def step(self, rows: int) -> None:
        """Choose the row so many rows further down."""
        row = max(0, min(self.results.rowCount() - 1, self.currentIndex().row() + rows))
        if self.results.rowCount():
            self.setCurrentIndex(self.results.index(row))

    def chosen(self) -> Hit | None:
        """Return the hit that Enter opens."""
        index = self.currentIndex()
        return self.results.results.hits[index.row()] if index.isValid() else None

    def height_of_rows(self, most: int) -> int:
        """Return the height that shows all rows, up to `most`."""
        return _ROW * min(most, self.results.rowCount())
