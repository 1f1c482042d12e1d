"""Ctrl+P: a PDF file with what was asked for, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.services.errors import Refused
from desktop_app.ui.printing.dialog import PrintDialog
from desktop_app.ui.printing.job import notes_of
from desktop_app.ui.printing.title import heading_above
from tests.ui.reader.pages import detached
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


def test_notes_whose_words_are_gone_are_printed_at_the_end(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    for start, note in ((0, "Here"), (40, "Astray")):
        person.margent.annotating.highlight(opened, start, start + 9, note=note)[1].result()
    person.wait_for(lambda: len(person.placed()) == 2)
    here, gone = person.placed()
    content, numbers = notes_of([here, detached(gone)])
    assert numbers == {here.annotation.id: 1}
    assert content.text.index("Notes not found in the text") > content.text.index("Here")
    assert "Astray" in content.text.partition("Notes not found in the text")[2]
    person.margent.retargeting.detach(opened, [gone.annotation.id]).result()
    person.wait_for(lambda: len(person.window.desk.standing.in_text) == 1)
    article = person.window.commands.printing.article(opened, highlights=True, notes=True)
    assert "Astray" in notes_of(article.placed)[0].text


@pytest.mark.parametrize(
    ("heading", "title", "above"),
    [
        ("Of boats and ferries", "Of boats and ferries", ""),
        ("Of *boats* and ferries", "Of “boats” and Ferries", ""),
        ("Of boats and ferries", "Of boats and ferries: an enquiry into both", ""),
        ("Introduction", "Introduction to the study of boats", "Introduction to the study of boats"),
        ("Part one", "Of boats and ferries", "Of boats and ferries"),
    ],
)
def test_a_title_is_printed_once(heading: str, title: str, above: str) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "", resource="harbour")
    builder.add(BlockKind.HEADING, heading, level=1)
    assert heading_above(builder.content(), title) == above
