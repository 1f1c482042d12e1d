"""One highlight that has come back, alone on a quiet page, with four things that can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.actions.table import BY_ID
from desktop_app.ui.review.review_card import ReviewCard
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import announce
from desktop_app.ui.widgets.keyed_button import KeyedButton

ANSWERS = ("review.keep", "review.snooze", "review.discard", "review.context")
MORE = "review.more"
_COLUMN = 680  # pixels


class ReviewView(QFrame):
    """Lies over the room one is in, has the keyboard while it is there, and gives it back when it goes."""

    chosen = Signal(str)
    """The action whose button was pressed, or whose key."""

    left = Signal()
    """The view has gone, by its own Escape or because another room was entered."""

    def __init__(self, room: QWidget, palette: Palette) -> None:
        super().__init__(room)
        self._room = room
        self._back_to: QWidget | None = None
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = ReviewCard(palette)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._rest = QLabel()
        self._rest.setProperty("role", "title")
        self._rest.setWordWrap(True)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._below = QLabel()
        self._below.setProperty("role", "muted")
        self._below.setWordWrap(True)
        self._below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = {name: self._button(name) for name in (*ANSWERS, MORE)}
        self._arrange()
        room.installEventFilter(self)
        self.hide()

    def open(self, back_to: QWidget) -> None:
        """Cover the room; `back_to` has the keyboard afterwards."""
        self._back_to = back_to
        self.setGeometry(self._room.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go, and give the keyboard back."""
        if self.isVisible():
            self.hide()
            if self._back_to is not None and self._back_to.isVisible():
                self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
            self.left.emit()

    def show_card(self, number: int, total: int, told: str, below: str) -> None:
        """Show what `card` was given, as one of several; `told` is what a screen reader says, `below` stands there."""
        self._count.setText(f"{number} of {total}")
        self._show(ANSWERS, below)
        self.card.show()
        self._rest.hide()
        self._say(f"{number} of {total}. {told}")

    def show_rest(self, words: str, below: str, *, more: bool) -> None:
        """Say that there is nothing to be answered, and offer some more where there are any."""
        self._count.clear()
        self.card.hide()
        self._rest.setText(words)
        self._rest.show()
        self._show((MORE,) if more else (), below)
        self._say(f"{words} {below}")

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self.card.wear(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer's key, scroll a long quote, or leave on Escape."""
        pressed = event.text().upper()
        answers = (name for name, button in self._buttons.items() if button.isVisible())
        found = next((name for name in answers if pressed and pressed in BY_ID[name].field_keys), None)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif found is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.chosen.emit(found)
        elif not self.card.scroll_by_key(event.key()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab among the buttons: what lies beneath cannot be seen."""
        shown: Sequence[QWidget] = [self, *(one for one in self._buttons.values() if one.isVisible()), self._close]
        now = next((place for place, one in enumerate(shown) if one.hasFocus()), 0)
        shown[(now + (1 if forward else -1)) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the room."""
        if watched is self._room and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._room.rect())
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        heading = QLabel("LOOK AGAIN")
        heading.setProperty("role", "heading")
        self._close = KeyedButton("Close", "Esc")
        self._close.clicked.connect(self.leave)
        top = QHBoxLayout()
        top.setSpacing(12)
        for widget in (heading, self._count):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self._close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_COLUMN)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self.card, 12)
        column.addWidget(self._rest)
        column.addLayout(row)
        column.addWidget(self._below)
        column.addStretch(3)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 20)
        whole.addLayout(top)
        whole.addLayout(across, 1)

    def _button(self, name: str) -> QPushButton:
        action = BY_ID[name]
        key = action.field_keys[0]
        button = KeyedButton(action.text, key, "primary" if name in (ANSWERS[0], MORE) else "quiet")
        button.clicked.connect(lambda: self.chosen.emit(name))
        return button

    def _show(self, names: Sequence[str], below: str) -> None:
        for name, button in self._buttons.items():
            button.setVisible(name in names)
        self._below.setText(below)
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        self.setAccessibleName(words)
        if self.isVisible():
            announce(self, words)
