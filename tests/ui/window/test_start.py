"""A start shows the article that was open last before it loads what nobody can have asked for yet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app import _all_options, _options, _welcome
from desktop_app.core.document import Document
from desktop_app.services.importing.placing import Arrival, Outcome
from tests.ui.window.conftest import ARTICLE, Person, built_window

_START = """
import gc, json, linecache, sys
from pathlib import Path

from desktop_app.__main__ import hasten

hasten()
from PySide6.QtCore import QTimer
from desktop_app import app

loaded = []

class Watched(app.MainWindow):
    def __init__(self, *built_of):
        super().__init__(*built_of)
        self.painted.connect(lambda: QTimer.singleShot(0, self.close))

    def paintEvent(self, event):
        super().paintEvent(event)
        styled = "QStyle" in vars(sys.modules["PySide6.QtWidgets"])
        read = [name for name in linecache.cache if "/ui/reader/" in name]
        loaded.append((sorted(sys.modules), self.desk.opened is not None, "commands" in vars(self), styled, read))

app.MainWindow = Watched
app.run_window(["--data-dir", sys.argv[1]])
names = ("modules", "opened", "commanded", "styled", "read")
print(json.dumps(dict(zip(names, loaded[0]))))
"""
_PREPARE = """
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.compose import compose
from desktop_app.formats import registry
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.frame.stage import READER

application = QApplication([])
folder = Path(sys.argv[1])
with closing(compose(folder, parse=registry.parse)) as margent:
    document = margent.importing.add_file(Path(sys.argv[2])).document.id
settings = WindowSettings(folder)
settings.keep(document=document, room=READER)
settings.save()
"""
_HEAVY = (
    "html", "locale",
    "rapidfuzz", "whoosh", "numpy", "jinja2", "yaml", "lxml", "pyphen", "multiprocessing", "subprocess", "asyncio",
    "desktop_app.core.anchoring", "desktop_app.core.query.parser", "desktop_app.exchange", "desktop_app.formats",
    "desktop_app.search", "desktop_app.services.importing.importing", "desktop_app.services.exporting.markdown",
    "desktop_app.storage.rescue.salvage", "desktop_app.storage.rescue.backups",
    "desktop_app.ui.actions.table", "desktop_app.ui.commands",
    "desktop_app.ui.dialogs.list_panel", "desktop_app.ui.margin.note_card", "desktop_app.ui.printing",
    "desktop_app.ui.reader.lazy.layout", "desktop_app.ui.rooms.library.room", "desktop_app.ui.rooms.notebook.room",
    "desktop_app.ui.search", "PySide6.QtPrintSupport",
)  # fmt: skip


def _run(script: str, *arguments: str) -> str:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=120).stdout


def test_the_first_page_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    folder = str(tmp_path / "library")
    _run(_PREPARE, folder, str(ARTICLE))
    told = json.loads(_run(_START, folder).splitlines()[-1])
    assert told["opened"], "the article that was open last is not shown"
    assert not told["commanded"]
    assert not told["styled"], "Qt's style and the hundreds of names in it have been made known to Python"
    assert not told["read"], "the sources of the window's own modules have been read"
    loaded = [name for name in told["modules"] for heavy in _HEAVY if name == heavy or name.startswith(f"{heavy}.")]
    assert not loaded


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["a.md"], ["open", "a.md", "margent://doc/1"],
        ["--data-dir", "here"], ["--data-dir", "here", "a.md", "b.md"],
        ["--data-dir=here", "a.md"], ["--tour", "there"], ["--data-dir", "a", "--data-dir", "b"], ["--", "-a.md"],
    ],
)  # fmt: skip
def test_arguments_mean_the_same_however_they_are_read(arguments: list[str]) -> None:
    assert _options(arguments) == _all_options(arguments)


@pytest.mark.parametrize("arguments", [["--data-dir"], ["--data-dir", "--tour"], ["--nothing"]])
def test_arguments_without_sense_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _options(arguments)
    assert "usage" in capsys.readouterr().err


def test_a_first_start_leads_nobody_away_who_types_already(person: Person, document: Document) -> None:
    window = person.window
    welcomed = [Arrival(Outcome.ADDED, "negotiating with somebody.txt", document)]
    window.desk.clear()
    window.stage.enter("library")
    person.press("Ctrl+K")
    person.type("tides")
    _welcome(window, welcomed, first=True, asked_for=[])
    assert window.top_bar.search.hasFocus()
    assert window.desk.opened is None
    person.press("Escape")
    person.wait_for(lambda: not window.top_bar.search.hasFocus())
    _welcome(window, welcomed, first=True, asked_for=[])
    assert window.desk.opened is not None


def test_a_key_that_comes_before_the_commands_is_not_lost(qtbot: QtBot, library: Path) -> None:
    library.mkdir()
    margent, window = built_window(library)
    there: list[bool] = []

    def press() -> None:
        there.append("commands" in vars(window))
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        there.append(window.top_bar.search.hasFocus())

    window.painted.connect(press)
    with qtbot.waitSignal(window.equipped):
        window.show()
        window.activateWindow()
    window.close()
    margent.close()
    assert there == [False, True]


def test_a_key_that_comes_while_the_commands_are_put_together_is_not_lost(qtbot: QtBot, library: Path) -> None:
    library.mkdir()
    margent, window = built_window(library)
    there: list[bool] = []
    looking = QTimer(interval=0)

    def look() -> None:
        if "_commands_so_far" in vars(window):
            looking.stop()
            there.append("commands" in vars(window))
            QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
            there.append(window.top_bar.search.hasFocus())

    looking.timeout.connect(look)
    window.painted.connect(looking.start)
    with qtbot.waitSignal(window.equipped):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: bool(there))
    window.close()
    margent.close()
    assert there == [False, True]
