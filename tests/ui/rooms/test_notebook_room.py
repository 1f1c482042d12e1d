"""The notebook as a person meets it: finding, choosing, opening and deleting cards."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.notebook_view import Standing
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.rooms.noted_room import IN_ORDER, ROWS, Room, listed, many, opened_room
from tests.ui.rooms.shelves import annotation


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    """A room with four cards."""
    return opened_room(qtbot)


def test_arrow_keys_go_from_card_to_card_and_pass_over_headings(room: Room) -> None:
    seen = room.chosen()
    for _ in range(5):
        QTest.keyClick(room.list, Qt.Key.Key_Down)
        seen += room.chosen()
    assert seen == [*IN_ORDER, "section", "section"]
    QTest.keyClick(room.list, Qt.Key.Key_Home)
    assert room.chosen() == ["nobody"]
    QTest.keyClick(room.list, Qt.Key.Key_Up)
    assert room.chosen() == ["nobody"]
    QTest.keyClick(room.list, Qt.Key.Key_End)
    assert room.chosen() == ["section"]


def test_enter_and_double_click_open_a_card_in_its_article(room: Room) -> None:
    opened: list[str] = []
    room.opened.connect(opened.append)
    room.select("loom")
    QTest.keyClick(room.list, Qt.Key.Key_Return)
    place = room.list.visualRect(room._model.index(1)).center()
    QTest.mouseDClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    heading = room.list.visualRect(room._model.index(0)).center()
    QTest.mouseDClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert opened == ["loom", "nobody"]


def test_shift_and_ctrl_choose_several_and_delete_asks_for_all_of_them(room: Room) -> None:
    asked: list[list[str]] = []
    room.delete_requested.connect(asked.append)
    room.select("nobody")
    QTest.keyClick(room.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(room.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert room.chosen() == IN_ORDER[:3]
    assert room.summary() == "4 notes and highlights · 3 chosen"
    QTest.keyClick(room.list, Qt.Key.Key_Delete)
    place = room.list.visualRect(room._model.index(2)).center()
    QTest.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    QTest.keyClick(room.list, Qt.Key.Key_Delete)
    assert asked == [["nobody", "ten", "loom"], ["nobody", "loom"]]


def test_ctrl_a_chooses_all_and_ctrl_c_asks_for_their_markdown(room: Room, qtbot: QtBot) -> None:
    QTest.keyClick(room.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(room.copy_requested) as copied:
        QTest.keyClick(room.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [IN_ORDER]


def test_a_card_in_two_groups_is_chosen_once(room: Room) -> None:
    room.head.groupings.choose("By tag")
    assert listed(room).count("loom") == 2
    QTest.keyClick(room.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sorted(room.chosen()) == sorted(IN_ORDER)


def test_a_press_beside_the_cards_changes_nothing(room: Room) -> None:
    room.select("loom")
    beside = QPoint(50, room.list.viewport().height() - 4)
    QTest.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert room.chosen() == ["loom"]


def test_words_and_colours_narrow_the_list_and_say_how_much_is_left(room: Room, qtbot: QtBot) -> None:
    room.head.words.setFocus()
    with qtbot.waitSignal(room.summary_changed) as summary:
        QTest.keyClicks(room.head.words, "boats")
    assert listed(room) == ["ten"]
    assert summary.args == ["1 of 4 notes and highlights"] or room.summary() == "1 of 4 notes and highlights"
    QTest.keyClick(room.head.words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: listed(room) == IN_ORDER)
    room.sidebar.choose("colour:pink")
    assert listed(room) == ["nobody"]


def test_enter_in_the_filter_goes_to_the_cards_found(room: Room) -> None:
    room.head.words.setFocus()
    QTest.keyClicks(room.head.words, "winter")
    QTest.keyClick(room.head.words, Qt.Key.Key_Return)
    assert listed(room) == ["loom"]
    assert room.list.hasFocus()


def test_nothing_found_is_said(room: Room) -> None:
    room.head.words.setText("zeppelin")
    QTest.keyClick(room.head.words, Qt.Key.Key_Return)
    assert "has all of this" in room.list.accessibleDescription()
    room.show_annotations([])
    assert "gathers here" in room.list.accessibleDescription()
    room.list.grab()


def test_a_refresh_that_brings_nothing_new_leaves_the_list_alone(room: Room) -> None:
    resets: list[bool] = []
    room.list.model().modelReset.connect(lambda: resets.append(True))
    room.refresh()
    assert not resets
    room.show_annotations(ROWS[:2])
    assert resets
    assert listed(room) == ["nobody", "ten"]


def test_a_refresh_keeps_what_is_chosen_and_what_is_in_sight(room: Room) -> None:
    rows = many(2000)
    room.show_annotations(rows)
    room.select("a00900")
    room.list.verticalScrollBar().setValue(room.list.verticalScrollBar().value() + 333)
    room.list.grab()
    before = room.list.visualRect(room.list.currentIndex())
    room.show_annotations([annotation("new", title="AAA"), *rows[:40], *rows[41:]])
    room.list.grab()
    assert room.chosen() == ["a00900"]
    assert room.list.visualRect(room.list.currentIndex()) == before


def test_when_the_chosen_cards_are_deleted_the_one_in_their_place_is_chosen(room: Room) -> None:
    room.select("ten")
    room.show_annotations([row for row in ROWS if row.annotation.id != "ten"])
    assert room.chosen() == ["loom"]
    room.select("section")
    room.show_annotations([row for row in ROWS if row.annotation.id != "section"])
    assert room.chosen() == ["loom"]
    room.show_annotations([])
    assert room.chosen() == []


def test_grouping_anew_keeps_what_is_chosen_in_sight(room: Room) -> None:
    room.show_annotations(many(500))
    room.select("a00317")
    room.head.groupings.choose("By tag")
    assert room.chosen() == ["a00317"]
    assert room.list.viewport().rect().intersects(room.list.visualRect(room.list.currentIndex()))


def test_cards_do_not_overlap_and_what_is_seen_stays_while_scrolling_up_through_guesses(room: Room) -> None:
    room.show_annotations(many(3000))
    bar = room.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    room.list.grab()
    for _ in range(120):
        row = room.list.place()[0]
        before = room.list.visualRect(room._model.index(row)).top()
        bar.setValue(bar.value() - 90)
        assert room.list.visualRect(room._model.index(row)).top() - before == 90
    rects = [room.list.visualRect(room._model.index(row)) for row in range(2900, 3000)]
    assert all(one.bottom() + 1 == following.top() for one, following in itertools.pairwise(rects))
    assert all(room.list.indexAt(rect.center()).row() == row for row, rect in enumerate(rects, 2900))


def test_the_current_card_is_always_brought_into_sight(room: Room) -> None:
    room.show_annotations(many(3000))
    seen = room.list.viewport().rect()
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(room.list, key)
        assert seen.contains(room.list.visualRect(room.list.currentIndex()).adjusted(0, 0, 0, -10))


def test_a_narrower_window_keeps_the_card_at_the_top(room: Room) -> None:
    room.show_annotations(many(1000))
    room.list.verticalScrollBar().setValue(40_000)
    room.list.grab()
    top = room.list.place()[0]
    room.resize(1000, 700)
    room.list.grab()
    assert room.list.place()[0] == top


def test_the_preview_asks_for_what_is_chosen_and_shows_what_it_is_given(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.preview_wanted, check_params_cb=lambda ids: ids == ["loom"]):
        room.select("loom")
    room.set_preview("> A loom takes a winter.")
    assert room.preview.text.toPlainText() == "> A loom takes a winter."


def test_the_preview_shows_the_first_cards_while_one_is_only_current(room: Room, qtbot: QtBot) -> None:
    assert room.list.currentIndex().isValid()
    with qtbot.waitSignal(room.preview_wanted, check_params_cb=lambda ids: ids == IN_ORDER):
        room.refresh()


def test_the_preview_goes_where_there_is_no_room_and_comes_back(room: Room, qtbot: QtBot) -> None:
    room.resize(1000, 700)
    assert room.preview.isHidden()
    with qtbot.waitSignal(room.preview_wanted):
        room.resize(1300, 700)
    assert room.preview.isVisible()
    room.show_panes(False)
    assert room.preview.isHidden()
    assert room.sidebar.isHidden()


def test_a_menu_is_asked_for_on_cards_only(room: Room) -> None:
    asked: list[str] = []
    room.context_requested.connect(lambda found, _at: asked.append(found))
    for row in (0, 2):
        place = room.list.visualRect(room._model.index(row)).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, room.list.viewport().mapToGlobal(place))
        QApplication.sendEvent(room.list.viewport(), event)
    assert asked == ["ten"]


def test_cards_look_otherwise_in_another_theme(room: Room) -> None:
    rows = [*ROWS, annotation("moved", standing=Standing.CHANGED), annotation("lost", standing=Standing.SOURCE_REMOVED)]
    room.show_annotations(rows)
    for theme in (Theme.DARK, Theme.SEPIA, Theme.HIGH_CONTRAST, Theme.LIGHT):
        before = room.list.grab().toImage()
        room.wear(load_palette(theme))
        assert room.list.grab().toImage() != before


def test_twenty_thousand_cards_are_rows_not_widgets(room: Room) -> None:
    before = len(room.findChildren(QObject))
    room.show_annotations(many(20_000))
    room.grab()
    assert len(room.findChildren(QObject)) == before
    QTest.keyClick(room.list, Qt.Key.Key_End)
    assert room.chosen() == ["a19999"]


def test_cards_that_go_while_they_are_drawn_ahead_are_no_trouble(room: Room) -> None:
    room.show_annotations(many(200))
    room.list.viewport().repaint()
    room.list._ahead._go_on()  # the first of them are drawn
    room._model.show(room.notes.listing(replace(room.view, words="nothing has these words")))
    room.list._ahead._go_on()
    assert not listed(room)
