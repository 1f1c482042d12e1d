"""What cannot be read never looks like nothing: each room says why, where its rows would stand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from desktop_app.compose import Margent
from desktop_app.ui.dialogs.list_panel import ListPanel
from desktop_app.ui.window import MainWindow
from tests.storage.damaging import fill, zero_page
from tests.storage.looking import one
from tests.ui.window.conftest import opened_window

Opened = Callable[[str], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, library: Path) -> Iterator[Opened]:
    """Opens a window over a library in which one table cannot be read."""
    windows: list[tuple[Margent, MainWindow]] = []

    def open_with_damaged(table: str) -> MainWindow:
        file = fill(library, notes=20)
        zero_page(file, int(str(one(file, "SELECT rootpage FROM sqlite_master WHERE name = ?", table))))
        margent, window = opened_window(qtbot, library)
        windows.append((margent, window))
        return window

    yield open_with_damaged
    for margent, window in windows:
        window.close()
        margent.close()
        window.deleteLater()
    qtbot.wait(1)


def test_a_notebook_that_cannot_be_read_says_why_and_counts_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened("annotation")
    window.action_set.run("go.notebook")
    room = window.rooms.notebook
    qtbot.waitUntil(lambda: "cannot be read" in room.list.accessibleDescription(), timeout=10_000)
    assert room.summary() == "The notes and highlights cannot be read"
    assert "0" not in window.status._place.text()
    assert not window.toast.isVisible(), "it is said once"
    for view in (room.list, window.rooms.library.list):
        assert view.palette().placeholderText().color().name() == window.rooms._palette.muted, "as dark as other words"


def test_a_library_that_cannot_be_read_says_why_and_counts_nothing(opened: Opened) -> None:
    window = opened("document")
    window.action_set.run("go.library")
    assert "cannot be read" in window.rooms.library.list.accessibleDescription()
    assert window.rooms.library.list.isVisible()
    assert window.status._place.text() == "The library cannot be read"


def test_a_trash_that_cannot_be_read_says_why(opened: Opened) -> None:
    window = opened("annotation")
    window.action_set.run("go.trash")
    [panel] = window.findChildren(ListPanel)
    assert panel.isVisible()
    assert "cannot be read" in panel.list.accessibleDescription()
    words, width = panel.list.accessibleDescription(), panel.list.viewport().width() - 32
    needed = panel.list.fontMetrics().boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, words).height()
    assert panel.list.viewport().height() >= 64 + needed, "all of it is seen"
