"""How an annotation looks in the notebook: a card, and the heading over a group of cards."""

from collections import OrderedDict

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.core.annotation import Motivation
from desktop_app.core.language import has_italics
from desktop_app.services.notebook import Noted
from desktop_app.services.notebook_listing import Group
from desktop_app.ui import chips
from desktop_app.ui.broken_lines import broken
from desktop_app.ui.rooms.light_note import LightNote
from desktop_app.ui.rooms.notebook_model import LISTED_ROLE, NotebookModel
from desktop_app.ui.rooms.notebook_rows import about, place_of, quote_of, trouble_of
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette, mixed

_GAP = 10  # below every card
_HEADING = 44
_EDGE = 4.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 18, 16, 11, 12
_PLACE, _QUOTE, _NOTE, _TAGS = 18, 24, 20, 28  # the height of a line of each
_BETWEEN = 3  # a quote and its note
_QUOTE_LINES, _NOTE_LINES = 3, 5
_GUESS = 126  # a card with a quote of a line and a half, half of a note and of a tag
_RADIUS = 8.0
_NOTES_KEPT = 400
Listed = Noted | Group
_Index = QModelIndex | QPersistentModelIndex


def _quote_face(words: str) -> QFont:
    return chips.font(Family.SERIF.face, 16.0, italic=has_italics(words))


def _rounded(box: QRectF, radius: float) -> QPainterPath:
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    return shape


