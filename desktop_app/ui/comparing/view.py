"""Two versions of an article side by side in one text: a list of what differs, and the page it stands on."""

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.annotation import PlacementState
from desktop_app.services.articles.comparing import Compared
from desktop_app.ui.comparing.list import ComparedDelegate, ComparedModel
from desktop_app.ui.comparing.page import ComparisonPage, StateStrip
from desktop_app.ui.comparing.rows import STATES, ComparedRow, rows_of
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.floating import announce
from desktop_app.ui.widgets.keyed_button import KeyedButton
from desktop_app.ui.widgets.row_list import ROW_ROLE
from desktop_app.ui.widgets.rows_view import RowsView

_LIST = 320
_VERSION = 21  # letters of a version's name: its time tells it from another of the same day
_SAME = "Nothing differs between these two versions."
_STEPS = {Qt.Key.Key_N: 1, Qt.Key.Key_P: -1}


class ComparisonView(QFrame):
    """n and p go through the changes, the arrows through everything that is listed, Escape leaves."""

    left = Signal()
    """Escape was pressed, or the button that does the same."""

    versions_chosen = Signal(str, str)
    """Two other versions are to be compared: the ids of the older and the newer one."""

    place_chosen = Signal(int)
    """A row was opened: the code point of the newer version where it stands."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.setAccessibleName("Compare versions")
        self._compared: Compared | None = None
        self.page = ComparisonPage(appearance)
        self.strip = StateStrip(self.page, appearance)
        self.list = RowsView("Changes, highlights and notes")
        self.list.setUniformItemSizes(False)
        self._model = ComparedModel(self.list)
        self._delegate = ComparedDelegate(self.list, appearance.palette)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self._old, self._new = Choice("Older version"), Choice("Newer version")
        self._title, self._summary = QLabel(), QLabel()
        self._words = {self._title: "", self._summary: ""}
        self._arrange()
        self._connect()

    def offer(self, title: str, versions: Sequence[tuple[str, str]], old: str, new: str) -> None:
        """Name the article and its versions (id, name), of which two are being compared."""
        self._words[self._title] = f"Compare versions of “{title}”"
        for box, chosen in ((self._old, old), (self._new, new)):
            box.blockSignals(True)
            box.clear()
            for version_id, name in versions:
                box.addItem(name, version_id)
            box.setCurrentIndex(box.findData(chosen))
            box.blockSignals(False)
        self._say("Comparing…")

    def show_compared(self, compared: Compared, pictures: Callable[[str], bytes | None]) -> None:
        """Show what two versions have in common and what not, at the first change; `pictures` are theirs by name."""
        self._compared = compared
        self.page.show_compared(compared, pictures)
        self.strip.show_standings(compared.standings)
        self._model.show(rows_of(compared))
        self.list.show_instead("" if self._model.rows else _SAME)
        self._say(_summary(compared))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.step(1)

    def current(self) -> ComparedRow | None:
        """Return the row one is at."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, ComparedRow) else None

    def rows(self) -> Sequence[ComparedRow]:
        """Return what is listed."""
        return self._model.rows

    def newer(self) -> str:
        """Return the id of the newer version."""
        return str(self._new.currentData())

    def summary(self) -> str:
        """Return how much differs, in words."""
        return self._words[self._summary]

    def step(self, way: int) -> None:
        """Go to the next change, or to the one before."""
        at = self.list.currentIndex().row()
        rows = self._model.rows
        places = range(at + 1, len(rows)) if way > 0 else range(at - 1, -1, -1)
        found = next((place for place in places if rows[place].revision is not None), None)
        if found is not None:
            self.list.setCurrentIndex(self._model.index(found))
        elif self._compared is not None and rows:
            announce(self, "No further change.")

    def wear(self, appearance: Appearance) -> None:
        """Take on another palette, face or size."""
        self.page.set_appearance(appearance)
        self.strip.palette_worn = appearance.palette
        self._delegate.colours = appearance.palette
        self.strip.update()
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take n, p and Escape, on the list and on the page."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            key = Qt.Key(event.key())
            if event.type() == QEvent.Type.KeyPress and key in _STEPS:
                self.step(_STEPS[key])
                return True
            if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape, wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._title.setProperty("role", "title")
        for label in self._words:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._summary.setProperty("role", "muted")
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._button("Back to the article", "Esc", self.left.emit))
        for box in (self._old, self._new):
            box.setMinimumContentsLength(_VERSION)
        for widget in (self._old, QLabel("→"), self._new):
            below.addWidget(widget)
        below.addSpacing(8)
        below.addWidget(self._summary, 1)
        below.addWidget(self._button("Previous", "P", lambda: self.step(-1)))
        below.addWidget(self._button("Next", "N", lambda: self.step(1)))
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setContentsMargins(8, 0, 0, 0)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(self.strip)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(beside)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_LIST, 3 * _LIST])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        for line in (top, below):
            line.setContentsMargins(16, 0, 12, 0)
            line.setSpacing(8)
            column.addLayout(line)
        column.addSpacing(4)
        column.addWidget(self._splitter, 1)

    def _button(self, words: str, key: str, run: object) -> QPushButton:
        button = KeyedButton(words, key)
        button.clicked.connect(run)
        return button

    def _connect(self) -> None:
        for widget in (self.list, self.page):
            widget.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.list.opened.connect(self._opened)
        for box in (self._old, self._new):
            box.activated.connect(self._choose)

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        row = self.current()
        self.page.set_current(row.revision if row is not None else None)
        if row is None or self._compared is None:
            return
        standing = self._compared.standings[row.standing] if row.standing is not None else None
        self.page.set_active(standing.annotation.id if standing is not None else None)
        self.page.reveal(row.start, max(row.start, row.end - 1))
        self.strip.update()

    def _opened(self, _index: QModelIndex) -> None:
        row = self.current()
        if row is not None and self._compared is not None:
            self.place_chosen.emit(self._compared.comparison.new.back(row.start))

    def _choose(self) -> None:
        self._say("Comparing…")
        self.versions_chosen.emit(self._old.currentData(), self._new.currentData())

    def _say(self, words: str) -> None:
        self._words[self._summary] = words
        self._fit()
        announce(self, words)

    def _fit(self) -> None:
        self.layout().activate()  # type: ignore[union-attr]
        for label, words in self._words.items():
            label.setText(label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, label.width()))
            label.setToolTip(html.escape(words) if label.text() != words else "")
            label.setAccessibleName(words)


def _summary(compared: Compared) -> str:
    changes = counted(len(compared.comparison.revisions), "change")
    states = [one.placement.state for one in compared.standings if not one.placement.accepted or one.placement.refused]
    told = [
        f"{states.count(state):,} {words}"
        for state, words in STATES.items()
        if state is not PlacementState.EXACT and state in states
    ]
    marks = counted(len(compared.standings), "mark")
    return f"{changes} · {marks}{': ' + ', '.join(told) if told else ''}"
