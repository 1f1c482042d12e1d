"""The popover: a footnote, or where a link leads, beside the words that refer to it. Escape goes back to them."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating, announce

_WIDTH = 400
_TALLEST = 300
_LINE = 30
"""How far a popover that finds no room below its words stands above them, in pixels."""


class Popover(Floating):
    """Lies over a room, has the keyboard while it is there, and goes when that is elsewhere."""

    def __init__(self, parent: QWidget, palette: Palette, title: str, words: str) -> None:
        super().__init__(parent, palette)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}: {words}")
        self._words = words
        self._back_to: QWidget | None = None
        self._go: Callable[[], None] | None = None
        self._heading = QLabel(title.upper())
        self._heading.setProperty("role", "heading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._text = QLabel(words)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setFont(fonts.interface(14))
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._leave_by_going)
        self._arrange()

    def offer(self, name: str, go: Callable[[], None]) -> None:
        """Let Enter, or a button of this name, go on from here."""
        self._go = go
        self._button.setText(name)
        self._button.show()

    def dress(self, html: str, follow: Callable[[str], None]) -> None:
        """Show the same words as they are meant to look; `follow` is given the address of a link that is clicked."""
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setText(html)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._text.linkActivated.connect(lambda address: self._leave_by(lambda: follow(address)))

    def show_at(self, place: QPoint, back_to: QWidget) -> None:
        """Show it below a place of the screen, where it does not hide the words; `back_to` has the keyboard after."""
        self._back_to = back_to
        width = min(_WIDTH, self._window.width() - 2 * SHADOW - 16)
        self._give_room(width - 32)
        self.setFixedWidth(width + 2 * SHADOW)
        self.adjustSize()
        self._stand_at(self._window.mapFromGlobal(place))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, self.accessibleName())

    def words(self) -> str:
        """Return what it says."""
        return self._words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, Enter goes on, and the arrows scroll what is too long."""
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Escape:
                self._leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._leave_by_going()
            case Qt.Key.Key_Down | Qt.Key.Key_Space:
                bar.setValue(bar.value() + 2 * bar.singleStep())
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - 2 * bar.singleStep())
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go when the keyboard is wanted elsewhere."""
        super().focusOutEvent(event)
        self._end()

    def _arrange(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._text)
        self._scroll.viewport().setAutoFillBackground(False)
        self._text.setAutoFillBackground(False)
        hint = QLabel("Esc goes back")
        hint.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.addWidget(hint)
        foot.addStretch(1)
        foot.addWidget(self._button)
        self._button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._scroll)
        column.addLayout(foot)

    def _give_room(self, width: int) -> None:
        """Let all words be seen, or scrolled to beside the bar that does it."""
        if self._text.heightForWidth(width) > _TALLEST:
            width -= self._scroll.verticalScrollBar().sizeHint().width()
        height = self._text.heightForWidth(width)
        self._text.setFixedSize(width, height)
        self._scroll.setFixedHeight(min(_TALLEST, height))

    def _stand_at(self, place: QPoint) -> None:
        x = max(0, min(place.x() - self.width() // 2, self._window.width() - self.width()))
        y = place.y() - SHADOW + 4
        if y + self.height() > self._window.height():
            y = place.y() - self.height() - _LINE + SHADOW
        self.move(x, max(0, y))

    def _leave(self) -> None:
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self._end()

    def _leave_by_going(self) -> None:
        if self._go is not None:
            self._leave_by(self._go)

    def _leave_by(self, go: Callable[[], None]) -> None:
        self._leave()
        go()

    def _end(self) -> None:
        if self.isVisible():
            self.hide()
            self.deleteLater()
