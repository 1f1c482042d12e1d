"""The line at the foot of the window: where one is, what is going on, and what was just done."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.widgets.floating import alert

_MESSAGE_TIME = 4000  # milliseconds


class StatusLine(QFrame):
    """Place and progress on the left, messages on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(28)
        self._place = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName("Read so far")
        self._detail = QLabel()
        self._message = QLabel()
        self._keys: Keys = UsualKeys()
        self._hint = ""
        self._words = ""
        self._mode = ""
        self._of_page = False
        self._lasting = False
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, singleShot=True, interval=_MESSAGE_TIME)
        self._timer.timeout.connect(self._show_hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(18)
        for label in (self._place, self._detail, self._message):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)  # titles and addresses come from files
        row.addWidget(self._place)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._detail)
        row.addWidget(self._message, 1)
        self._bar.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where there is no room for it."""
        super().resizeEvent(event)
        self._fit()

    def use_keys(self, keys: Keys) -> None:
        """Say the keys as they are from now on, in what is shown as well."""
        self._keys = keys
        self._fit()

    def show_place(self, place: str, part: float | None, detail: str) -> None:
        """Say where one is; `part` is how much has been read, from 0 to 1, None where that means nothing."""
        said = self._place.text(), self._detail.text()
        self._place.setText(place)
        self._detail.setText(detail)
        self._bar.setVisible(part is not None)
        if part is not None:
            self._bar.setUpdatesEnabled(False)  # or it would be drawn here and now, and the page has to wait for it
            self._bar.setValue(round(part * 1000))
            self._bar.setUpdatesEnabled(True)
        if said != (place, detail):
            self._fit()

    def show_hint(self, hint: str, *, of_page: bool = False) -> None:
        """Show what can be done here, whenever there is no message. A mode's words stand only in a hint `of_page`."""
        self._hint = hint
        self._of_page = of_page
        if not self._busy():
            self._show_hint()

    def show_mode(self, words: str) -> None:
        """Say what the keys do in a mode of the page, in the hint's place, until the mode ends with empty words."""
        self._mode = words
        self._show_hint()

    def show_target(self, address: str) -> None:
        """Show where the link under the mouse leads; an empty address gives what was there its place back."""
        if address or not self._busy():
            self._show(address or self._mode_seen() or self._hint)
        else:
            self._show(self._message.accessibleName())

    def say(self, message: str, *, lasting: bool = False) -> None:
        """Show a message for a while, or until the next one; screen readers are told too."""
        from html import escape  # not at the start, which says nothing

        self._show(message)
        said = self._keys.said(message)
        self._message.setToolTip(escape(said))
        self._message.setAccessibleName(said)
        alert(self._message)
        self._lasting = lasting
        if lasting:
            self._timer.stop()
        else:
            self._timer.start()

    def message(self) -> str:
        """Return what is shown on the right."""
        return self._keys.said(self._words)

    def _fit(self) -> None:
        """Show what is said as far as there is room for it now; a hint only where all of it fits."""
        if self._busy() or self._words not in ("", self._mode_seen(), self._hint):
            self._show(self._words)
        else:
            self._show_hint()

    def _mode_seen(self) -> str:
        return self._mode if self._of_page else ""

    def _busy(self) -> bool:
        return self._lasting or self._timer.isActive()

    def _show_hint(self) -> None:
        self._timer.stop()
        self._lasting = False
        mode = self._mode_seen()
        hint = mode or self._hint
        fits = self._message.fontMetrics().horizontalAdvance(self._keys.said(hint)) <= self._room()
        self._show(hint if fits or mode else "")
        self._message.setToolTip("")

    def _show(self, words: str) -> None:
        """Show as much as there is room for: what is cut off is the end, and the tooltip has it."""
        self._words = words
        said, measure = self._keys.said(words), self._message.fontMetrics()
        self._message.setText(measure.elidedText(said, Qt.TextElideMode.ElideRight, self._room()))

    def _room(self) -> int:
        self.layout().activate()  # type: ignore[union-attr]  # the labels before it may just have changed
        return self.width() - self._message.x() - 14 if self.isVisible() else self.width()
