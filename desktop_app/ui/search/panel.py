"""The panel below the search field: asks as one types, shows the newest answer, opens what is chosen."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.core.hit import Hit, Results
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.search.result_list import ResultList
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.top_bar import SearchField

_WIDTH = 680
_ROWS = 8
LIMIT = 50
"""Hits asked for at a time."""

Ask = Callable[[str, bool], Future[Results]]
"""Searches for a text, in the open article only or everywhere."""


class SearchPanel(QFrame):
    """Belongs to a search field, which keeps the keyboard; hangs over the room below it."""

    opened = Signal(Hit)
    dismissed = Signal()

    def __init__(self, field: SearchField, ask: Ask, bridge: Bridge, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.hide()
        self._field = field
        self._room = parent
        self._ask = ask
        self._bridge = bridge
        self._waiting: Future[Results] | None = None
        self._list = ResultList(palette)
        self._list.clicked.connect(self._clicked)
        self._message = QLabel()
        self._message.setProperty("role", "muted")
        self._message.setContentsMargins(16, 12, 16, 12)
        self._message.setWordWrap(True)
        self._narrow = QCheckBox("Only this article")
        self._narrow.toggled.connect(lambda _on: self.search())
        self._hint = QLabel("↑ ↓ choose · Enter open · Esc close")
        self._hint.setProperty("role", "muted")
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 8)
        foot.setSpacing(16)
        foot.addWidget(self._count)
        foot.addWidget(self._narrow)
        foot.addStretch(1)
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(self._message)
        column.addLayout(foot)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(40)
        self._shadow.setOffset(0, 10)
        self.setGraphicsEffect(self._shadow)
        self.wear(palette)
        field.textEdited.connect(lambda _text: self.search())
        field.key_for_results.connect(self._key)
        field.entered.connect(self._entered)
        field.left.connect(self._left)
        field.lead_tab_to(self._narrow)
        parent.installEventFilter(self)

    def search(self) -> None:
        """Ask for what stands in the field; an older question that has not been answered is dropped."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None
        text = self._field.text()
        if not text.strip():
            self.hide()
            return
        waiting = self._waiting = self._ask(text, self._narrow.isChecked() and self._narrow.isVisible())
        self._bridge.when(
            waiting, lambda results: self._show(waiting, results), lambda error: self._fail(waiting, error)
        )

    def set_article_open(self, is_open: bool) -> None:
        """Offer to search the open article only, when there is one."""
        self._narrow.setVisible(is_open)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._list.drawing.colours = palette
        self._shadow.setColor(QColor(0, 0, 0, 150 if palette.dark else 60))
        self._list.viewport().update()

    def message(self) -> str:
        """Return what is said instead of results, if anything."""
        return self._message.text() if self._message.isVisibleTo(self) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave from the box below the results as well."""
        if event.key() == Qt.Key.Key_Escape:
            self._key(event)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the field when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, asked: Future[Results], results: Results) -> None:
        if asked is not self._waiting or not (self._field.hasFocus() or self._narrow.hasFocus()):
            return
        self._list.show_results(results)
        found = len(results.hits)
        self._list.setVisible(bool(found))
        self._message.setVisible(not found)
        self._message.setText("Nothing found. Fewer letters or other words may find more.")
        more = "+" if results.approximate else ""
        shown = f"{found:,} of {results.total:,}{more}" if results.total > found else _counted(results.total)
        self._count.setText(shown)
        self._place()
        self.show()
        self.raise_()

    def _fail(self, asked: Future[Results], error: BaseException) -> None:
        if asked is not self._waiting:
            return
        self._list.hide()
        self._message.setText(f"The search could not be done: {error}")
        self._message.show()
        self._count.clear()
        self._place()
        self.show()

    def _place(self) -> None:
        parent = self._room
        width = min(_WIDTH, parent.width() - 32)
        height = self._list.height_of_rows(_ROWS) if self._list.isVisibleTo(self) else self._message.sizeHint().height()
        foot = max(self._narrow.sizeHint().height(), self._hint.sizeHint().height()) + 16
        corner = self._field.mapTo(parent, self._field.rect().bottomLeft())
        left = corner.x() + (self._field.width() - width) // 2
        left = max(16, min(left, parent.width() - width - 16))
        self.setGeometry(left, corner.y() + 8, width, min(height + foot + 2, parent.height() - corner.y() - 24))

    def _key(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._list.step(1)
            case Qt.Key.Key_Up:
                self._list.step(-1)
            case Qt.Key.Key_PageDown:
                self._list.step(_ROWS - 1)
            case Qt.Key.Key_PageUp:
                self._list.step(1 - _ROWS)
            case Qt.Key.Key_Escape:
                self.hide()
                self._field.clear()
                self.dismissed.emit()
            case _:
                self._open(self._list.chosen())

    def _clicked(self, index: QModelIndex) -> None:
        self._open(self._list.results.results.hits[index.row()])

    def _open(self, hit: Hit | None) -> None:
        if hit is not None and self.isVisible():
            self.hide()
            self.opened.emit(hit)

    def _entered(self) -> None:
        if self._field.text().strip():
            self.search()

    def _left(self) -> None:
        # A click on the box below keeps the panel; the field gets the keyboard back from it.
        if not self._narrow.hasFocus() and not self.underMouse():
            self.hide()


def _counted(total: int) -> str:
    return "1 result" if total == 1 else f"{total:,} results"
