"""A page with what is told above it: its article's title beside another one, and letters that cannot be shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.actions.key_words import Keys
from desktop_app.ui.reader.setting.missing_letters import MissingLetters
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.rooms.font_note import FontNote
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.icons import Icons

_HEIGHT = 32


class _Title(QLabel):
    """A title on one line, cut short where there is no room for all of it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class TitledPage(QFrame):
    """Holds one view. `closing` is asked for by the button beside the title."""

    closing = Signal()

    def __init__(self, page: ReaderView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.page = page
        self._title = _Title()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setAccessibleName("Close this side")
        self._close.clicked.connect(self.closing)
        self._bar = QFrame()
        self._bar.setProperty("role", "bar")
        self._bar.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(14, 0, 6, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self._close)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        self.note = FontNote()
        column.addWidget(self.note)
        column.addWidget(page, 1)
        self._bar.hide()
        self._active: bool | None = None
        self._missing = MissingLetters(self)
        self._missing.found.connect(self.note.show_missing)
        page.content_shown.connect(self._look_for_letters)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self._close.setToolTip(keys.said("Close this side  ({file.close:Ctrl+W})"))

    def show_title(self, title: str | None, *, active: bool) -> None:
        """Show the title, None to hide the bar; `active` is the side that keys speak of."""
        self._bar.setVisible(title is not None)
        self._title.setText(title or "")
        self._title.setToolTip(title or "")
        if title is not None and active is not self._active:
            self._active = active
            self._title.setProperty("role", "" if active else "muted")
            self._bar.setProperty("active", active)
            for widget in (self._title, self._bar):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def put_above(self, bar: QWidget) -> None:
        """Let a bar stand right above the page while it is shown; Tab goes through it before the page."""
        self._column.insertWidget(self._column.indexOf(self.page), bar)
        before: QWidget = self.page
        while before is self.page or not _takes_focus(before):
            before = before.previousInFocusChain() or bar
        for part in filter(_takes_focus, bar.findChildren(QWidget)):
            self.setTabOrder(before, part)
            before = part

    def wear(self, icons: Icons) -> None:
        """Draw the buttons in the colours of another palette."""
        self._close.setIcon(icons.quiet("x"))
        self.note.wear(icons)

    def _look_for_letters(self) -> None:
        look = self.page.appearance
        self._missing.look(self.page.content.text, fonts.sized(look.family.face, look.size))


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus
