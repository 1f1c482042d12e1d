"""The toast: a few words at the foot of the window about what was just done, with a way to take it back."""

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

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent, palette)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = ""
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setProperty("role", "quiet")
        self._key = QLabel()
        self._key.setProperty("role", "key")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 10, 5)
        row.setSpacing(8)
        for widget in (self._label, self._button, self._key):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, singleShot=True, interval=_TIME)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self._choose)
        self.wear(palette)

    def show_message(self, words: str, action: str = "", keys: str = "") -> None:
        """Show `words` for as long as they take to read, six seconds at least, in place of what was shown before.

        `action` is what the button says, such as "Undo", and `keys` what does the same, such as "Ctrl+Z".
        """
        self._words = words
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._key.setText(chips.key_cap(keys) if keys else "")
        self._key.setVisible(bool(keys))
        self.show()
        self.raise_()
        self.settle()
        self._timer.start(max(_TIME, _READING * len(words)))
        told = f"{words}. {action} {keys}".strip() if action else words
        self.setAccessibleName(told)
        alert(self)
        announce(self, told)

    def message(self) -> str:
        """Return what is being shown, "" while nothing is."""
        return self._words if self.isVisible() else ""

    def settle(self) -> None:
        """Stand at the foot of the window, in the middle; long words take several lines, too long ones end in "…"."""
        window = self._window.size()
        others = self._button.sizeHint().width() + self._key.sizeHint().width() + 60
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
        self._button.setStyleSheet(f"QPushButton {{ color: {palette.accent}; font-weight: 600; padding: 4px 8px; }}")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the mouse has left."""
        super().leaveEvent(event)
        self._timer.start()

    def _choose(self) -> None:
        self.hide()
        self.action_chosen.emit()
