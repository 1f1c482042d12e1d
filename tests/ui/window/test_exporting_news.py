"""An export of what is new since the last one, into a folder or one file."""

from dataclasses import replace
from pathlib import Path

from desktop_app.services.exporting.exported import Format
from desktop_app.ui.exchange.last_export import keep, load
from desktop_app.ui.settings import WindowSettings
from tests.ui.window.conftest import Person
from tests.ui.window.test_exporting import PRICE, SURPRISE, closed, mark, opened_dialog, settings, the_file, vault

__all__ = ["settings", "vault"]


def test_only_what_is_new_since_the_last_export(person: Person, settings: WindowSettings, vault: Path) -> None:
    mark(person, SURPRISE)
    person.press("Ctrl+E", "Return")
    person.wait_for(lambda: closed(person))
    mark(person, PRICE)
    dialog = opened_dialog(person)
    dialog.options.since.setChecked(True)
    person.wait_for(lambda: dialog.planned is not None and dialog.planned[0].annotations == 1)
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    text = the_file(vault).read_text(encoding="utf-8")
    assert SURPRISE in text
    assert PRICE in text


def test_only_what_is_new_in_one_file(person: Person, settings: WindowSettings, tmp_path: Path) -> None:
    target = tmp_path / "cards.txt"
    keep(settings, replace(load(settings), form="anki", file=str(target)))
    mark(person, SURPRISE)
    dialog = opened_dialog(person)
    dialog.options.since.setChecked(True)
    person.wait_for(lambda: dialog.told.text().endswith("new file, 1 annotation new or changed"))
    person.press("Ctrl+Return")
    person.wait_for(lambda: closed(person))
    first = target.read_bytes()
    person.read()
    person.press("Ctrl+Shift+E")
    person.wait_for(lambda: "Nothing is new or changed" in person.window.toast.message())
    assert target.read_bytes() == first
    mark(person, PRICE)
    person.press("Ctrl+Shift+E")
    person.wait_for(lambda: "1 annotation new or changed" in person.window.toast.message())
    assert PRICE in target.read_text(encoding="utf-8")
    assert SURPRISE not in target.read_text(encoding="utf-8")
    dialog = opened_dialog(person)
    assert not dialog.accepting.isEnabled()
    assert dialog.told.text().startswith("Nothing is new")
    dialog.options.form.setCurrentIndex(1 + list(Format).index(Format.BIBTEX))
    assert not dialog.options.since.isEnabled()
