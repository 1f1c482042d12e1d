"""The pane at the left of a room: the shelves, colours and tags by which it can be narrowed, with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, mixed

ROW = 30
_GAP = 20  # above every heading but the first
LINE_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


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


class ShelfModel(QAbstractListModel):
    """The lines of a side pane."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def refresh(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    def row_of(self, key: str) -> int:
        return next((row for row, line in enumerate(self.lines) if isinstance(line, Shelf) and line.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if isinstance(line, Heading):
            return line.text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            colour = f" ({line.colour.value})" if line.colour else ""
            count = f", {line.count:,}" if line.count >= 0 else ""
            return f"{line.sign}{line.label}{colour}{count}{', on' if line.on else ''}"
        return None


class ShelfDelegate(QStyledItemDelegate):
    """Paints the lines of a side pane."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        heading = isinstance(index.data(LINE_ROLE), Heading)
        return QSize(120, ROW + (_GAP if heading and index.row() else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: Line = index.data(LINE_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Heading):
            self._paint_heading(painter, box, line.text)
        else:
            self._paint_shelf(painter, box.adjusted(0, 1, 0, -1), line, option.state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, text: str) -> None:
        face = QFont(chips.interface_font(11.0, QFont.Weight.DemiBold))
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        words = QRectF(box.left() + 8, box.bottom() - ROW, box.width() - 16, ROW)
        chips.draw_words(painter, words, text, face, self.colours.muted)

    def _paint_shelf(self, painter: QPainter, box: QRectF, shelf: Shelf, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected) if shelf.on is None else shelf.on
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(self.colours.tint))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(mixed(self.colours.chrome, self.colours.ink, 0.06)))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            chips.draw_focus(painter, box, self.colours)
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
        same = [_name(line) for line in lines] == [_name(line) for line in self._model.lines]
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
        line = current.data(LINE_ROLE)
        if isinstance(line, Shelf) and line.key != self._key and not self._filling:
            self._key = line.key
            self.chosen.emit(line.key)


def _name(line: Line) -> str:
    return line.key if isinstance(line, Shelf) else line.text
