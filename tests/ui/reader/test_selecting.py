"""What a person selects is what the article has there, in every script and every kind of block."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.reader.pages import SCRIPTS, Show, appearance, every_kind, middle_of, nothing_moves, place_of, plain


def test_a_thousand_random_selections_give_the_articles_own_words(show: Show) -> None:
    content = every_kind()
    view = show(content)
    chosen = random.Random(7)
    for _ in range(1000):
        start, end = sorted(chosen.sample(range(len(content.text) + 1), 2))
        view.select(start, end)
        assert view.selected_range() == (start, end)
        assert view.createMimeDataFromSelection().text() == content.text[start:end]


@pytest.mark.parametrize("text", SCRIPTS)
def test_what_qt_calls_selected_is_the_same_words(show: Show, text: str) -> None:
    content = every_kind()
    view = show(content)
    start, end = place_of(content, text)
    for first in range(start, end, 3):
        view.select(first, end)
        assert view.textCursor().selectedText() == content.text[first:end]


def test_positions_come_back_from_every_code_point(show: Show) -> None:
    content = every_kind()
    view = show(content)
    for offset in range(len(content.text) + 1):
        view.place_caret(offset)
        assert view.caret_offset() == offset


def test_dragging_selects_the_words_under_the_mouse(show: Show) -> None:
    content = plain()
    view = show(content)
    start, end = place_of(content, "harbour master")
    first = middle_of(view, start, start + 1) - QPoint(3, 0)
    last = middle_of(view, end - 1, end) + QPoint(4, 0)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert view.selected_range() == (start, end)


def test_a_drag_may_begin_in_the_margin(show: Show) -> None:
    content = plain()
    view = show(content, width=1200)
    line = view.geometry_of_text.line_of(0)
    y = view.viewport().y() + round(line.middle)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(view.viewport().x() - 60, y))
    QTest.mouseMove(view, QPoint(view.width() - 80, y))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() - 80, y))
    selected = view.selected_range()
    assert selected is not None
    assert selected[0] == 0
    assert content.text[: selected[1]].rstrip() == content.text[: line.end].rstrip()


def test_copying_gives_plain_words_without_footnote_marks(show: Show) -> None:
    content = every_kind()
    view = show(content)
    view.select(*place_of(content, "a note and more; all"))
    view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "a note and more; all"
    assert data.formats() == ["text/plain"]


def test_copying_keeps_what_qt_would_change(show: Show) -> None:
    content = every_kind()
    view = show(content)
    view.select(0, len(content.text))
    view.copy()
    assert QGuiApplication.clipboard().text() == content.text


def test_selecting_does_not_scroll(show: Show) -> None:
    content = plain()
    view = show(content)
    with nothing_moves(view):
        view.select(len(content.text) - 20, len(content.text))
        view.clear_selection()
    assert view.selected_range() is None


def test_letters_do_nothing_and_are_left_to_the_window(show: Show) -> None:
    view = show(plain())
    view.setFocus()
    for caret in (False, True):
        view.set_caret_mode(caret)
        place = view.caret_offset()
        with nothing_moves(view):
            QTest.keyClicks(view, "hjknvegt1./?[")
        assert view.caret_offset() == place
        assert view.selected_range() is None


def test_the_caret_comes_to_the_first_line_in_sight_and_moves_by_arrows(show: Show) -> None:
    content = plain()
    view = show(content)
    target = place_of(content, "Part 3")[0]
    view.go_to(target)
    told: list[bool] = []
    view.caret_mode_changed.connect(told.append)
    with nothing_moves(view):
        view.set_caret_mode(True)
        assert view.caret_offset() == target
        QTest.keyClick(view, Qt.Key.Key_Right)
        assert view.caret_offset() == target + 1
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert view.selected_range() == (target + 1, target + 2)
        view.set_extending(True)
        QTest.keyClick(view, Qt.Key.Key_Right)
        assert view.selected_range() == (target + 1, target + 3)
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.caret_mode()
    assert told == [True, False]


def test_without_the_caret_arrows_scroll(show: Show) -> None:
    view = show(plain())
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() > 0
    assert view.caret_offset() == 0


def test_the_caret_can_be_taken_to_a_place_and_extend_the_selection(show: Show) -> None:
    content = plain()
    view = show(content)
    view.set_caret_mode(True)
    view.place_caret(20)
    view.place_caret(60, extend=True)
    assert view.selected_range() == (20, 60)
    end = len(content.text) - 5
    view.place_caret(end)
    assert 0 <= view.line_top(end) < view.viewport().height()


def test_the_sentence_at_a_place(show: Show) -> None:
    content = plain()
    view = show(content)
    start, end = place_of(content, "A clerk counted the boats that came home and did not like the number.")
    assert view.sentence_at(start + 10) == (start, end)


def test_the_words_stay_selected_when_the_page_is_set_anew(show: Show) -> None:
    content = every_kind()
    view = show(content)
    start, end = place_of(content, "Astral 😀 signs")
    view.select(start, end)
    view.set_appearance(appearance(size=23))
    QApplication.processEvents()
    assert view.selected_range() == (start, end)
    assert view.textCursor().selectedText() == "Astral 😀 signs"


def test_selecting_everything_selects_the_whole_text(show: Show) -> None:
    content = every_kind()
    view = show(content)
    view.moveCursor(QTextCursor.MoveOperation.Start)
    view.selectAll()
    assert view.selected_range() == (0, len(content.text))
