"""A panel that lists things to go back to or to settle: bookmarks, what has moved, the trash, earlier states."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QStyle, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.core.annotation import Colour
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating
from desktop_app.ui.widgets.keyed_button import KeyedButton
from desktop_app.ui.widgets.row_list import ROW_ROLE, RowDelegate, RowModel
from desktop_app.ui.widgets.rows_view import RowsView

_WIDTH = 640
_ROW = 54
_A_LINE = 100  # characters
_ROWS = 8
_TOP = 56
_ENTER = "List them"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One thing: what it is called, a quieter line about it, and a word at its right end.

    One that `holds` others stands for them until it is entered.
    """

    id: str
    words: str
    detail: str = ""
    side: str = ""
    colour: Colour | None = None
    holds: tuple["ListRow", ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be done with the current row, by a key of the list ("Return", "R") or a button.

    `closes` says that the panel goes first. `whole` choices are about all rows, and may be made without one.
    """

    key: str
    text: str
    run: Callable[[str], None]
    closes: bool = False
    whole: bool = False


class ListPanel(Floating):
    """Shows one list at a time. Up and Down choose, the keys of its choices act, Escape leaves."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent, palette)
        self._choices: tuple[Choice, ...] = ()
        self._entered: set[str] = set()  # rows in whose place those are listed that they hold
        self._came_from: QWidget | None = None
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.list = RowsView("List")
        self.list.installEventFilter(self)
        self._model = _Rows(self)
        self._delegate = _RowDelegate(self.list, palette)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self._offered: list[tuple[Choice, KeyedButton]] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(4)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.list)
        column.addLayout(self._buttons)
        self.list.opened.connect(self._enter)
        self.list.selectionModel().currentChanged.connect(self._suit_row)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def open(self, title: str, rows: Sequence[ListRow], choices: Sequence[Choice], empty: str) -> None:
        """Show a list and take the keyboard. The first of `choices` is what Enter does; `empty` stands for no rows."""
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
        self.title.setText(title.upper())
        self.list.setAccessibleName(title)
        self.setAccessibleName(title)
        self._choices = tuple(choices)
        self._entered.clear()
        self._offer()
        self._model.show(())
        self.refresh(rows, empty)
        self.show()
        self.raise_()
        self.settle()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self, rows: Sequence[ListRow], empty: str, *, returning: bool = False) -> None:
        """Show other rows; what was current stays so, or what has come into its place.

        With `returning`, rows that were not there before have come back, and the first of them becomes current.
        """
        rows = [one for row in rows for one in (row.holds if row.id in self._entered else (row,))]
        row = self.list.currentIndex().row()
        known = {one.id for one in self._model.rows}
        back = (one.id for one in rows if returning and one.id not in known)
        current = next(back, self.current())
        self._model.show(rows)
        self.list.show_instead("" if rows else empty)
        found = next((place for place, one in enumerate(rows) if one.id == current), min(max(row, 0), len(rows) - 1))
        self.list.setCurrentIndex(self._model.index(found))
        self._suit_row()
        if self.isVisible():
            self.settle()

    def current(self) -> str:
        """Return the id of the current row, "" without one."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row.id if isinstance(row, ListRow) else ""

    def rows(self) -> tuple[ListRow, ...]:
        """Return what is listed."""
        return self._model.rows

    def choices(self) -> tuple[Choice, ...]:
        """Return what can be done with them."""
        return self._choices

    def leave(self) -> None:
        """Close the panel and give the keyboard back, unless it has gone elsewhere already."""
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        came_from, self._came_from = self._came_from, None
        if had_keyboard and came_from is not None and isValid(came_from):
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def settle(self) -> None:
        """Stand at the top of the window, in the middle, as high as there are rows."""
        window = self._window.size()
        least = 4 if len(self.list.accessibleDescription()) > _A_LINE else 2  # room for why nothing is listed
        rows = max(least, min(_ROWS, self._model.rowCount(), (window.height() - 240) // _ROW))
        self.list.setFixedHeight(rows * _ROW)
        buttons = sum(button.sizeHint().width() + self._buttons.spacing() for _, button in self._offered)
        wanted = max(_WIDTH, buttons + 24)  # or they would be cut
        width = min(wanted, window.width() - 32) + 2 * SHADOW
        self._column.activate()  # or it would still ask for the room of buttons that have just gone
        self.setGeometry((window.width() - width) // 2, _TOP - SHADOW, width, self.sizeHint().height())

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._delegate.colours = palette
        super().wear(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys of the choices act on the current row, and Escape leave."""
        if watched is self.list and isinstance(event, QKeyEvent):
            choice = self._choice_of(event)
            escape = event.key() == Qt.Key.Key_Escape
            if event.type() == QEvent.Type.ShortcutOverride and (choice is not None or escape):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and choice is not None:
                self._act(choice)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape, from the buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _choice_of(self, event: QKeyEvent) -> Choice | None:
        pressed = QKeySequence(event.keyCombination()).toString()
        pressed = pressed.replace("Enter", "Return")
        # Qt calls keys otherwise than their caps do: "Del".
        return next((choice for choice in self._choices if QKeySequence(choice.key).toString() == pressed), None)

    def _enter(self, _index: QModelIndex) -> None:
        self._act(self._choices[0])

    def _act(self, choice: Choice) -> None:
        row = self.list.currentIndex().data(ROW_ROLE)
        current = self.current()
        if isinstance(row, ListRow) and row.holds and not choice.whole:
            if choice is self._choices[0]:
                self._enter_into(row)
            return
        if not current and not choice.whole:
            return
        if choice.closes:
            self.leave()
        choice.run(current)

    def _enter_into(self, row: ListRow) -> None:
        """List in a row's place what it holds."""
        self._entered.add(row.id)
        place = self._model.rows.index(row)
        self.refresh((*self._model.rows[:place], *row.holds, *self._model.rows[place + 1 :]), "")
        self.list.setCurrentIndex(self._model.index(place))

    def _offer(self) -> None:
        self._offered.clear()
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for choice in self._choices:
            button = KeyedButton(choice.text, choice.key.replace("Return", "Enter"))
            button.clicked.connect(lambda _checked=False, chosen=choice: self._act(chosen))
            self._buttons.addWidget(button)
            self._offered.append((choice, button))
        self._buttons.addStretch(1)

    def _suit_row(self) -> None:
        """Offer what can be done with the current row: one that holds others can only be entered."""
        row = self.list.currentIndex().data(ROW_ROLE)
        holds = isinstance(row, ListRow) and bool(row.holds)
        for place, (choice, button) in enumerate(self._offered):
            if place == 0:
                button.say(_ENTER if holds else choice.text)
            offered = bool(self._model.rows) and (place == 0 or choice.whole or not holds)
            if button.hasFocus() and not offered:
                self.list.setFocus()  # or another button would have the keyboard
            button.setVisible(offered)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A dialog that one of the choices opens gives the keyboard back by itself.
        here = new is not None and new.window() is self.window()
        if self.isVisible() and new is not None and here and not self.isAncestorOf(new):
            self.leave()


