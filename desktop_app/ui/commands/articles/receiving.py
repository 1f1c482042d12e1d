"""Importing annotations of other programs: the dry run, the import itself, and its report."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.compose import Margent
from desktop_app.ui.bars.notices import Notices, in_words
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.exchange.errands import Errand, Errands, Progress, is_stopped
from desktop_app.ui.exchange.waiting import run_shown
from desktop_app.ui.settings import WindowSettings

if TYPE_CHECKING:
    from desktop_app.services.receiving.received import Reception
    from desktop_app.ui.exchange.import_dialog import ImportDialog

_KINDS = "Annotations (*.txt *.csv *.json *.jsonld *.lua *.zip *.html *.htm *.md);;All files (*)"


class ReceivingCommands(QObject):
    """Opens the dialog and does its work away from the window's thread."""

    def __init__(
        self, window: QWidget, margent: Margent, errands: Errands, notices: Notices, settings: WindowSettings
    ) -> None:
        super().__init__(window)
        self._window, self._margent, self._errands = window, margent, errands
        self._notices, self._settings = notices, settings
        self.dialog: ImportDialog | None = None
        self._errand: Errand | None = None
        self._undoable = ""  # what was imported while the dialog is still open

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"file.import": self.choose}

    def choose(self) -> None:
        """Ask which files to import annotations from."""
        start = self._settings.load().folder
        names, _ = QFileDialog.getOpenFileNames(self._window, "Import highlights and notes from…", start, _KINDS)
        if names:
            self._settings.keep(folder=str(Path(names[0]).parent))
            self.look_at([Path(name) for name in names])

    def look_at(self, paths: Sequence[Path]) -> None:
        """Read files of other programs and show what would come in."""
        margent = self._margent  # its parsers are imported in the errand's thread
        told = f"Reading {paths[0].name}…" if len(paths) == 1 else f"Reading {len(paths):,} files…"
        self._notices.say(told)
        run_shown(
            self._errands,
            self._window,
            told,
            lambda progress: margent.receiving.plan_all(paths, progress),
            self._show,
            self._fail,
        )

    def sort_out(self, paths: Sequence[Path], articles: Callable[[Sequence[Path]], None]) -> None:
        """Take the annotations of other programs among some files, and hand on the others, which are articles."""
        margent = self._margent

        def known_among(_progress: Progress) -> list[Path]:
            receiving = margent.receiving
            return [path for path in paths if receiving.knows(path)]

        def found(known: list[Path]) -> None:
            others = [path for path in paths if path not in known]
            if others:
                articles(others)
            if known:
                self.look_at(known)

        self._errands.run(known_among, found, self._fail)

    def _show(self, reception: "Reception") -> None:
        from desktop_app.ui.exchange.import_dialog import ImportDialog

        self._notices.say(f"{reception.form}: {counted(reception.total, 'entry', 'entries')}")
        dialog = ImportDialog(reception, self._window)
        dialog.wanted.connect(lambda: self._receive(dialog))
        dialog.stopped.connect(self._stop)
        dialog.report_wanted.connect(lambda: self._save_report(dialog))
        dialog.finished.connect(self._left)
        self.dialog = dialog
        dialog.open()

    def _receive(self, dialog: "ImportDialog") -> None:
        receiving, reception = self._margent.receiving, dialog.reception

        def written(answer: tuple[int, object]) -> None:
            told = f"Imported {counted(answer[0], 'entry', 'entries')} from {reception.form}"
            self._notices.say(told)
            self._undoable = told if answer[0] else ""
            if dialog is self.dialog:
                dialog.show_report(answer[0])
            else:
                self._offer_undo()

        def fail(error: BaseException) -> None:
            if dialog is self.dialog:
                dialog.show_trouble(in_words(error))

        def show(done: int, total: int) -> None:
            if dialog is self.dialog:
                dialog.show_progress(done, total)

        self._errand = self._errands.run(
            lambda progress: receiving.carry_out(reception, progress=progress), written, fail, show
        )

    def _save_report(self, dialog: "ImportDialog") -> None:
        start = Path(self._settings.load().folder or Path.home()) / f"Import of {Path(dialog.reception.name).stem}.txt"
        chosen, _ = QFileDialog.getSaveFileName(dialog, "Save the report", str(start), "Text (*.txt)")
        if chosen:
            self.save_report(dialog, Path(chosen))

    def save_report(self, dialog: "ImportDialog", path: Path) -> None:
        """Write what happens to each entry into a file, which has been chosen to be replaced if it is there."""
        from desktop_app.exchange.failure import ExportFailure
        from desktop_app.exchange.files import write_text
        from desktop_app.services.receiving.received import report

        try:
            write_text(path.parent, path.name, report(dialog.reception, dialog.written), replace=True)
        except ExportFailure as failure:
            self._notices.fail(failure)
        else:
            self._notices.say(f"The report is in {path}")

    def _stop(self) -> None:
        if self._errand is not None:
            self._errand.stop()

    def _left(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self._offer_undo()

    def _offer_undo(self) -> None:
        """Offer to take an import back once nothing lies over the window any more: no key would reach it before."""
        told, self._undoable = self._undoable, ""
        if told:
            self._notices.offer_undo(told)

    def _fail(self, error: BaseException) -> None:
        if is_stopped(error):
            self._notices.say("Stopped; nothing was imported")
        else:
            self._notices.fail(error)
