"""The outline's list: its rows, how they are drawn, and the keys that open, close, filter and choose."""

from bisect import bisect_right

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui.outline.items import OutlineItem, tip, told
from desktop_app.ui.outline.row_face import ARROW, Look, RowFaces, left_of
from desktop_app.ui.theme.palette import Palette

ROW = 30
ITEM = Qt.ItemDataRole.UserRole
"""The OutlineItem of a row."""

_Index = QModelIndex | QPersistentModelIndex
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class OutlineModel(QStringListModel):
    """The rows that are shown, and their headings as Qt's model has them.

    So Qt knows by itself how many there are: it asks seven times for each row whenever a list is laid out.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[OutlineItem] = []

    def show(self, items: list[OutlineItem]) -> list[QModelIndex]:
        """Show these rows; where they are the same sections as before, the list stays where it is.

        Those that differ are then returned, to be painted again: told of them by a signal, a list would lay out all.
        """
        if items and [item.section for item in items] == [item.section for item in self.items]:
            pairs = enumerate(zip(items, self.items, strict=True))
            self.items = items
            return [self.index(row) for row, (new, old) in pairs if new is not old and new != old]
        self.items = items
        self.setStringList([item.section.heading for item in items])
        return []

    def row_of(self, section: int) -> int:
        """Return the row that stands for a section, or -1."""
        row = bisect_right(self.items, section, key=lambda item: item.section.index) - 1
        return row if row >= 0 and self.items[row].holds(section) else -1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let rows be chosen, and not be written in."""
        return _CHOSEN if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the item, its heading, or the row in words."""
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.section.heading
            case Qt.ItemDataRole.ToolTipRole:
                return tip(item)
            case Qt.ItemDataRole.AccessibleTextRole:
                return told(item)
        return item if role == ITEM else None


class OutlineDelegate(QStyledItemDelegate):
    """Shows the faces of sections, one of which is the one being read."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.current = -1
        self.nested = False
        self.wear(palette)

    def wear(self, palette: Palette) -> None:
        """Draw in the colours of another palette from now on."""
        self.colours = palette
        self._faces = RowFaces(palette)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Return the height of a row."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        item: OutlineItem = index.data(ITEM)
        rect, scale, current = QRect(option.rect), painter.device().devicePixelRatioF(), item.holds(self.current)
        look = Look(rect.size(), current, *_state(option), self.nested)
        if scale.is_integer():
            painter.drawPixmap(rect.topLeft(), self._faces.picture(item, look, scale))
            return
        painter.save()  # a picture that stands between two pixels of the screen would be blurred
        painter.translate(rect.topLeft())
        self._faces.draw(painter, item, look)
        painter.restore()

    def picture(self, item: OutlineItem, size: QSize, scale: float, *, current: bool) -> QPixmap:
        """Return a row as it looks while its section is being read, or another one."""
        return self._faces.picture(item, Look(size, current, False, False, self.nested), scale)

    def left_of(self, item: OutlineItem, ground: QRect) -> int:
        """Return where a heading begins in a row."""
        return left_of(item, ground.left(), nested=self.nested)


def _state(option: QStyleOptionViewItem) -> tuple[bool, bool]:
    """Return whether a row is under the mouse, and whether the keyboard is at it."""
    view = option.widget
    assert isinstance(view, QListView)
    if not view.hasFocus() and not view.viewport().underMouse():
        return False, False
    from PySide6.QtWidgets import QStyle  # brings six hundred names along, which no start waits for

    state = QStyle.StateFlag(option.state)
    return bool(state & QStyle.StateFlag.State_MouseOver), bool(state & QStyle.StateFlag.State_HasFocus)


class OutlineList(QListView):
    """Enter goes where a click does, Left and Right close and open; letters filter."""

    chosen = Signal(int)
    """The index of a section to go to."""
    closing = Signal(int, bool)
    """The index of a section, and whether its subsections are to be hidden."""
    typed = Signal(str)
    """Letters to find a section by."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outline")
        self.setAccessibleDescription("Type to filter, Enter goes to a section, Left and Right close and open one.")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.clicked.connect(self._choose)
        # Rows that only move are then moved, and not all painted again because one more comes into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def current_item(self) -> OutlineItem | None:
        """Return what the keyboard is at."""
        item = self.currentIndex().data(ITEM)
        return item if isinstance(item, OutlineItem) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the rows, which Qt leaves to whoever is opaque."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._delegate().colours.chrome))
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        item = self.current_item()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if item is not None:
                self.chosen.emit(item.section.index)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if item is not None:
                self._close_or_open(item, close=event.key() == Qt.Key.Key_Left)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _ if _is_typing(event):
                self.typed.emit(event.text())
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a section whose arrow was pressed."""
        index = self.indexAt(event.position().toPoint())
        item = index.data(ITEM) if index.isValid() else None
        if isinstance(item, OutlineItem) and item.has_arrow and event.button() == Qt.MouseButton.LeftButton:
            arrow_ends = self._delegate().left_of(item, self.visualRect(index))
            if arrow_ends - ARROW - 4 <= event.position().x() < arrow_ends:
                self.closing.emit(item.section.index, not item.closed)
                return
        super().mousePressEvent(event)

    def _delegate(self) -> OutlineDelegate:
        delegate = self.itemDelegate()
        assert isinstance(delegate, OutlineDelegate)
        return delegate

    def _choose(self, index: QModelIndex) -> None:
        item: OutlineItem = index.data(ITEM)
        self.chosen.emit(item.section.index)

    def _close_or_open(self, item: OutlineItem, *, close: bool) -> None:
        if item.has_arrow and item.closed is not close:
            self.closing.emit(item.section.index, close)
        elif close:  # to the section that this one is in
            row = self.currentIndex().row()
            model = self.model()
            above = (model.index(place, 0) for place in range(row - 1, -1, -1))
            outer = next((one for one in above if one.data(ITEM).section.level < item.section.level), None)
            if outer is not None:
                self.setCurrentIndex(outer)


def _is_typing(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.NoModifier and event.text().isprintable() and bool(event.text().strip())
