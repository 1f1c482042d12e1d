"""The sheet of all shortcuts, by menu, made from the action table."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.actions.action_list import ActionListModel, ActionRowDelegate, Entry, MenuName, keys_of, matching
from desktop_app.ui.actions.table import ACTIONS, Action, Menu
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import announce
from desktop_app.ui.widgets.row_list import ROW_ROLE
from desktop_app.ui.widgets.rows_view import BAR, RowsView

_ROW = 26
_COLUMNS = 3
_INTO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LARGEST = (1120, 700)
_NOTE = (
    "Plain keys, such as h or 1, work only while the page of an article has the keyboard. "
    "Enter or a double click on a row gives it another key."
)


class ShortcutSheet(QDialog):
    """Shows every action that has keys; a field narrows them, and finds those without. Escape closes it."""

    chosen = Signal(str)
    """The id of an action that shall have another key."""

    def __init__(self, parent: QWidget | None, palette: Palette, actions: Sequence[Action] = ACTIONS) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle("All shortcuts")
        title = QLabel("All shortcuts")
        title.setProperty("role", "title")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter by words")
        self.field.setAccessibleName("Filter the shortcuts by words")
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(260)
        self._note = QLabel(_NOTE)
        self._note.setProperty("role", "muted")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
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
        column.addWidget(self._scrolling(row), 1)
        column.addWidget(self._note)
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

    def renew(self, actions: Sequence[Action], told: str = "") -> None:
        """Show actions with the keys that they have now, and tell what has come of it."""
        self._actions = actions
        self._search(self.field.text())
        self._note.setText(told or _NOTE)
        announce(self, told)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the field to the first row that it has found with the down arrow or Enter."""
        view = next((view for view in self.lists if view.model().rowCount()), None)
        if self.focusWidget() is self.field and view is not None and event.key() in _INTO_THE_LIST:
            view.setFocus(Qt.FocusReason.TabFocusReason)
            view.setCurrentIndex(view.model().index(1, 0))
        else:
            super().keyPressEvent(event)

    def _list(self, number: int, palette: Palette) -> RowsView:
        view = RowsView(f"Shortcuts, column {number + 1} of {_COLUMNS}")
        view.setUniformItemSizes(False)
        view.setModel(ActionListModel(view))
        view.setItemDelegate(ActionRowDelegate(view, palette, row=_ROW, plain=True))
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSizeAdjustPolicy(RowsView.SizeAdjustPolicy.AdjustToContents)
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.opened.connect(lambda index: self._choose(index.data(ROW_ROLE)))
        view.selectionModel().currentChanged.connect(lambda index: self._bring(view, view.visualRect(index)))
        return view

    def _scrolling(self, row: QHBoxLayout) -> QScrollArea:
        """Let the columns be scrolled together, as one sheet."""
        sheet = self._columns = QWidget()
        row.setContentsMargins(0, 0, BAR, 0)
        for view in self.lists:
            row.setAlignment(view, Qt.AlignmentFlag.AlignTop)
        sheet.setLayout(row)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(sheet)
        return self._area

    def _bring(self, view: RowsView, row: QRect) -> None:
        place = view.mapTo(self._columns, row.center())
        self._area.ensureVisible(place.x(), place.y(), 0, 2 * _ROW)

    def _choose(self, entry: object) -> None:
        if isinstance(entry, Action):
            self.chosen.emit(entry.id)

    def _search(self, query: str) -> None:
        with_keys = [action for action in self._actions if keys_of(action, plain=True)]
        found = set(matching(query, self._actions)) if query.strip() else set(with_keys)
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
            view.setFixedHeight(sum(view.sizeHintForRow(number) for number in range(len(column))) or 4 * _ROW)
            view.show_instead("")
            view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if column else Qt.FocusPolicy.NoFocus)
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
