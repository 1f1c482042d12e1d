"""The dialog for taking notes along: what it shows is what it writes, and a person's edits are safe in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_app.core.annotation import Colour
from desktop_app.core.document import Document
from desktop_app.services.exporting.exported import Format
from desktop_app.ui.exchange.export_dialog import WHOLE, ExportDialog
from desktop_app.ui.exchange.last_export import LastExport, What, keep, load
from desktop_app.ui.settings import WindowSettings
from tests.ui.window.conftest import Person, opened_window

SURPRISE = "Nobody in the town knew how to set it up"
PRICE = "for the price of a cow"
ROADS = "roads did"


def mark(person: Person, quote: str, note: str = "", tags: tuple[str, ...] = ()) -> str:
    """Highlight words of the open article, as its page does, and return the annotation's id."""
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index(quote)
    annotating = person.margent.annotating
    made, saved = annotating.highlight(opened, start, start + len(quote), colour=Colour.GREEN, note=note, tags=tags)
    saved.result()
    person.wait_for(lambda: made.id in [one.annotation.id for one in person.placed()])
    return made.id


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def settings(person: Person, vault: Path) -> WindowSettings:
    """The window's settings, with an export into the vault remembered."""
    found = person.window._settings
    keep(found, LastExport(what=What.EVERYTHING.value, folder=str(vault), template="obsidian"))
    return found


def opened_dialog(person: Person) -> ExportDialog:
    """Press Ctrl+E and wait for the dry run."""
    person.press("Ctrl+E")
    dialog = person.window.commands.exporting.dialog
    assert dialog is not None
    person.wait_for(lambda: dialog.planned is not None)
    if dialog.planned:
        person.wait_for(lambda: bool(dialog.diff.toPlainText()))
    return dialog


def closed(person: Person) -> bool:
    """Whether the dialog has gone; then the window has the keyboard, as window managers see to."""
    person.window.activateWindow()
    return person.window.commands.exporting.dialog is None and person.window.isActiveWindow()


def await_mine(person: Person) -> None:
    """Wait until the dialog shows that a line of the person's own would go."""
    exporting = person.window.commands.exporting
    person.wait_for(lambda: exporting.dialog is not None and "- mine" in exporting.dialog.diff.toPlainText())


def the_file(vault: Path) -> Path:
    [file] = vault.glob("*.md")
    return file


def test_ctrl_e_shows_what_enter_writes_and_one_key_writes_it_again(person: Person, vault: Path) -> None:
    mark(person, SURPRISE, note="Who did, then?")
    dialog = opened_dialog(person)
    assert dialog.options.what.currentText() == "This article: The weavers of Lindholm"
    dialog.options.target.setText(str(vault))
    person.wait_for(lambda: dialog.planned is not None and dialog.planned[0].path.parent == vault)
    person.wait_for(lambda: SURPRISE in dialog.diff.toPlainText())
    shown = dialog.diff.toPlainText()
    assert not vault.exists()
    dialog.options.what.setFocus()
    person.press("Return")
    person.wait_for(lambda: closed(person))
    assert the_file(vault).read_text(encoding="utf-8") == shown

    mark(person, PRICE)
    person.read()
    person.press("Ctrl+Shift+E")
    person.wait_for(lambda: PRICE in the_file(vault).read_text(encoding="utf-8"))
    assert closed(person)


def test_enter_may_come_before_the_dry_run(person: Person, settings: WindowSettings, vault: Path) -> None:
    mark(person, SURPRISE)
    person.press("Ctrl+E", "Return")
    person.wait_for(lambda: closed(person))
    assert SURPRISE in the_file(vault).read_text(encoding="utf-8")


def test_escape_leaves_everything_as_it_was(person: Person, settings: WindowSettings, vault: Path) -> None:
    mark(person, SURPRISE)
    before = load(settings)
    dialog = opened_dialog(person)
    dialog.options.form.setCurrentIndex(2)
    person.press("Escape")
    person.wait_for(lambda: closed(person))
    assert load(settings) == before
    assert not vault.exists()


