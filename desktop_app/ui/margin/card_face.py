"""What a card of the margin shows, laid out at a width: the words marked, the note on them, its tags."""

from collections import OrderedDict
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QTextDocument, QTextLayout, QTextOption

from desktop_app.core.annotation import Annotation, Colour
from desktop_app.core.text.language import has_italics
from desktop_app.core.text.note_text import tags_beside
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.broken_lines import cut
from desktop_app.ui.drawing.card_ground import ground
from desktop_app.ui.margin.captions import caption
from desktop_app.ui.margin.note_page import NotePage
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

LEFT, RIGHT = 15, 11
"""What a card leaves free beside its words, in pixels."""

_TOP, _BOTTOM = 10, 11
_GAP = 4  # between the words, the note and the tags
_WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_QUOTE_LINES = 2
_QUOTED = 1000  # letters of the words marked, more than fit into the lines for them
_KEPT = 80  # the cards of three crowded pages
_EMPTY = "Add a note…"


class Shown(NamedTuple):
    """All that a face depends on beside the palette."""

    words: str
    note: str
    tags: tuple[str, ...]
    colour: Colour | None
    width: int


class CardFace:
    """Lays itself out once. Heights and places are in the card's pixels."""

    def __init__(self, shown: Shown, notes: NotePage, palette: Palette) -> None:
        self.shown = shown
        words, self._note, tags, self._colour, self.width = shown
        self._tags = tags_beside(self._note, tags)
        self._notes = notes
        self._palette = palette
        self._picture: QPixmap | None = None
        self._inner = self.width - LEFT - RIGHT
        self._quote = _quoted(words, self._inner)
        quote = self._quote.boundingRect().height()
        self.note_top = round(_TOP + quote + (_GAP if quote else 0))
        self._note_height = (
            self._laid_out().size().height()
            if self._note
            else chips.metrics(fonts.INTERFACE, fonts.INTERFACE_SIZE).height()
        )

    def height(self, editor: int | None = None) -> int:
        """Return how high the card is; with an `editor` of that height in its note's place, if one is given."""
        note = self._note_height if editor is None else editor
        return round(self.note_top + note + (_GAP + chips.CHIP_HEIGHT if self._tags else 0) + _BOTTOM)

    def shown_tags(self) -> tuple[str, ...]:
        """Return the tags that stand below the note; it shows the others itself."""
        return self._tags

    def shown_note(self) -> str:
        """Return what is shown of the note, without the signs of Markdown."""
        return self._laid_out().toPlainText() if self._note else ""

    def address_at(self, place: QPointF) -> str:
        """Return where the words of the note at a place of the card lead to; "" where they lead nowhere."""
        if not self._note:
            return ""
        return self._laid_out().documentLayout().anchorAt(place - QPointF(LEFT, self.note_top))

    def picture(self, scale: float) -> QPixmap:
        """Return the card as it looks most of the time, for a screen of the given scale; do not change it."""
        if self._picture is None or self._picture.devicePixelRatio() != scale:
            size = QSize(self.width, self.height())
            self._picture = QPixmap(size * scale)
            self._picture.setDevicePixelRatio(scale)
            painter = QPainter(self._picture)
            self.draw(painter, size, scale)
            painter.end()
        return self._picture

    def draw(
        self,
        painter: QPainter,
        size: QSize,
        scale: float,
        *,
        active: bool = False,
        focus: bool = False,
        note: bool = True,
    ) -> None:
        """Draw a card of that size; without the `note` while it is being typed."""
        palette, height = self._palette, size.height()
        border = palette.accent if active or focus else palette.line
        edge = palette.edge(self._colour).name()
        thickness = 3 if focus else 2 if active else 1  # the active card keeps its ring when the keyboard is elsewhere
        sheet = size, palette.chrome, palette.card, border, thickness, edge, scale
        if self._note or not note:
            painter.drawPixmap(0, 0, ground(*sheet))
        else:
            box = LEFT, self.note_top, self._inner, self._note_height
            painter.drawPixmap(0, 0, _unwritten(sheet, box, palette.muted))
        painter.setPen(QColor(palette.muted))
        self._quote.draw(painter, QPointF(LEFT, _TOP))
        if self._note and note:
            self._draw_note(painter)
        row = QRectF(LEFT, height - _BOTTOM - chips.CHIP_HEIGHT, self._inner, chips.CHIP_HEIGHT)
        chips.draw_chips(painter, row, [f"#{tag}" for tag in self._tags], self._palette)

    def _draw_note(self, painter: QPainter) -> None:
        painter.translate(LEFT, self.note_top)
        painter.setPen(QColor(self._palette.ink))
        self._laid_out().drawContents(painter)
        painter.translate(-LEFT, -self.note_top)

    def _laid_out(self) -> QTextDocument:
        return self._notes.lay_out(self._note, self._inner, self._palette.line)


class Faces:
    """Keeps the faces that were seen last, or soon will be, in one palette. A face stands for all that it shows."""

    def __init__(self, notes: NotePage, palette: Palette) -> None:
        self.palette = palette
        self._notes = notes
        self._kept: OrderedDict[str, tuple[Annotation, CardFace]] = OrderedDict()  # by the annotations' ids

    def of(self, annotation: Annotation, width: int) -> CardFace:
        """Return the face of a card of that width."""
        known = self._kept.pop(annotation.id, None)
        # The very same value shows the same: to look into it at every page would take longer than all else here.
        if known is None or known[0] is not annotation or known[1].width != width:
            known = annotation, self._made(annotation, width, known[1] if known is not None else None)
            if len(self._kept) >= _KEPT:
                self._kept.popitem(last=False)
        self._kept[annotation.id] = known
        return known[1]

    def _made(self, annotation: Annotation, width: int, former: CardFace | None) -> CardFace:
        shown = Shown(caption(annotation), annotation.note, annotation.tags, annotation.colour, width)
        return former if former is not None and former.shown == shown else CardFace(shown, self._notes, self.palette)


@lru_cache(maxsize=64)
def _unwritten(
    sheet: tuple[QSize, str, str, str, int, str, float], box: tuple[float, float, float, float], colour: str
) -> QPixmap:
    """Return the ground of a card without a note, which most are, with the words that offer one; do not change it."""
    pixmap = ground(*sheet).copy()
    painter = QPainter(pixmap)
    chips.draw_words(painter, QRectF(*box), _EMPTY, chips.interface_font(), colour)
    painter.end()
    return pixmap


def _quoted(words: str, width: int) -> QTextLayout:
    fonts.load_slanted(fonts.Family.SERIF)
    face = chips.font(fonts.Family.SERIF.face, 13.5, italic=has_italics(words))
    layout = _laid_out(words[:_QUOTED], face, width)
    if layout.lineCount() > _QUOTE_LINES:
        starts = [layout.lineAt(number).textStart() for number in range(layout.lineCount())]
        shown = "\u2028".join(cut(words[:_QUOTED], starts, face, width, _QUOTE_LINES))
        layout = _laid_out(shown, face, width, wrap=QTextOption.WrapMode.ManualWrap)
    return layout


def _laid_out(words: str, face: QFont, width: int, *, wrap: QTextOption.WrapMode = _WRAP) -> QTextLayout:
    layout = QTextLayout(words, face)
    option = QTextOption()
    option.setWrapMode(wrap)  # what has been cut may be a hair wider than it was measured, and stays as it was cut
    layout.setTextOption(option)
    layout.beginLayout()
    bottom = 0.0
    while layout.lineCount() <= _QUOTE_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, bottom))
        bottom += line.height()
    layout.endLayout()
    return layout
