"""A list whose rows are opened by Enter and double click, with a menu at the mouse or at the row."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

BAR = 14
"""Pixels that rows leave free for the scroll bar, so that nothing moves when it comes."""


class RowsView(QListView):
    """A list of rows of one height, moved through by arrow keys and by typing the beginning of a name.

    Qt's own `activated` is not used: on some desktops it comes with a single click.
    """

    opened = Signal(QModelIndex)
    """A row was asked to open."""

    menu_requested = Signal(QModelIndex, QPoint)
    """A menu was asked for; the point is on the screen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._instead = ""

    def show_instead(self, words: str) -> None:
        """Say `words` where there are no rows."""
        self._instead = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or what stands in their place."""
        super().paintEvent(event)
        if self._instead:
            paint_instead(self, self._instead)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the row that Qt makes current when the keyboard comes: a ring alone would say too little."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave what is chosen as it is when the mouse is pressed beside the rows."""
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the mouse."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(index)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the mouse, or of the current row when a key asks."""
        index, place = menu_place(self, event)
        if index.isValid():
            self.menu_requested.emit(index, place)


def paint_instead(view: QAbstractItemView, words: str) -> None:
    """Draw what stands in the place of rows where there are none; for a paint event."""
    painter = QPainter(view.viewport())
    painter.setPen(view.palette().placeholderText().color())
    box = view.viewport().rect().adjusted(16, 64, -16, 0)
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, words)
    painter.end()


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """Return the row that a menu is asked for and where on the screen: at the mouse, or at the current row."""
    if event.reason() == QContextMenuEvent.Reason.Mouse:
        return view.indexAt(event.pos()), event.globalPos()
    index = view.currentIndex()
    return index, view.viewport().mapToGlobal(view.visualRect(index).center())