def test_a_vault_after_three_exports_and_hand_edits_is_shown_as_a_diff(
    person: Person, settings: WindowSettings, vault: Path
) -> None:
    first = mark(person, SURPRISE, note="Who did?")
    mark(person, PRICE, note="Cheap.")
    for quote in (ROADS, "Prices fell twice.", "every master had three"):
        person.press("Ctrl+E", "Return")
        person.wait_for(lambda: closed(person) and vault.exists())
        mark(person, quote)
    file = the_file(vault)
    text = file.read_text(encoding="utf-8")
    edited = text.replace(">> Who did?", ">> Who did? The smith.")
    edited = edited.replace("## The long decline", "My own words.\n\n## The long decline")
    assert edited != text
    moved = vault / "read" / "weavers.md"
    moved.parent.mkdir()
    file.unlink()
    moved.write_text(edited, encoding="utf-8")
    person.margent.annotating.set_note(first, "Who did, in the end?").result()

    dialog = opened_dialog(person)
    [planned] = dialog.planned or []
    assert planned.path == moved.resolve()
    assert planned.counts == {"changed on both sides": 1, "added": 1}
    lines = dialog.diff.toPlainText().splitlines()
    assert "+ >> Who did, in the end?" in lines
    assert f"+ ^hl-{first}-new" in lines
    assert any("every master had three" in line and line.startswith("+") for line in lines)
    assert not [line for line in lines if line.startswith("-")]
    assert not [line for line in lines if line.startswith(("@@", "+++"))]
    assert "What you changed stays" in dialog.report.text()
    assert moved.read_text(encoding="utf-8") == edited

    dialog.view.choose(WHOLE)
    person.wait_for(lambda: dialog.diff.toPlainText().startswith("---\n"))
    whole = dialog.diff.toPlainText()
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    after = moved.read_text(encoding="utf-8")
    assert after == whole
    assert "My own words." in after
    assert ">> Who did? The smith." in after
    assert not list(vault.glob("*.md"))


def test_a_search_narrows_what_goes(person: Person, settings: WindowSettings, vault: Path) -> None:
    mark(person, SURPRISE, tags=("check",))
    mark(person, PRICE)
    dialog = opened_dialog(person)
    dialog.options.query.setText("tag:check")
    person.wait_for(lambda: dialog.planned is not None and dialog.planned[0].annotations == 1)
    person.wait_for(lambda: SURPRISE in dialog.diff.toPlainText() and PRICE not in dialog.diff.toPlainText())
    dialog.options.query.setText("tag:nothing")
    person.wait_for(lambda: dialog.planned == [])
    assert not dialog.accepting.isEnabled()
    assert dialog.told.text() == "There is nothing to export like this."


@pytest.mark.parametrize("form", list(Format))
def test_every_form_is_previewed_as_it_is_written(
    person: Person, settings: WindowSettings, tmp_path: Path, form: Format
) -> None:
    mark(person, SURPRISE, note="=1+1")
    keep(settings, replace(load(settings), form=form.value, file=str(tmp_path / f"notes.{form}.out")))
    dialog = opened_dialog(person)
    assert "Only Markdown can leave what is there already" in dialog.options.whole.text()
    shown = dialog.diff.toPlainText()
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    [file] = tmp_path.glob("notes.*")
    assert file.read_bytes().decode().replace("\r\n", "\n") == shown


def test_a_file_of_somebody_elses_is_asked_about(person: Person, settings: WindowSettings, tmp_path: Path) -> None:
    mark(person, SURPRISE)
    target = tmp_path / "notes.csv"
    keep(settings, replace(load(settings), form="csv", file=str(target)))
    person.read()
    person.press("Ctrl+Shift+E")
    person.wait_for(target.exists)
    ours = target.read_bytes()
    target.write_text("mine", encoding="utf-8")
    person.press("Ctrl+Shift+E")
    await_mine(person)
    person.press("Escape")
    person.wait_for(lambda: closed(person))
    person.press("Ctrl+E", "Return")
    await_mine(person)
    assert target.read_text(encoding="utf-8") == "mine"
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    assert target.read_bytes() == ours


