"""Ctrl+P: a PDF file with what was asked for, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton

from desktop_app.services.errors import Refused
from desktop_app.ui.printing.dialog import PrintDialog
from desktop_app.ui.printing.job import notes_of
from tests.ui.window.conftest import Person, document, library, person

__all__ = ["document", "library", "person"]


def answer(act: Callable[[PrintDialog], None]) -> None:
    """Do something with the dialog once it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintDialog)
        act(dialog)

    QTimer.singleShot(50, look)


def test_ctrl_p_writes_a_pdf_file(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    person.margent.annotating.highlight(opened, 0, 10, note="A note.")[1].result()
    person.wait_for(lambda: bool(person.placed()))
    target = tmp_path / "weavers.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    answer(lambda dialog: dialog.to_file.click())
    person.read()
    person.press("Ctrl+P")
    person.wait_for(target.exists)
    assert target.read_bytes().startswith(b"%PDF-")
    assert person.window.commands.printing.job is None
    assert "page" in person.window.status.message()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_the_dialog_offers_what_there_is(person: Person) -> None:
    seen: list[tuple[bool, bool]] = []

    def look(dialog: PrintDialog) -> None:
        seen.append((dialog.highlights.isEnabled(), dialog.notes.isEnabled()))
        dialog.reject()

    answer(look)
    person.read()
    person.press("Ctrl+P")
    assert seen == [(False, False)]
    assert person.window.commands.printing.job is None


def test_a_cancelled_job_leaves_nothing_behind(person: Person, tmp_path: Path) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    printing, target = person.window.commands.printing, tmp_path / "cancelled.pdf"
    printing.to_file(printing.article(opened, highlights=True, notes=True), target)
    assert printing.job is not None
    [progress] = [one for one in person.window.findChildren(QObject) if isinstance(one, QProgressDialog)]
    [button] = progress.findChildren(QPushButton)
    button.click()
    person.wait_for(lambda: printing.job is None)
    person.bot.wait(50)
    assert not list(tmp_path.glob("*.p*"))


def test_a_place_that_cannot_be_written_is_said(person: Person, tmp_path: Path) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    printing = person.window.commands.printing
    with pytest.raises(Refused, match="Choose another"):
        printing.to_file(printing.article(opened, highlights=True, notes=True), tmp_path / "no" / "where.pdf")
    assert printing.job is None


def test_notes_are_numbered_in_the_order_of_the_text(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    for start, note in ((40, "*Second* of all"), (0, "First"), (80, "")):
        person.margent.annotating.highlight(opened, start, start + 9, note=note)[1].result()
    person.wait_for(lambda: len(person.placed()) == 3)
    content, numbers = notes_of(person.placed())
    assert sorted(numbers.values()) == [1, 2]
    labels = [(block.label, content.text_of(block)) for block in content.blocks if block.label]
    assert labels == [("1.", "First"), ("2.", "Second of all")]
