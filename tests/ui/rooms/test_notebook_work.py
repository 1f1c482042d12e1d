"""The notebook at work: filters, views, notes typed in cards, keys, links."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.core.notebook_view import Facet, Filter, NotebookView, Order
from desktop_app.core.text.note_text import address_of, link_to
from desktop_app.services.notebook.notebook import Noted
from desktop_app.ui.margin.note_editor import NoteEditor
from desktop_app.ui.rooms.sidebar import Heading, Shelf
from tests.ui.rooms.noted_room import IN_ORDER, Room, listed, many, opened_room
from tests.ui.rooms.shelves import annotation


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    """A room with four cards."""
    return opened_room(qtbot)


# Filters and views


def _shelf(room: Room, key: str) -> Shelf:
    return next(line for line in room.sidebar.lines if isinstance(line, Shelf) and line.key == key)


def _press_shelf(room: Room, key: str) -> None:
    room.sidebar.list.setCurrentIndex(room.sidebar._model.index(room.sidebar._model.row_of(key)))
    QTest.keyClick(room.sidebar.list, Qt.Key.Key_Return)


def test_filters_of_the_side_pane_combine_and_their_pills_take_them_away(room: Room) -> None:
    _press_shelf(room, "tag:sea")
    _press_shelf(room, "colour:green")
    assert listed(room) == ["loom"]
    assert [pill.words for pill in room.head.filters.pills] == ["#sea", "Evidence"]
    assert _shelf(room, "tag:sea").on
    assert (_shelf(room, "colour:yellow").count, _shelf(room, "colour:green").count) == (1, 1)
    pills = room.head.filters.findChildren(QPushButton)
    assert pills[0].accessibleName() == "#sea: remove this filter"
    pills[0].setFocus()
    QTest.keyClick(pills[0], Qt.Key.Key_Delete)
    assert [pill.words for pill in room.head.filters.pills] == ["Evidence"]
    _press_shelf(room, "colour:green")
    assert listed(room) == IN_ORDER
    assert room.head.filters.isHidden()


def test_escape_among_the_cards_clears_every_filter(room: Room) -> None:
    _press_shelf(room, "tag:sea")
    room.head.words.setText("winter")
    QTest.keyClick(room.head.words, Qt.Key.Key_Return)
    assert listed(room) == ["loom"]
    QTest.keyClick(room.list, Qt.Key.Key_Escape)
    assert listed(room) == IN_ORDER
    assert room.head.words.text() == ""


def test_the_sections_of_one_article_can_be_chosen(room: Room) -> None:
    assert not any(isinstance(line, Heading) and line.text == "SECTIONS" for line in room.sidebar.lines)
    _press_shelf(room, "document:doc of Weavers")
    _press_shelf(room, "section:doc of Weavers\nTimetable")
    assert listed(room) == ["loom", "section"]
    assert [pill.words for pill in room.head.filters.pills] == ["Weavers", "Timetable"]


def test_many_tags_are_few_until_all_are_wanted(room: Room) -> None:
    room.show_annotations([annotation(f"a{place}", tags=(f"tag{place:02}",)) for place in range(30)])
    keys = [line.key for line in room.sidebar.lines if isinstance(line, Shelf) and line.key.startswith("tag:")]
    assert len(keys) == 8
    _press_shelf(room, "more:tag")
    keys = [line.key for line in room.sidebar.lines if isinstance(line, Shelf) and line.key.startswith("tag:")]
    assert len(keys) == 30


def test_days_from_and_to_are_a_filter(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    days = (date(2023, 11, 12), date(2023, 11, 14))
    monkeypatch.setattr("desktop_app.ui.rooms.notebook.room.ask_days", lambda *_: days)
    _press_shelf(room, "span")
    assert listed(room) == ["nobody", "ten"]
    assert [pill.words for pill in room.head.filters.pills] == ["12 Nov 2023 – 14 Nov 2023"]


def test_cards_can_be_sorted(room: Room) -> None:
    room.head._orders[Order.OLDEST].trigger()
    assert listed(room) == ["nobody", "ten", "loom", "section"]
    room.head._orders[Order.NEWEST].trigger()
    assert listed(room)[0] in ("loom", "section")
    assert room.head.order.accessibleName() == "Order of the cards: Newest first"


def test_a_saved_view_is_listed_and_asked_for_and_shown_as_on(room: Room) -> None:
    asked: list[str] = []
    for signal in (room.view_requested, room.view_renamed, room.view_removed):
        signal.connect(asked.append)
    view = NotebookView((Filter(Facet.TAG, "sea"),))
    room.show_views({"The sea": view})
    _press_shelf(room, "view:The sea")
    QTest.keyClick(room.sidebar.list, Qt.Key.Key_F2)
    QTest.keyClick(room.sidebar.list, Qt.Key.Key_Delete)
    assert asked == ["The sea"] * 3
    room.look_at(view)
    assert _shelf(room, "view:The sea").on
    assert room.described() == "#sea"


# Work on cards


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_F2])
def test_a_note_is_typed_in_its_card_and_handed_over(room: Room, key: Qt.Key) -> None:
    wanted: list[str] = []
    typed: list[tuple[str, str]] = []
    room.list.edit_requested.connect(wanted.append)
    room.list.edited.connect(lambda found, text: typed.append((found, text)))
    room.select("ten")
    before = room.list.visualRect(room.list.currentIndex()).height()
    QTest.keyClick(room.list, key)
    assert wanted == ["ten"]
    room.edit("ten", "Why so late?")
    editor = QApplication.focusWidget()
    assert isinstance(editor, NoteEditor)
    row = room.list.visualRect(room.list.currentIndex())
    assert row.height() > before
    assert row.contains(editor.geometry())
    QTest.keyClicks(editor, " Ask them.")
    room.refresh()  # as another change would
    assert room.list.editing
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert typed == [("ten", "Why so late? Ask them.")]
    assert room.list.hasFocus()
    assert room.list.visualRect(room.list.currentIndex()).height() == before


def test_a_field_moves_with_its_card(room: Room) -> None:
    room.show_annotations(many(300))
    room.select("a00020")
    room.edit("a00020", "A note.")
    editor = room.list._editor
    assert editor is not None
    for move in (50, -120, 30):
        room.list.verticalScrollBar().setValue(room.list.verticalScrollBar().value() + move)
        assert room.list.visualRect(room.list.currentIndex()).contains(editor.geometry())
    room.look_at(NotebookView(words="clerk"))
    assert not room.list.editing


def test_figures_recolour_t_tags_and_space_chooses_one_by_one(room: Room) -> None:
    asked: list[tuple[str, list[str]]] = []
    room.colour_requested.connect(lambda ids, colour: asked.append((colour, ids)))
    room.tags_requested.connect(lambda ids: asked.append(("tags", ids)))
    room.select("nobody")
    QTest.keyClick(room.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(room.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(room.list, Qt.Key.Key_Space)
    QTest.keyClick(room.list, Qt.Key.Key_4)
    QTest.keyClick(room.list, Qt.Key.Key_T)
    QTest.keyClick(room.list, Qt.Key.Key_Space)
    QTest.keyClick(room.list, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert asked == [("pink", ["nobody", "loom"]), ("tags", ["nobody", "loom"]), ("yellow", ["nobody"])]


def test_a_slash_leads_to_the_words_and_letters_are_no_search(room: Room) -> None:
    room.select("nobody")
    QTest.keyClick(room.list, Qt.Key.Key_A)
    assert room.chosen() == ["nobody"]
    QTest.keyClick(room.list, Qt.Key.Key_Slash)
    assert room.head.words.hasFocus()


def test_a_link_in_a_note_is_followed_by_the_keyboard_and_by_the_mouse(room: Room) -> None:
    followed: list[str] = []
    room.list.link_activated.connect(followed.append)
    target = "01jd8x7q4mz8r2w5t9k3b6c1fd"
    room.show_annotations([annotation("one", note=f"See {link_to(target, 'the other')}.")])
    room.select("one")
    QTest.keyClick(room.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = room.list.visualRect(room._model.index(1))
    noted = room._model.listed(1)
    assert isinstance(noted, Noted)
    note = room._delegate.note_box(noted, room.list.card_width())
    place = note.translated(row.topLeft()).topLeft() + QPoint(40, 10)
    QTest.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(400, 0))
    assert followed == [address_of(target)] * 2


def test_only_what_is_seen_is_read_and_all_can_be_chosen_and_kept_chosen(room: Room) -> None:
    room.show_annotations(many(20_000))
    room.list.grab()
    assert room.notes.fetched < 200
    QTest.keyClick(room.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert room.summary().endswith("20,000 chosen")
    room.refresh()
    assert len(room.chosen()) == 20_000
    room.list.grab()
    assert room.notes.fetched < 400


def test_in_a_small_window_nothing_is_wider_than_its_room(room: Room) -> None:
    room.look_at(NotebookView(tuple(Filter(Facet.COLOUR, colour) for colour in Colour), "boats"))
    for size in ((1000, 700), (720, 480)):
        room.resize(*size)
        QApplication.processEvents()
        assert room.width() == size[0]
        for part in (*room.head.tab_order(), *room.head.filters.findChildren(QPushButton)):
            if part.isVisible():
                left = part.mapTo(room, QPoint(0, 0)).x()
                assert room.sidebar.width() <= left
                assert left + part.width() <= room.width()
        assert room.list.height() > 150


def test_a_screen_reader_is_given_each_card_as_a_whole(room: Room) -> None:
    cards = QAccessible.queryAccessibleInterface(room.list)
    assert cards.text(QAccessible.Text.Name) == "Notes and highlights"
    names = [cards.child(row).text(QAccessible.Text.Name) for row in range(cards.childCount())]
    assert names[0] == "Night ferries, 2 cards"
    assert names[2] == (
        "Highlight: The boats left at ten.; note: Why so late?; Claims, yellow; tags sea; Night ferries › Timetable"
    )
    room.select("ten")
    assert cards.child(2).state().selected
    shelves = QAccessible.queryAccessibleInterface(room.sidebar.list)
    _press_shelf(room, "tag:sea")
    told = [shelves.child(row).text(QAccessible.Text.Name) for row in range(shelves.childCount())]
    assert "#sea, 2, on" in told
    assert "Questions (pink), 0" in told


def test_tab_visits_the_room_in_the_order_in_which_it_is_read(room: Room) -> None:
    room.look_at(NotebookView((Filter(Facet.TAG, "sea"),)))
    room.sidebar.list.setFocus()
    visited = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(focused.accessibleName() or str(focused.property("text")))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert visited == [
        "Filters and saved views", "By article", "Order of the cards: As in the article",
        "Filter notes and highlights by words", "#sea: remove this filter", "Clear all filters (Escape)",
        "Save this view under a name (Ctrl+S)", "Notes and highlights", "Export preview, Markdown",
    ]  # fmt: skip
