"""The library as a person meets it: finding, sorting and opening articles, by mouse, keyboard and ear."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.services.articles.library import Shelved
from desktop_app.ui.rooms.library.delegate import columns_for
from desktop_app.ui.rooms.library.room import LibraryRoom
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.rooms.shelves import NOON, article

SHELF = [
    article("weavers", title="The weavers of Lindholm", progress=0.4, highlights=8, notes=5,
            tags=("cloth",), days_ago=0),
    article("ferries", title="Night ferries", progress=1.0, highlights=21, tags=("sea", "cloth"), days_ago=1),
    article("arch", title="A crack in the arch", days_ago=None),
    article("etude", title="Étude for two mills", progress=0.1, notes=1, days_ago=9),
]  # fmt: skip


@pytest.fixture
def room(qtbot: QtBot) -> LibraryRoom:
    made = LibraryRoom(load_palette(Theme.LIGHT))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show_articles(SHELF, NOON)
    made.show()
    made.activateWindow()
    made.list.setFocus()
    return made


def _ids(room: LibraryRoom) -> list[str]:
    model = room.list.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole).document.id for row in range(model.rowCount())]


def _click_pill(room: LibraryRoom, text: str) -> None:
    pill = next(pill for pill in room._orders.buttons() if pill.property("text") == text)
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("pill", "expected"),
    [
        ("Recent", ["weavers", "ferries", "etude", "arch"]),
        ("Title", ["arch", "etude", "ferries", "weavers"]),
        ("Progress", ["ferries", "weavers", "etude", "arch"]),
        ("Highlights", ["ferries", "weavers", "etude", "arch"]),
    ],
)
def test_pills_sort_the_articles(room: LibraryRoom, pill: str, expected: list[str]) -> None:
    _click_pill(room, pill)
    assert _ids(room) == expected


@pytest.mark.parametrize(
    ("shelf", "expected"),
    [
        ("reading", ["weavers", "etude"]),
        ("to_read", ["arch"]),
        ("finished", ["ferries"]),
        ("notes", ["weavers", "etude"]),
        ("tag:cloth", ["weavers", "ferries"]),
    ],
)
def test_shelves_and_tags_narrow_the_list(room: LibraryRoom, shelf: str, expected: list[str]) -> None:
    room.sidebar.choose(shelf)
    assert _ids(room) == expected


def test_the_side_pane_counts_what_stands_on_each_shelf(room: LibraryRoom) -> None:
    model = room.sidebar.list.model()
    told = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]  # fmt: skip
    assert told == [
        "LIBRARY", "All articles, 4", "Reading now, 2", "To read, 1", "Finished, 1", "With notes, 2",
        "TAGS", "#cloth, 2", "#sea, 1",
    ]  # fmt: skip


def test_arrow_keys_in_the_side_pane_pass_over_headings(room: LibraryRoom) -> None:
    room.sidebar.list.setFocus()
    for _ in range(5):
        QTest.keyClick(room.sidebar.list, Qt.Key.Key_Down)
    assert room.sidebar.key == "tag:cloth"
    assert _ids(room) == ["weavers", "ferries"]


def test_enter_and_double_click_open_an_article(room: LibraryRoom, qtbot: QtBot) -> None:
    opened: list[str] = []
    room.opened.connect(opened.append)
    room.select("ferries")
    QTest.keyClick(room.list, Qt.Key.Key_Return)
    place = room.list.visualRect(room.list.model().index(3, 0)).center()
    QTest.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["ferries"]
    QTest.mouseDClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["ferries", "arch"]


def test_typing_the_beginning_of_a_title_goes_there(room: LibraryRoom) -> None:
    QTest.keyClicks(room.list, "night")
    assert room.current_document() == "ferries"


def test_arrow_keys_tell_which_article_is_current(room: LibraryRoom) -> None:
    told: list[str] = []
    room.selected.connect(told.append)
    room.select("weavers")
    QTest.keyClick(room.list, Qt.Key.Key_Down)
    assert told[-1] == "ferries"
    assert room.current_document() == "ferries"


def test_tab_moves_the_keyboard_and_nothing_else(room: LibraryRoom) -> None:
    room.select("ferries")
    room.sidebar.list.setFocus()
    visited = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget() or room, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert room.list in visited
    assert room.current_document() == "ferries"
    assert _ids(room) == ["weavers", "ferries", "etude", "arch"]


def test_a_menu_is_asked_for_by_mouse_and_by_key(room: LibraryRoom, qtbot: QtBot) -> None:
    asked: list[tuple[str, QPoint]] = []
    room.context_requested.connect(lambda found, at: asked.append((found, at)))
    room.select("ferries")
    third = room.list.visualRect(room.list.model().index(2, 0)).center()
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        event = QContextMenuEvent(reason, third, room.list.viewport().mapToGlobal(third))
        QApplication.sendEvent(room.list.viewport(), event)
    second = room.list.visualRect(room.list.model().index(1, 0)).center()
    viewport = room.list.viewport()
    assert asked == [("ferries", viewport.mapToGlobal(second)), ("etude", viewport.mapToGlobal(third))]


def test_a_refresh_keeps_what_is_current_and_the_place(room: LibraryRoom) -> None:
    many = [article(f"a{number:03}", days_ago=number) for number in range(200)]
    room.show_articles(many, NOON)
    room.select("a050")
    room.list.verticalScrollBar().setValue(2000)
    told: list[str] = []
    room.selected.connect(told.append)
    room.show_articles(many[:20] + many[21:], NOON)
    assert room.current_document() == "a050"
    assert room.list.selectionModel().selectedIndexes()[0].row() == 49
    assert room.list.verticalScrollBar().value() == 2000
    assert told == []


def test_when_the_current_article_is_deleted_the_one_in_its_place_is_current(room: LibraryRoom) -> None:
    room.select("ferries")
    room.show_articles([SHELF[0], *SHELF[2:]], NOON)
    assert room.current_document() == "etude"
    room.select("arch")
    room.show_articles([SHELF[0], SHELF[3]], NOON)
    assert room.current_document() == "etude"


def test_what_is_not_shown_is_not_what_keys_speak_of(room: LibraryRoom) -> None:
    room.select("ferries")
    room.sidebar.choose("to_read")
    assert room.current_document() is None
    room.sidebar.choose("all")
    assert room.current_document() == "ferries"


def test_choosing_an_article_from_elsewhere_leaves_a_shelf_it_is_not_on(room: LibraryRoom) -> None:
    room.sidebar.choose("finished")
    room.select("arch")
    assert room.current_document() == "arch"
    assert room.sidebar.key == "all"


def test_a_tag_that_has_gone_leads_back_to_all_articles(room: LibraryRoom) -> None:
    room.sidebar.choose("tag:sea")
    room.show_articles([SHELF[0], SHELF[2]], NOON)
    assert room.sidebar.key == "all"
    assert _ids(room) == ["weavers", "arch"]


def test_every_row_is_told_in_words(room: LibraryRoom) -> None:
    told = room.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == (
        "The weavers of Lindholm, Markdown, 1,120 words, 40 % read, 8 highlights, 5 notes, tags cloth, opened today"
    )
    assert room.list.accessibleName() == "Articles"


def test_an_empty_library_says_so_and_offers_to_add(room: LibraryRoom, qtbot: QtBot) -> None:
    room.show_articles([], NOON)
    assert room._empty.isVisible()
    with qtbot.waitSignal(room.add_requested):
        QTest.mouseClick(room._empty.add, Qt.MouseButton.LeftButton)
    room.show_articles(SHELF, NOON)
    assert room.list.isVisible()
    with qtbot.waitSignal(room.add_requested):
        QTest.mouseClick(room._add, Qt.MouseButton.LeftButton)


def test_an_empty_shelf_says_so(room: LibraryRoom) -> None:
    room.show_articles([SHELF[1]], NOON)
    room.sidebar.choose("to_read")
    assert "No article" in room.list.accessibleDescription()


@pytest.mark.parametrize("width", [300, 460, 620, 720, 860, 1100, 1800])
def test_columns_that_do_not_fit_drop_away_and_the_others_never_meet(width: int) -> None:
    spans = sorted(columns_for(width).items(), key=lambda column: column[1].left)
    assert spans[0][0] == "ARTICLE"
    ends = [span.left + span.width for _, span in spans]
    assert all(end < following.left for end, (_, following) in zip(ends, spans[1:], strict=False))
    assert ends[-1] <= width
    assert spans[0][1].width >= min(250, width - 24)


def test_rows_look_otherwise_in_another_theme_and_at_every_size(room: LibraryRoom, qtbot: QtBot) -> None:
    room.select("weavers")
    for theme in (Theme.DARK, Theme.SEPIA, Theme.HIGH_CONTRAST, Theme.LIGHT):
        before = room.list.grab().toImage()
        room.wear(load_palette(theme))
        assert room.list.grab().toImage() != before
    for width in (1440, 1000, 700):
        room.resize(width, 600)
        room.grab()


def test_ten_thousand_articles_are_rows_not_widgets(room: LibraryRoom) -> None:
    before = len(room.findChildren(QObject))
    room.show_articles([_numbered(number) for number in range(10_000)], NOON)
    room.grab()
    assert len(room.findChildren(QObject)) == before
    assert room.summary() == "10,000 articles · 10,000 highlights · 0 notes"


def _numbered(number: int) -> Shelved:
    return article(f"n{number}", highlights=1, days_ago=number % 300)
