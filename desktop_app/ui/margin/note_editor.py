"""Where a note is typed: grows with its text, reports every pause, and never keeps a word to itself."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.ui.margin.completing import Completing
from desktop_app.ui.margin.note_ink import NoteInk
from desktop_app.ui.theme.palette import Palette

_DRAFT_PAUSE = 700  # milliseconds; a draft is safe within a second of the last key
_REST = 1500  # milliseconds without a key, after which the note is as good as finished
_LINES = (3, 14)


class NoteEditor(QPlainTextEdit):
    """Plain Markdown. Escape or Ctrl+Enter ends it, and so does going elsewhere; all of them keep the words."""

    drafted = Signal(str)
    """The text so far, at least once a second while it changes."""

    paused = Signal(str)
    """The text, when the person has stopped typing for a moment."""

    finished = Signal(str, bool)
    """The text, and whether the keyboard should go back to the page."""

    def __init__(self, text: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName("Note")
        self.setAccessibleDescription("Markdown. Escape or Control Enter keeps the note and returns to the page.")
        self.setPlaceholderText("Write a note… (Markdown, #tag, [[ links; Esc when done)")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._given, self._at_first = text, self._typed()
        self._ended = False
        self._ink = NoteInk(self.document(), palette)
        self.completing = Completing(self)
        # Not restarted by further keys: while a person types without a pause, drafts go on being kept.
        self._pause = QTimer(self, singleShot=True, interval=_DRAFT_PAUSE)
        self._pause.timeout.connect(self._report_draft)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._report_rest)
        self.textChanged.connect(self._changed)

    def finish(self, *, back_to_page: bool) -> None:
        """End the editing and hand the text over, once."""
        if not self._ended:
            self._ended = True
            self._pause.stop()
            self._rest.stop()
            self.finished.emit(self.text(), back_to_page)

    def text(self) -> str:
        """Return the note: to the letter as it was given while nobody has changed it."""
        typed = self._typed()
        return self._given if typed == self._at_first else typed

    def _typed(self) -> str:
        """Return what stands here; `toPlainText` would make plain blanks of those that hold words together."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def sizeHint(self) -> QSize:
        """Return the height of the text, within limits."""
        line = self.fontMetrics().lineSpacing()
        lines = max(_LINES[0], min(_LINES[1], round(self.document().size().height())))
        return QSize(super().sizeHint().width(), lines * line + 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End on Escape and Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.finish(back_to_page=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End when the person goes elsewhere, but not for a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self._report_draft()
        elif event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish(back_to_page=False)

    def _changed(self) -> None:
        self.updateGeometry()
        self._rest.start()
        if not self._pause.isActive():
            self._pause.start()

    def _report_rest(self) -> None:
        if not self._ended:
            self._pause.stop()
            self.paused.emit(self.text())

    def _report_draft(self) -> None:
        self._pause.stop()
        if not self._ended:
            self.drafted.emit(self.text())
