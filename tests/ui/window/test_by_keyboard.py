"""Everything that is done with marks and notes, with the keyboard alone: the written log, line by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.window.conftest import ARTICLE, Person, opened_window
from tests.ui.window.replaying import SEEN, Replay, lines_of

LOG = Path(__file__).with_name("marks_by_keyboard.txt").read_text(encoding="utf-8")

_CHANGES = {
    "for the price of a cow": "for the price of two cows",
    "Prices fell twice. The first fall, in 1757, was blamed on a flood; the second had no such excuse.\n\n": "",
    "## How the guild began\n": "## How the guild began\n\nThe parish book names eleven families.\n",
}


@pytest.fixture
def alone(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A person before an empty library."""
    (tmp_path / "library").mkdir()
    margent, window = opened_window(qtbot, tmp_path / "library")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(20)
    yield Person(qtbot, margent, window)
    window.close()
    margent.close()
    window.deleteLater()
    qtbot.wait(1)


def test_the_log_says_only_what_can_be_seen() -> None:
    lines = list(lines_of(LOG))
    assert len(lines) > 50
    assert {seen.partition(" ")[0] for line in lines for seen in line.seen} <= SEEN.keys()


def test_the_whole_of_marks_and_notes_by_keyboard(alone: Person, tmp_path: Path) -> None:
    path = tmp_path / "weavers.md"
    text = ARTICLE.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")

    def revise() -> None:
        changed = text
        for before, after in _CHANGES.items():
            assert before in changed
            changed = changed.replace(before, after)
        path.write_text(changed, encoding="utf-8")

    def copy() -> None:
        copied = QMimeData()
        copied.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(copied)

    alone.window.reader.page.set_smooth(False)
    replay = Replay(alone, {"the file is changed": revise, "the file is copied in the file manager": copy})
    for line in lines_of(LOG):
        replay.follow(line)
