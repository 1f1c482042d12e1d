"""The dialog of an import: a dry run first, each entry with its fate, and nothing twice."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog

from desktop_app.ui.exchange.entry_table import Show
from desktop_app.ui.exchange.import_dialog import ImportDialog
from tests.ui.window.conftest import Person

CLIPPINGS = """The weavers of Lindholm (A. Falk)
- Your Highlight on page 2 | Added on Monday, 3 March 2025 10:11:12

She had never seen one work.
==========
The weavers of Lindholm (A. Falk)
- Your Highlight on page 3 | Added on Monday, 3 March 2025 10:12:12

Prices fell twice.
==========
Walden (Henry David Thoreau)
- Your Highlight on page 12 | Location 170-171 | Added on Tuesday, 4 March 2025 08:00:00

I went to the woods because I wished to live deliberately.
==========
Walden (Henry David Thoreau)
- Your Highlight on page 14 | Location 190-191 | Added on Tuesday, 4 March 2025 08:05:00


==========
"""


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    """A file of a reading device, with an entry that cannot be taken."""
    file = tmp_path / "My Clippings.txt"
    file.write_text(CLIPPINGS, encoding="utf-8")
    return file


def dropped(person: Person, *files: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    assert person.window.commands.filing.take(data)


def the_dialog(person: Person) -> ImportDialog:
    """Wait for the dry run."""
    person.wait_for(lambda: person.window.commands.receiving.dialog is not None)
    dialog = person.window.commands.receiving.dialog
    assert dialog is not None
    person.wait_for(dialog.isVisible)
    return dialog


def listed(dialog: ImportDialog) -> list[tuple[str, ...]]:
    """What the table lists, cell by cell."""
    model = dialog.table.model()
    return [tuple(str(model.index(row, column).data()) for column in range(3)) for row in range(model.rowCount())]


def imported(person: Person) -> int:
    return len(person.window.desk.reader.annotations())


def test_a_file_is_looked_at_imported_undone_and_not_taken_twice(
    person: Person, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(clippings)], ""))
    person.press("Ctrl+Shift+O")
    dialog = the_dialog(person)
    assert dialog.summary.text() == (
        "4 entries: 3 new, 2 of them found in articles of your library, 1 kept with a book or article whose text is "
        "not in it yet. 1 left out, each with its reason."
    )
    assert listed(dialog) == [
        ("Left out: it has no words", "Walden (Henry David Thoreau)", ""),
        ("New, found in the article", "She had never seen one work.", "The weavers of Lindholm"),
        ("New, found in the article", "Prices fell twice.", "The weavers of Lindholm"),
        ("New, article not in the library", "I went to the woods because I wished to live deliberately.", "Walden"),
    ]
    assert dialog.entry.toPlainText() == "Left out: it has no words\nWalden (Henry David Thoreau)"
    assert imported(person) == 0
    person.press("Return")
    person.wait_for(lambda: dialog.written == 3)
    assert dialog.summary.text() == "Imported 3 entries. 1 left out, each with its reason."
    assert imported(person) == 3
    assert person.window.toast.isHidden(), "no key would reach it while the dialog lies over the window"
    person.press("Escape")
    person.wait_for(lambda: person.window.commands.receiving.dialog is None)
    assert person.window.toast.message().startswith("Imported 3 entries")
    person.window.activateWindow()
    person.wait_for(person.window.isActiveWindow)
    assert [one.annotation.target.quote.exact for one in person.placed() if one.annotation.target.quote]

    person.press("Ctrl+Shift+O")
    again = the_dialog(person)
    assert again.summary.text() == "4 entries: 0 new. 3 are there already and 1 left out, each with its reason."
    assert not again.accepting.isVisible()
    person.press("Escape")
    person.wait_for(lambda: person.window.commands.receiving.dialog is None)
    person.margent.history.undo().result()
    assert imported(person) == 0
    assert [document.title for document in person.window.desk.reader.documents()] == ["The weavers of Lindholm"]


def test_what_is_dropped_goes_where_it_belongs(person: Person, clippings: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text("# Salt\n\nSalt came by the river.\n", encoding="utf-8")
    dropped(person, clippings, article)
    dialog = the_dialog(person)
    assert dialog.reception.form == "Kindle clippings"
    person.wait_for(lambda: "Salt" in [one.title for one in person.window.desk.reader.documents()])
    assert imported(person) == 0
    person.press("Escape")


def test_several_files_are_one_import_and_one_that_is_none_is_reported(
    person: Person, clippings: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_text(CLIPPINGS, encoding="utf-8")
    none = tmp_path / "none.json"
    none.write_text("{}", encoding="utf-8")
    person.window.commands.receiving.look_at([clippings, twin, none])
    dialog = the_dialog(person)
    counts = dialog.reception.counts()
    assert (len(dialog.reception.new), counts["duplicate"], counts["reported"]) == (3, 3, 3)
    dialog.pills.choose(next(text for text in dialog._shown if dialog._shown[text] is Show.LEFT_OUT))
    assert [row[1] for row in listed(dialog)].count("none.json") == 1
    dialog.accepting.click()
    person.wait_for(lambda: dialog.written == 3)
    person.press("Escape")


def test_an_import_can_be_stopped_and_taken_up_again(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "Walden (Thoreau)\n- Your Highlight on page {0} | Location {0}00 | Added on Monday, 3 March 2025 10:11:12"
    file = tmp_path / "many.txt"
    file.write_text("".join(f"{head.format(n)}\n\nWords number {n}.\n==========\n" for n in range(1, 1201)), "utf-8")
    person.window.commands.receiving.look_at([file])
    dialog = the_dialog(person)
    dialog.accepting.click()
    dialog.reject()
    person.wait_for(lambda: dialog.written is not None)
    written = dialog.written or 0
    assert 0 < written < 1200
    assert imported(person) == written
    assert "import the file once more" in dialog.summary.text()
    person.press("Escape")
    person.wait_for(lambda: person.window.commands.receiving.dialog is None)
    person.window.commands.receiving.look_at([file])
    rest = the_dialog(person)
    assert rest.reception.counts()["duplicate"] == written
    rest.accepting.click()
    person.wait_for(lambda: rest.written == 1200 - written)
    assert imported(person) == 1200
    person.press("Escape")


def test_the_report_accounts_for_every_entry(person: Person, clippings: Path, tmp_path: Path) -> None:
    person.window.commands.receiving.look_at([clippings])
    dialog = the_dialog(person)
    before, after = tmp_path / "before.txt", tmp_path / "after.txt"
    person.window.commands.receiving.save_report(dialog, before)
    dialog.accepting.click()
    person.wait_for(lambda: dialog.written == 3)
    person.window.commands.receiving.save_report(dialog, after)
    assert "Nothing has been imported yet." in before.read_text(encoding="utf-8")
    text = after.read_text(encoding="utf-8")
    assert "3 imported" in text
    for words in ("She had never seen one work.", "Prices fell twice.", "I went to the woods", "it has no words"):
        assert text.count(words) == 1
    person.press("Escape")


NOTE = """The weavers of Lindholm (A. Falk)
- Your Note on page 2 | Added on Monday, 3 March 2025 10:11:30

