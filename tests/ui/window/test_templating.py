"""The editor of templates: what they make is seen while one types, and a mistake by its line."""

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor

from desktop_app.ui.commands.articles import templating as commands
from desktop_app.ui.exchange.template_dialog import NAMES, TemplateDialog
from tests.ui.window.conftest import Person
from tests.ui.window.test_exporting import SURPRISE, closed, mark, opened_dialog


def the_editor(person: Person) -> TemplateDialog:
    """Wait for the editor."""
    templating = person.window.commands.templating
    person.wait_for(lambda: templating.dialog is not None)
    assert templating.dialog is not None
    return templating.dialog


@pytest.fixture
def editor(person: Person) -> TemplateDialog:
    """The editor, open over a library with one highlight, its preview there."""
    mark(person, SURPRISE, note="Who did?")
    person.window.commands.templating.edit()
    dialog = the_editor(person)
    person.wait_for(lambda: SURPRISE in dialog.preview.toPlainText())
    return dialog


def replaced(dialog: TemplateDialog, text: str) -> None:
    """Type another template for the file."""
    dialog.document.selectAll()
    dialog.document.insertPlainText(text)


def test_the_preview_is_what_an_export_of_the_article_writes(
    person: Person, editor: TemplateDialog, tmp_path: Path
) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    person.margent.exporting.export([opened.document], tmp_path / "out")
    [file] = (tmp_path / "out").glob("*.md")
    assert editor.preview.toPlainText() == file.read_text(encoding="utf-8")
    assert "can be merged" in editor.trouble.text()
    replaced(editor, "{{ title }} by hand: {{ num_highlights }}")
    person.wait_for(lambda: editor.preview.toPlainText() == "The weavers of Lindholm by hand: 1\n")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n{% if x %}\nb", 2, "Unexpected end of template"),
        ("a\nb\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("a\n{{ title | unknown }}", 2, "unknown"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
    ],
)
def test_a_mistake_is_shown_with_its_line(
    person: Person, editor: TemplateDialog, text: str, line: int, words: str
) -> None:
    before = editor.preview.toPlainText()
    replaced(editor, text)
    person.wait_for(lambda: f"line {line}" in editor.trouble.text())
    assert words in editor.trouble.text()
    assert editor.preview.toPlainText() == before
    assert not editor.saving.isEnabled()
    editor.document.moveCursor(QTextCursor.MoveOperation.End)
    editor.names.setFocus()
    person.press("F8")
    assert editor.document.hasFocus()
    assert editor.document.textCursor().blockNumber() == line - 1
    editor._reset()
    person.wait_for(editor.saving.isEnabled)
    assert not editor.changed


def test_it_is_saved_under_a_name_found_by_an_export_and_deleted(
    person: Person, editor: TemplateDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ask_line", lambda *_: "Mine")
    monkeypatch.setattr(commands, "ask_whether", lambda *_: True)
    replaced(editor, "# {{ title }}\n\n{% for one in highlights %}{{ one.block }}{% endfor %}")
    person.wait_for(lambda: editor.preview.toPlainText().startswith("# The weavers"))
    person.press("Ctrl+S")
    assert editor.trouble.text() == "Saved as “Mine”."
    assert not editor.changed
    assert person.margent.templates.names()[-1] == "Mine"
    person.press("Escape")
    person.wait_for(lambda: person.window.commands.templating.dialog is None and closed(person))

    exporting = opened_dialog(person)
    exporting.options.template.choose("Mine")
    person.wait_for(lambda: exporting.diff.toPlainText().startswith("# The weavers"))
    exporting.options.editing.click()
    again = the_editor(person)
    assert again.name == "Mine"
    again.removing.click()
    assert "Mine" not in person.margent.templates.names()
    assert exporting.options.chosen_template() == "obsidian"
    person.wait_for(lambda: again.preview.toPlainText().startswith("---"))
    again.reject()
    exporting.reject()


def test_a_template_without_ids_is_told_of(person: Person, editor: TemplateDialog) -> None:
    editor.highlight.selectAll()
    editor.highlight.insertPlainText("> {{ highlight_text }}")
    person.wait_for(lambda: "does not end with its id" in editor.trouble.text())
    editor._reset()


def test_names_are_written_where_the_caret_is(person: Person, editor: TemplateDialog) -> None:
    editor.side.choose(NAMES)
    assert "highlight_text" not in editor.variables.names()
    editor.highlight.setFocus()
    editor.highlight.selectAll()
    editor.variables.setFocus()
    person.type("highlight_loc")
    person.press("Return")
    assert editor.highlight.toPlainText() == "{{ highlight_location }}"
    assert editor.highlight.hasFocus()
    editor._reset()


def test_changes_are_not_lost_by_escape(
    person: Person, editor: TemplateDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.ui.exchange import template_dialog

    asked: list[str] = []
    answers = iter([0, 1])

    def ask(*words: object) -> int:
        asked.append(str(words[2]))
        return next(answers)

    monkeypatch.setattr(template_dialog, "ask_which", ask)
    replaced(editor, "x")
    person.press("Escape")
    assert editor.isVisible()
    person.press("Escape")
    person.wait_for(lambda: person.window.commands.templating.dialog is None)
    assert asked == ["The template “Obsidian (callouts)” was changed."] * 2
