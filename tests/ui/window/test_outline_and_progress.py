"""The outline under somebody's fingers, and what the window says of how far they have come."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop_app.core.document import Document
from desktop_app.services.importing.importing import Importing
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
    person.bot.wait(20)
    detail = person.window.status._detail.text()
    assert "min left" in detail
    assert "in this section" in detail


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_section_has_a_menu(person: Person, document: Document) -> None:
    outline = person.window.reader.outline.list
    index = outline.model().index(1, 0)
    outline.customContextMenuRequested.emit(outline.visualRect(index).center())
    shown: Callable[[], list[QMenu]] = lambda: [menu for menu in person.window.findChildren(QMenu) if menu.isVisible()]  # noqa: E731
    [menu] = shown()
    assert "Note on the section" in [action.text() for action in menu.actions()]
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