class CardDelegate(QStyledItemDelegate):
    """Paints and measures cards. `with_title` says whether a card names its article or its heading does."""

    def __init__(self, parent: QWidget, model: NotebookModel, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette
        self.with_title = False
        self._model = model
        self._edited: tuple[str, int] = ("", 0)
        self._notes: OrderedDict[tuple[str, int, str], LightNote] = OrderedDict()

    def edit(self, annotation_id: str, height: int) -> None:
        """Leave room of that height for the note of an annotation being typed; "" for none any more."""
        self._edited = (annotation_id, height)

    def guess(self, is_heading: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
        """Return about how high rows will be, without looking at their words: there may be 100,000 of them."""
        return np.where(is_heading, _HEADING, _GUESS).astype(np.int32)

    def height(self, listed: Listed, width: int) -> int:
        """Return how high a row of that width is."""
        if isinstance(listed, Group):
            return _HEADING
        tags = _TAGS if listed.annotation.tags else 0
        return self._note_top(listed, width) + self._note_height(listed, width) + tags + _BOTTOM + _GAP

    def note_box(self, noted: Noted, width: int) -> QRect:
        """Return where the note of a card is, or would be, within the card's row."""
        inner = width - _LEFT - _RIGHT
        return QRect(_LEFT, self._note_top(noted, width), inner, self._note_height(noted, width))

    def address_at(self, noted: Noted, width: int, place: QPoint) -> str:
        """Return where the words of a note at a place within the card's row lead to; "" where they lead nowhere."""
        box = self.note_box(noted, width)
        if not noted.annotation.note or noted.annotation.id == self._edited[0] or not box.contains(place):
            return ""
        number = (place.y() - box.top()) // _NOTE
        return self._note(noted, width).address_at(place.x() - box.left(), number)

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

    def _quote(self, noted: Noted, width: int) -> tuple[str, ...]:
        words = quote_of(noted) or about(noted)
        return broken(words, _quote_face(words), width - _LEFT - _RIGHT, _QUOTE_LINES)

    def _note(self, noted: Noted, width: int) -> LightNote:
        inner = width - _LEFT - _RIGHT
        key = (noted.annotation.note, inner, self.colours.name)
        if key not in self._notes:
            if len(self._notes) >= _NOTES_KEPT:
                self._notes.popitem(last=False)
            self._notes[key] = LightNote(noted.annotation.note, inner, _NOTE_LINES, self.colours)
        return self._notes[key]

    def _note_top(self, noted: Noted, width: int) -> int:
        return _TOP + _PLACE + 3 + len(self._quote(noted, width)) * _QUOTE + _BETWEEN

    def _note_height(self, noted: Noted, width: int) -> int:
        edited, height = self._edited
        if edited and noted.annotation.id == edited:
            return height
        return max(1, self._note(noted, width).lines) * _NOTE

    def _paint_heading(self, painter: QPainter, box: QRectF, group: Group) -> None:
        face = chips.font(Family.SERIF.face, 16.0, QFont.Weight.DemiBold)
        count = f"{group.size:,}"
        room = chips.metrics("Inter", 12.0).horizontalAdvance(count) + 12
        words = QRectF(box.left() + 2, box.bottom() - 38, box.width() - room, 28)
        used = chips.draw_words(painter, words, self._model.heading(group), face, self.colours.ink)
        number = QRectF(words.left() + used + 10, words.top() + 1, room, words.height())
        chips.draw_words(painter, number, count, chips.interface_font(12.0), self.colours.muted)

    def _paint_ground(self, painter: QPainter, box: QRectF, noted: Noted, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        ground = self.colours.card
        if chosen:
            ground = self.colours.tint
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = mixed(self.colours.card, self.colours.ink, 0.03)
        # Two shapes, one within the other, cost a tenth of what one does whose outline is drawn with a pen.
        around = _rounded(box.adjusted(-0.5, -0.5, 0.5, 0.5) if focus else box, _RADIUS + 0.5)
        shape = _rounded(box.adjusted(*((1.5, 1.5, -1.5, -1.5) if focus else (1, 1, -1, -1))), _RADIUS - 0.5)
        painter.fillPath(around, QColor(self.colours.accent if focus else self.colours.line))
        painter.fillPath(shape, QColor(ground))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(box.left(), box.top(), _EDGE, box.height()), self.colours.edge(noted.annotation.colour))
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, noted: Noted, chosen: bool) -> None:
        width = int(box.width())
        left, inner = box.left() + _LEFT, box.width() - _LEFT - _RIGHT
        top = box.top() + _TOP
        self._paint_place(painter, QRectF(left, top, inner, _PLACE), noted)
        top += _PLACE + 3
        ink = self.colours.ink if noted.annotation.target.quote else self.colours.muted
        face = _quote_face(quote_of(noted))
        for line in self._quote(noted, width):
            chips.draw_words(painter, QRectF(left, top, inner + 4, _QUOTE), line, face, ink)
            top += _QUOTE
        note = self.note_box(noted, width).translated(box.topLeft().toPoint())
        if noted.annotation.id != self._edited[0]:
            self._paint_note(painter, QRectF(note), noted, width)
        ground = self.colours.card if chosen else None
        tags = [f"#{tag}" for tag in noted.annotation.tags]
        row = QRectF(left, note.bottom() + 7, inner, _TAGS - 8)
        chips.draw_chips(painter, row, tags, self.colours, ground)

    def _paint_note(self, painter: QPainter, box: QRectF, noted: Noted, width: int) -> None:
        if noted.annotation.note:
            self._note(noted, width).draw(painter, box.left(), box.top(), _NOTE)
        else:
            words = QRectF(box.left(), box.top(), box.width(), _NOTE)
            chips.draw_words(painter, words, "Add a note…", chips.interface_font(), self.colours.muted)

    def _paint_place(self, painter: QPainter, box: QRectF, noted: Noted) -> None:
        self._paint_sign(painter, box, noted)
        box = box.adjusted(16, 0, 0, 0)
        trouble = trouble_of(noted)
        if trouble:
            face = chips.interface_font(12.0)
            room = chips.metrics("Inter", 12.0).horizontalAdvance(trouble) + 2
            words = QRectF(box.right() - room, box.top(), room, box.height())
            chips.draw_words(painter, words, trouble, face, self.colours.muted)
            ratio = painter.device().devicePixelRatioF()
            sign = picture("triangle-alert", self.colours.muted, 14, ratio)
            painter.drawPixmap(QPointF(words.left() - 18, box.center().y() - 7), sign)
            box.setRight(words.left() - 26)
        place = place_of(noted, with_title=self.with_title)
        chips.draw_words(painter, box, place, chips.interface_font(12.0), self.colours.muted)

    def _paint_sign(self, painter: QPainter, box: QRectF, noted: Noted) -> None:
        middle = box.center().y()
        if noted.annotation.motivation is Motivation.BOOKMARKING:
            sign = picture("bookmark", self.colours.muted, 13, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() - 2, middle - 6.5), sign)
        else:
            chips.draw_glyph(painter, QPointF(box.left() + 4, middle), noted.annotation.colour, self.colours)