Ask about her.
==========
"""


def test_a_note_that_joins_its_highlight_is_told_as_one(person: Person, clippings: Path) -> None:
    clippings.write_text(CLIPPINGS + NOTE, encoding="utf-8")
    person.window.commands.receiving.look_at([clippings])
    dialog = the_dialog(person)
    assert dialog.summary.text().endswith("1 note has joined the highlight it belongs to.")
    assert listed(dialog)[-1] == ("The note has joined its highlight", "Ask about her.", "")
    person.press("Escape")


def test_what_is_no_file_of_annotations_is_said(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "none.json"
    file.write_text("{}", encoding="utf-8")
    person.window.commands.receiving.look_at([file])
    person.wait_for(lambda: "not a file of annotations" in person.window.toast.message())
    assert person.window.commands.receiving.dialog is None


def test_the_keyboard_goes_through_the_table_and_on(person: Person, clippings: Path) -> None:
    person.window.commands.receiving.look_at([clippings])
    dialog = the_dialog(person)
    assert dialog.focusWidget() is dialog.table
    person.press("Down")
    assert dialog.entry.toPlainText().startswith("New, found in the article")
    reached = set()
    for _ in range(8):
        person.press("Tab")
        reached.add(dialog.focusWidget())
    assert {dialog.entry, dialog.reporting, dialog.accepting, dialog.cancel} <= reached
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    person.press("Escape")
