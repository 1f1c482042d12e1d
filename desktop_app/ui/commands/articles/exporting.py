"""Exporting: the dialog with its dry run, the same once more by a key, and the same again when the window closes."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_app.compose import Margent
from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices, in_words
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.exchange.errands import Errand, Errands, Progress, is_stopped
from desktop_app.ui.exchange.waiting import run_shown
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.palette import Palette

if TYPE_CHECKING:
    from desktop_app.services.exporting.exported import Exported, Planned
    from desktop_app.services.exporting.requests import ExportRequest
    from desktop_app.ui.exchange.export_dialog import ExportDialog
    from desktop_app.ui.exchange.export_options import Offer
    from desktop_app.ui.exchange.last_export import LastExport

_log = logging.getLogger(__name__)
_FOLDER = "Margent"
_AGAIN = "{file.export_again:Ctrl+Shift+E} exports as last time, without asking"

Cards = Callable[[], tuple[Sequence[str], Sequence[str]]]
"""Gives the ids of the annotations that are chosen in the notebook, and of all that it lists."""


class ExportCommands(QObject):
    """Opens the dialog and does its work away from the window's thread."""

    templates_wanted = Signal(object)
    """The templates are to be seen to; the dialog that wants it."""

    def __init__(
        self,
        window: QWidget,
        margent: Margent,
        desk: Desk,
        errands: Errands,
        notices: Notices,
        settings: WindowSettings,
        palette: Callable[[], Palette],
        document: Callable[[], Document | None],
        cards: Cards,
    ) -> None:
        """`document` gives the article that is being looked at."""
        super().__init__(window)
        self._window, self._margent, self._desk, self._errands = window, margent, desk, errands
        self._notices, self._settings, self._palette = notices, settings, palette
        self._document, self._cards = document, cards
        self.dialog: ExportDialog | None = None
        self._errand: Errand | None = None
        self._writing: Errand | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"file.export": self.ask, "file.export_again": self.again}

    def ask(self) -> None:
        """Ask what to export, show what that changes, and write it when that is wanted."""
        from desktop_app.ui.exchange.export_dialog import ExportDialog

        offers, last = self._offers(), self._last()
        dialog = ExportDialog(offers, self._margent.templates.names(), last, self._palette(), self._window)
        dialog.hint.setText(self._notices.said(_AGAIN))
        dialog.plan_wanted.connect(lambda request: self._plan(dialog, request))
        dialog.change_wanted.connect(lambda planned, whole: self._show_change(dialog, planned, whole))
        dialog.wanted.connect(lambda: self._carry_out(dialog))
        dialog.stopped.connect(self.stop)
        dialog.options.templates_wanted.connect(lambda: self.templates_wanted.emit(dialog))
        dialog.finished.connect(self._left)
        self.dialog = dialog
        dialog.open()
        dialog.begin()

    def again(self) -> None:
        """Export as the last time without asking, unless a file that somebody else has written would give way."""
        from desktop_app.ui.exchange.export_options import ExportOptions
        from desktop_app.ui.exchange.last_export import load

        last = load(self._settings)
        if not last.what or not last.target:
            self.ask()
            return
        options = ExportOptions(self._offers(), self._margent.templates.names(), last)
        request = options.request()
        options.deleteLater()
        margent = self._margent

        def work(progress: Progress) -> "list[Exported] | None":
            requests = margent.export_requests
            planned = requests.dry_run(request, progress)
            if any(one.of_others for one in planned):
                return None
            return requests.carry_out(request, planned, progress)

        def written(found: "list[Exported] | None") -> None:
            if found is None:
                self.ask()
            else:
                self._tell(found, request)

        self._notices.say("Exporting as last time…")
        run_shown(self._errands, self._window, "Exporting as last time…", work, written, self._fail)

    def export(self, documents: Sequence[Document], folder: Path) -> None:
        """Write the Markdown of some articles into a folder without asking."""
        from desktop_app.services.exporting.requests import ExportRequest

        request, margent = ExportRequest(tuple(documents), folder), self._margent

        def work(progress: Progress) -> "list[Exported]":
            requests = margent.export_requests
            return requests.carry_out(request, requests.dry_run(request, progress), progress)

        self._errands.run(
            work,
            lambda done: self._tell(done, request),
            self._notices.fail,
        )

    def stop(self) -> None:
        """Stop what is being written once the file at hand is whole."""
        if self._writing is not None:
            self._writing.stop()

    def tell_trouble(self) -> None:
        """Say what went wrong when files were brought up to date at the last end, once; go on with its template."""
        from desktop_app.ui.exchange.last_export import keep, load

        last = load(self._settings)
        self._margent.template = last.template
        if last.trouble:
            self._notices.tell(f"At the end of the last time, not everything was exported. {last.trouble}")
            keep(self._settings, replace(last, trouble=""))

    def last_work(self) -> Callable[[], None] | None:
        """Return what brings the files of the last export up to date when the window closes, if that was chosen."""
        from desktop_app.services.exporting.requests import ExportRequest
        from desktop_app.ui.exchange.account import cut_short
        from desktop_app.ui.exchange.last_export import What, keep, load

        last = load(self._settings)
        if not last.closing or not last.folder:
            return None
        documents, margent = self._annotated(), self._margent
        request = ExportRequest(tuple(documents), Path(last.folder), template=last.template)

        def work() -> None:
            try:
                margent.store.submit(lambda _transaction: None).result()  # what was typed last is written then
                done = margent.export_requests.bring_up_to_date(
                    request, everything=last.what == What.EVERYTHING, progress=lambda *_: True
                )
                trouble = cut_short(done)
                if trouble:
                    keep(self._settings, replace(last, trouble=trouble))
                    self._settings.save()
            except Exception as error:  # noqa: BLE001 - nobody is there to be told now; the next start does it
                _log.warning("The export at the end failed.", exc_info=True)
                keep(self._settings, replace(last, trouble=in_words(error)))
                self._settings.save()

        return work

    # The dry run

    def _plan(self, dialog: "ExportDialog", request: "ExportRequest") -> None:
        if self._errand is not None:
            self._errand.stop()

        def show(planned: "list[Planned]") -> None:
            if dialog is self.dialog and dialog.request is request:
                dialog.show_plan(planned)

        def fail(error: BaseException) -> None:
            if dialog is self.dialog and dialog.request is request and not is_stopped(error):
                dialog.show_trouble(in_words(error))

        margent = self._margent  # what exports need is imported in the errand's thread
        self._errand = self._errands.run(
            lambda progress: margent.export_requests.dry_run(request, progress), show, fail
        )

    def _show_change(self, dialog: "ExportDialog", planned: "Planned", whole: bool) -> None:
        from desktop_app.ui.exchange.diff_view import change_of

        def show(found: tuple[str, bool]) -> None:
            if dialog is self.dialog:
                dialog.show_change(planned, found[0], diff=found[1])

        self._errands.run(lambda _progress: change_of(planned, whole=whole), show)

    # The writing

    def _carry_out(self, dialog: "ExportDialog") -> None:
        request, planned = dialog.request, dialog.planned or []
        assert request is not None
        self._keep(dialog.options.as_last())
        margent = self._margent

        def show(reached: int, total: int) -> None:
            if dialog is self.dialog:
                dialog.show_progress(reached, total)

        def written(done: "list[Exported]") -> None:
            if writing.stopped and len(done) < len(planned):
                dialog.stay(
                    f"Stopped. {counted(len(done), 'file')} of {len(planned):,} had been seen to, each is whole."
                )
                return
            dialog.finish()
            self._tell(done, request)

        def fail(error: BaseException) -> None:
            dialog.stay(in_words(error))

        writing = self._errands.run(
            lambda progress: margent.export_requests.carry_out(request, planned, progress), written, fail, show
        )
        self._writing = writing
        dialog.start()

    def _keep(self, last: "LastExport") -> None:
        from desktop_app.ui.exchange.last_export import keep

        keep(self._settings, last)
        self._margent.template = last.template

    def _tell(self, done: "Sequence[Exported]", request: "ExportRequest") -> None:
        from desktop_app.ui.exchange.account import account_of, changed_of

        told, changed = account_of(done, request), changed_of(done)
        self._notices.tell(told)
        if changed:
            folder = changed[0].path.parent if len(changed) == 1 else request.target
            self._notices.offer(told, "Show the folder", lambda: _show(folder))

    def _fail(self, error: BaseException) -> None:
        if is_stopped(error):
            self._notices.say("Stopped; nothing was exported")
        else:
            self._notices.fail(error)

    # What there is

    def _last(self) -> "LastExport":
        from desktop_app.ui.exchange.last_export import load

        last = load(self._settings)
        if last.folder:
            return last
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return replace(last, folder=str(Path(documents or Path.home()) / _FOLDER))

    def _left(self) -> None:
        dialog, self.dialog = self.dialog, None
        if self._errand is not None:
            self._errand.stop()
        if dialog is not None:
            dialog.deleteLater()

    def _annotated(self) -> list[Document]:
        with_notes = self._desk.reader.annotation_counts()
        return [document for document in self._desk.reader.documents() if document.id in with_notes]

    def _offers(self) -> "list[Offer]":
        from desktop_app.ui.exchange.export_options import Offer
        from desktop_app.ui.exchange.last_export import What

        everything = tuple(self._annotated())
        if not everything:
            raise Refused("There are no highlights or notes to export yet.")
        document = self._document()
        chosen, listed = self._cards()
        offers: list[Offer] = []
        if len(chosen) > 1:
            told = f"The {len(chosen):,} chosen cards"
            offers.append(Offer(What.CHOSEN, told, everything, frozenset(chosen)))
        if document is not None and document in everything:
            offers.append(Offer(What.ARTICLE, f"This article: {document.title}", (document,)))
        if listed:
            told = f"What the notebook lists: {counted(len(listed), 'card')}"
            offers.append(Offer(What.LISTED, told, everything, frozenset(listed)))
        offers.append(Offer(What.EVERYTHING, f"Everything: {counted(len(everything), 'article')}", everything))
        return offers


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
