"""A list of cards of different heights that opens at once, however many there are.

QListView asks for the height of every row before it shows the first one. This view guesses them, measures only what
is near the screen, and corrects the scroll bar so that what is being looked at stays where it is. It is a QListView in
what screen readers ask (they are given rows by Qt for that class only), and does all of its layout itself.
"""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QWidget

from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.rooms.notebook.card_delegate import CardDelegate
from desktop_app.ui.rooms.notebook.model import NotebookModel
from desktop_app.ui.rooms.notebook.row_heights import RowHeights
from desktop_app.ui.turns.ahead import Ahead
from desktop_app.ui.widgets.rows_view import BAR, menu_place, paint_instead

_SIDE = 2  # around the cards, so that the ring of the current one is not cut off
_AHEAD = 4  # rows measured before and after those that are seen
_FOOT = 24
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_Index = QModelIndex | QPersistentModelIndex


class CardsView(QListView):
    """The notebook's cards: chosen with mouse and keyboard as in any list, several with Shift and Ctrl."""

    opened = Signal(QModelIndex)
    menu_requested = Signal(QModelIndex, QPoint)
    painted = Signal()

    def __init__(self, model: NotebookModel, delegate: CardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = model
        self._delegate = delegate
        self._heights = RowHeights()
        self._settling = False
        self._under_mouse = -1
        self._instead = ""
        self._keys: Keys = UsualKeys()
        self._ahead = Ahead(self)
        self.setAccessibleName("Notes and highlights")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        # With a ground of its own the viewport can be moved by Qt instead of being drawn anew at every turn of a wheel.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(24)
        self.setItemDelegate(delegate)
        self.setModel(model)

    def show_instead(self, words: str) -> None:
        """Say `words`, with the keys that they name, where there are no cards."""
        self._instead = words
        self.setAccessibleDescription(self._keys.said(words))
        self.viewport().update()

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self._keys = keys
        self.show_instead(self._instead)

    def place(self) -> tuple[int, int]:
        """Return the row at the top and how many pixels of it are above the edge."""
        row = self._heights.row_at(self.verticalOffset())
        return row, self.verticalOffset() - self._heights.top(row)

    def go_to_place(self, row: int, offset: int) -> None:
        """Put a row at the top, with so many pixels of it above the edge."""
        row = min(row, self._cards.rowCount() - 1)
        if row >= 0:
            self._measure(row, row)
            self.verticalScrollBar().setValue(self._heights.top(row) + offset)

    def card_near(self, row: int, step: int = 1) -> QModelIndex:
        """Return the card in a row, or the next one below (above where `step` is -1), or else on the other side."""
        for direction in (step, -step):
            found = row
            while 0 <= found < self._cards.rowCount():
                if self._cards.is_card(found):
                    return self._cards.index(found)
                found += direction
        return QModelIndex()

    def choose(self, index: QModelIndex) -> None:
        """Choose a card and no other, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags if index.isValid() else flags.Clear)

    def selectAll(self) -> None:
        """Choose all as one span; QListView asks every row whether it is hidden."""
        last = self._cards.rowCount() - 1
        if last >= 0:
            everything = QItemSelection(self._cards.index(0), self._cards.index(last))
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def measure_again(self, row: int) -> None:
        """Give a row, whose height has changed, its true one; the row at the top stays where it is."""
        self._take({row: self._delegate.height(self._cards.listed(row), self.card_width())}, self.place()[0])

    def reset(self) -> None:
        """Guess all heights anew: the model has other rows."""
        super().reset()
        self._ahead.begin(iter(()))  # what was being drawn is not listed any more
        self._under_mouse = -1
        self._heights.guess(self._delegate.guess(self._cards.listing.rows < 0))
        self.updateGeometries()

    def doItemsLayout(self) -> None:
        """Lay nothing out: rows are measured when they are seen."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Give the scroll bar its range."""
        QAbstractItemView.updateGeometries(self)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self._heights.total + _FOOT - self.viewport().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew; the row at the top stays there."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            place = self.place()
            self._heights.forget()
            self.go_to_place(*place)
            self._settle()
        self.updateGeometries()

    def visualRect(self, index: QModelIndex) -> QRect:  # type: ignore[override]
        """Return where a row is, in the viewport's pixels."""
        if not index.isValid():
            return QRect()
        top = self._heights.top(index.row()) - self.verticalOffset()
        return QRect(_SIDE, top, self.card_width(), self._heights.height(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a place of the viewport."""
        height = point.y() + self.verticalOffset()
        if not 0 <= height < self._heights.total:
            return QModelIndex()
        return self._cards.index(self._heights.row_at(height))

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view, with the heading above it where it is the first of a group."""
        if not index.isValid():
            return
        row = index.row()
        self._measure(row, row)
        first = row - 1 if self._cards.is_heading(row - 1) else row
        top, bottom = self._heights.top(first), self._heights.top(row) + self._heights.height(row)
        view, start = self.viewport().height(), self.verticalOffset()
        if hint == _Hint.PositionAtCenter:
            start = (top + bottom - view) // 2
        elif hint == _Hint.PositionAtTop or top < start or bottom - top > view:
            start = top
        elif hint == _Hint.PositionAtBottom or bottom > start + view:
            start = bottom - view
        self.verticalScrollBar().setValue(start)
        self.viewport().update()

    def horizontalOffset(self) -> int:
        """Return 0: cards are as wide as the view."""
        return 0

    def verticalOffset(self) -> int:
        """Return how many pixels lie above the edge."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex) -> bool:  # type: ignore[override]  # noqa: ARG002
        """Return False: whatever is in the model is in the list."""
        return False

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        """Return the card that a key leads to; headings are passed over."""
        last, row = self._cards.rowCount() - 1, self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        if action in (_Move.MovePageUp, _Move.MovePageDown) and row >= 0:
            page = self.viewport().height() * (-1 if action == _Move.MovePageUp else 1)
            row = self._heights.row_at(max(0, self._heights.top(row) + page))
        else:
            steps = {_Move.MoveHome: 0, _Move.MoveEnd: last, _Move.MoveUp: row - 1, _Move.MovePrevious: row - 1}
            row = steps.get(action, row if action in (_Move.MoveLeft, _Move.MoveRight) else row + 1)
        back = action in (_Move.MoveUp, _Move.MovePrevious, _Move.MoveEnd, _Move.MovePageUp)
        return self.card_near(min(max(row, 0), last), -1 if back else 1)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the rows between the top and the bottom of a rectangle."""
        if not self._cards.rowCount():
            return
        heights = sorted(max(0, y + self.verticalOffset()) for y in (rect.top(), rect.bottom()))
        first, last = (self._cards.index(self._heights.row_at(height)) for height in heights)
        self.selectionModel().select(QItemSelection(first, last), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: ARG002 - Qt's own signature
        """Return the whole viewport: it is painted in a moment, and counting 100,000 rows is not done in one."""
        return QRegion(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are seen."""
        self._settle()
        painter = QPainter(self.viewport())
        top, bare = self.verticalOffset(), QRegion(event.rect())
        first, last = (self._heights.row_at(top + height) for height in (event.rect().top(), event.rect().bottom()))
        rows = [self._cards.index(row) for row in range(first, min(last + 1, self._cards.rowCount()))]
        for index in rows:
            bare -= self._delegate.covered(self.visualRect(index), self._cards.listed(index.row()))
        painter.setClipRegion(bare)
        painter.fillRect(event.rect(), QColor(self._delegate.colours.paper))
        painter.setClipping(False)
        for index in rows:
            self._paint_row(painter, index)
        painter.end()
        if self._instead:
            paint_instead(self, self._keys.said(self._instead))
        self._ahead.begin(self._drawn_ahead(first, min(last, self._cards.rowCount() - 1)))
        self.painted.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is drawn already; what comes into sight is drawn by and by."""
        self.viewport().scroll(dx, dy)
        self._settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave what is chosen as it is when the mouse is pressed beside the cards."""
        if self._card_under(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card under the mouse."""
        if self._card_under(event) and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the card under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Tint nothing any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the card under the mouse, or of the current card when a key asks."""
        index, place = menu_place(self, event)
        if self._cards.flags(index) & Qt.ItemFlag.ItemIsSelectable:
            self.menu_requested.emit(index, place)

    def card_width(self) -> int:
        """Return how wide cards are."""
        return self.width() - BAR - 2 * _SIDE

    def _card_under(self, event: QMouseEvent) -> bool:
        index = self.indexAt(event.position().toPoint())
        return bool(self._cards.flags(index) & Qt.ItemFlag.ItemIsSelectable)

    def _hover(self, row: int) -> None:
        if row != self._under_mouse:
            self._under_mouse = row
            self.viewport().update()

    def _paint_row(self, painter: QPainter, index: QModelIndex) -> None:
        self._delegate.draw(painter, self.visualRect(index), self._cards.listed(index.row()), self._state(index))

    def _state(self, index: QModelIndex) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if index.row() == self._under_mouse:
            state |= QStyle.StateFlag.State_MouseOver
        if index == self.currentIndex() and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        return state

    def _drawn_ahead(self, first: int, last: int) -> Iterator[None]:
        """Keep pictures of the rows `first` to `last`, then of as many after and before them."""
        seen, count = last - first + 1, self._cards.rowCount()
        for start, stop in ((first, last + 1), (last + 1, last + seen + 1), (first - seen, first)):
            rows = range(max(0, start), min(count, stop))
            self._cards.prepare(rows.start, rows.stop - 1)
            yield
            for row in rows:
                listed, width = self._cards.listed(row), self.card_width()
                box = QRect(0, 0, width, self._delegate.height(listed, width))
                self._delegate.keep_picture(box, listed, self._state(self._cards.index(row)), self.devicePixelRatioF())
                yield

    def _settle(self) -> None:
        """Measure what is seen; the first card in sight that had been measured before stays where it is."""
        if self._settling or not self._cards.rowCount():
            return
        for _ in range(3):  # lower rows than guessed bring others into sight
            top = self.verticalOffset()
            first, last = (self._heights.row_at(height) for height in (top, top + self.viewport().height()))
            if not self._heights.unmeasured(first, last):
                return
            self._measure(first, last)

    def _measure(self, first: int, last: int) -> None:
        if not self._heights.unmeasured(first, last):
            return
        start, end = self._heights.row_at(self.verticalOffset()), last
        anchor = next((row for row in range(start, min(end, self._cards.rowCount() - 1) + 1)
                       if not self._heights.unmeasured(row, row)), start)  # fmt: skip
        around = range(max(0, first - _AHEAD), min(self._cards.rowCount(), last + _AHEAD + 1))
        self._cards.prepare(around.start, around.stop - 1)
        self._take({row: self._delegate.height(self._cards.listed(row), self.card_width()) for row in around}, anchor)

    def _take(self, heights: Mapping[int, int], anchor: int) -> None:
        """Give rows their true heights; the row `anchor` stays where it is."""
        before = self._heights.top(anchor)
        changed = self._heights.measure(heights)
        self._settling = True
        self.updateGeometries()
        moved = self._heights.top(anchor) - before
        self.verticalScrollBar().setValue(self.verticalOffset() + moved)
        self._settling = False
        if changed:
            self.viewport().update()
