"""The side pane of the notebook: filters that go together, each turned on and off by itself, and saved views."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from desktop_app.ui.rooms.sidebar import Line, Shelf, ShelfDelegate, ShelfModel
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import ROW_ROLE

_RENAMING = QKeyCombination(Qt.Key.Key_F2)


class FilterPane(QFrame):
    """Arrow keys move, Enter, Space or a click turns a filter on or off; typing jumps to a name."""

    toggled = Signal(str)
    """The key of a shelf that was turned on or off."""
    renamed = Signal(str)
    """The key of a shelf that should have another name."""
    removed = Signal(str)
    """The key of a shelf that should go."""

    def __init__(self, name: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.list = _FilterList(self)
        self.list.setAccessibleName(name)
        self.list.setAccessibleDescription("Enter turns a filter on or off. F2 renames a tag or a saved view.")
        self._model = ShelfModel(self)
        self._delegate = ShelfDelegate(self, palette)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.toggled.connect(self._toggle)
        self.list.renamed.connect(lambda index: self._tell(self.renamed.emit, index))
        self.list.removed.connect(lambda index: self._tell(self.removed.emit, index))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 12)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that the keyboard is at stays so."""
        if tuple(lines) == self._model.rows:
            return
        if [_name(line) for line in lines] == [_name(line) for line in self._model.rows]:
            if lines:
                self._model.refresh(lines)
            return
        line = self.list.currentIndex().data(ROW_ROLE)
        scroll = self.list.verticalScrollBar().value()
        self._model.show(lines)
        first = next((row for row, one in enumerate(lines) if isinstance(one, Shelf)), 0)
        row = self._model.row_of(line.key) if isinstance(line, Shelf) else -1
        self.list.setCurrentIndex(self._model.index(row if row >= 0 else first))
        self.list.verticalScrollBar().setValue(scroll)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._model.rows

    def choose(self, key: str) -> None:
        """Turn a shelf on or off as if by hand; a key that is not there is none."""
        row = self._model.row_of(key)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))
            self.toggled.emit(key)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._delegate.colours = palette
        self.list.viewport().update()

    def _toggle(self, index: QModelIndex) -> None:
        self._tell(self.toggled.emit, index)

    def _tell(self, tell: Callable[[str], None], index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, Shelf):
            tell(line.key)


class _FilterList(QListView):
    toggled = Signal(QModelIndex)
    renamed = Signal(QModelIndex)
    removed = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def event(self, event: QEvent) -> bool:
        # The window has another use for F2.
        override = event.type() == QEvent.Type.ShortcutOverride
        if not (override and isinstance(event, QKeyEvent) and event.keyCombination() == _RENAMING):
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        keys = {
            Qt.Key.Key_Return: self.toggled,
            Qt.Key.Key_Enter: self.toggled,
            Qt.Key.Key_Space: self.toggled,
            Qt.Key.Key_F2: self.renamed,
            Qt.Key.Key_Delete: self.removed,
        }
        signal = keys.get(Qt.Key(event.key())) if current.isValid() else None
        if signal is None:
            super().keyPressEvent(event)
        else:
            signal.emit(current)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit(index)


def _name(line: Line) -> str:
    return line.key if isinstance(line, Shelf) else line.text