class _Rows(RowModel[ListRow]):
    def words(self, row: ListRow) -> str:
        return row.words

    def told(self, row: ListRow) -> str:
        return ", ".join(part for part in (row.side, row.words, row.detail) if part)


class _RowDelegate(RowDelegate[ListRow]):
    floats = True

    def height(self, row: ListRow, place: int) -> int:  # noqa: ARG002 - all are alike
        return _ROW

    def draw(self, painter: QPainter, box: QRectF, row: ListRow, state: QStyle.StateFlag) -> None:
        box = box.adjusted(0, 1, 0, -1)
        self.draw_ground(painter, box, state)
        chips.draw_glyph(painter, QPointF(box.left() + 18, box.top() + 17), row.colour, self.colours)
        quiet = chips.interface_font(11.5)
        room = chips.metrics(fonts.INTERFACE, 11.5).horizontalAdvance(row.side) + 4 if row.side else 0
        right = QRectF(box.right() - 12 - room, box.top() + 6, room, 22)
        chips.draw_words(painter, right, row.side, quiet, self.colours.muted)
        words = QRectF(box.left() + 34, box.top() + 6, right.left() - box.left() - 46, 22)
        chips.draw_words(painter, words, row.words, chips.interface_font(weight=QFont.Weight.Medium), self.colours.ink)
        below = QRectF(words.left(), box.top() + 27, box.right() - 12 - words.left(), 20)
        chips.draw_words(painter, below, row.detail, quiet, self.colours.muted)
