"""The pane at the left of a room: the shelves, colours and tags by which it can be narrowed, with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QVBoxLayout, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.card_pictures import CardPictures
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import ROW_ROLE, RowDelegate, RowModel

ROW = 30
_GAP = 20  # above every heading but the first
_REMEMBERED = 300
_SEEN = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group of shelves, in capitals."""

    text: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Something a room can be narrowed to. `key` names it to the room; `sign` stands before the label, as "#" does.

    `on` is None where the list chooses one shelf, and tells in others whether this one is among those that are on.
    A `count` of -1 is none. `ring` draws the sign of what has no colour.
    """

    key: str
    label: str
    count: int
    sign: str = ""
    colour: Colour | None = None
    on: bool | None = None
    ring: bool = False


Line = Heading | Shelf


class ShelfModel(RowModel[Line]):
    """The lines of a side pane."""

    def refresh(self, lines: Sequence[Line]) -> None:
        """Show other counts and signs on the lines that are there."""
        self.rows = tuple(lines)
        self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def row_of(self, key: str) -> int:
        """Return the row of a shelf, or -1."""
        return next((row for row, line in enumerate(self.rows) if isinstance(line, Shelf) and line.key == key), -1)

    def words(self, row: Line) -> str:
        """Return the name of a shelf or of a group of them."""
        return row.text if isinstance(row, Heading) else row.label

    def told(self, row: Line) -> str:
        """Return a shelf with its colour, its count, and whether it is on."""
        if isinstance(row, Heading):
            return row.text
        colour = f" ({row.colour.value})" if row.colour else ""
        count = f", {row.count:,}" if row.count >= 0 else ""
        return f"{row.sign}{row.label}{colour}{count}{', on' if row.on else ''}"

    def tip(self, row: Line) -> str | None:
        """Return a shelf's name, which may be cut short in the pane."""
        return None if isinstance(row, Heading) else row.label

    def can_be_chosen(self, row: Line) -> bool:
        """Let shelves be chosen, headings not."""
        return not isinstance(row, Heading)


class ShelfDelegate(RowDelegate[Line]):
    """Paints the lines of a side pane; of those that stay as they are while a room is looked through, pictures."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent, palette)
        self._pictures = CardPictures()
        self._drawn: set[object] = set()

    def height(self, row: Line, place: int) -> int:
        """Return the height of a line; headings but the first have room above them."""
        return ROW + (_GAP if isinstance(row, Heading) and place else 0)

    def draw(self, painter: QPainter, box: QRectF, row: Line, state: QStyle.StateFlag) -> None:
        """Draw one line."""
        key, scale = (row, (state & _SEEN).value, self.colours.name), painter.device().devicePixelRatioF()
        if key not in self._drawn:  # a count that changes with every letter typed is seen once
            if len(self._drawn) >= _REMEMBERED:
                self._drawn.clear()
            self._drawn.add(key)
            self._draw_line(painter, box, row, state)
            return

        def drawn(painter: QPainter, whole: QRect) -> None:
            painter.fillRect(whole, QColor(self.colours.chrome))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_line(painter, QRectF(whole), row, state)

        painter.drawPixmap(box.topLeft(), self._pictures.of(key, box.size().toSize(), scale, drawn))

    def _draw_line(self, painter: QPainter, box: QRectF, row: Line, state: QStyle.StateFlag) -> None:
        if isinstance(row, Heading):
            self._draw_heading(painter, box, row.text)
        else:
            self._draw_shelf(painter, box.adjusted(0, 1, 0, -1), row, state)

    def _draw_heading(self, painter: QPainter, box: QRectF, text: str) -> None:
        face = QFont(chips.interface_font(11.0, QFont.Weight.DemiBold))
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        words = QRectF(box.left() + 8, box.bottom() - ROW, box.width() - 16, ROW)
        chips.draw_words(painter, words, text, face, self.colours.muted)

    def _draw_shelf(self, painter: QPainter, box: QRectF, shelf: Shelf, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected) if shelf.on is None else shelf.on
        self.draw_ground(painter, box, state, chosen=chosen)
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        quiet = self.colours.accent if chosen else self.colours.muted
        count = f"{shelf.count:,}" if shelf.count >= 0 else ""
        room = chips.metrics(fonts.INTERFACE, 11.0, weight).horizontalAdvance(count) + 2
        number = QRectF(box.right() - 8 - room, box.top(), room, box.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        chips.draw_words(painter, number, count, chips.interface_font(11.0, weight), quiet, align)
        left = box.left() + 10
        if shelf.colour is not None or shelf.ring:
            chips.draw_glyph(painter, QPointF(left + 4, box.center().y()), shelf.colour, self.colours)
            left += 18
        words = QRectF(left, box.top(), number.left() - left - 8, box.height())
        label = f"{shelf.sign} {shelf.label}" if shelf.sign else shelf.label
        ink = self.colours.accent if chosen else self.colours.ink
        chips.draw_words(painter, words, label, chips.interface_font(weight=weight), ink)


class Sidebar(QFrame):
    """A list of shelves of which one is chosen. Arrow keys choose, typing jumps to a name, Tab moves on."""

    chosen = Signal(str)
    """The key of the shelf that a person has chosen."""

    def __init__(self, name: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.list = QListView(self)
        self.list.setAccessibleName(name)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._model = ShelfModel(self)
        self._delegate = ShelfDelegate(self, palette)
        self._key = ""
        self._filling = False
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.selectionModel().currentChanged.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 12)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these shelves; the chosen one stays so, or else the first one is."""
        same = [_name(line) for line in lines] == [_name(line) for line in self._model.rows]
        if same and lines:
            self._model.refresh(lines)
            return
        wanted, scroll = self._key, self.list.verticalScrollBar().value()
        self._filling = True
        self._model.show(lines)
        first = next((line.key for line in lines if isinstance(line, Shelf)), "")
        self._key = wanted if self._model.row_of(wanted) >= 0 else first
        self.list.setCurrentIndex(self._model.index(self._model.row_of(self._key)))
        self._filling = False
        self.list.verticalScrollBar().setValue(scroll)

    @property
    def key(self) -> str:
        """The key of the chosen shelf; "" while there are no shelves."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose a shelf as if by hand; a key that is not there is none."""
        row = self._model.row_of(key)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._delegate.colours = palette
        self.list.viewport().update()

    def _moved(self, current: QModelIndex) -> None:
        line = current.data(ROW_ROLE)
        if isinstance(line, Shelf) and line.key != self._key and not self._filling:
            self._key = line.key
            self.chosen.emit(line.key)


def _name(line: Line) -> str:
    return line.key if isinstance(line, Shelf) else line.text
