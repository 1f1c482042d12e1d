"""What a card of the notebook shows, laid out at a width: its place, the words marked, the note on them, its tags."""

from collections import OrderedDict
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_app.core.annotation import Motivation
from desktop_app.core.text.language import has_italics
from desktop_app.core.text.note_text import tags_beside
from desktop_app.services.notebook.notebook import Noted
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.passage import Passage
from desktop_app.ui.rooms.notebook.light_note import LightNote
from desktop_app.ui.rooms.notebook.rows import about, place_of, quote_of, trouble_of
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette

LEFT, RIGHT = 18, 16
"""What a card leaves free beside its words, in pixels."""

NOTE = 20
"""The height of a line of a note."""

_TOP, _BOTTOM = 11, 12
_PLACE, _QUOTE, _TAGS = 18, 24, 28  # the height of a line of each
_BELOW_PLACE, _BETWEEN = 3, 3  # a quote and its note
_QUOTE_LINES, _NOTE_LINES = 3, 5
_SIGN, _TROUBLE = 16, 26  # what signs before words take up
_KEPT = 200
_EMPTY = "Add a note…"


class Shown(NamedTuple):
    """All that a face depends on beside the palette."""

    noted: Noted
    with_title: bool
    width: int


class NotebookFace:
    """Lays itself out once. Heights and places are in the card's pixels."""

    def __init__(self, shown: Shown, palette: Palette) -> None:
        self._noted, self._with_title, self._width = shown
        self._palette = palette
        self._inner = inner = self._width - LEFT - RIGHT
        quote = quote_of(self._noted)
        face = chips.font(Family.SERIF.face, 16.0, italic=has_italics(quote))
        self._quote = Passage(quote or about(self._noted), face, inner, _QUOTE_LINES, _QUOTE)
        note = self._noted.annotation.note
        self._note = LightNote(note, inner, _NOTE_LINES, NOTE, palette) if note else None
        self._place: Passage | None = None
        tags = self._noted.annotation.tags
        seen_whole = self._note is not None and self._note.lines < _NOTE_LINES
        self._tags = [f"#{tag}" for tag in (tags_beside(note, tags) if seen_whole else tags)]
        self.note_top = _TOP + _PLACE + _BELOW_PLACE + self._quote.lines * _QUOTE + _BETWEEN
        self.note_height = max(1, self._note.lines if self._note else 1) * NOTE

    def height(self, editor: int | None = None) -> int:
        """Return how high the card is; with an `editor` of that height in its note's place, if one is given."""
        note = self.note_height if editor is None else editor
        return self.note_top + note + (_TAGS if self._tags else 0) + _BOTTOM

    def shown_tags(self) -> list[str]:
        """Return the tags that stand below the note; where all of it is seen, it shows the others itself."""
        return self._tags

    def address_at(self, x: int, y: int) -> str:
        """Return where the words of the note at a place of the card lead to; "" where they lead nowhere."""
        return self._note.address_at(x - LEFT, (y - self.note_top) // NOTE) if self._note else ""

    def draw(self, painter: QPainter, left: float, top: float, *, chosen: bool, editor: int | None = None) -> None:
        """Draw all but the ground of the card; without the note while it is being typed in an `editor`."""
        palette, annotation, inner = self._palette, self._noted.annotation, self._inner
        place = QRectF(left + LEFT, top + _TOP, inner, _PLACE)
        self._draw_place(painter, place)
        ink = palette.ink if annotation.target.quote else palette.muted
        self._quote.draw(painter, place.left(), place.bottom() + _BELOW_PLACE, ink)
        if editor is None:
            self._draw_note(painter, QRectF(place.left(), top + self.note_top, inner, NOTE))
        # Words do not need it, and are drawn in half the time without.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sign(painter, place)
        if self._tags:
            row = QRectF(place.left(), top + self.height(editor) - _BOTTOM - _TAGS + 6, inner, _TAGS - 8)
            chips.draw_chips(painter, row, self._tags, palette, palette.card if chosen else None)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_note(self, painter: QPainter, box: QRectF) -> None:
        if self._note:
            self._note.draw(painter, box.left(), box.top())
        else:
            _empty(int(box.width())).draw(painter, box.left(), box.top(), self._palette.muted)

    def _draw_place(self, painter: QPainter, box: QRectF) -> None:
        face, muted = chips.interface_font(12.0), self._palette.muted
        room = box.width() - _SIGN
        trouble = trouble_of(self._noted)
        if trouble:
            width = chips.metrics(fonts.INTERFACE, 12.0).horizontalAdvance(trouble) + 2
            words = QRectF(box.right() - width, box.top(), width, box.height())
            chips.draw_words(painter, words, trouble, face, muted)
            sign = picture("triangle-alert", muted, 14, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(words.left() - 18, box.center().y() - 7), sign)
            room -= width + _TROUBLE
        if self._place is None:
            self._place = Passage(place_of(self._noted, with_title=self._with_title), face, int(room), 1, _PLACE)
        self._place.draw(painter, box.left() + _SIGN, box.top(), muted)

    def _draw_sign(self, painter: QPainter, box: QRectF) -> None:
        middle = box.center().y()
        if self._noted.annotation.motivation is Motivation.BOOKMARKING:
            sign = picture("bookmark", self._palette.muted, 13, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() - 2, middle - 6.5), sign)
        else:
            place = QPointF(box.left() + 4, middle)
            chips.draw_glyph(painter, place, self._noted.annotation.colour, self._palette)


@lru_cache(maxsize=8)
def _empty(width: int) -> Passage:
    return Passage(_EMPTY, chips.interface_font(), width, 1, NOTE)


class NotebookFaces:
    """Keeps the faces that were seen last, in one palette. A face is found by all that it shows."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._kept: OrderedDict[Shown, NotebookFace] = OrderedDict()

    def of(self, noted: Noted, width: int, *, with_title: bool) -> NotebookFace:
        """Return the face of a card of that width."""
        key = Shown(noted, with_title, width)
        face = self._kept.get(key)
        if face is None:
            if len(self._kept) >= _KEPT:
                self._kept.popitem(last=False)
            face = self._kept[key] = NotebookFace(key, self.palette)
        self._kept.move_to_end(key)
        return face
