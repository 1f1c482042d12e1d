"""A whole window over a real library, driven with key events."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.compose import Margent, compose
from desktop_app.core.annotation import Placed
from desktop_app.core.document import Document
from desktop_app.formats import registry
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow

ARTICLE = Path(__file__).with_name("weavers.md")


@dataclass
class Person:
    """Somebody at the keyboard."""

    bot: QtBot
    margent: Margent
    window: MainWindow

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the keyboard is: "Ctrl+K", "H", "Shift+Right"."""
        for key in keys:
            QTest.keyClick(self._focus(), *combination(key))
            QTest.qWait(1)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            QTest.keyClicks(self._focus(), letter)

    def placed(self) -> list[Placed]:
        """What is marked in the open article."""
        return self.window.desk.placed

    def wait_for(self, reached: Callable[[], bool]) -> None:
        """Wait until a condition holds."""
        self.bot.waitUntil(reached, timeout=10_000)

    def read(self) -> None:
        """Go to the page."""
        self.window.reader.page.setFocus()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window


def combination(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    *modifiers, key = keys.split("+")
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Shift": Qt.KeyboardModifier.ShiftModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
        }[modifier]
    names = {"[": "BracketLeft", "]": "BracketRight", "{": "BraceLeft", "}": "BraceRight", "/": "Slash", "=": "Equal",
             ".": "Period", ",": "Comma"}  # fmt: skip
    return Qt.Key[f"Key_{names.get(key, key)}"], held


def built_window(folder: Path) -> tuple[Margent, MainWindow]:
    """Build a window over the library in `folder`, as app.py does, without the processes beside it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = WindowSettings(folder)
    remembered = settings.load()
    fonts.load(remembered.family)
    theme = Theme.LIGHT if remembered.theme is Theme.SYSTEM else remembered.theme
    themes = ThemeSwitch(application, theme)
    margent = compose(folder, parse=registry.parse)
    window = MainWindow(margent, settings, themes, remembered.appearance(themes.palette))
    window.resize(1200, 800)
    window.stage.enter("library")
    return margent, window


def opened_window(bot: QtBot, folder: Path) -> tuple[Margent, MainWindow]:
    """Open such a window, and wait until everything is there that a person can ask it for."""
    margent, window = built_window(folder)
    with bot.waitSignal(window.equipped):
        window.show()
        window.activateWindow()
        bot.waitExposed(window)
    return margent, window


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of a library of its own."""
    return tmp_path / "library"


@pytest.fixture
def person(qtbot: QtBot, library: Path) -> Iterator[Person]:
    """A person in front of an open window with one article open."""
    library.mkdir()
    margent, window = opened_window(qtbot, library)
    arrival = margent.importing.add_file(ARTICLE)
    assert arrival.document is not None, arrival.message
    window.open_document(arrival.document.id)
    qtbot.wait(20)
    yield Person(qtbot, margent, window)
    window.close()
    margent.close()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def document(person: Person) -> Document:
    """The article that is open."""
    assert person.window.desk.opened is not None
    return person.window.desk.opened.document
