"""The bar at the top: the three rooms, the one search field, and how the page looks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop_app.ui.drawing.chips import key_cap
from desktop_app.ui.theme.icons import Icons

if TYPE_CHECKING:
    from desktop_app.ui.actions.action_set import ActionSet

ROOMS = ("library", "reader", "notebook")
_FIELD_WIDTH = 520


RESULT_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return,
               Qt.Key.Key_Enter, Qt.Key.Key_Escape)  # fmt: skip
"""What chooses a result of a search, opens it, or leaves."""


class SearchField(QLineEdit):
    """The field that searches everything. Up, down and Enter belong to the results below it."""

    key_for_results = Signal(QKeyEvent)
    left = Signal()
    entered = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setPlaceholderText("Search articles, highlights and notes")
        self.setAccessibleName("Search articles, highlights and notes")
        self.setAccessibleDescription(
            "Type to search. Up and Down choose a result, Enter opens it, Control Enter beside, Control S saves the "
            "search, Escape leaves."
        )
        self._glyph = QAction("Search", self)
        self.addAction(self._glyph, QLineEdit.ActionPosition.LeadingPosition)
        self._after: QWidget | None = None
        self._key = QLabel("Ctrl K", self)
        self._key.setProperty("role", "key")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def recolour(self, icons: Icons) -> None:
        """Draw the glyph in the colours of another palette."""
        self._glyph.setIcon(icons.quiet("search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys that choose a result on; everything else is typing."""
        at_end = not self.text() and event.key() == Qt.Key.Key_Delete
        if event.key() in RESULT_KEYS or at_end:
            self.key_for_results.emit(event)
        elif event.matches(QKeySequence.StandardKey.Save):
            self.save_requested.emit()
        else:
            super().keyPressEvent(event)

    def lead_tab_to(self, widget: QWidget) -> None:
        """Let Tab go to `widget` while that is seen: it belongs to this field but hangs elsewhere."""
        self._after = widget

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """See `lead_tab_to`."""
        if next and self._after is not None and self._after.isVisible():
            self._after.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right end."""
        super().resizeEvent(event)
        self._stand_key()

    def show_key(self, key: str) -> None:
        """Show the key that leads here."""
        self._key.setText(key_cap(key))
        self._stand_key()

    def _stand_key(self) -> None:
        self._key.adjustSize()
        self._key.move(self.width() - self._key.width() - 10, (self.height() - self._key.height()) // 2)
        self.setTextMargins(0, 0, self._key.width() + 8, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the person has come to search."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person has left, unless it was for a menu of the field's own."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TopBar(QFrame):
    """Rooms on the left, search in the middle, looks and menus on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(48)
        self._rooms = QButtonGroup(self)
        self.search = SearchField()
        self.search.setMaximumWidth(_FIELD_WIDTH)
        self.search.setMinimumWidth(180)
        self.looks = _button("Aa", "How the page looks: theme, face, size")
        self.theme = _button("", "")
        self.export = _button("Export", "")
        self.menu = _button("", "All commands, by menu")
        self._left, self._right = QWidget(), QWidget()
        self._left.setAccessibleName("Rooms")
        left, right = QHBoxLayout(self._left), QHBoxLayout(self._right)
        for row in (left, right):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        self._room_buttons = {room: self._room_button(room, left) for room in ROOMS}
        left.addStretch(1)
        right.addStretch(1)
        for button in (self.looks, self.theme, self.export, self.menu):
            right.addWidget(button)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(12, 6, 12, 6)
        bar.addWidget(self._left, 1)
        bar.addWidget(self.search, 2)
        bar.addWidget(self._right, 1)

    def connect_actions(self, actions: "ActionSet") -> None:
        """Let the buttons do what the action table says."""
        self._doing: dict[str, QAbstractButton] = {f"go.{room}": one for room, one in self._room_buttons.items()}
        self._doing |= {"view.theme": self.theme, "file.export": self.export}
        for action, button in self._doing.items():
            button.clicked.connect(actions[action].trigger)
        for action in ("view.theme", "file.export"):
            self._doing[action].setAccessibleName(actions[action].text().rstrip("…"))
        self.search.save_requested.connect(actions["search.save"].trigger)

    def use_keys(self, actions: "ActionSet") -> None:
        """Name the keys as they are from now on."""
        for action, button in self._doing.items():
            button.setToolTip(actions.tooltip(action))
            button.setAccessibleDescription(actions.key_of(action))
        self.search.show_key(actions.key_of("search.everything"))

    def set_menus(self, looks: QMenu, everything: QMenu) -> None:
        """Give the two menu buttons their menus."""
        for button, menu in ((self.looks, looks), (self.menu, everything)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_room(self, room: str) -> None:
        """Mark the room one is in; Tab comes to it, and the arrows go on to the others."""
        self._room_buttons[room].setChecked(True)
        for name, button in self._room_buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == room else Qt.FocusPolicy.NoFocus)

    def recolour(self, icons: Icons) -> None:
        """Draw the glyphs in the colours of another palette."""
        self.theme.setIcon(icons.icon("contrast"))
        self.menu.setIcon(icons.icon("menu"))
        self.search.recolour(icons)

    def _room_button(self, room: str, row: QHBoxLayout) -> QPushButton:
        button = QPushButton()
        button.setText(room.capitalize())
        button.setProperty("role", "room")
        button.setCheckable(True)
        button.setAutoExclusive(True)  # to a screen reader, one of several
        self._rooms.addButton(button)
        row.addWidget(button)
        return button


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip or text)
    button.setIconSize(QSize(18, 18))
    return button
