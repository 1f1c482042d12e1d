"""How an annotation looks in the notebook: a card, and the heading over a group of cards."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.services.notebook.listing import Group
from desktop_app.services.notebook.notebook import Noted
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.card_ground import draw_ground
from desktop_app.ui.drawing.card_pictures import CardPictures
from desktop_app.ui.rooms.notebook.face import LEFT, RIGHT, NotebookFace, NotebookFaces
from desktop_app.ui.rooms.notebook.model import LISTED_ROLE, NotebookModel
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Palette, mixed

_GAP = 10  # below every card
_HEADING = 44
_GUESS = 126  # a card with a quote of a line and a half, half of a note and of a tag
_SEEN = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
Listed = Noted | Group
_Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints and measures cards. `with_title` says whether a card names its article or its heading does."""

    def __init__(self, parent: QWidget, model: NotebookModel, palette: Palette) -> None:
        super().__init__(parent)
        self.with_title = False
        self._model = model
        self._edited: tuple[str, int] = ("", 0)
        self._faces = NotebookFaces(palette)
        self._pictures = CardPictures()

    @property
    def colours(self) -> Palette:
        """The palette that cards are drawn in."""
        return self._faces.palette

    def wear(self, palette: Palette) -> None:
        """Draw in the colours of another palette."""
        self._faces = NotebookFaces(palette)
        self._pictures = CardPictures()

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
        return self._face(listed, width).height(self._editor(listed)) + _GAP

    def note_box(self, noted: Noted, width: int) -> QRect:
        """Return where the note of a card is, or would be, within the card's row."""
        face, editor = self._face(noted, width), self._editor(noted)
        return QRect(LEFT, face.note_top, width - LEFT - RIGHT, face.note_height if editor is None else editor)

    def address_at(self, noted: Noted, width: int, place: QPoint) -> str:
        """Return where the words of a note at a place within the card's row lead to; "" where they lead nowhere."""
        if self._editor(noted) is not None:
            return ""
        return self._face(noted, width).address_at(place.x(), place.y())

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a row as wide as the option says."""
        width = option.rect.width()
        return QSize(width, self.height(index.data(LISTED_ROLE), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a card or a heading."""
        painter.save()
        self.draw(painter, option.rect, index.data(LISTED_ROLE), QStyle.StateFlag(option.state))
        painter.restore()

    def draw(self, painter: QPainter, row: QRect, listed: Listed, state: QStyle.StateFlag) -> None:
        """Draw a card or a heading into its row; the painter may be left as it is."""
        if isinstance(listed, Group):
            self._draw_heading(painter, QRectF(row), listed)
            return
        box, state, scale = self.covered(row, listed), state & _SEEN, painter.device().devicePixelRatioF()
        picture = self._pictures.known((self._face(listed, row.width()), state.value), box.size(), scale)
        if picture is not None and self._editor(listed) is None:
            painter.drawPixmap(box.topLeft(), picture)
        else:
            self._draw_card(painter, box, listed, state)

    def keep_picture(self, row: QRect, listed: Listed, state: QStyle.StateFlag, scale: float) -> None:
        """Keep a picture of what `draw` draws, for a screen of that scale; not while a note is typed in it."""
        if isinstance(listed, Noted) and self._editor(listed) is None:
            state &= _SEEN
            key, size = (self._face(listed, row.width()), state.value), self.covered(row, listed).size()
            self._pictures.of(key, size, scale, lambda painter, box: self._draw_card(painter, box, listed, state))

    def covered(self, row: QRect, listed: Listed) -> QRect:
        """Return how much of a row is covered by what is drawn into it, wherever the words are."""
        return QRect() if isinstance(listed, Group) else row.adjusted(0, 0, 0, -_GAP)

    def _face(self, noted: Noted, width: int) -> NotebookFace:
        return self._faces.of(noted, width, with_title=self.with_title)

    def _editor(self, noted: Noted) -> int | None:
        edited, height = self._edited
        return height if edited and noted.annotation.id == edited else None

    def _draw_heading(self, painter: QPainter, box: QRectF, group: Group) -> None:
        face = chips.font(Family.SERIF.face, 16.0, QFont.Weight.DemiBold)
        count = f"{group.size:,}"
        room = chips.metrics("Inter", 12.0).horizontalAdvance(count) + 12
        words = QRectF(box.left() + 2, box.bottom() - 38, box.width() - room, 28)
        used = chips.draw_words(painter, words, self._model.heading(group), face, self.colours.ink)
        number = QRectF(words.left() + used + 10, words.top() + 1, room, words.height())
        chips.draw_words(painter, number, count, chips.interface_font(12.0), self.colours.muted)

    def _draw_card(self, painter: QPainter, box: QRect, noted: Noted, state: QStyle.StateFlag) -> None:
        self._draw_ground(painter, box, noted, state)
        chosen, editor = bool(state & QStyle.StateFlag.State_Selected), self._editor(noted)
        self._face(noted, box.width()).draw(painter, box.left(), box.top(), chosen=chosen, editor=editor)

    def _draw_ground(self, painter: QPainter, box: QRect, noted: Noted, state: QStyle.StateFlag) -> None:
        colours = self.colours
        sheet = colours.card
        if state & QStyle.StateFlag.State_Selected:
            sheet = colours.tint
        elif state & QStyle.StateFlag.State_MouseOver:
            sheet = mixed(colours.card, colours.ink, 0.03)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        border, thickness = (colours.accent, 2) if focus else (colours.line, 1)
        edge = colours.edge(noted.annotation.colour).name()
        draw_ground(painter, box, colours.paper, sheet, border, thickness, edge)
