"""A room of three panes: what narrows its list, the list, and what shows more of it where there is room."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

_WIDE = 1200  # both panes as wide as they like
_NARROW = 1080  # below, the one at the right goes
_MARGINS = 52


class ThreePanes(QWidget):
    """Gives the panes at the sides less in a small window."""

    fitted = Signal(int)
    """How wide the middle is now."""
    preview_came = Signal()
    """The pane at the right is seen again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides: tuple[QWidget, ...] = ()
        self._lines = (_line(), _line())
        self._shown = True

    def stand(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        """Put the panes beside each other."""
        self._sides = (left, right)
        room = QHBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(0)
        for widget in (left, self._lines[0], middle, self._lines[1], right):
            room.addWidget(widget, 1 if widget is middle else 0)

    def show_panes(self, shown: bool) -> None:
        """Show or hide the panes at the sides."""
        self._shown = shown
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panes."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= _WIDE
        left, right = self._sides
        came = right.isHidden()
        for side, line, width in zip(self._sides, self._lines, (264, 328) if wide else (208, 272), strict=True):
            side.setFixedWidth(width)
            shown = self._shown and (side is left or self.width() >= _NARROW)
            side.setVisible(shown)
            line.setVisible(shown)
        self.fitted.emit(self.width() - sum(side.width() for side in self._sides if not side.isHidden()) - _MARGINS)
        if came and not right.isHidden():
            self.preview_came.emit()


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedWidth(1)
    return line
