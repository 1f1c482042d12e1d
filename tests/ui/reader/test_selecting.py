"""What a person selects is what the article has there, in every script and every kind of block."""

import os
import random
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.setting.hyphenation import SOFT_HYPHEN
from desktop_app.ui.reader.view import ReaderView
from tests.ui.reader.pages import (
    SCRIPTS,
    Show,
    appearance,
    box_of,
    every_kind,
    middle_of,
    nothing_moves,
    place_of,
    plain,
)

LONG = os.environ.get("MARGENT_TEST_BUDGET", "quick") == "long"
SELECTIONS = 10_000 if LONG else 1_000
LONG_WORDS = "The representatives of the international organisation considered administrative responsibilities"


def scripts_between_long_words() -> Content:
    """Paragraphs, items and cells in which every script stands between words that are hyphenated."""
    builder = ContentBuilder()
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.PARAGRAPH)
    for number, script in enumerate(SCRIPTS * 3):
        text = f"{LONG_WORDS}: {script} {LONG_WORDS.lower()}."
        mark = Inline(InlineKind.FOOTNOTE_REFERENCE, 19, 19, str(number))
        strong = Inline(InlineKind.STRONG, len(LONG_WORDS) + 2, len(LONG_WORDS) + 6)
        builder.add(kinds[number % 4], text, level=1, label="•", inline=(mark, strong))
    builder.add(BlockKind.TABLE, "\n".join(f"{script}\t{number}" for number, script in enumerate(SCRIPTS)))
    return builder.content()


def hyphenated(view: ReaderView, qtbot: QtBot) -> None:
    view.set_appearance(replace(view.appearance, hyphenated=True))
    qtbot.waitUntil(lambda: SOFT_HYPHEN in view.document().toPlainText(), timeout=10_000)


@pytest.mark.parametrize("article", ["every kind", "scripts", "scripts, hyphenated"])
def test_random_selections_give_the_articles_own_words(show: Show, qtbot: QtBot, article: str) -> None:
    content = every_kind() if article == "every kind" else scripts_between_long_words()
    view = show(content)
    if article.endswith("hyphenated"):
        hyphenated(view, qtbot)
    chosen = random.Random(7)
    for _ in range(SELECTIONS):
        start, end = sorted(chosen.sample(range(len(content.text) + 1), 2))
        view.select(start, end)
        assert view.selected_range() == (start, end)
        assert view.createMimeDataFromSelection().text() == content.text[start:end]


def letters_of(text: str) -> list[tuple[int, int]]:
    """Where what a reader takes for one letter begins and ends, in code points."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = [0]
    while (place := finder.toNextBoundary()) >= 0:
        units.append(place)
    encoded = text.encode("utf-16-le")
    places = [len(encoded[: 2 * unit].decode("utf-16-le")) for unit in units]
    return list(pairwise(places))


@pytest.mark.parametrize("broken", [False, True], ids=["whole words", "hyphenated"])
def test_what_is_painted_for_a_range_is_where_the_mouse_finds_it(show: Show, qtbot: QtBot, broken: bool) -> None:
    content = scripts_between_long_words()
    view = show(content, width=620)
    if broken:
        hyphenated(view, qtbot)
    letters = [pair for pair in letters_of(content.text) if content.text[slice(*pair)].strip("\u200b \u00a0\u2009\t\n")]
    chosen = random.Random(11)
    for _ in range(SELECTIONS):
        first = chosen.randrange(len(letters) - 12)
        start, end = letters[first][0], letters[first + chosen.randrange(12)][1]
        runs = view.geometry_of_text.runs(start, end)
        assert runs
        for run in runs:
            assert run.line.start < end
            assert run.line.end > start
            found = view.geometry_of_text.offset_at(QPointF((run.left + run.right) / 2, run.line.middle))
            assert start <= found <= end, content.text[start:end]


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


def test_a_click_beside_a_mark_on_a_letter_does_not_go_to_the_end_of_the_line(qtbot: QtBot) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "A q\u0301 among plain letters, and more of them after it.")
    content = builder.content()
    view = ReaderView(appearance())
    qtbot.addWidget(view)
    view.show_content(content, sections_of(content), {})
    view.show()
    qtbot.waitExposed(view)
    start, end = place_of(content, "q\u0301")
    box = box_of(view, start, end)
    for x in range(box.left() + 1, box.right() + 1):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, box.center().y()))
        assert view.caret_offset() in (start, end)


def test_escape_lets_go_of_a_selection_and_nothing_moves(show: Show) -> None:
    view = show(plain())
    view.select(*place_of(view.content, "harbour master"))
    with nothing_moves(view):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected_range() is None


def test_the_box_of_a_selection_holds_its_lines_from_cell_to_cell(show: Show) -> None:
    builder = ContentBuilder()
    cells = "Words of the first cell. " * 12 + "end\t" + "Boats came home. " * 20
    builder.add(BlockKind.TABLE, f"Day\tBoats\n{cells}", level=1)
    builder.add(BlockKind.PARAGRAPH, "After the table.")
    view = show(builder.content(), width=620)
    end = view.content.text.index("end\t") + 3
    for start, stop in ((end, end + 6), (end - 3, end + 6), (end, end + 300), (end - 3, end + 300)):
        view.select(start, stop)
        top = view.mapFromGlobal(view.selection_box().topLeft()).y() - view.viewport().y()
        bottom = top + view.selection_box().height()
        for offset in range(start, stop):
            if view.content.text[offset].isalpha():
                shown = box_of(view, offset, offset + 1)
                assert top <= shown.center().y() <= bottom


def test_a_drag_from_cell_to_cell_selects_as_far_as_the_mouse_has_come(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.TABLE, "Day\tBoats\nOn Monday\tFew boats came\nOn Tuesday\tMore of them", level=1)
    view = show(builder.content())
    left = Qt.MouseButton.LeftButton
    for begun, ended in (("Monday", "boats"), ("boats", "Monday"), ("Few", "Tuesday"), ("More", "Day")):
        first, last = place_of(view.content, begun)[0], place_of(view.content, ended)[0]
        view.clear_selection()
        QTest.mousePress(view.viewport(), left, pos=_left_of(view, first))
        for offset in (first + 1, last + 2, last):
            QTest.mouseMove(view.viewport(), _left_of(view, offset))
        QTest.mouseRelease(view.viewport(), left, pos=_left_of(view, last))
        assert view.selected_range() == (min(first, last), max(first, last))


def _left_of(view: ReaderView, offset: int) -> QPoint:
    box = box_of(view, offset, offset + 1)
    return QPoint(box.left() + 1, box.center().y())
