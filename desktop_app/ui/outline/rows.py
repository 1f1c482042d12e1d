"""The outline's list: its rows, how they are drawn, and the keys that open, close, filter and choose."""

from bisect import bisect_right

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui import chips
from desktop_app.ui.outline.items import OutlineItem, tip, told
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette

ROW = 30
ITEM = Qt.ItemDataRole.UserRole
"""The OutlineItem of a row."""

_INDENT, _ARROW = 14, 14
_HEADING_SHARE = 0.6  # of a row's width; counts give way before headings do
_Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractListModel):
    """The rows that are shown."""

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
        self.beginResetModel()
        self.items = items
        self.endResetModel()
        return []

    def row_of(self, section: int) -> int:
        """Return the row that stands for a section, or -1."""
        row = bisect_right(self.items, section, key=lambda item: item.section.index) - 1
        return row if row >= 0 and self.items[row].holds(section) else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.items)

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
    """Draws a section: an arrow where there are subsections, its heading, and what is marked in it."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette
        self.current = -1
        self.nested = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Return the height of a row."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        item: OutlineItem = index.data(ITEM)
        current = item.holds(self.current)
        ground = QRect(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered, focused = _state(option)
        self._paint_ground(painter, ground, hovered=hovered, focused=focused, current=current)
        right = self._paint_counts(painter, item, ground)
        face = chips.interface_font(weight=QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        quiet = item.is_read and not current
        colour = self.colours.accent if current else self.colours.muted if quiet else self.colours.ink
        left = self.left_of(item, ground)
        if item.has_arrow:
            self._paint_sign(painter, "chevron-right" if item.closed else "chevron-down", left - _ARROW, ground)
        text = QRectF(left, ground.top(), right - left - 8, ground.height())
        chips.draw_words(painter, text, item.section.heading, face, colour)
        painter.restore()

    def left_of(self, item: OutlineItem, ground: QRect) -> int:
        """Return where a heading begins; where no section has subsections, no room is left for arrows."""
        arrow = _ARROW if self.nested else 6
        return ground.left() + arrow + 4 + _INDENT * max(0, min(item.section.level - 1, 4))

    def _paint_ground(self, painter: QPainter, ground: QRect, *, hovered: bool, focused: bool, current: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(QColor(self.colours.tint))
            painter.drawRoundedRect(ground, 6, 6)
        elif hovered:
            hover = QColor(self.colours.ink)
            hover.setAlphaF(0.05)
            painter.setBrush(hover)
            painter.drawRoundedRect(ground, 6, 6)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self.colours.accent))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_counts(self, painter: QPainter, item: OutlineItem, ground: QRect) -> int:
        """Draw from the right: matches, a tick where all is read, notes, marks by colour; return where they begin."""
        painter.setFont(chips.interface_font(11.0))
        right = ground.right() - 8
        if item.matches:
            right = self._paint_matches(painter, item.matches, right, ground) - 8
        if item.is_read:
            self._paint_sign(painter, "check", right - 12, ground)
            right -= 18
        if item.notes:
            right = self._paint_number(painter, item.notes, right, ground)
            self._paint_sign(painter, "sticky-note", right - 15, ground)
            right -= 23
        return self._paint_marks(painter, item, right, ground)

    def _paint_matches(self, painter: QPainter, matches: int, right: int, ground: QRect) -> int:
        width = painter.fontMetrics().horizontalAdvance(str(matches)) + 12
        box = QRect(right - width, ground.center().y() - 8, width, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.hit))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(self.colours.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(matches))
        return right - width

    def _paint_marks(self, painter: QPainter, item: OutlineItem, right: int, ground: QRect) -> int:
        """Draw a dot and a number for each colour; where there is no room, all dots and one number, or no dots."""
        shown = [([colour], count) for colour, count in item.marks if colour is not None]
        heading = ground.left() + ground.width() * _HEADING_SHARE
        if len(shown) > 1 and right - 30 * len(shown) < heading:
            total = sum(count for _, count in shown)
            together = [colour for (colour,), _ in shown]
            if right - 26 - 5 * len(together) < heading:
                right = self._paint_number(painter, total, right, ground)
                self._paint_sign(painter, "highlighter", right - 15, ground)
                return right - 19
            shown = [(together, total)]
        for colours, count in reversed(shown):
            right = self._paint_number(painter, count, right, ground) - 7
            painter.setPen(Qt.PenStyle.NoPen)
            for colour in reversed(colours):
                painter.setBrush(self.colours.edge(colour))
                painter.drawEllipse(QPointF(right, ground.center().y() + 1), 3.5, 3.5)
                right -= 5
            right -= 3
        return right

    def _paint_number(self, painter: QPainter, number: int, right: int, ground: QRect) -> int:
        width = painter.fontMetrics().horizontalAdvance(str(number))
        painter.setPen(QColor(self.colours.muted))
        box = QRect(right - width, ground.top(), width, ground.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(number))
        return right - width

    def _paint_sign(self, painter: QPainter, name: str, left: int, ground: QRect) -> None:
        drawn = picture(name, self.colours.muted, 12, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left, ground.center().y() - 5), drawn)


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
            if arrow_ends - _ARROW - 4 <= event.position().x() < arrow_ends:
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
