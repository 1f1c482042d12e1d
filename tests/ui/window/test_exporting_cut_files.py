"""Files of an earlier export that a program for synchronising has cut short, in the dialog and at the end."""

from pathlib import Path

from desktop_app.ui.exchange.last_export import load
from desktop_app.ui.settings import WindowSettings
from tests.ui.window.conftest import Person
from tests.ui.window.test_exporting import SURPRISE, closed, mark, opened_dialog, settings, the_file, vault

__all__ = ["settings", "vault"]


def test_a_file_that_was_cut_short_is_told_of_and_left(person: Person, settings: WindowSettings, vault: Path) -> None:
    mark(person, SURPRISE, note="Who did, then?")
    opened_dialog(person)
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    file = the_file(vault)
    short = file.read_text(encoding="utf-8").partition("Who did")[0]
    file.write_text(short, encoding="utf-8")
    dialog = opened_dialog(person)
    assert "cut short; left as it is" in dialog.told.text()
    assert "Nothing below that is taken for deleted" in dialog.report.text()
    assert "missing" in dialog.options.replace.text()
    assert dialog.options.replace.isVisible()
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    person.wait_for(lambda: "was left alone" in person.window.toast.message())
    assert file.read_text(encoding="utf-8") == short
    second = file.with_name(f"{file.stem} (conflict).md")
    second.write_bytes(file.read_bytes())
    dialog = opened_dialog(person)
    assert f"“{second.name}” is a second file of the same article; “{file.name}” was taken" in dialog.report.text()
    dialog.options.replace.click()
    person.wait_for(lambda: bool(dialog.planned) and "1 new" in dialog.told.text())
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    assert "Who did, then?" in file.read_text(encoding="utf-8")


def test_a_file_that_was_cut_short_is_told_of_after_the_window_has_closed(
    person: Person, settings: WindowSettings, vault: Path, library: Path
) -> None:
    mark(person, SURPRISE)
    dialog = opened_dialog(person)
    dialog.options.closing.setChecked(True)
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    short = the_file(vault).read_text(encoding="utf-8").partition(SURPRISE[10:])[0]
    the_file(vault).write_text(short, encoding="utf-8")
    person.window.close()
    person.margent.close()
    assert the_file(vault).read_text(encoding="utf-8") == short
    assert "cut short" in load(WindowSettings(library)).trouble
