"""The outline under somebody's fingers, and what the window says of how far they have come."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop_app.core.document import Document, ReadingState, ReadingStatus, never_opened
from desktop_app.services.importing.importing import Importing
from desktop_app.ui.drawing.wording import percent
from desktop_app.ui.outline.rows import ITEM
from tests.ui.window.conftest import Person


def rows(person: Person) -> list[str]:
    model = person.window.reader.outline.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def add_book(importing: Importing) -> Document:
    text = "# Book\n\n" + "".join(
        f"{'#' * level} {name}\n\n" + "A sentence of nine words stands in this place. " * 40 + "\n\n"
        for level, name in ((2, "Rivers"), (3, "Upstream"), (3, "Delta"), (2, "Lakes"))
    )
    document = importing.add_text(text).document
    assert document is not None
    return document


def test_typing_in_the_outline_filters_and_enter_goes_there(person: Person) -> None:
    person.window.open_document(add_book(person.margent.importing).id)
    every = rows(person)
    person.read()
    person.press("O")
    outline = person.window.reader.outline
    assert outline.list.hasFocus()
    person.type("del")
    assert rows(person) == ["Delta"]
    person.press("Return")
    assert person.window.reader.page.hasFocus()
    opened = person.window.desk.opened
    assert opened is not None
    assert opened.sections[person.window.reader.current_section()].heading == "Delta"
    assert rows(person) == every


def test_escape_leaves_the_filter_first_and_then_the_outline(person: Person) -> None:
    every = rows(person)
    person.read()
    person.press("Ctrl+T")
    person.type("zzz")
    assert rows(person) == []
    person.press("Escape")
    assert rows(person) == every
    assert person.window.reader.outline.list.hasFocus()
    person.press("Escape")
    assert person.window.reader.page.hasFocus()


def test_left_and_right_close_and_open_and_so_does_the_arrow(person: Person) -> None:
    person.window.open_document(add_book(person.margent.importing).id)
    person.read()
    person.press("O", "Home")
    every = rows(person)
    while person.window.reader.outline.list.currentIndex().data() != "Rivers":
        person.press("Down")
    person.press("Left")
    assert "Delta" not in rows(person)
    assert "Lakes" in rows(person)
    person.press("Right")
    assert rows(person) == every
    outline = person.window.reader.outline.list
    index = outline.model().index(every.index("Rivers"), 0)
    before = person.window.reader.page.top_offset()
    indent = 14 * (index.data(ITEM).section.level - 1)
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton,
                     pos=QPoint(indent + 10, outline.visualRect(index).center().y()))  # fmt: skip
    assert "Delta" not in rows(person)
    assert person.window.reader.page.top_offset() == before


def test_what_was_read_is_ticked_and_the_pace_becomes_the_persons_own(person: Person) -> None:
    document = add_book(person.margent.importing)
    person.window.open_document(document.id)
    person.bot.wait(50)
    places, now = person.window.places, [0]
    places._clock = lambda: now[0]
    places._sight = None
    page = person.window.reader.page
    page.set_smooth(False)
    person.read()
    places._settled()
    for _ in range(5):
        now[0] += 60_000
        person.press("Space")
        places._settled()
    places.keep()
    person.wait_for(lambda: person.margent.store.reader().reading_time()[0] > 0)
    person.wait_for(lambda: _row(person, "Rivers").data(ITEM).read > 0)
    assert "· read" in _row(person, "Rivers").data(Qt.ItemDataRole.ToolTipRole)
    assert person.margent.store.reader().reading_time()[1] == 300_000
    assert _row(person, "Rivers").data(ITEM).is_read
    assert not _row(person, "Lakes").data(ITEM).is_read


def _row(person: Person, heading: str):  # type: ignore[no-untyped-def]
    return person.window.reader.outline._model.index(rows(person).index(heading))


def test_the_line_at_the_foot_tells_what_is_left(person: Person) -> None:
    person.window.open_document(add_book(person.margent.importing).id)
    person.window.reader.go_to_section(1)
    person.wait_for(lambda: "in this section" in person.window.status._detail.text())
    assert "min left" in person.window.status._detail.text()


def _state(person: Person, document: Document) -> ReadingState:
    return person.window.desk.reader.reading_state(document.id) or never_opened(document.id)


def test_who_leaps_to_the_end_has_not_read_the_article_and_the_library_says_the_same(person: Person) -> None:
    document = add_book(person.margent.importing)
    person.window.open_document(document.id)
    person.window.stage.enter("reader")
    page = person.window.reader.page
    page.set_smooth(False)
    person.read()
    person.press("End")
    person.wait_for(lambda: bool(_state(person, document).seen))
    person.press("Home")
    person.wait_for(lambda: len(_state(person, document).seen) == 2)
    state = _state(person, document)
    assert state.status is ReadingStatus.READING
    assert state.progress < 0.9
    told = f"{percent(state.progress)} read"
    person.wait_for(lambda: person.window.status._detail.text().startswith(told))
    person.press("Ctrl+1")
    room = person.window.rooms.library
    rows = room.list.model()
    person.wait_for(lambda: any(told in str(rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
                                for row in range(rows.rowCount())))  # fmt: skip


def test_an_article_is_marked_as_read_and_unread_in_the_reader_and_stays_so_while_nothing_moves(
    person: Person, document: Document
) -> None:
    person.window.stage.enter("reader")
    person.read()
    person.wait_for(lambda: bool(_state(person, document).seen))
    person.window.action_set.run("file.mark_unread")
    person.wait_for(lambda: _state(person, document).status is ReadingStatus.TO_READ)
    person.wait_for(lambda: person.window.status._detail.text().startswith("0 % read"))
    person.bot.wait(1700)  # as long as it takes to see a page and to keep the place
    person.window.places.leave()
    person.margent.history.record(lambda _: None).result()
    assert _state(person, document).status is ReadingStatus.TO_READ
    person.window.action_set.run("file.mark_read")
    person.wait_for(lambda: _state(person, document).status is ReadingStatus.FINISHED)
    person.wait_for(lambda: "is marked as read" in person.window.toast.message())
    person.press("Ctrl+Z")
    person.wait_for(lambda: _state(person, document).status is ReadingStatus.TO_READ)


def test_articles_are_marked_in_the_library_and_the_search_follows(person: Person, document: Document) -> None:
    other = add_book(person.margent.importing)
    person.press("Ctrl+1")
    person.window.rooms.library.select(other.id)
    person.window.action_set.run("file.mark_read")
    person.wait_for(lambda: _state(person, other).status is ReadingStatus.FINISHED)

    def found(words: str) -> bool:
        return other.id in {hit.document for hit in person.margent.searching.search(words).result(30).hits}

    assert found("is:read sentence")
    assert not found("is:unread sentence")
    person.window.action_set.run("file.mark_unread")
    person.wait_for(lambda: _state(person, other).status is ReadingStatus.TO_READ)
    assert found("is:unread sentence")


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_section_has_a_menu(person: Person, document: Document) -> None:
    outline = person.window.reader.outline.list
    index = outline.model().index(1, 0)
    outline.customContextMenuRequested.emit(outline.visualRect(index).center())
    shown: Callable[[], list[QMenu]] = lambda: [menu for menu in person.window.findChildren(QMenu) if menu.isVisible()]  # noqa: E731
    [menu] = shown()
    assert "Note on the section" in [action.text().partition("\t")[0] for action in menu.actions()]
    assert person.window.reader.current_section() == 1
    menu.close()


def test_the_article_read_last_is_one_key_away_at_its_place(person: Person, document: Document) -> None:
    other = add_book(person.margent.importing)
    person.window.open_document(other.id)
    person.bot.wait(50)
    person.window.reader.page.set_smooth(False)
    person.read()
    person.press("Space", "Space")
    place = person.window.reader.page.top_offset()
    assert place > 0
    person.window.open_document(document.id)
    person.wait_for(lambda: person.margent.store.reader().reading_state(other.id) is not None)
    person.press("Ctrl+1")
    strip = person.window.rooms.library.reading_now
    person.wait_for(strip.isVisible)
    person.press("Ctrl+R")
    person.wait_for(lambda: person.window.desk.opened is not None and person.window.desk.opened.document.id == other.id)
    assert person.window.stage.room == "reader"
    assert person.window.reader.page.top_offset() == place
