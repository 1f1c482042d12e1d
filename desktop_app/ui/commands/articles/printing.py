"""Printing the open article, to paper or into a PDF file."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageSize, QPdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow, QProgressDialog

from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.stored_pictures import pictures_of
from desktop_app.ui.printing.dialog import PrintDialog, Where
from desktop_app.ui.printing.job import Article, PrintJob
from desktop_app.ui.printing.title import heading_above
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings

_PATIENCE = 600  # milliseconds before progress is shown
_UNWELCOME = '<>:"/\\|?*'  # in names of files, on one system or another


class PrintingCommands(QObject):
    """Asks what is wanted, and lets one job at a time do it."""

    def __init__(
        self, window: QMainWindow, desk: Desk, room: ReaderRoom, settings: WindowSettings, notices: Notices
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._room = room
        self._settings = settings
        self._notices = notices
        self.job: PrintJob | None = None
        self._cancel: Callable[[], None] = lambda: None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"file.print": self._ask}

    def close(self) -> None:
        """Give up what is being printed, before the window goes."""
        if self.job is not None:
            self._cancel()

    def to_file(self, article: Article, path: Path) -> None:
        """Write a PDF file, under another name until it is whole. Raises Refused where it cannot be written."""
        unfinished = path.with_name(f".{path.name}.part")
        try:
            unfinished.write_bytes(b"")
        except OSError as error:
            raise Refused(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
        writer = QPdfWriter(str(unfinished))
        writer.setTitle(article.title)
        writer.setCreator("Margent")
        _set_paper(writer)

        def keep(sheets: int) -> None:
            try:
                os.replace(unfinished, path)  # noqa: PTH105 - one call that also replaces, on every system
            except OSError as error:
                drop()
                self._notices.fail(Refused(f"{path} cannot be written ({error.strerror}). Choose another place."))
            else:
                self._notices.say(f"{_sheets(sheets)} in {path}")

        def drop() -> None:
            unfinished.unlink(missing_ok=True)

        self._start(PrintJob(article, writer, self), keep, drop)

    def _to_paper(self, article: Article) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(article.title)
        _set_paper(printer)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            done = f"sent to {printer.printerName() or printer.outputFileName()}"
            self._start(
                PrintJob(article, printer, self), lambda sheets: self._notices.say(f"{_sheets(sheets)} {done}"), None
            )
        dialog.deleteLater()

    def _ask(self) -> None:
        opened = self._desk.opened
        if opened is None:
            raise Refused("Open an article to print it: {go.library:Ctrl+1} shows the library.")
        if self.job is not None:
            raise Refused("An article is being printed. Wait until it is done, or cancel it.")
        highlights = sum(one.annotation.colour is not None for one in self._desk.standing.in_text)
        notes = sum(bool(one.annotation.note) for one in self._desk.standing.all)
        dialog = PrintDialog(opened.document.title, highlights, notes, self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        article = self.article(opened, highlights=dialog.highlights.isChecked(), notes=dialog.notes.isChecked())
        dialog.deleteLater()
        if accepted and dialog.where is Where.PAPER:
            self._to_paper(article)
        elif accepted:
            self._choose_file(article)

    def article(self, opened: Opened, *, highlights: bool, notes: bool) -> Article:
        """Return the open article as it is to be printed."""
        return Article(
            opened.document.title,
            heading_above(opened.content, opened.document.title),
            opened.content,
            self._desk.standing.all,
            pictures_of(self._desk.reader, opened),
            self._room.page.appearance.family,
            highlights,
            notes,
        )

    def _choose_file(self, article: Article) -> None:
        folder = Path(self._settings.load().folder or Path.home())
        name = "".join(" " if sign in _UNWELCOME or not sign.isprintable() else sign for sign in article.title).strip()
        start = folder / f"{name[:80] or 'Article'}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save as PDF", str(start), "PDF files (*.pdf)")
        if chosen:
            path = Path(chosen)
            self._settings.keep(folder=str(path.parent))
            self.to_file(article, path if path.suffix else path.with_suffix(".pdf"))

    def _start(self, job: PrintJob, done: Callable[[int], None], dropped: Callable[[], None] | None) -> None:
        self.job = job
        progress = QProgressDialog("Printing…", "Cancel", 0, 1000, self._window)
        progress.setWindowModality(Qt.WindowModality.NonModal)
        progress.setMinimumDuration(_PATIENCE)
        progress.setAutoReset(False)

        def end() -> None:
            self.job = None
            progress.deleteLater()
            job.deleteLater()

        def cancel() -> None:
            job.cancel()
            end()
            if dropped is not None:
                dropped()
            self._notices.say("Printing was cancelled")

        self._cancel = cancel

        def fail(error: Exception) -> None:
            end()
            if dropped is not None:
                dropped()
            self._notices.fail(error)

        def finish(sheets: int) -> None:
            progress.canceled.disconnect(cancel)
            end()
            done(sheets)

        progress.canceled.connect(cancel)
        job.progressed.connect(lambda sheet, part: _tell(progress, sheet, part))
        job.failed.connect(fail)
        job.finished.connect(finish)
        job.start()


def _tell(progress: QProgressDialog, sheet: int, part: float) -> None:
    progress.setLabelText(f"Page {sheet}")
    progress.setValue(round(part * 1000))


def _set_paper(device: QPagedPaintDevice) -> None:
    american = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    device.setPageSize(QPageSize(QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4))


def _sheets(number: int) -> str:
    return "One page" if number == 1 else f"{number:,} pages"
