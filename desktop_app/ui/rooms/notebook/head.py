"""What stands above the notebook's cards: how they are grouped and sorted, the words that are sought, the filters."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QMenu, QToolButton, QWidget

from desktop_app.core.notebook_view import Grouping, NotebookView, Order
from desktop_app.ui.rooms.notebook.filter_bar import FilterBar
from desktop_app.ui.rooms.notebook.rows import GROUPINGS, ORDERS
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.pills import Pills

_PAUSE = 40  # milliseconds without a key, after which a list that follows slowly is asked for
_QUICK = 60  # milliseconds in which a list that follows every key does so
_NARROW = 640


class NotebookHead(QWidget):
    """Tells what a person changes. Down and Enter in the words lead to the cards, Escape clears them."""

    changed = Signal()
    cards_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groupings = Pills("Grouped", list(GROUPINGS))
        self.order = QToolButton()
        self.words = QLineEdit()
        self.filters = FilterBar("Filters", after=self.words)
        self._glyph = QAction("Filter", self)
        self._orders: dict[Order, QAction] = {}
        self._setting = False
        self._typing = QTimer(self, singleShot=True, interval=0)
        self._typing.timeout.connect(self._tell_words)
        self._asked = QElapsedTimer()
        self._make_order()
        self._make_words()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 0, 2, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self._wide: bool | None = None
        self.setMinimumWidth(1)  # or its own parts would keep the window from getting narrow
        self.fit(2 * _NARROW)
        self.groupings.chosen.connect(self._tell)

    def fit(self, width: int) -> None:
        """Put the words on a line of their own where there is no room beside the groupings."""
        wide = width >= _NARROW
        if wide == self._wide:
            return
        self._wide = wide
        for widget in (self.groupings, self.order, self.words, self.filters):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.groupings, 0, 0)
        self._grid.addWidget(self.order, 0, 1 if wide else 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self.words, *((0, 2) if wide else (1, 0, 1, 3)))
        if wide:
            self._grid.setAlignment(self.words, Qt.AlignmentFlag.AlignRight)
        self.words.setMaximumWidth(300 if wide else 2000)
        self.words.setMinimumWidth(200 if wide else 100)
        self._grid.addWidget(self.filters, 2, 0, 1, 3)

    def show_view(self, view: NotebookView) -> None:
        """Show how a view is grouped and sorted, and its words."""
        self._setting = True
        self.groupings.choose(next(name for name, one in GROUPINGS.items() if one is view.grouping))
        self._orders[view.order].setChecked(True)
        self._name_order()
        if self.words.text() != view.words:
            self.words.setText(view.words)
        self._typing.stop()
        self._setting = False

    @property
    def grouping(self) -> Grouping:
        """How the cards are grouped."""
        return GROUPINGS[self.groupings.choice]

    @property
    def sorted_by(self) -> Order:
        """How the cards are sorted."""
        return next(order for order, action in self._orders.items() if action.isChecked())

    def followed(self) -> None:
        """Take note that the list shows what was told. While it does so slowly, it is not asked for at every letter."""
        if self._asked.isValid():
            self._typing.setInterval(0 if self._asked.elapsed() < _QUICK else _PAUSE)
            self._asked.invalidate()

    def tab_order(self) -> list[QWidget]:
        """Return what Tab visits, in order."""
        return [*self.groupings.buttons(), self.order, self.words]

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._glyph.setIcon(Icons(palette, 16).quiet("search"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the words, Down and Enter lead to the cards and Escape clears them."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._typing.isActive():
                    self._typing.stop()
                    self._tell_words()
                self.cards_wanted.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.words.text():
                    self.words.clear()
                else:
                    self.cards_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _make_order(self) -> None:
        menu, group = QMenu(self.order), QActionGroup(self)
        for name, order in ORDERS.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            self._orders[order] = action
        self._orders[Order.PLACE].setChecked(True)
        self.order.setMenu(menu)
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.order.setToolTip("Order of the cards")
        self._name_order()
        group.triggered.connect(self._tell)

    def _make_words(self) -> None:
        self.words.setPlaceholderText("Filter by words  ( / )")
        self.words.setAccessibleName("Filter notes and highlights by words")
        self.words.setToolTip("Words, “a phrase”, -not, OR, tag: colour: title: section: note: quote: since: before:")
        self.words.setClearButtonEnabled(True)
        self.words.addAction(self._glyph, QLineEdit.ActionPosition.LeadingPosition)
        self.words.installEventFilter(self)
        self.words.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if not self._setting:
            self._typing.start()

    def _tell_words(self) -> None:
        self._asked.start()
        self.changed.emit()

    def _tell(self) -> None:
        self._name_order()
        if not self._setting:
            self.changed.emit()

    def _name_order(self) -> None:
        name = next(action.text() for action in self._orders.values() if action.isChecked())
        self.order.setText(f"{name}  ▾")
        self.order.setAccessibleName(f"Order of the cards: {name}")
