"""The toast comes, tells, and goes; the keyboard stays where it is."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme.palette import Theme, load_palette
from desktop_app.ui.widgets.toast import Toast


@pytest.fixture
def toast(qtbot: QtBot) -> Toast:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    window.resize(800, 600)
    window.show()
    window.activateWindow()
    field.setFocus()
    return Toast(window, load_palette(Theme.LIGHT))


def test_it_shows_what_was_done_and_how_to_take_it_back(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message("Highlight deleted", "Undo", "Ctrl+Z")
    assert toast.message() == "Highlight deleted"
    assert toast.accessibleName() == "Highlight deleted. Undo Ctrl+Z"
    with qtbot.waitSignal(toast.action_chosen):
        QTest.mouseClick(toast._button, Qt.MouseButton.LeftButton)
    assert toast.message() == ""


def test_it_never_takes_the_keyboard(toast: Toast) -> None:
    before = QApplication.focusWidget()
    assert isinstance(before, QLineEdit)
    toast.show_message("Highlight deleted", "Undo", "Ctrl+Z")
    QTest.mouseClick(toast, Qt.MouseButton.LeftButton)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is before


def test_it_goes_by_itself_but_not_from_under_the_mouse(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message("Saved elsewhere")
    assert toast._timer.interval() == 6000
    toast._timer.setInterval(60)
    QApplication.sendEvent(toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    QTest.qWait(150)
    assert toast.message() == "Saved elsewhere"
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: toast.message() == "")


def test_a_new_message_takes_the_place_of_the_old_one(toast: Toast) -> None:
    toast.show_message("Highlight deleted", "Undo", "Ctrl+Z")
    toast.show_message("Exported")
    assert toast.message() == "Exported"
    assert not toast._button.isVisible()


def test_it_stays_within_the_window_however_long_its_words(toast: Toast) -> None:
    window = toast.parentWidget()
    assert window is not None
    for words in ("Short", "A sentence that goes on and on. " * 30):
        toast.show_message(words, "Undo", "Ctrl+Z")
        for width, height in ((800, 600), (420, 300), (1400, 900)):
            window.resize(width, height)
            assert window.rect().contains(toast.geometry())
        assert toast.message() == words


def test_a_long_message_is_shown_whole_in_several_lines(toast: Toast) -> None:
    words = "“report.bin” cannot be read as letters. " + "If a program made it, save it there as plain text first. " * 3
    toast.show_message(words)
    QApplication.processEvents()
    assert toast._label.text() == words
    measure = toast._label.fontMetrics()
    needed = measure.boundingRect(0, 0, toast._label.width(), 10_000, Qt.TextFlag.TextWordWrap, words)
    assert toast._label.height() >= needed.height() > measure.height() * 2
    assert toast._timer.interval() > 6000
    toast.show_message("Saved")
    QApplication.processEvents()
    assert toast._label.height() < measure.height() * 2
