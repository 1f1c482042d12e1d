"""Everything that is done with marks and notes, with the keyboard alone: the written log, line by line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop_app.ui.margin.captions import caption
from tests.samples import done, opened_desk
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
    person = _started(qtbot, tmp_path / "library")
    yield person
    _close(person)


def _started(qtbot: QtBot, library: Path) -> Person:
    margent, window = opened_window(qtbot, library)
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(20)
    window.reader.page.set_smooth(False)
    return Person(qtbot, margent, window)


def _close(person: Person) -> None:
    asked: list[str] = []
    answering = QTimer(interval=200)

    def leave() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):  # nobody is there to answer it
            asked.append(box.text())
            box.button(QMessageBox.StandardButton.Cancel).click()

    answering.timeout.connect(leave)
    answering.start()
    person.window.close()
    answering.stop()
    assert not asked, "closing asked something"
    person.margent.close()
    person.window.deleteLater()
    person.bot.wait(1)


class Surroundings:
    """What happens around the person in the log: on the disk, in the file manager, on the command line."""

    def __init__(self, person: Person, folder: Path) -> None:
        self._person, self._folder = person, folder
        self.path = folder / "weavers.md"
        self._text = ARTICLE.read_text(encoding="utf-8")
        self.path.write_text(self._text, encoding="utf-8")

    def happenings(self) -> dict[str, Callable[[], None]]:
        """Return what the lines with "!" stand for."""
        return {
            "the file is changed": self._revise,
            "the file is copied in the file manager": lambda: self._copy(self.path),
            "a copy with another name is copied in the file manager": self._copy_another,
            "Margent is closed and started again": self._restart,
            "somebody tags it on the command line": self._tag,
        }

    def _revise(self) -> None:
        changed = self._text
        for before, after in _CHANGES.items():
            assert before in changed
            changed = changed.replace(before, after)
        self.path.write_text(changed, encoding="utf-8")

    def _copy(self, path: Path) -> None:
        copied = QMimeData()
        copied.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(copied)

    def _copy_another(self) -> None:
        other = self._folder / "another name.md"
        other.write_bytes(self.path.read_bytes())
        self._copy(other)

    def _restart(self) -> None:
        library = self._person.margent.store.folder
        _close(self._person)
        again = _started(self._person.bot, library)
        self._person.margent, self._person.window = again.margent, again.window

    def _tag(self) -> None:
        one = next(one for one in self._person.placed() if caption(one.annotation).startswith("Then a widow"))
        with opened_desk(self._person.margent.store.folder) as elsewhere:
            done(elsewhere.annotating.set_tags(one.annotation.id, ["theirs"]))
        self._person.window.watch()


def test_the_log_says_only_what_can_be_seen() -> None:
    lines = list(lines_of(LOG))
    assert len(lines) > 90
    assert {seen.partition(" ")[0] for line in lines for seen in line.seen} <= SEEN.keys()


def test_the_whole_of_marks_and_notes_by_keyboard(alone: Person, tmp_path: Path) -> None:
    around = Surroundings(alone, tmp_path)
    replay = Replay(alone, around.happenings(), {"the file": str(around.path)})
    for line in lines_of(LOG):
        replay.follow(line)