def test_what_cannot_be_done_is_said_in_the_dialog(person: Person, settings: WindowSettings, tmp_path: Path) -> None:
    mark(person, SURPRISE)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    dialog = opened_dialog(person)
    dialog.options.target.setText(str(tmp_path / "file"))
    person.wait_for(lambda: "a file of that name is in the way" in dialog.told.text())
    assert not dialog.accepting.isEnabled()
    dialog.options.target.setText("")
    person.wait_for(lambda: dialog.told.text().startswith("Choose the folder"))


def test_stopping_leaves_every_file_whole(
    person: Person, settings: WindowSettings, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        path = tmp_path / f"{number}.md"
        path.write_text(f"# Article {number}\n\nWords to mark, and others.\n", encoding="utf-8")
        arrival = person.margent.importing.add_file(path)
        assert arrival.document is not None
        person.window.open_document(arrival.document.id)
        mark(person, "Words to mark")
    dialog = opened_dialog(person)
    planned = {one.path: one.after for one in dialog.planned or []}

    def start_and_stop() -> None:
        ExportDialog.start(dialog)
        dialog.reject()

    monkeypatch.setattr(dialog, "start", start_and_stop)
    person.press("Ctrl+Return")
    person.wait_for(lambda: dialog.told.text().startswith("Stopped."))
    written = {path: path.read_text(encoding="utf-8") for path in vault.glob("*.md")}
    assert 0 < len(written) < len(planned)
    assert all(planned[path] == text for path, text in written.items())
    assert not [path for path in vault.iterdir() if path.suffix != ".md"]
    person.wait_for(lambda: dialog.planned is not None and dialog.accepting.isEnabled())
    monkeypatch.undo()
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    assert {path: path.read_text(encoding="utf-8") for path in vault.glob("*.md")} == planned


def test_files_are_brought_up_to_date_when_the_window_closes(
    person: Person, settings: WindowSettings, vault: Path, library: Path, document: Document
) -> None:
    mark(person, SURPRISE)
    dialog = opened_dialog(person)
    dialog.options.closing.setChecked(True)
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    mark(person, PRICE)
    person.window.close()
    assert PRICE in the_file(vault).read_text(encoding="utf-8")
    person.margent.close()

    margent, window = opened_window(person.bot, library)
    window.open_document(document.id)
    window.settle()
    again = Person(person.bot, margent, window)
    the_file(vault).unlink()
    vault.rmdir()
    vault.write_text("in the way", encoding="utf-8")
    mark(again, ROADS)
    window.close()
    margent.close()
    assert "folder" in load(WindowSettings(library)).trouble


def test_everything_has_a_name_and_tab_reaches_it(person: Person, settings: WindowSettings) -> None:
    mark(person, SURPRISE)
    dialog = opened_dialog(person)
    assert dialog.focusWidget() is dialog.options.what
    reached = []
    widget = dialog.focusWidget()
    for _ in range(24):
        person.press("Tab")
        widget = dialog.focusWidget()
        assert widget is not None
        if widget in reached:
            break
        reached.append(widget)
    options = dialog.options
    wanted = (options.query, options.since, options.form, options.template, options.editing, options.target,
              options.browse, options.closing, dialog.diff, dialog.accepting)  # fmt: skip
    assert [found for found in wanted if found not in reached] == []
    nameless = [found for found in reached if not (found.accessibleName() or getattr(found, "text", str)())]
    assert nameless == []
    assert dialog.isModal()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal


@pytest.mark.parametrize("template", ["obsidian", "outline"])
def test_the_preview_beside_the_notebook_is_what_an_export_writes(
    person: Person, settings: WindowSettings, vault: Path, template: str
) -> None:
    mark(person, SURPRISE, note="Who did?")
    mark(person, ROADS)
    dialog = opened_dialog(person)
    dialog.options.template.choose(template)
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    written = the_file(vault).read_text(encoding="utf-8")
    person.press("Ctrl+3")
    preview = person.window.rooms.notebook.preview.text
    person.wait_for(lambda: "margent-id" in preview.toPlainText())
    person.press("Ctrl+A")
    person.wait_for(lambda: preview.toPlainText() == written)
