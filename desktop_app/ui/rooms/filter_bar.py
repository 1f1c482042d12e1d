"""The row of pills that tells what the notebook is narrowed to; each can be taken away."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from desktop_app.ui.theme import fonts

_WIDEST = 260


class Pill(NamedTuple):
    """What a pill is known by, what it says, and how a screen reader tells what it does."""

    key: str
    words: str
    told: str = ""


class FilterBar(QWidget):
    """Pills that break into lines. Enter, Space, Delete or a click takes one away; behind them stand other buttons."""

    removed = Signal(str)
    """The key of the pill that was taken away."""

    def __init__(self, name: str, after: QWidget, parent: QWidget | None = None) -> None:
        """Tab comes to the pills from `after`."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._after = after
        self._flow = FlowLayout(self)
        self._pills: tuple[Pill, ...] = ()
        self._last: QWidget | None = None  # that Tab visits
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def pills(self) -> tuple[Pill, ...]:
        """What is shown."""
        return self._pills

    def show_pills(self, pills: Sequence[Pill], more: Sequence[Pill]) -> None:
        """Show these filters, and behind them buttons that do `more`."""
        if tuple(pills) == self._pills:
            return
        focused = self._focused()
        self._pills = tuple(pills)
        self._flow.clear()
        self._last = None
        for pill in pills:
            self._add(pill, f"{pill.words}  ×", pill.told or f"{pill.words}: remove this filter", chip=True)
        for pill in more if pills else ():
            self._add(pill, pill.words, pill.told, chip=False)
        self.setVisible(bool(pills))
        self.updateGeometry()
        if focused >= 0 and (buttons := self.findChildren(_PillButton)):
            buttons[min(focused, len(buttons) - 1)].setFocus()

    def _focused(self) -> int:
        return next((place for place, one in enumerate(self.findChildren(_PillButton)) if one.hasFocus()), -1)

    def _add(self, pill: Pill, words: str, told: str, *, chip: bool) -> None:
        button = _PillButton()
        button.setProperty("role", "pill" if chip else "chip")
        metrics = QFontMetrics(fonts.interface())
        button.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST))
        button.setAccessibleName(told)
        button.setToolTip(told)
        button.clicked.connect(lambda: self.removed.emit(pill.key))
        self._flow.addWidget(button)
        QWidget.setTabOrder(self._last or self._after, button)
        self._last = button
        button.show()


class _PillButton(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the pill away with Enter, Delete and Backspace too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class FlowLayout(QLayout):
    """Puts widgets beside each other, and on another line where there is no room."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def clear(self) -> None:
        """Take all widgets out."""
        while self._items:
            if (widget := self._items.pop().widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item; see QLayout."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the lines are at a width."""
        return self._lay(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._lay(rect, apply=True)

    def sizeHint(self) -> QSize:
        """Return the least size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, apply: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x + size.width() > rect.right() + 1 and x > rect.x():
                x, y, line = rect.x(), y + line + self._gap, 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - rect.y()
