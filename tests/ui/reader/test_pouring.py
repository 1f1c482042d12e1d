"""A book's first page is seen before Qt has all of its words, and nobody can tell: whatever is asked for is there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.lazy.blocks import BlockSetter, Laid
from desktop_app.ui.reader.setting.pouring import Pouring
from desktop_app.ui.reader.view import ReaderView
from tests.ui.reader.pages import SENTENCES, Show, middle_of, picture, place_of, plain, seen


def book(paragraphs: int = 900) -> Content:
    """A text of some 200,000 code points, with links, notes, pictures, lines of verse and signs of two units."""
    builder = ContentBuilder()
    for number in range(paragraphs):
        words = f"{number} 😀 {' '.join(SENTENCES[: 2 + number % 4])}"
        place = words.index("ferry")
        builder.add(
            BlockKind.PARAGRAPH,
            words if number % 7 else words.replace(". ", ".\n"),
            inline=(
                Inline(InlineKind.LINK, place, place + 5, f"https://example.org/{number}"),
                Inline(InlineKind.FOOTNOTE_REFERENCE, place + 10, place + 10, str(number)),
            ),
        )
        if number % 20 == 0:
            builder.add(BlockKind.FIGURE, f"Harbour {number}", resource="harbour")
    return builder.content()


BOOK = book()


def opened(view: ReaderView, content: Content = BOOK) -> ReaderView:
    """The view with another article in it, before anything else could happen."""
    view.show_content(content, sections_of(content), {"harbour": picture()})
    return view


def units(content: Content) -> int:
    """How many units Qt counts at the least, once it has all of a text."""
    return len(content.text.encode("utf-16-le")) // 2


def has_all(view: ReaderView) -> bool:
    return view.document().characterCount() >= units(view.content)


def page_at(view: ReaderView, place: int) -> QImage:
    """What is seen there, painted before anything else could happen."""
    view.go_to(place)
    return view.viewport().grab().toImage()


@pytest.fixture
def view(qtbot: QtBot) -> ReaderView:
    return Show(qtbot, lazily=True)(plain(4))


def test_the_first_page_is_seen_before_qt_has_all_of_a_book(qtbot: QtBot, view: ReaderView) -> None:
    opened(view)
    first = view.viewport().grab().toImage()
    assert view.document().characterCount() < units(BOOK) / 4
    qtbot.waitUntil(lambda: has_all(view))
    assert seen(view) == first


@pytest.mark.parametrize("part", [0.1, 0.6, 1.0])
def test_a_page_far_down_looks_at_once_as_it_does_later(qtbot: QtBot, view: ReaderView, part: float) -> None:
    places = (round(part * len(BOOK.text)), 0)
    opened(view)
    at_once = [page_at(view, place) for place in places]
    later = Show(qtbot, lazily=True)(BOOK)
    qtbot.waitUntil(lambda: has_all(later) and has_all(view))
    qtbot.wait(100)
    for shown in (view, later):
        assert [page_at(shown, place) for place in places] == at_once


def test_all_of_a_book_is_selected_just_after_it_was_opened(view: ReaderView) -> None:
    QTest.keyClick(opened(view), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_range() == (0, len(BOOK.text))
    view.copy()
    assert QApplication.clipboard().text() == BOOK.text


def test_a_range_far_down_is_selected_just_after_a_book_was_opened(view: ReaderView) -> None:
    chosen = place_of(BOOK, "880 😀 The ferry")
    opened(view).select(*chosen)
    assert view.selected_range() == chosen


def test_tab_finds_a_link_far_down_just_after_a_book_was_opened(view: ReaderView) -> None:
    builder = ContentBuilder()
    for _ in range(600):
        builder.add(BlockKind.PARAGRAPH, " ".join(SENTENCES))
    builder.add(BlockKind.PARAGRAPH, "Here it is.", inline=(Inline(InlineKind.LINK, 0, 4, "https://example.org/"),))
    content = builder.content()
    assert opened(view, content).focusNextPrevChild(True)
    assert view.selected_range() == place_of(content, "Here")


def test_a_link_is_followed_just_after_a_leap(qtbot: QtBot, view: ReaderView) -> None:
    start, _ = place_of(BOOK, "700 😀 The ferry")
    opened(view).go_to(start)
    with qtbot.waitSignal(view.link_activated) as followed:
        point = middle_of(view, start + 10, start + 15)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert followed.args == ["https://example.org/700"]


def test_another_article_is_all_that_there_is(qtbot: QtBot, view: ReaderView) -> None:
    other = plain(30)
    opened(opened(view), other)
    qtbot.wait(100)
    assert view.document().characterCount() == units(other) + 1
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_range() == (0, len(other.text))


def test_a_selection_stays_while_the_rest_comes(qtbot: QtBot, view: ReaderView) -> None:
    chosen = place_of(BOOK, "Nobody had told the harbour master")
    opened(view).select(*chosen)
    qtbot.waitUntil(lambda: has_all(view))
    assert view.selected_range() == chosen


def test_a_footnotes_mark_in_a_table_does_not_move_what_stands_below(qtbot: QtBot) -> None:
    builder = ContentBuilder()
    mark = Inline(InlineKind.FOOTNOTE_REFERENCE, 2, 2, "12")
    builder.add(BlockKind.TABLE, "one\ttwo\nthree\tfour", level=1, inline=[mark] * 4)
    builder.add(BlockKind.PARAGRAPH, "Below.")
    view = Show(qtbot, lazily=True)(builder.content())
    box = view.geometry_of_text.lines(1)[0]
    assert view.content.text[box.start : box.end] == "Below."


def test_the_mouse_far_down_in_a_book_has_nothing_laid_out_but_what_is_seen(
    view: ReaderView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(view).go_to(place_of(BOOK, "880 😀 The ferry")[0])
    page_at(view, view.top_offset())
    laid_out: list[int] = []
    lay_out = BlockSetter.lay_out

    def counted(setter: BlockSetter, index: int) -> Laid:
        laid_out.append(index)
        return lay_out(setter, index)

    monkeypatch.setattr(BlockSetter, "lay_out", counted)
    for x in range(200, 400, 20):
        QTest.mouseMove(view.viewport(), QPoint(x, 200))
        view.anchorAt(QPoint(x, 200))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view.viewport(), QPoint(300, 260))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 260))
    assert view.selected_range() is not None
    assert len(laid_out) < 30


def test_the_mouse_finds_each_link_and_nothing_beside_it(view: ReaderView) -> None:
    start, _ = place_of(BOOK, "700 😀 The ferry")
    opened(view).go_to(start)
    (run,) = view.geometry_of_text.runs(start + 10, start + 15)
    y = round(run.line.middle) - view.verticalScrollBar().value()
    assert view.anchorAt(QPoint(round(run.left) + 3, y))
    assert view.anchorAt(QPoint(round(run.right) - 12, y))
    assert not view.anchorAt(QPoint(round(run.left) - 8, y))
    assert not view.anchorAt(QPoint(round(run.right) + 30, y))


def test_words_that_are_folded_away_before_they_are_there_stand_at_their_heading(view: ReaderView) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.HEADING, "Part", level=1)
    for _ in range(900):
        builder.add(BlockKind.PARAGRAPH, " ".join(SENTENCES))
    content = builder.content()
    opened(view, content).set_folded([0])
    assert view.foot_of(len(content.text) - 9) == view.foot_of(0)


def test_a_screen_reader_that_comes_while_a_book_is_opened_gets_all_of_it_in_one_go(
    qtbot: QtBot, view: ReaderView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pouring, "go_on", lambda _: pytest.fail("brings in only a little"))
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    opened(view)
    assert not has_all(view)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    qtbot.waitUntil(lambda: has_all(view))


def test_a_key_that_is_only_held_keeps_nobody_waiting(view: ReaderView) -> None:
    opened(view)
    QTest.keyPress(view, Qt.Key.Key_Shift)
    assert not has_all(view)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert has_all(view)


def test_a_key_waits_for_no_more_than_it_leads_to(view: ReaderView) -> None:
    opened(view)
    QTest.keyClick(view, Qt.Key.Key_Down)
    view.set_caret_mode(True)
    for _ in range(30):
        QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    chosen = view.selected_range()
    assert chosen is not None
    assert chosen[1] > 30_000
    assert not has_all(view)


def test_tab_goes_from_link_to_link_of_a_book_that_is_not_all_there(view: ReaderView) -> None:
    opened(view)
    found = []
    for _ in range(6):  # each paragraph has a link and the mark of a note, and below the first stands a picture
        assert view.focusNextPrevChild(True)
        found.append(view.selected_range())
    assert not has_all(view)
    first = [place_of(BOOK, f"{number} 😀 The ferry")[1] for number in range(5)]
    links = [found[place] for place in (0, 3, 5)]
    assert [chosen[1] if chosen else 0 for chosen in links] == first[:3]
    assert view.focusNextPrevChild(False)
    assert view.selected_range() == found[-2]
