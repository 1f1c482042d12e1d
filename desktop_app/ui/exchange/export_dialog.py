"""The dialog for taking notes along: what, in which form, where to, and what that changes there before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.services.exporting.exported import HOLDING_NOTES, Outcome, Planned
from desktop_app.services.exporting.requests import ExportRequest
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.exchange.diff_view import DiffView
from desktop_app.ui.exchange.export_options import ExportOptions, Offer
from desktop_app.ui.exchange.file_list import ROW, FileList, outcome_of, report_of
from desktop_app.ui.exchange.last_export import LastExport
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.fields import Sentence, heading, progress_bar
from desktop_app.ui.widgets.pills import Pills

CHANGES, WHOLE = "What changes", "Whole file"
_PAUSE = 200  # milliseconds without a change, after which the dry run follows
_MOST_ROWS = 4
_SURPRISE = "“{}” is there already, and not as Margent wrote it last. Ctrl+Enter replaces it."


class ExportDialog(QDialog):
    """Asks, and shows the dry run. It writes nothing itself."""

    plan_wanted = Signal(object)
    """An ExportRequest: `show_plan` or `show_trouble` should be given what it would do."""

    change_wanted = Signal(object, bool)
    """A Planned, and whether its whole text is asked for: `show_change` should be given what to show of it."""

    wanted = Signal()
    """A person wants `request` carried out as it is `planned`."""

    stopped = Signal()
    """A person wants the writing to stop."""

    def __init__(
        self, offers: Sequence[Offer], templates: Sequence[str], last: LastExport, palette: Palette,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle("Export notes and highlights")
        self.options = ExportOptions(offers, templates, last)
        self.files = FileList(palette)
        self.view = Pills("What is shown of the file", [CHANGES, WHOLE])
        self.diff = DiffView("What the export would write", palette)
        self.report = Sentence("muted")
        self.told = Sentence()
        self.hint = Sentence("muted")
        self.progress = progress_bar("Progress of the export")
        self.accepting = QPushButton("E&xport")
        self.request: ExportRequest | None = None
        self.planned: list[Planned] | None = None
        self._running = self._eager = self._surprising = False
        self._ended = ""  # what is still to be said of a writing that ended early
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self.options.what.setFocus()

    def begin(self) -> None:
        """Ask for the dry run of what is chosen."""
        self._resting.stop()
        self.planned, self.request, self._surprising = None, self.options.request(), False
        self.told.tell("Looking at what is there…")
        self.plan_wanted.emit(self.request)

    def show_plan(self, planned: Sequence[Planned]) -> None:
        """Show what would become of each file."""
        self.planned = list(planned)
        self.files.show_files(self.planned)
        several = len(planned) > 1
        self.files.setVisible(several)
        self.files.setFixedHeight(ROW * min(_MOST_ROWS, max(1, len(planned))) + 2)
        self.options.offer_replacing({one.outcome for one in planned})
        self.told.tell(f"{self._ended} {self._in_words()}".strip())
        self.accepting.setEnabled(bool(planned))
        self._surprising = any(one.of_others for one in planned)
        self.accepting.setText("&Replace the file" if self._surprising else "E&xport")
        if self._surprising:
            self.told.tell(_SURPRISE.format(planned[0].path.name))
        if self._eager and not self._surprising:
            self._accept()
        self._eager = False

    def show_trouble(self, message: str) -> None:
        """Say why it cannot be done like this."""
        self._eager = False
        self.planned = []
        self.files.show_files(())
        self.files.setVisible(False)
        self.told.tell(message)
        self.accepting.setEnabled(False)

    def show_change(self, planned: Planned, text: str, *, diff: bool) -> None:
        """Show the text of a file, or what changes in it."""
        if planned is self.files.current():
            (self.diff.show_diff if diff else self.diff.show_text)(text)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the writing is."""
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.told.setText(f"{done:,} of {counted(total, 'file')} written")

    def start(self) -> None:
        """Show that the writing has begun; Cancel now stops it."""
        self._ended = ""
        self._show_running(True)

    def stay(self, message: str) -> None:
        """Show that the writing has ended early, and what is left to do."""
        self._ended = message
        self._show_running(False)
        self.options.what.setFocus()
        self.begin()

    def finish(self) -> None:
        """Close, since the writing has ended."""
        self._running = False
        self.accept()

    def reject(self) -> None:
        """Close, or stop the writing first; the files that are written by then stay, each of them whole."""
        if self._running:
            self.stopped.emit()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter export from wherever the keyboard is, as Enter does unless a stranger's file would go."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._surprising or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._accept()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        if self._running:
            return
        if self._resting.isActive() or self.request is None:
            self.begin()
        if self.planned is None:
            self._eager = True  # Enter came before the dry run: what Enter asks for is done when that is there
            return
        self._eager = False
        if self.planned:
            self.wanted.emit()

    def _in_words(self) -> str:
        request, planned = self.request, self.planned or []
        if not planned and request is not None:
            return request.nothing
        told = in_words(planned)
        if request is not None and (request.since or request.form in HOLDING_NOTES):
            count = counted(sum(one.annotations for one in planned), "annotation")
            told += f", {count}{' new or changed' if request.since else ''}"
        return told

    def _show_running(self, running: bool) -> None:
        self._running = running
        self.options.setEnabled(not running)
        self.accepting.setEnabled(not running)
        self.progress.setVisible(running)
        self._cancel.setText("&Stop" if running else "Cancel")
        if running:
            self._cancel.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading("WHAT WILL BE WRITTEN"), 1)
        top.addWidget(self.view)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(top)
        right.addWidget(self.files)
        right.addWidget(self.diff, 1)
        right.addWidget(self.report)
        self.files.setVisible(False)
        self.report.setVisible(False)
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self.options)
        middle.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.accepting, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.told)
        words.addWidget(self.hint)
        foot.addLayout(words, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addLayout(middle, 1)
        column.addWidget(self.progress)
        column.addLayout(foot)
        self.resize(960, 640)
        self.accepting.setDefault(True)  # not earlier: a button is the default of the dialog that it stands in
        self.accepting.setEnabled(False)

    def _connect(self) -> None:
        self.options.changed.connect(self._change)
        self._resting.timeout.connect(self.begin)
        self.files.shown.connect(self._show_file)
        self.view.chosen.connect(lambda _choice: self._show_file(self.files.current()))
        self.accepting.clicked.connect(self._accept)

    def _change(self) -> None:
        self.planned, self._ended = None, ""
        self._resting.start()

    def _show_file(self, planned: Planned | None) -> None:
        told = report_of(planned) if planned is not None else ""
        self.report.tell(told)
        self.report.setVisible(bool(told))
        if planned is None:
            self.diff.show_text("")
        else:
            self.change_wanted.emit(planned, self.view.choice == WHOLE)


def in_words(planned: Sequence[Planned]) -> str:
    """Return what an export of some files would do, in a sentence."""
    counts = {
        "new": sum(one.writes and one.before is None for one in planned),
        "written anew": sum(one.outcome is Outcome.WRITTEN and one.before is not None for one in planned),
        "merged with your edits": sum(one.outcome is Outcome.MERGED for one in planned),
        "cut short and left as they are": sum(one.outcome is Outcome.CUT for one in planned),
        "left as edited": sum(one.outcome is Outcome.KEPT for one in planned),
        "up to date": sum(one.outcome is Outcome.UNCHANGED for one in planned),
    }
    if len(planned) > 1:
        parts = [f"{count:,} {what}" for what, count in counts.items() if count]
        return f"{counted(len(planned), 'file')}: {', '.join(parts)}"
    return f"{planned[0].path}: {outcome_of(planned[0])}"
