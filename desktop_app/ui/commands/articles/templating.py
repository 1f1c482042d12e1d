"""The templates of the Markdown export: edited with a live preview, and kept under names."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.compose import Margent
from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import in_words
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.dialogs.asking import ask_line, ask_whether
from desktop_app.ui.exchange.errands import Errands
from desktop_app.ui.theme.palette import Palette

if TYPE_CHECKING:
    from desktop_app.ui.exchange.export_dialog import ExportDialog
    from desktop_app.ui.exchange.template_dialog import TemplateDialog, Wanted


class TemplatingCommands(QObject):
    """Opens the editor, tries templates away from the window's thread, and keeps them."""

    def __init__(
        self,
        window: QWidget,
        margent: Margent,
        desk: Desk,
        errands: Errands,
        palette: Callable[[], Palette],
        document: Callable[[], Document | None],
    ) -> None:
        super().__init__(window)
        self._window, self._margent, self._desk, self._errands = window, margent, desk, errands
        self._palette, self._document = palette, document
        self.dialog: TemplateDialog | None = None
        self._exporting: ExportDialog | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"file.templates": self.edit}

    def edit(self, exporting: "ExportDialog | None" = None) -> None:
        """Open the editor; from an export's dialog with its template, which learns of what is saved."""
        # What fills templates in takes long to import: not in the window's thread.
        self._errands.run(lambda _progress: self._margent.exporting, lambda _ready: self._open(exporting))

    def _open(self, exporting: "ExportDialog | None") -> None:
        from desktop_app.ui.exchange.template_dialog import TemplateDialog

        templates = self._margent.templates
        self._exporting = exporting
        dialog = TemplateDialog(templates.names(), self._articles(), self._palette(), exporting or self._window)
        dialog.chosen.connect(self._show)
        dialog.preview_wanted.connect(lambda wanted: self._try(dialog, wanted))
        dialog.save_wanted.connect(self._save)
        dialog.remove_wanted.connect(self._remove)
        dialog.finished.connect(self._left)
        self.dialog = dialog
        self._show(exporting.options.chosen_template() if exporting is not None else templates.names()[0])
        dialog.open()

    def _articles(self) -> list[Document]:
        with_notes = self._desk.reader.annotation_counts()
        found = [document for document in self._desk.reader.documents() if document.id in with_notes]
        looked_at = self._document()
        return sorted(found, key=lambda one: looked_at is None or one.id != looked_at.id)

    def _show(self, name: str) -> None:
        templates = self._margent.templates
        if self.dialog is None:
            return
        try:
            self.dialog.show_template(name, templates.load(name), own=templates.is_own(name))
        except Refused as refusal:
            self.dialog.say(str(refusal))

    def _try(self, dialog: "TemplateDialog", wanted: "Wanted") -> None:
        from desktop_app.exchange.merging import mergeable
        from desktop_app.exchange.templates.template import TemplateFailure
        from desktop_app.services.exporting.templates import check

        exporting = self._margent.exporting
        document = self._desk.reader.document(wanted.document)

        def work(_progress: object) -> tuple[str, bool]:
            if document is None:
                return check(wanted.template), True
            rendered = exporting.rendered(document, wanted.template)
            return rendered.text, mergeable(rendered)

        def show(found: tuple[str, bool]) -> None:
            if dialog is self.dialog and dialog.wanted is wanted:
                dialog.show_preview(found[0], merges=found[1])

        def fail(error: BaseException) -> None:
            if dialog is self.dialog and dialog.wanted is wanted:
                if isinstance(error, TemplateFailure):
                    dialog.show_failure(error)
                else:
                    dialog.say(in_words(error))

        self._errands.run(work, show, fail)

    def _save(self, name: str) -> None:
        from desktop_app.exchange.failure import ExportFailure
        from desktop_app.exchange.templates.template import TemplateFailure

        dialog, templates = self.dialog, self._margent.templates
        if dialog is None:
            return
        chosen = name or ask_line(dialog, "Save the template", "Name:", f"My {dialog.name}") or ""
        if not chosen.strip():
            return
        try:
            saved = templates.save(chosen, dialog.template)
        except TemplateFailure as failure:
            dialog.show_failure(failure)
        except (Refused, ExportFailure) as refusal:
            dialog.say(str(refusal))
        else:
            dialog.show_saved(templates.names(), saved, f"Saved as “{saved}”.")
            self._tell_export(saved)

    def _remove(self, name: str) -> None:
        dialog, templates = self.dialog, self._margent.templates
        if dialog is None or not ask_whether(dialog, "Delete the template", f"Delete “{name}” for good?", "Delete"):
            return
        try:
            templates.remove(name)
        except Refused as refusal:
            dialog.say(str(refusal))
            return
        dialog.show_saved(templates.names(), templates.names()[0], f"“{name}” is deleted.")
        self._show(templates.names()[0])
        self._tell_export(templates.names()[0])

    def _tell_export(self, name: str) -> None:
        if self._exporting is not None:
            self._exporting.options.show_templates(self._margent.templates.names(), name)

    def _left(self) -> None:
        dialog, self.dialog, self._exporting = self.dialog, None, None
        if dialog is not None:
            dialog.deleteLater()
