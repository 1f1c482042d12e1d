"""The panel below the search field: asks as one types, shows the newest answer, opens what is chosen."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop_app.core.query.hit import Hit
from desktop_app.ui.bars.top_bar import SearchField
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.search.index_growth import IndexGrowth
from desktop_app.ui.search.inquiry import Ask, Inquiry
from desktop_app.ui.search.panel_foot import PanelFoot, how_many
from desktop_app.ui.search.past_searches import PastSearches
from desktop_app.ui.search.result_list import ResultList
from desktop_app.ui.search.result_rows import Row, SearchRow, answer_rows, hit_of, past_rows, place_of, rows_of
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating

_EDGE, _TOP = 1, 7
_WIDTH = 680
_TALLEST = 480
_PAGE = 6


class SearchPanel(Floating):
    """Belongs to a search field, which keeps the keyboard; hangs over the room below it."""

    opened = Signal(Hit)
    opened_beside = Signal(Hit)
    dismissed = Signal()

    def __init__(
        self, field: SearchField, ask: Ask, past: PastSearches, bridge: Bridge, palette: Palette, parent: QWidget
    ) -> None:
        super().__init__(parent, palette)
        self._field = field
        self._room = parent
        self._past = past
        self._inquiry = Inquiry(ask, bridge, self._has_keyboard, self)
        self.growth = IndexGrowth(self)
        self._last = ""  # what was asked when the panel was left
        self._return_to: tuple[str, Row, int] | None = None
        self._list = ResultList(palette)
        self._message = _words(12)
        self._reading = _words(8)
        self.foot = PanelFoot()
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _TOP, _EDGE, _EDGE)
        column.setSpacing(0)
        column.addWidget(self._reading)
        column.addWidget(self._list, 1)
        column.addWidget(self._message)
        column.addWidget(self.foot)
        self.wear(palette)
        self._connect()

    def _connect(self) -> None:
        self._list.clicked.connect(self._clicked)
        self._list.end_near.connect(self._ask_for_more)
        self._inquiry.answered.connect(self._show)
        self._inquiry.renewed.connect(self._show_anew)
        self._inquiry.extended.connect(self._add)
        self._inquiry.failed.connect(self._fail)
        self.growth.grown.connect(self._ask_anew)
        self.growth.told.connect(self._count)
        self.foot.narrow.toggled.connect(lambda _on: self.search())
        self._field.textEdited.connect(lambda _text: self.search())
        self._field.key_for_results.connect(self._key)
        self._field.entered.connect(self._entered)
        self._field.left.connect(self._left)
        self._field.lead_tab_to(self.foot.narrow)
        self.foot.narrow.key_for_results.connect(self._key)
        self.foot.narrow.left.connect(self._left)
        self.foot.narrow.back_wanted.connect(lambda: self._field.setFocus(Qt.FocusReason.BacktabFocusReason))

    def search(self) -> None:
        """Ask for what stands in the field; an older question that has not been answered is dropped."""
        text = self._field.text()
        if text.strip():
            self._inquiry.ask(text, narrow=self._is_narrow())
        else:
            self._show_past()

    def open_beside(self) -> None:
        """Open what is chosen beside the article that is open."""
        self._open(self._list.chosen(), beside=True)

    def save_search(self) -> str:
        """Keep what stands in the field among the saved searches, or give it up; return what was done, in words."""
        text = self._field.text().strip() or self._last
        if not text:
            return "There is no search to save: type one first."
        return f"Saved the search: {text}" if self._past.save(text) else f"No longer saved: {text}"

    def set_article_open(self, is_open: bool) -> None:
        """Offer to search the open article only, when there is one."""
        self.foot.narrow.setVisible(is_open)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        super().wear(palette)
        self._list.drawing.colours = palette
        self._list.viewport().update()

    def message(self) -> str:
        """Return what is said instead of results, if anything."""
        return self._message.text() if self._message.isVisibleTo(self) else ""

    def reading(self) -> str:
        """Return how the question was read, where that is not plain."""
        return self._reading.text() if self._reading.isVisibleTo(self) else ""

    def answered(self) -> str | None:
        """Return the text that the rows answer, or None while there is none or an answer is awaited."""
        return self._field.text() if self._inquiry.is_answered else None

    def rows(self) -> tuple[Row, ...]:
        """Return what is shown, from top to bottom."""
        return self._list.results.rows

    def chosen(self) -> Row | None:
        """Return the row that Enter opens."""
        return self._list.chosen()

    def _is_narrow(self) -> bool:
        return self.foot.narrow.isChecked() and not self.foot.narrow.isHidden()

    def _show(self) -> None:
        scrolled = self._fill(self._rows())
        self._tell_answer()
        if scrolled is None:
            self._list.begin_at_chosen()
        else:
            self._list.verticalScrollBar().setValue(scrolled)

    def _show_anew(self) -> None:
        """Show what is found by now: nobody has asked for it, so that what is chosen stays, and stays where it is."""
        self._list.renew_rows(self._rows())
        self._tell_answer()
        answer = self._inquiry.answer
        if answer is not None and not answer.results.approximate:
            self.foot.tell(how_many(len(self._inquiry.hits), answer.results), "everything is indexed")

    def _tell_answer(self) -> None:
        answer = self._inquiry.answer
        assert answer is not None
        self._list.setVisible(bool(self.rows()))
        self._reading.setText(answer.reading)
        self._reading.setVisible(bool(answer.reading))
        self._message.setVisible(bool(answer.advice) and not answer.completions)
        self._message.setText(answer.advice)
        self._count()
        self._appear()

    def _rows(self) -> list[Row]:
        answer = self._inquiry.answer
        return answer_rows(answer, self._inquiry.hits, _now()) if answer is not None else []

    def _fill(self, rows: list[Row]) -> int | None:
        """Show rows; the best hit is chosen, or the one that was chosen when the panel was left. Return how far they
        were scrolled then."""
        first = next((place for place, row in enumerate(rows) if hit_of(row) is not None), 0)
        chosen, scrolled = first, None
        if self._return_to is not None and self._return_to[0] == self._field.text():
            _, former, scrolled = self._return_to
            chosen = place_of(former, rows, first)
        self._return_to = None
        self._list.show_rows(rows, chosen if rows else -1)
        return scrolled

    def _show_past(self) -> None:
        rows = past_rows(self._past.saved, self._past.recent)
        self._inquiry.forget()
        if not rows or not self._has_keyboard():
            self.hide()
            return
        self._list.show_rows(rows, -1)
        self._list.show()
        for label in (self._message, self._reading):
            label.hide()
        self.foot.tell("")
        self._appear()

    def _ask_for_more(self) -> None:
        if self.isVisible():
            self._inquiry.ask_for_more()

    def _ask_anew(self) -> None:
        answer = self._inquiry.answer
        if self.isVisible() and answer is not None and answer.results.approximate:
            self._inquiry.ask_anew()

    def _add(self, hits: Sequence[Hit]) -> None:
        self._list.results.show([*self.rows(), *rows_of(hits, _now())])
        self._count()

    def _count(self) -> None:
        answer = self._inquiry.answer
        if answer is not None:
            growing = self.growth.words() if answer.results.approximate else ""
            self.foot.tell(how_many(len(self._inquiry.hits), answer.results), growing)

    def _fail(self, reason: str) -> None:
        self._list.hide()
        self._reading.hide()
        self._message.setText(f"The search could not be done: {reason}")
        self._message.show()
        self.foot.tell("")
        self._appear()

    def _appear(self) -> None:
        self.settle()
        self.show()
        self.raise_()
        layout = self.layout()
        if layout is not None:
            layout.activate()  # the rows are scrolled next, within what they have by then

    def settle(self) -> None:
        """Hang below the field, as tall as what there is to show."""
        parent = self._room
        width = min(_WIDTH, parent.width() - 32)
        said = [label for label in (self._message, self._reading) if label.isVisibleTo(self)]
        height = sum(label.heightForWidth(width - 2 * _EDGE) for label in said)
        if self._list.isVisibleTo(self):
            height += self._list.height_of_rows(_TALLEST)
        corner = self._field.mapTo(parent, self._field.rect().bottomLeft())
        left = corner.x() + (self._field.width() - width) // 2
        left = max(16, min(left, parent.width() - width - 16))
        height = min(height + self.foot.sizeHint().height() + _TOP + _EDGE, parent.height() - corner.y() - 24)
        seen = QRect(left, corner.y() + 8, width, height)
        self.setGeometry(seen.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))

    def _key(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._list.step(1)
            case Qt.Key.Key_Up:
                self._list.step(-1)
            case Qt.Key.Key_PageDown:
                self._list.step(_PAGE)
            case Qt.Key.Key_PageUp:
                self._list.step(-_PAGE)
            case Qt.Key.Key_Escape:
                self._keep_place()
                self._inquiry.drop()
                self.hide()
                self._field.clear()
                self.dismissed.emit()
            case Qt.Key.Key_Delete:
                self._forget(self._list.chosen())
            case _:
                beside = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self._open(self._list.chosen(), beside=beside)

    def _forget(self, row: Row | None) -> None:
        if isinstance(row, SearchRow) and row.removable:
            self._past.forget(row.text)
            self._show_past()

    def _clicked(self, index: QModelIndex) -> None:
        self._open(self._list.results.rows[index.row()])

    def _open(self, row: Row | None, *, beside: bool = False) -> None:
        if row is None or not self.isVisible():
            return
        if isinstance(row, SearchRow):
            self._field.setText(row.text)
            self._field.setFocus()
            self.search()
            return
        hit = hit_of(row)
        if hit is not None:
            self._past.remember(self._field.text())
            self._keep_place()
            self.hide()
            (self.opened_beside if beside else self.opened).emit(hit)

    def _keep_place(self) -> None:
        row = self._list.chosen()
        self._last = self._field.text() if self._inquiry.answer is not None else ""
        self._return_to = None
        if row is not None and hit_of(row) is not None:
            self._return_to = (self._last, row, self._list.verticalScrollBar().value())

    def _entered(self) -> None:
        if not self._field.text() and self._last:
            self._field.setText(self._last)
            self._field.selectAll()
        self.search()

    def _has_keyboard(self) -> bool:
        return self._field.hasFocus() or self.foot.narrow.hasFocus()

    def _left(self) -> None:
        # A click on the box below keeps the panel; the field gets the keyboard back from it.
        clicked = self.underMouse() and QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not self._has_keyboard() and not clicked:
            self.hide()


def _words(above: int) -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)  # it tells what was typed
    label.setContentsMargins(16, above, 16, above)
    label.setWordWrap(True)
    label.hide()
    return label


def _now() -> int:
    return round(time.time() * 1000)
