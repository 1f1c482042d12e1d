"""The foot of the search panel: how much was found, where it is looked for, and which keys do what."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from desktop_app.core.query.hit import Results
from desktop_app.ui.bars.top_bar import RESULT_KEYS

_HINTS = ("↑ ↓ · Enter open · Ctrl+Enter beside · Ctrl+S save · Esc", "↑ ↓ · Enter · Esc")


class NarrowBox(QCheckBox):
    """Narrows a search to the open article. The keys that choose a result do so from here too."""

    key_for_results = Signal(QKeyEvent)
    left = Signal()
    back_wanted = Signal()
    """Shift Tab was pressed: it is the way back to the field that Tab came from."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys that choose a result on."""
        if event.key() in RESULT_KEYS:
            self.key_for_results.emit(event)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """See `back_wanted`."""
        if next:
            return super().focusNextPrevChild(next)
        self.back_wanted.emit()
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person has left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class PanelFoot(QWidget):
    """`narrow` is the box that narrows to the open article; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.narrow = NarrowBox("Only this article")
        self.narrow.hide()
        self._hint = QLabel(_HINTS[0])
        self._count = QLabel()
        for label in (self._hint, self._count):
            label.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 8)
        row.setSpacing(16)
        row.addWidget(self._count)
        row.addWidget(self.narrow)
        row.addStretch(1)
        row.addWidget(self._hint)

    def tell(self, counted: str, growing: str = "") -> None:
        """Say how much was found, and how far the index is while it grows."""
        said = " · ".join(part for part in (counted, growing) if part)
        self._count.setText(said[:1].upper() + said[1:])
        self._count.setVisible(bool(said))
        self._fit()

    def counted(self) -> str:
        """Return what is said of how much was found."""
        return self._count.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._count.sizeHint().width() - self.narrow.sizeHint().width() - 80
        fits = self._hint.fontMetrics().horizontalAdvance(_HINTS[0]) <= room
        self._hint.setText(_HINTS[0] if fits else _HINTS[1])


def how_many(shown: int, results: Results) -> str:
    """Return in words how many results there are, so many of them shown; of none, nothing needs to be said here."""
    if not results.total:
        return ""
    counted = "1 result" if results.total == 1 else f"{results.total:,} results"
    counted = counted if shown >= results.total else f"{shown:,} of {results.total:,}"
    return f"{counted} so far" if results.approximate else counted
