"""The files of a dry run: which ones, and in words what becomes of each."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QWidget

from desktop_app.services.exporting.exported import Outcome, Planned
from desktop_app.ui.drawing import chips
from desktop_app.ui.exchange.account import doubles_of
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import ROW_ROLE, RowDelegate, RowModel
from desktop_app.ui.widgets.rows_view import RowsView

ROW = 44
_ORDER = (Outcome.CUT, Outcome.KEPT, Outcome.MERGED, Outcome.WRITTEN, Outcome.UNCHANGED)
_COUNTS = {
    "added": "{:,} new",
    "updated": "{:,} updated",
    "removed": "{:,} removed",
    "changed on both sides": "{:,} changed on both sides",
    "deleted here, changed there": "{:,} deleted here, changed there",
    "changed here, deleted there": "{:,} changed here, deleted there",
}
_REPORT = {
    "changed on both sides": "What you changed stays, and Margent’s wording stands beneath it, once.",
    "deleted here, changed there": "What is deleted in Margent but was changed in the file stays in the file.",
    "changed here, deleted there": "What you deleted from the file stays away.",
}


class FileList(RowsView):
    """Lists planned files, those that need a look first. Enter is left to the dialog."""

    shown = Signal(object)
    """The Planned that is current, or None."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__("Files and what happens to each of them", parent)
        self._model = _Files(self)
        self.setModel(self._model)
        self.setItemDelegate(_FileDelegate(self, palette))
        self.selectionModel().currentChanged.connect(lambda *_: self.shown.emit(self.current()))

    def show_files(self, planned: Sequence[Planned]) -> None:
        """List these, and choose the first of them."""
        self._model.show(sorted(planned, key=lambda one: (_ORDER.index(one.outcome), one.before is None)))
        self.setCurrentIndex(self._model.index(0))
        if not planned:
            self.shown.emit(None)

    def current(self) -> Planned | None:
        """Return the file whose changes are to be seen."""
        found = self.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, Planned) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog's own button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def outcome_of(one: Planned) -> str:
    """Return in a few words what becomes of a file."""
    if one.outcome is Outcome.KEPT:
        return "edited since; left as it is"
    if one.outcome is Outcome.CUT:
        return "cut short; left as it is"
    if one.outcome is Outcome.UNCHANGED:
        return "up to date"
    if one.before is None:
        return "new file"
    if one.outcome is Outcome.WRITTEN:
        return "written anew"
    counts = ", ".join(_COUNTS[name].format(count) for name, count in one.counts.items() if name in _COUNTS)
    return f"merged: {counts}" if counts else "merged with your edits"


def report_of(one: Planned) -> str:
    """Return in sentences what a merge does about the edits of both sides, and what else is to be known of a file."""
    return " ".join(filter(None, (_edits(one), doubles_of([one]))))


def _edits(one: Planned) -> str:
    if one.outcome is Outcome.KEPT:
        return "You have edited this file, and its template leaves no ids to find Margent’s own words by."
    if one.outcome is Outcome.CUT:
        return (
            "This file ends in the middle of a highlight, as if it had been cut short on its way. Nothing below that "
            "is taken for deleted. Bring the whole file back, or have what is missing put back."
        )
    if one.outcome is not Outcome.MERGED:
        return ""
    met = [told for name, told in _REPORT.items() if one.counts.get(name)]
    return " ".join(["Everything you wrote in this file stays.", *met])


class _Files(RowModel[Planned]):
    def words(self, row: Planned) -> str:
        return row.path.name

    def told(self, row: Planned) -> str:
        return f"{row.path.name}, {outcome_of(row)}"

    def tip(self, row: Planned) -> str:
        return str(row.path)


class _FileDelegate(RowDelegate[Planned]):
    def height(self, row: Planned, place: int) -> int:  # noqa: ARG002 - all are alike
        return ROW

    def draw(self, painter: QPainter, box: QRectF, row: Planned, state: QStyle.StateFlag) -> None:
        box = box.adjusted(0, 1, 0, -1)
        self.draw_ground(painter, box, state)
        words = box.adjusted(10, 4, -10, 0)
        ink = self.colours.accent if state & QStyle.StateFlag.State_Selected else self.colours.ink
        name = QRectF(words.left(), words.top(), words.width(), 18)
        chips.draw_words(painter, name, row.path.name, chips.interface_font(weight=QFont.Weight.Medium), ink)
        below = QRectF(words.left(), words.top() + 18, words.width(), 16)
        chips.draw_words(painter, below, outcome_of(row), chips.interface_font(11.5), self.colours.muted)
