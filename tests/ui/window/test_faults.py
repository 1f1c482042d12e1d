"""What nobody has foreseen is told and written down, and the window goes on."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.faults import NAME, FaultLog, Faults
from desktop_app.ui.reader.canvas import PageCanvas
from desktop_app.ui.reader.painting.under import UnderPainter
from tests.ui.window.conftest import Person


@pytest.fixture
def faults(person: Person, library: Path) -> Iterator[Faults]:
    """The watch that the application keeps over its window."""
    made = Faults(library)
    made.watch()
    made.met.connect(person.window.notices.tell_fault)
    yield made
    made.stop()


def _raise(*_: object) -> None:
    raise ValueError("ink has run out")


@pytest.mark.usefixtures("faults")
def test_a_fault_while_the_page_is_painted_is_told_once_and_everything_else_goes_on(
    person: Person, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = person.window.reader.page
    with monkeypatch.context() as broken:
        broken.setattr(UnderPainter, "paint", _raise)
        for _ in range(3):  # Qt would warn of painters that were left on the page
            page.viewport().update()
            person.bot.wait(20)
        told = person.window.toast.message()
        assert "ink has run out" in told
        assert NAME in told
        person.window.action_set.run("mark.highlight")
        person.bot.wait(50)
    person.wait_for(lambda: len(person.placed()) == 1)
    log = (library / NAME).read_text(encoding="utf-8")
    assert log.count("ValueError: ink has run out") == 1
    assert PageCanvas.paintEvent.__name__ in log


def test_a_fault_in_a_painting_that_was_asked_for_leaves_no_painter_on_the_page(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = person.window.reader.page
    with monkeypatch.context() as broken:
        broken.setattr(UnderPainter, "paint", _raise)
        with pytest.raises(ValueError, match="ink has run out"):
            page.viewport().repaint()
    page.viewport().repaint()  # Qt would warn of the other painter, and end the program sooner or later


@pytest.mark.usefixtures("faults")
def test_a_fault_in_a_slot_or_a_thread_is_told_and_its_details_can_be_copied(person: Person, library: Path) -> None:
    toast = person.window.toast
    QTimer.singleShot(0, _raise)
    person.wait_for(lambda: "ink has run out" in toast.message())
    toast._button.click()
    assert "ValueError: ink has run out" in QGuiApplication.clipboard().text()
    thread = threading.Thread(target=lambda: list[int]()[1])
    thread.start()
    thread.join()
    person.wait_for(lambda: "list index out of range" in toast.message())
    assert "IndexError" in (library / NAME).read_text(encoding="utf-8")


def test_a_fault_while_the_window_closes_does_not_close_it_unasked(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(_parent: object, _title: str, question: str, _button: str, *, cautious: bool) -> bool:
        assert cautious
        asked.append(question)
        return False

    monkeypatch.setattr("desktop_app.ui.dialogs.asking.ask_whether", refuse)
    with monkeypatch.context() as broken:
        broken.setattr(Notices, "settled", _raise)
        assert not person.window.close()
    assert "ink has run out" in asked[0]
    assert person.window.isVisible()


def test_a_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    import logging

    log = FaultLog(tmp_path)
    for _ in range(70):
        log.handle(logging.LogRecord("here", logging.ERROR, "", 0, "a" * 10_000, (), None))
    assert {path.name for path in tmp_path.iterdir()} == {NAME, "faults.old.log"}
    assert all(path.stat().st_size < 600_000 for path in tmp_path.iterdir())
