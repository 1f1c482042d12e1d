"""The dialog that shows what an import would do before anything is written, and afterwards what it has done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.services.receiving.received import Reception
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.exchange.entry_table import EntryTable, Show
from desktop_app.ui.widgets.fields import Sentence, progress_bar, side_button
from desktop_app.ui.widgets.pills import Pills

_JOINED_ONE = "note has joined the highlight it belongs to."
_JOINED = "notes have joined the highlights they belong to."


class ImportDialog(QDialog):
    """Shows one file's entries, or those of several. It writes nothing itself."""

    wanted = Signal()
    """A person wants what is new to be written."""

    stopped = Signal()
    """A person wants the writing to stop."""

    report_wanted = Signal()
    """A person wants to keep what happens to each entry as a file."""

    def __init__(self, reception: Reception, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import highlights and notes")
        self.reception = reception
        self.written: int | None = None
        self._running = False
        self.title = Sentence("title")
        self.title.setText(f"{reception.form}: {reception.name}")
        self.summary = Sentence()
        self.summary.setText(in_words(reception))
        self._shown = {f"{show}  {_count(reception, show):,}": show for show in Show}
        self.pills = Pills("Entries that are listed", list(self._shown))
        self.table = EntryTable(reception)
        self.entry = _whole_entry()
        self.progress = progress_bar("Progress of the import")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.reporting = side_button("Save &report…")
        self.accepting = QPushButton(f"&Import {counted(len(reception.new), 'entry', 'entries')}")
        self._lay_out()
        self.pills.chosen.connect(lambda choice: self.table.list(self._shown[choice]))
        self.table.told.connect(self.entry.setPlainText)
        self.accepting.clicked.connect(self._start)
        self.reporting.clicked.connect(self.report_wanted)
        self.buttons.rejected.connect(self.reject)
        self.table.list(Show.ALL)
        self.table.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the writing is."""
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.summary.setText(f"{done:,} of {counted(total, 'entry', 'entries')}")

    def reject(self) -> None:
        """Close, or stop the writing first: what is written by then stays, as one step to undo."""
        if self._running:
            self.stopped.emit()
        else:
            super().reject()

    def show_report(self, written: int) -> None:
        """Say what has been done; the entries stay in sight until the dialog is closed."""
        self._running = False
        self.written = written
        left = len(self.reception.new) - written
        told = f"Imported {counted(written, 'entry', 'entries')}."
        if left > 0:
            told += f" {left:,} more were not: import the file once more to have them too."
        self.summary.tell(f"{told} {_others(self.reception)}".strip())
        self.progress.setVisible(False)
        self._only_close()
        self.cancel.setFocus()

    def show_trouble(self, message: str) -> None:
        """Say why it could not be done."""
        self._running = False
        self.summary.tell(message)
        self.progress.setVisible(False)
        self.accepting.setEnabled(True)
        self.cancel.setText("Cancel")

    def _only_close(self) -> None:
        self.accepting.setVisible(False)
        self.cancel.setText("&Close")
        self.cancel.setDefault(True)

    def _start(self) -> None:
        self._running = True
        self.accepting.setEnabled(False)
        self.cancel.setText("&Stop")
        self.cancel.setFocus()
        self.progress.setVisible(True)
        self.show_progress(0, len(self.reception.new))
        self.wanted.emit()

    def _lay_out(self) -> None:
        self.buttons.addButton(self.reporting, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.accepting, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        for widget in (self.title, self.summary):
            column.addWidget(widget)
        column.addWidget(self.pills, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self.table, self.entry, self.progress, self.buttons):
            column.addWidget(below)
        column.setStretchFactor(self.table, 1)
        self.resize(920, 620)
        self.accepting.setDefault(True)
        if not self.reception.new:
            self._only_close()


def in_words(reception: Reception) -> str:
    """Return what an import would do, in a sentence or two."""
    counts = reception.counts()
    told = [f"{counted(reception.total, 'entry', 'entries')}: {len(reception.new):,} new"]
    if counts["matched"]:
        told.append(f"{counts['matched']:,} of them found in articles of your library")
    if counts["unmatched"]:
        told.append(f"{counts['unmatched']:,} kept with a book or article whose text is not in it yet")
    if counts["detached"]:
        told.append(f"{counts['detached']:,} whose place was not found for sure")
    return f"{', '.join(told)}. {_others(reception)}".strip()


def _others(reception: Reception) -> str:
    counts = reception.counts()
    others = []
    if counts["duplicate"]:
        there = f"{counts['duplicate']:,} {'is' if counts['duplicate'] == 1 else 'are'} there already"
        differing = len(reception.differing)
        others.append(f"{there} ({differing:,} with another note, which stays)" if differing else there)
    if reception.left_out:
        others.append(f"{len(reception.left_out):,} left out, each with its reason")
    told = f"{' and '.join(others)}." if others else ""
    joined = len(reception.joined)
    if joined:
        told += f" {joined:,} {_JOINED_ONE if joined == 1 else _JOINED}"
    return told.strip()


def _count(reception: Reception, show: Show) -> int:
    counts = reception.counts()
    return {
        Show.ALL: reception.total,
        Show.NEW: len(reception.new),
        Show.THERE: counts["duplicate"],
        Show.LEFT_OUT: len(reception.left_out),
    }[show]


def _whole_entry() -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setAccessibleName("The entry as a whole")
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setFixedHeight(84)
    return text
