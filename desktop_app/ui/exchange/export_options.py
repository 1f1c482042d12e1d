"""What to export, in which form, and where to: the left side of the export's dialog."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.document import Document
from desktop_app.services.exporting.exported import HOLDING_NOTES, LEFT_ALONE, NAMES, SUFFIXES, Format, Outcome
from desktop_app.services.exporting.requests import ExportRequest
from desktop_app.ui.exchange.last_export import LastExport, What, switch
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.fields import Sentence, caption, side_button, side_by_side, template_title

_MARKDOWN = "Markdown, a file for each article"
_FILE = "Margent notes"
_SINCE = "Only what is &new or changed since\nthe last export to this {}"
_ANEW = "Write edited files &anew:\ntheir edits are lost"
_PUT_BACK = "Put b&ack what is missing\nin files that were cut short"
_WHOLE = (
    "One file is written anew as a whole each time, with all that is asked for or only what is new. Only Markdown can "
    "leave what is there already, use a template, and be brought up to date when Margent closes."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be exported: these documents, with all their annotations or those in `only`."""

    what: What
    label: str
    documents: tuple[Document, ...]
    only: frozenset[str] | None = None


class ExportOptions(QWidget):
    """Begins with what was chosen the last time."""

    changed = Signal()
    """Something else was chosen."""

    templates_wanted = Signal()
    """A person wants to see to the templates."""

    def __init__(self, offers: Sequence[Offer], templates: Sequence[str], last: LastExport) -> None:
        super().__init__()
        self._offers = list(offers)
        self._last = last
        self.what = Choice("What to export", [offer.label for offer in offers])
        self.query = QLineEdit(last.query)
        self.query.setPlaceholderText("words, tag:check, colour:green, since:…")
        self.query.setAccessibleName("Only what a search for this finds")
        self.query.setClearButtonEnabled(True)
        self.since = QCheckBox(_SINCE.format("folder"))
        self.form = Choice("Format", [_MARKDOWN, *(NAMES[form] for form in Format)])
        self.whole = Sentence("muted")
        self.whole.setContentsMargins(0, 0, 0, 8)
        self.template = Choice("Template")
        self.editing = side_button("&Edit…")
        self.editing.setAccessibleName("Edit the templates")
        self.target = QLineEdit()
        self.target.setAccessibleName("Folder or file to write")
        self.browse = side_button("&Choose…")
        self.closing = QCheckBox("&Bring these files up to date\nwhenever Margent closes")
        self.replace = QCheckBox(_ANEW)
        self.replace.setVisible(False)
        self.show_templates(templates, last.template)
        self._lay_out()
        self._begin(last)  # once everything has its place: what is shown before would be a window of its own
        self._connect()

    def request(self) -> ExportRequest:
        """Return what is asked for now."""
        offer, form = self._offer(), self.chosen_form()
        return ExportRequest(
            documents=offer.documents,
            target=Path(self.target.text().strip()).expanduser(),
            form=form,
            template=self.chosen_template(),
            only=offer.only,
            query=self.query.text().strip(),
            since=self.since.isChecked() and self.since.isEnabled(),
            replace=self.replace.isChecked() and form is None,
        )

    def as_last(self) -> LastExport:
        """Return what is chosen now, to be remembered."""
        form = self.chosen_form()
        target = self.target.text().strip()
        return replace(
            self._last,
            what=self._offer().what.value,
            query=self.query.text().strip(),
            form=form.value if form is not None else "",
            template=self.chosen_template(),
            folder=target if form is None else self._last.folder,
            file=self._last.file if form is None else target,
            since=switch(self.since.isChecked()),
            closing=switch(self.closing.isChecked()),
        )

    def chosen_form(self) -> Format | None:
        """Return the form; None for Markdown."""
        row = self.form.currentIndex()
        return None if row <= 0 else list(Format)[row - 1]

    def chosen_template(self) -> str:
        """Return the name of the template."""
        return self.template.key

    def show_templates(self, names: Sequence[str], chosen: str) -> None:
        """Offer these templates from now on."""
        self.template.offer(((name, template_title(name)) for name in names), chosen)

    def offer_replacing(self, outcomes: AbstractSet[Outcome]) -> None:
        """Offer what can be done about files that are left alone where there are some, and for as long as it is
        chosen."""
        left = outcomes & set(LEFT_ALONE)
        if left:
            self.replace.setText(_PUT_BACK if left == {Outcome.CUT} else _ANEW)
        self.replace.setVisible(bool(left) or self.replace.isChecked())

    def _offer(self) -> Offer:
        return self._offers[max(0, self.what.currentIndex())]

    def _begin(self, last: LastExport) -> None:
        wanted = [place for place, offer in enumerate(self._offers) if offer.what == last.what]
        self.what.setCurrentIndex(wanted[0] if wanted else 0)
        self.since.setChecked(bool(last.since))
        self.closing.setChecked(bool(last.closing))
        form = last.chosen_form
        self.form.setCurrentIndex(0 if form is None else 1 + list(Format).index(form))
        self.target.setText(last.target or self._suggested())
        self._suit_form()

    def _suggested(self) -> str:
        form = self.chosen_form()
        if form is None:
            return self._last.folder
        folder = Path(self._last.file).parent if self._last.file else Path(self._last.folder)
        return str(folder / f"{_FILE}{SUFFIXES[form]}")

    def _lay_out(self) -> None:
        self.setFixedWidth(292)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (caption("&What", self.what), self.what, caption("&Only what a search finds", self.query), self.query,
             self.since),
            (caption("&Format", self.form), self.form, self.whole, caption("&Template", self.template),
             side_by_side(self.template, self.editing)),
            (caption("&Into", self.target), side_by_side(self.target, self.browse), self.closing, self.replace),
        )  # fmt: skip
        for group in groups:
            for widget in group:
                column.addWidget(widget)
            column.addSpacing(14)
        column.addStretch(1)

    def _connect(self) -> None:
        for combo in (self.what, self.template):
            combo.currentIndexChanged.connect(self._tell)
        self.form.currentIndexChanged.connect(self._form_changed)
        for field in (self.query, self.target):
            field.textChanged.connect(self._tell)
        for box in (self.since, self.replace):
            box.toggled.connect(self._tell)
        self.browse.clicked.connect(self._choose)
        self.editing.clicked.connect(self.templates_wanted)

    def _tell(self) -> None:
        self.changed.emit()

    def _form_changed(self) -> None:
        form = self.chosen_form()
        fits = self._last.chosen_form == form and self._last.target
        self.target.setText(self._last.target if fits else self._suggested())
        self._suit_form()
        self.changed.emit()

    def _suit_form(self) -> None:
        form = self.chosen_form()
        markdown = form is None
        for widget in (self.template, self.editing, self.closing):
            widget.setEnabled(markdown)
        self.since.setEnabled(markdown or form in HOLDING_NOTES)
        self.since.setText(_SINCE.format("folder" if markdown else "file"))
        self.whole.setVisible(not markdown)
        self.whole.tell("" if markdown else _WHOLE)
        self.offer_replacing(frozenset())

    def _choose(self) -> None:
        form, now = self.chosen_form(), self.target.text()
        if form is None:
            chosen = QFileDialog.getExistingDirectory(self, "Export into…", now)
        else:
            chosen, _ = QFileDialog.getSaveFileName(
                self, "Export as…", now, f"*{SUFFIXES[form]}", options=QFileDialog.Option.DontConfirmOverwrite
            )
        if chosen:
            self.target.setText(chosen)
