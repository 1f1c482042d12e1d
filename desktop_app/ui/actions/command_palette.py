"""The command palette: everything the window can do, found by typing a part of its name."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.ui.actions.action_list import ActionListModel, ActionRowDelegate, matching, told
from desktop_app.ui.actions.table import ACTIONS, Action
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating, announce
from desktop_app.ui.widgets.row_list import ROW_ROLE
from desktop_app.ui.widgets.rows_view import RowsView

_WIDTH = 600
_ROW = 36
_ROWS = 10
_TOP = 56
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}


class CommandPalette(Floating):
    """A field and the actions it leads to. Enter runs one, Escape leaves; then the keyboard is where it was."""

    chosen = Signal(str)
    """The id of the action to carry out; the palette has gone and the keyboard is back where it was."""

    def __init__(self, parent: QWidget, palette: Palette, actions: Sequence[Action] = ACTIONS) -> None:
        super().__init__(parent, palette)
        self._actions = tuple(actions)
        self._usable = self._actions
        self._came_from: QWidget | None = None
        self.setAccessibleName("Command palette")
        self.field = QLineEdit()
        self.field.setProperty("role", "search")
        self.field.setPlaceholderText("Type a command")
        self.field.setAccessibleName("Command")
        self.field.setAccessibleDescription("Type a part of its name. Up and Down choose, Enter runs, Escape leaves.")
        self.field.installEventFilter(self)
        self.list = RowsView("Commands")
        self.list.installEventFilter(self)
        self._model = ActionListModel(self)
        self._delegate = ActionRowDelegate(self.list, palette, row=_ROW, plain=False)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        self.list.opened.connect(self._run)
        self.list.clicked.connect(self._run)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def offer(self, actions: Sequence[Action]) -> None:
        """Offer these actions from now on."""
        self._actions = tuple(actions)

    def open(self, unusable: Collection[str] = ()) -> None:
        """Show the palette and take the keyboard; actions whose ids are `unusable` are left out."""
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
        self._usable = tuple(action for action in self._actions if action.id not in unusable)
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.settle()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close the palette and give the keyboard back, unless it has gone elsewhere already."""
        had_keyboard = self.field.hasFocus() or self.list.hasFocus()
        self.hide()
        came_from, self._came_from = self._came_from, None
        if had_keyboard and came_from is not None and isValid(came_from):
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def settle(self) -> None:
        """Stand at the top of the window, in the middle, as high as there are rows."""
        window = self._window.size()
        rows = max(1, min(_ROWS, self._model.rowCount(), (window.height() - 180) // _ROW))
        self.list.setFixedHeight(rows * _ROW)
        width = min(_WIDTH, window.width() - 32) + 2 * SHADOW
        self.setGeometry((window.width() - width) // 2, _TOP - SHADOW, width, self.sizeHint().height())

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._delegate.colours = palette
        super().wear(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's arrow keys and Enter act on the list, and Escape leave from both."""
        if isinstance(event, QKeyEvent) and watched in (self.field, self.list):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # or a shortcut of the window would take it
                return True
            if event.type() == QEvent.Type.KeyPress and self._took(watched, Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """Keep Tab within the palette: from the field to the list and back."""
        (self.list if self.field.hasFocus() else self.field).setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _took(self, watched: QObject, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif watched is self.field and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif watched is self.field and key in _MOVES:
            self._move(_MOVES[key])
        else:
            return False
        return True

    def _search(self, query: str) -> None:
        self._model.show(matching(query, self._usable))
        self.list.show_instead("" if self._model.rowCount() else "No command is called that.")
        self.list.setCurrentIndex(self._model.index(0))
        if self.isVisible():
            self.settle()

    def _move(self, rows: int) -> None:
        count = self._model.rowCount()
        if not count:
            return
        row = self.list.currentIndex().row() + rows
        row = row % count if abs(rows) == 1 else max(0, min(count - 1, row))
        self.list.setCurrentIndex(self._model.index(row))
        entry = self._model.rows[row]
        if isinstance(entry, Action):
            announce(self.field, told(entry))

    def _run(self, index: QModelIndex) -> None:
        entry = index.data(ROW_ROLE)
        if isinstance(entry, Action):
            self.leave()
            self.chosen.emit(entry.id)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self.leave()
