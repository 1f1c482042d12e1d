"""The toast: a few words at the foot of the window about what was just done, with a way to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.ui.drawing import chips
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating, alert, announce

_TIME = 6000  # milliseconds
_READING = 60  # milliseconds a character, for what takes longer to read
_LINES = 6  # at most
_FOOT = 44  # pixels: the status line and some air


class Toast(Floating):
    """Comes, tells screen readers too, and goes by itself. It never takes the keyboard."""

    action_chosen = Signal()
    """The toast's button was pressed."""
    other_chosen = Signal()
    """Its second button was pressed."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent, palette)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = ""
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button, self._key = _button(self._choose)
        self._other, self._other_key = _button(self._choose_other)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 10, 5)
        row.setSpacing(8)
        for widget in (self._label, *self._offered()):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, singleShot=True, interval=_TIME)
        self._timer.timeout.connect(self.hide)
        self.wear(palette)

    def show_message(self, words: str, action: str = "", keys: str = "", other: str = "", other_keys: str = "") -> None:
        """Show `words` for as long as they take to read, six seconds at least, in place of what was shown before.

        `action` is what the button says, such as "Undo", and `keys` what does the same, such as "Ctrl+Z"; `other` is a
        second button.
        """
        self._words = words
        _offer(self._button, self._key, action, keys)
        _offer(self._other, self._other_key, other, other_keys)
        self.show()
        self.raise_()
        self.settle()
        self._timer.start(max(_TIME, _READING * len(words)))
        told = f"{words}. {action} {keys}".strip() if action else words
        told = f"{told}. {other} {other_keys}".strip() if other else told
        self.setAccessibleName(told)
        alert(self)
        announce(self, told)

    def message(self) -> str:
        """Return what is being shown, "" while nothing is."""
        return self._words if self.isVisible() else ""

    def settle(self) -> None:
        """Stand at the foot of the window, in the middle; long words take several lines, too long ones end in "…"."""
        window = self._window.size()
        others = sum(one.sizeHint().width() + 8 for one in self._offered() if not one.isHidden()) + 36
        room = min(640, window.width() - 32) - others
        measure = self._label.fontMetrics()
        wide = measure.horizontalAdvance(self._words) > room
        longest = measure.elidedText(self._words, Qt.TextElideMode.ElideRight, room * _LINES)
        self._label.setText(longest if wide else self._words)
        self._label.setWordWrap(wide)
        self._label.setFixedWidth(room if wide else measure.horizontalAdvance(self._words) + 2)
        self.layout().activate()  # type: ignore[union-attr]
        size = self.sizeHint()
        if wide:
            size.setHeight(max(size.height(), self.heightForWidth(size.width())))
        self.setGeometry(
            (window.width() - size.width()) // 2,
            window.height() - _FOOT - size.height() + SHADOW,
            size.width(),
            size.height(),
        )

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        super().wear(palette)
        worn = f"QPushButton {{ color: {palette.accent}; font-weight: 600; padding: 4px 8px; }}"
        for button in (self._button, self._other):
            button.setStyleSheet(worn)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the mouse has left."""
        super().leaveEvent(event)
        self._timer.start()

    def _offered(self) -> tuple[QWidget, ...]:
        return self._button, self._key, self._other, self._other_key

    def _choose(self) -> None:
        self.hide()
        self.action_chosen.emit()

    def _choose_other(self) -> None:
        self.hide()
        self.other_chosen.emit()


def _button(chosen: Callable[[], None]) -> tuple[QPushButton, QLabel]:
    button, key = QPushButton(), QLabel()
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setProperty("role", "quiet")
    button.clicked.connect(chosen)
    key.setProperty("role", "key")
    return button, key


def _offer(button: QPushButton, key: QLabel, action: str, keys: str) -> None:
    button.setText(action)
    button.setVisible(bool(action))
    key.setText(chips.key_cap(keys) if keys else "")
    key.setVisible(bool(keys))
