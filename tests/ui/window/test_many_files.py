"""Many files are added with a count; at the end one sentence says what came in, and nobody leaves unasked before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QProgressDialog

from desktop_app.services.importing.importing import Importing
from desktop_app.services.importing.placing import Arrival
from tests.ui.window.conftest import Person


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Twelve articles, an empty file among them, and one at the end."""
    made = []
    for number in range(12):
        made.append(tmp_path / f"article {number}.md")
        made[-1].write_text(f"# Article {number}\n\n{f'Sentence {number} about nothing else. ' * (number + 3)}\n")
    made.insert(5, tmp_path / "empty 1.md")
    made.append(tmp_path / "empty 2.md")
    for empty in (made[5], made[-1]):
        empty.write_bytes(b"")
    return made


def _title(person: Person) -> str:
    opened = person.window.desk.opened
    return opened.document.title if opened is not None else ""


def test_what_came_in_and_what_did_not_is_told_once_and_the_last_that_came_in_is_opened(
    person: Person, files: list[Path]
) -> None:
    told: list[str] = []
    show = person.window.toast.show_message

    def listening(words: str, *rest: str) -> None:
        told.append(words)
        show(words, *rest)

    vars(person.window.toast)["show_message"] = listening
    person.window.commands.filing.add_files(files)
    [progress] = person.window.findChildren(QProgressDialog)
    assert "1 of 14" in progress.labelText()
    person.wait_for(lambda: not person.window.commands.filing.left)
    assert len(told) == 1
    assert "12 articles added" in told[0]
    assert "2 files could not be added" in told[0]
    assert "empty 1.md" in told[0]
    assert _title(person) == "Article 11"


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch, person: Person) -> None:
    """Files take their time."""
    whole: Callable[[Importing, Path], Arrival] = Importing.add_file

    def slow(importing: Importing, path: Path) -> Arrival:
        person.margent.stopping.wait(0.1)
        return whole(importing, path)

    monkeypatch.setattr(Importing, "add_file", slow)


@pytest.mark.usefixtures("slowly")
def test_the_rest_can_be_left_out(person: Person, files: list[Path]) -> None:
    person.window.commands.filing.add_files(files)
    [progress] = person.window.findChildren(QProgressDialog)
    person.wait_for(lambda: "2 of 14" in progress.labelText())
    progress.canceled.emit()
    person.wait_for(lambda: not person.window.commands.filing.left)
    assert "12 files left out" in person.window.status.message()


@pytest.mark.usefixtures("slowly")
def test_who_closes_the_window_meanwhile_is_asked(
    person: Person, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []

    def ask(_parent: object, _title: str, question: str, _go_on: str, *, cautious: bool) -> bool:
        assert cautious
        questions.append(question)
        return False

    monkeypatch.setattr("desktop_app.ui.dialogs.asking.ask_whether", ask)
    person.window.commands.filing.add_files(files)
    person.window.close()
    assert person.window.isVisible()
    assert "14 files are still to be added" in questions[0]
    person.wait_for(lambda: not person.window.commands.filing.left)
    person.window.close()
    assert len(questions) == 1
