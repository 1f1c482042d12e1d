"""The row of pills that tells what the notebook is narrowed to; each can be taken away."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget, QWidgetItem

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
        # Kept from view to view: with every letter of the words that are sought there is another pill.
        self._chips: list[_PillButton] = []
        self._others: list[_PillButton] = []
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
        focused = next((place for place, one in enumerate(self._buttons()) if one.hasFocus()), -1)
        self._pills = tuple(pills)
        self._fill(self._chips, [(pill, f"{pill.words}  ×") for pill in pills], "pill")
        self._fill(self._others, [(pill, pill.words) for pill in (more if pills else ())], "chip")
        self._flow.arrange(self._buttons())
        self.setVisible(bool(pills))
        self.updateGeometry()
        if focused >= 0 and (buttons := self._buttons()):
            buttons[min(focused, len(buttons) - 1)].setFocus()

    def _buttons(self) -> list["_PillButton"]:
        return [*self._chips, *self._others]

    def _fill(self, buttons: list["_PillButton"], pills: Sequence[tuple[Pill, str]], role: str) -> None:
        """Let there be as many buttons as pills, and each be the one of its pill."""
        while len(buttons) > len(pills):
            surplus = buttons.pop()
            surplus.hide()
            surplus.deleteLater()
        for place, (pill, words) in enumerate(pills):
            if place == len(buttons):
                buttons.append(self._made(role, buttons[-1] if buttons else None))
            buttons[place].show_pill(pill, words)

    def _made(self, role: str, before: QWidget | None) -> "_PillButton":
        button = _PillButton(self)
        button.setProperty("role", role)
        button.clicked.connect(lambda: self.removed.emit(button.key))
        QWidget.setTabOrder(before or (self._chips[-1] if self._chips else self._after), button)
        button.show()
        return button


class _PillButton(QPushButton):
    key = ""

    def show_pill(self, pill: Pill, words: str) -> None:
        """Be the button of a pill from now on."""
        self.key = pill.key
        told = pill.told or f"{pill.words}: remove this filter"
        metrics = QFontMetrics(fonts.interface())
        self.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST))
        self.setAccessibleName(told)
        self.setToolTip(told)

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

    def arrange(self, widgets: Sequence[QWidget]) -> None:
        """Place these widgets, in this order, and no others."""
        held = {item.widget(): item for item in self._items}
        self._items = [held[widget] if widget in held else QWidgetItem(widget) for widget in widgets]
        self.invalidate()

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
