"""How an annotation looks in the notebook: a card, and the heading over a group of cards."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui import chips
from desktop_app.ui.rooms.broken_lines import broken
from desktop_app.ui.rooms.notebook_model import LISTED_ROLE
from desktop_app.ui.rooms.notebook_rows import Group, Listed, NotebookRow, about, place_of, quote_of, trouble_of
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette, mixed

_GAP = 10  # below every card
_HEADING = 44
_EDGE = 4.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 18, 16, 11, 12
_PLACE, _QUOTE, _NOTE, _TAGS = 18, 24, 20, 28  # the height of a line of each
_BETWEEN = 3  # a quote and its note
_QUOTE_LINES, _NOTE_LINES = 3, 3
_GUESS = 126  # a card with a quote of a line and a half, half of a note and of a tag
_RADIUS = 8.0
_Index = QModelIndex | QPersistentModelIndex


def _quote_face() -> QFont:
    return chips.font(Family.SERIF.face, 16.0, italic=True)


class CardDelegate(QStyledItemDelegate):
    """Paints and measures cards. `with_title` says whether a card names its article or its heading does."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette
        self.with_title = False

    def guess(self, listed: Listed) -> int:
        """Return about how high a row will be, without looking at its words: there may be 100,000 of them."""
        return _HEADING if isinstance(listed, Group) else _GUESS

    def height(self, listed: Listed, width: int) -> int:
        """Return how high a row of that width is."""
        if isinstance(listed, Group):
            return _HEADING
        quote, note = self._lines(listed, width)
        return _height(len(quote), len(note), bool(listed.annotation.tags))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a row as wide as the option says."""
        width = option.rect.width()
        return QSize(width, self.height(index.data(LISTED_ROLE), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a card or a heading."""
        listed: Listed = index.data(LISTED_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(listed, Group):
            self._paint_heading(painter, box, listed)
        else:
            box.adjust(0, 0, 0, -_GAP)
            self._paint_ground(painter, box, listed, option.state)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_words(painter, box, listed, chosen)
        painter.restore()

    def _lines(self, row: NotebookRow, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        inner = width - _LEFT - _RIGHT
        note = " ".join(row.annotation.note.split())
        return (
            broken(quote_of(row) or about(row), _quote_face(), inner, _QUOTE_LINES),
            broken(note, chips.interface_font(), inner, _NOTE_LINES) if note else (),
        )

    def _paint_heading(self, painter: QPainter, box: QRectF, group: Group) -> None:
        face = chips.font(Family.SERIF.face, 16.0, QFont.Weight.DemiBold)
        count = f"{group.count:,}"
        room = chips.metrics("Inter", 12.0).horizontalAdvance(count) + 12
        words = QRectF(box.left() + 2, box.bottom() - 38, box.width() - room, 28)
        used = chips.draw_words(painter, words, group.name, face, self.colours.ink)
        number = QRectF(words.left() + used + 10, words.top() + 1, room, words.height())
        chips.draw_words(painter, number, count, chips.interface_font(12.0), self.colours.muted)

    def _paint_ground(self, painter: QPainter, box: QRectF, row: NotebookRow, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        shape = QPainterPath()
        shape.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        ground = self.colours.card
        if chosen:
            ground = self.colours.tint
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = mixed(self.colours.card, self.colours.ink, 0.03)
        painter.fillPath(shape, QColor(ground))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(box.left(), box.top(), _EDGE, box.height()), self.colours.edge(row.annotation.colour))
        painter.restore()
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(self.colours.accent if focus else self.colours.line), 2.0 if focus else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _paint_words(self, painter: QPainter, box: QRectF, row: NotebookRow, chosen: bool) -> None:
        quote, note = self._lines(row, int(box.width()))
        left, width = box.left() + _LEFT, box.width() - _LEFT - _RIGHT
        top = box.top() + _TOP
        self._paint_place(painter, QRectF(left, top, width, _PLACE), row)
        top += _PLACE + 3
        ink = self.colours.ink if row.annotation.target.quote else self.colours.muted
        for line in quote:
            chips.draw_words(painter, QRectF(left, top, width + 4, _QUOTE), line, _quote_face(), ink)
            top += _QUOTE
        top += _BETWEEN if note else 0
        for line in note:
            box_of_line = QRectF(left, top, width + 4, _NOTE)
            chips.draw_words(painter, box_of_line, line, chips.interface_font(), self.colours.ink)
            top += _NOTE
        ground = self.colours.card if chosen else None
        tags = [f"#{tag}" for tag in row.annotation.tags]
        chips.draw_chips(painter, QRectF(left, top + 6, width, _TAGS - 8), tags, self.colours, ground)

    def _paint_place(self, painter: QPainter, box: QRectF, row: NotebookRow) -> None:
        chips.draw_glyph(painter, QPointF(box.left() + 4, box.center().y()), row.annotation.colour, self.colours)
        box = box.adjusted(16, 0, 0, 0)
        trouble = trouble_of(row)
        if trouble:
            face = chips.interface_font(12.0)
            room = chips.metrics("Inter", 12.0).horizontalAdvance(trouble) + 2
            words = QRectF(box.right() - room, box.top(), room, box.height())
            chips.draw_words(painter, words, trouble, face, self.colours.muted)
            ratio = painter.device().devicePixelRatioF()
            sign = picture("triangle-alert", self.colours.muted, 14, ratio)
            painter.drawPixmap(QPointF(words.left() - 18, box.center().y() - 7), sign)
            box.setRight(words.left() - 26)
        place = place_of(row, with_title=self.with_title) or row.title
        chips.draw_words(painter, box, place, chips.interface_font(12.0), self.colours.muted)


def _height(quote: int, note: int, tags: bool) -> int:
    words = quote * _QUOTE + note * _NOTE + (_BETWEEN if note else 0) + (_TAGS if tags else 0)
    return _TOP + _PLACE + 3 + words + _BOTTOM + _GAP
