"""How an article looks in the library: one row, and the names of its columns above."""

from collections.abc import Container
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.services.articles.library import Shelved
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.wording import NONE, came_from, counted, day_name, percent
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Palette, mixed
from desktop_app.ui.widgets.row_list import ROW_ROLE
from desktop_app.ui.widgets.rows_view import BAR

ROW_HEIGHT = 64
_PADDING = 12.0
_GAP = 24.0  # between a column and the next
_BAR = 96.0
_ARTICLE_LEAST = 312.0
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Span:
    """Where a column begins and how wide it is, in pixels."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class _Column:
    """`least` and `most` are pixels; the lower the `rank`, the longer a column is kept where there is little room."""

    name: str
    least: float
    most: float
    rank: int


_COLUMNS = (
    _Column("PROGRESS", 104, 104, 0),
    _Column("MARKS · NOTES", 104, 104, 3),
    _Column("TAGS", 120, 184, 2),
    _Column("OPENED", 80, 80, 1),
)


def columns_for(width: float) -> dict[str, Span]:
    """Return the columns that fit into a row of that width; the article has what the others leave."""
    spare = width - 2 * _PADDING - _ARTICLE_LEAST
    kept: list[_Column] = []
    for column in sorted(_COLUMNS, key=lambda column: column.rank):
        if column.least + _GAP > spare:
            break
        spare -= column.least + _GAP
        kept.append(column)
    # Some of what is left over goes between the columns, so that they do not crowd at the right of a wide window.
    gap = _GAP + (min(32.0, spare / 4 / len(kept)) if kept else 0)
    spans: dict[str, Span] = {}
    right = width - _PADDING
    for column in reversed(_COLUMNS):
        if column in kept:
            wide = min(column.most, column.least + spare / 2)
            spans[column.name] = Span(right - wide, wide)
            right -= wide + gap
    spans["ARTICLE"] = Span(_PADDING, right - _PADDING)
    return spans


class LibraryDelegate(QStyledItemDelegate):
    """Paints articles. `now` is in milliseconds since 1970, UTC."""

    def __init__(self, view: QWidget, palette: Palette) -> None:
        super().__init__(view)
        self._view = view
        self.colours = palette
        self.now = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Return the height that all rows have."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one article: what it is on the left, what has become of it on the right."""
        row: Shelved = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        box.setWidth(self._view.width() - BAR)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, state)
        spans = columns_for(box.width())
        boxes = {name: QRectF(span.left, box.top(), span.width, box.height() - 1) for name, span in spans.items()}
        self._paint_article(painter, boxes["ARTICLE"], row, boxes)
        for name, paint in (
            ("PROGRESS", self._paint_progress),
            ("MARKS · NOTES", self._paint_marks),
            ("OPENED", self._paint_opened),
        ):
            if name in boxes:
                paint(painter, boxes[name], row, chosen)
        if "TAGS" in boxes:
            ground = self.colours.paper if chosen else None
            chips.draw_chips(painter, boxes["TAGS"], row.document.tags, self.colours, ground)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self.colours.tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(mixed(self.colours.paper, self.colours.ink, 0.03)))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(self.colours.line))
        if state & QStyle.StateFlag.State_HasFocus:
            chips.draw_focus(painter, box.adjusted(0, 0, 0, -1), self.colours, radius=4)

    def _paint_article(self, painter: QPainter, box: QRectF, row: Shelved, shown: Container[str]) -> None:
        title = chips.font(Family.SERIF.face, 16.0, QFont.Weight.DemiBold)
        upper = QRectF(box.left(), box.top() + 9, box.width(), 26)
        chips.draw_words(painter, upper, row.document.title, title, self.colours.ink)
        lower = QRectF(box.left(), box.top() + 34, box.width(), 18)
        chips.draw_words(painter, lower, _meta(row, shown), chips.interface_font(12.0), self.colours.muted)

    def _paint_progress(self, painter: QPainter, box: QRectF, row: Shelved, chosen: bool) -> None:
        if row.document.version is None:
            return  # there is nothing to read
        bar = QRectF(box.left(), box.top() + 20, _BAR, chips.BAR_HEIGHT)
        ground = mixed(self.colours.tint, self.colours.muted, 0.3) if chosen else None
        chips.draw_bar(painter, bar, row.state.progress, self.colours, ground)
        words = QRectF(box.left(), box.top() + 28, box.width(), 18)
        chips.draw_words(painter, words, percent(row.state.progress), chips.interface_font(12.0), self.colours.muted)

    def _paint_marks(self, painter: QPainter, box: QRectF, row: Shelved, chosen: bool) -> None:  # noqa: ARG002
        some = row.highlights or row.notes
        words = f"{row.highlights:,} · {row.notes:,}" if some else NONE
        chips.draw_words(painter, box, words, chips.interface_font(), self.colours.ink if some else self.colours.muted)

    def _paint_opened(self, painter: QPainter, box: QRectF, row: Shelved, chosen: bool) -> None:  # noqa: ARG002
        opened = row.state.opened
        words = NONE if opened is None else day_name(opened, self.now)
        ink = self.colours.muted if opened is None else self.colours.ink
        chips.draw_words(painter, box, words, chips.interface_font(), ink)


class ColumnNames(QWidget):
    """The names of the columns, above the rows. For the eye alone: rows say in words what stands where."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours = palette
        self.setFixedHeight(32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw the names where the rows of the same width have their columns."""
        face = QFont(chips.interface_font(11.0, QFont.Weight.DemiBold))
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter = QPainter(self)
        for name, span in columns_for(self.width() - BAR).items():
            box = QRectF(span.left, 0, span.width, self.height() - 1)
            chips.draw_words(painter, box, name, face, self.colours.muted)
        painter.fillRect(0, self.height() - 1, self.width() - BAR, 1, QColor(self.colours.line))
        painter.end()


def _meta(row: Shelved, shown: Container[str]) -> str:
    """Return the line under a title; it also tells what stands in columns that are not shown."""
    document = row.document
    parts = [came_from(document)]
    if document.version is not None:
        parts += [counted(document.words, "word"), counted(document.sections, "section")]
    else:
        parts.append(document.author)
    if "PROGRESS" not in shown and document.version is not None:
        parts.insert(0, f"{percent(row.state.progress)} read")
    if "MARKS · NOTES" not in shown:
        parts.append(counted(row.highlights, "highlight") if row.highlights else "")
        parts.append(counted(row.notes, "note") if row.notes else "")
    return " · ".join(part for part in parts if part)


def load_faces() -> None:
    """Register the faces that rows are drawn in; faces that are there already cost nothing."""
    fonts.load(Family.SERIF)
