"""The sheet of all shortcuts, by menu, made from the action table."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.action_list import ActionListModel, ActionRowDelegate, Entry, MenuName, keys_of, matching
from desktop_app.ui.actions import ACTIONS, Action, Menu
from desktop_app.ui.rooms.rows_view import RowsView
from desktop_app.ui.theme.palette import Palette

_ROW = 26
_COLUMNS = 3
_LARGEST = (1120, 700)


class ShortcutSheet(QDialog):
    """Shows every action that has keys; a field narrows them. Escape closes it."""

    def __init__(self, parent: QWidget | None, palette: Palette, actions: Sequence[Action] = ACTIONS) -> None:
        super().__init__(parent)
        self._actions = [action for action in actions if keys_of(action, plain=True)]
        self.setWindowTitle("All shortcuts")
        title = QLabel("All shortcuts")
        title.setProperty("role", "title")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter by words")
        self.field.setAccessibleName("Filter the shortcuts by words")
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(260)
        note = QLabel("Plain keys, such as h or 1, work only while the page of an article has the keyboard.")
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.field, 2)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.lists = [self._list(number, palette) for number in range(_COLUMNS)]
        for view in self.lists:
            row.addWidget(view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(top)
        column.addLayout(row, 1)
        column.addWidget(note)
        self.field.textChanged.connect(self._search)
        self._search("")
        self._take_size(parent)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        for view in self.lists:
            delegate = view.itemDelegate()
            assert isinstance(delegate, ActionRowDelegate)
            delegate.colours = palette
            view.viewport().update()

    def shown(self) -> list[Action]:
        """Return the actions that are listed now, column by column."""
        models = [view.model() for view in self.lists]
        return [
            entry
            for model in models
            if isinstance(model, ActionListModel)
            for entry in model.rows
            if isinstance(entry, Action)
        ]

    def _list(self, number: int, palette: Palette) -> RowsView:
        view = RowsView(f"Shortcuts, column {number + 1} of {_COLUMNS}")
        view.setUniformItemSizes(False)
        view.setModel(ActionListModel(view))
        view.setItemDelegate(ActionRowDelegate(view, palette, row=_ROW, plain=True))
        return view

    def _search(self, query: str) -> None:
        found = set(matching(query, self._actions)) if query.strip() else set(self._actions)
        groups: list[list[Entry]] = []
        for menu in Menu:
            members = [action for action in self._actions if action.menu is menu and action in found]
            if members:
                groups.append([MenuName(menu), *members])
        columns = balanced(groups, _COLUMNS)
        for view, column in zip(self.lists, columns, strict=True):
            model = view.model()
            assert isinstance(model, ActionListModel)
            model.show(column)
            view.show_instead("")
        if not found:
            self.lists[0].show_instead("No shortcut has all these words.")

    def _take_size(self, parent: QWidget | None) -> None:
        wide, high = _LARGEST
        if parent is not None:
            wide, high = min(wide, parent.window().width() - 24), min(high, parent.window().height() - 48)
        self.resize(wide, high)


def balanced(groups: Sequence[Sequence[Entry]], columns: int) -> list[list[Entry]]:
    """Lay groups out in columns of about one height; within a column they keep their order."""
    placed: list[list[int]] = [[] for _ in range(columns)]
    for number in sorted(range(len(groups)), key=lambda number: -len(groups[number])):
        shortest = min(placed, key=lambda column: sum(len(groups[other]) for other in column))
        shortest.append(number)
    placed = sorted((sorted(column) for column in placed), key=lambda column: column or [len(groups)])
    return [[entry for number in column for entry in groups[number]] for column in placed]
