"""The editor of Markdown templates: both parts, what they make of an article, and where a mistake is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.document import Document
from desktop_app.exchange.templates.template import MarkdownTemplate, TemplateFailure
from desktop_app.ui.dialogs.asking import ask_which
from desktop_app.ui.exchange.diff_view import DiffView
from desktop_app.ui.exchange.template_editor import TemplateEditor
from desktop_app.ui.exchange.variable_list import VariableList
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.fields import Sentence, caption, heading, template_title
from desktop_app.ui.widgets.pills import Pills

PREVIEW, NAMES = "Preview", "Names"
_PAUSE = 250  # milliseconds without typing, after which the preview follows
_PARTS = {"document": "The file", "highlight": "A highlight in it"}
_MERGES = "An export with this template can be merged with what you change in its files."
_NO_IDS = (
    "A highlight’s block does not end with its id (^hl-{{ highlight_id }} on a line of its own): "
    "an edited file could not be merged, and would be left as it is."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tried: a template on an article."""

    template: MarkdownTemplate
    document: str


class TemplateDialog(QDialog):
    """Edits one template at a time; those that come with Margent are begun from and never changed."""

    chosen = Signal(str)
    """The template of this name is to be shown."""

    preview_wanted = Signal(object)
    """A Wanted: `show_preview` or `show_failure` should be given what it makes."""

    save_wanted = Signal(str)
    """The template as it stands is to be kept under this name; under an empty one, which is to be asked for."""

    remove_wanted = Signal(str)
    """The template of this name is to be deleted."""

    def __init__(
        self, names: Sequence[str], articles: Sequence[Document], palette: Palette, parent: QWidget | None = None
    ) -> None:
        """`articles` are those that can be tried with, the first at first."""
        super().__init__(parent)
        self.setWindowTitle("Markdown templates")
        self.names = Choice("Template")
        self.names.offer((name, template_title(name)) for name in names)
        self.articles = Choice("Article to try it with")
        self.articles.offer([*((article.id, article.title) for article in articles), ("", "An example")])
        self.document = TemplateEditor("Template of the file", palette)
        self.highlight = TemplateEditor("Template of a highlight", palette)
        self.side = Pills("Beside the template", [PREVIEW, NAMES])
        self.preview = DiffView("What the template makes of the article", palette)
        self.variables = VariableList(palette)
        self.trouble = Sentence()
        self.going = QPushButton("&Go to the mistake  F8")
        self.saving = QPushButton("&Save  Ctrl+S")
        self.saving_as = QPushButton("Save &as…")
        self.resetting = QPushButton("&Reset")
        self.removing = QPushButton("&Delete")
        self.closing = QPushButton("Close")
        self.wanted: Wanted | None = None
        self._saved = MarkdownTemplate("", "")
        self._name = ""
        self._last, self._failed = self.document, self.document
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    @property
    def template(self) -> MarkdownTemplate:
        """The template as it stands."""
        return MarkdownTemplate(self.document.toPlainText(), self.highlight.toPlainText())

    @property
    def name(self) -> str:
        """The name of the template that is shown."""
        return self._name

    @property
    def changed(self) -> bool:
        """Whether there is something to be saved."""
        return self.template != self._saved

    def show_template(self, name: str, template: MarkdownTemplate, *, own: bool) -> None:
        """Lay a template out for editing, as it was saved."""
        self._name, self._saved = name, template
        self.names.choose(name)
        self.document.setPlainText(template.document)
        self.highlight.setPlainText(template.highlight)
        self.removing.setEnabled(own)
        self.check()

    def show_saved(self, names: Sequence[str], name: str, message: str) -> None:
        """Show that the template is kept under a name."""
        self.names.offer(((one, template_title(one)) for one in names), name)
        self._name, self._saved = name, self.template
        self.removing.setEnabled(True)
        self.say(message)
        self._tell_changed()

    def check(self) -> None:
        """Ask what the template makes of the article."""
        self._typing.stop()
        self.wanted = Wanted(self.template, self.articles.key)
        self._tell_changed()
        self.preview_wanted.emit(self.wanted)

    def show_preview(self, text: str, *, merges: bool) -> None:
        """Show what the template makes."""
        for editor in (self.document, self.highlight):
            editor.mark(0)
        self.preview.show_text(text)
        self.going.setVisible(False)
        self.say(_MERGES if merges else _NO_IDS)
        self._allow_saving(True)

    def show_failure(self, failure: TemplateFailure) -> None:
        """Mark the line with the mistake, and say what it is; the last preview stays."""
        editors = {"document": self.document, "highlight": self.highlight}
        for part, editor in editors.items():
            editor.mark((failure.line or 0) if part == failure.part else 0)
        self._failed = editors.get(failure.part, self.document)
        self.going.setVisible(failure.line is not None)
        place = f"{_PARTS.get(failure.part, failure.part)}{f', line {failure.line}' if failure.line else ''}"
        self.say(f"✕ {place}: {failure.reason}")
        self._allow_saving(False)

    def say(self, message: str) -> None:
        """Say how things stand."""
        self.trouble.tell(message)

    def reject(self) -> None:
        """Close; what was changed is saved or given up first, as the person says."""
        if self.leave_changes():
            super().reject()

    def leave_changes(self) -> bool:
        """Ask what is to become of changes, if there are any, and tell whether to go on without them."""
        if not self.changed:
            return True
        question = f"The template “{template_title(self._name)}” was changed."
        return ask_which(self, "Markdown templates", question, "", ("Keep editing", "Discard the changes")) == 1

    def _allow_saving(self, allowed: bool) -> None:
        for button in (self.saving, self.saving_as):
            button.setEnabled(allowed)
        self._tell_changed()

    def _tell_changed(self) -> None:
        self.resetting.setEnabled(self.changed)
        self.setWindowTitle(f"Markdown templates — {template_title(self._name)}{' (changed)' if self.changed else ''}")

    def _save(self) -> None:
        if self.saving.isEnabled():
            self.save_wanted.emit(self._name if self.removing.isEnabled() else "")

    def _choose(self) -> None:
        name = self.names.key
        if name != self._name and self.leave_changes():
            self.chosen.emit(name)
        else:
            self.names.choose(self._name)

    def _reset(self) -> None:
        self.show_template(self._name, self._saved, own=self.removing.isEnabled())

    def _write(self, text: str) -> None:
        self._last.insertPlainText(text)
        self._last.setFocus()

    def _go_to_mistake(self) -> None:
        self._failed.go_to_mark()

    def _entered(self, editor: TemplateEditor) -> None:
        self._last = editor
        self.variables.show_part(document=editor is self.document)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.check)
        for editor in (self.document, self.highlight):
            editor.textChanged.connect(self._typing.start)
            editor.entered.connect(lambda editor=editor: self._entered(editor))
        self.names.activated.connect(lambda _row: self._choose())
        self.articles.currentIndexChanged.connect(lambda _row: self.check())
        self.side.chosen.connect(lambda found: self._sides.setCurrentIndex([PREVIEW, NAMES].index(found)))
        self.variables.chosen.connect(self._write)
        self.going.clicked.connect(self._go_to_mistake)
        self.saving.clicked.connect(self._save)
        self.saving_as.clicked.connect(lambda: self.save_wanted.emit(""))
        self.resetting.clicked.connect(self._reset)
        self.removing.clicked.connect(lambda: self.remove_wanted.emit(self._name))
        self.closing.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+S"), self, self._save)
        QShortcut(QKeySequence("F8"), self, self._go_to_mistake)

    def _lay_out(self) -> None:
        buttons = (self.saving, self.saving_as, self.resetting, self.removing, self.going, self.closing)
        for button in buttons:
            button.setAutoDefault(False)  # Enter belongs to the fields
        self.going.setVisible(False)
        self._sides = QStackedWidget()
        for widget in (self.preview, self.variables):
            self._sides.addWidget(widget)
        top = QHBoxLayout()
        top.setSpacing(8)
        for words, field in (("&Template", self.names), ("Try it &with", self.articles)):
            top.addWidget(caption(words, field))
            top.addWidget(field, 1)
            top.addSpacing(16)
        top.addWidget(self.side)
        left = QVBoxLayout()
        left.setSpacing(6)
        for words, editor in zip(_PARTS.values(), (self.document, self.highlight), strict=True):
            left.addWidget(heading(words.upper()))
            left.addWidget(editor, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(self._sides, 1)
        message = QHBoxLayout()
        message.addWidget(self.trouble, 1)
        message.addWidget(self.going)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in buttons[:4]:
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addLayout(message)
        column.addLayout(foot)
        self.resize(960, 640)
        self._order()

    def _order(self) -> None:
        buttons = (self.saving, self.saving_as, self.resetting, self.removing)
        order = (self.names, self.articles, *self.side.buttons(), self.document, self.highlight, self.preview,
                 self.variables, self.going, *buttons, self.closing)  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.document.setFocus()
