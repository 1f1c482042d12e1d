"""Two articles side by side, each with its place, its marks and all the keys."""

import contextlib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop_app.compose import compose
from desktop_app.core.document import Document
from desktop_app.formats import registry
from desktop_app.services.articles.reading import open_document
from desktop_app.ui.reader.view import ReaderView
from tests.ui.window.conftest import Person, built_window, opened_window


@pytest.fixture
def other(person: Person) -> Document:
    """Another article, in the library."""
    text = "Harbours and their clerks are the matter of this long article. " * 60
    added = person.margent.importing.add_text("Harbours\n\n" + "\n\n".join([text] * 8)).document
    assert added is not None
    person.bot.wait(50)
    return added


@pytest.fixture
def two(person: Person, document: Document, other: Document) -> Person:
    """A person with the one open and the other beside it."""
    person.press("Ctrl+1")
    person.window.rooms.library.select(other.id)
    person.press("Ctrl+Backslash")
    person.wait_for(lambda: person.window.reader.beside.shown)
    person.bot.wait(50)
    person.window.reader.page.set_smooth(False)
    person.window.reader.beside.page.set_smooth(False)
    return person


def on_desk(person: Person) -> str:
    assert person.window.desk.opened is not None
    return person.window.desk.opened.document.id


def left_of(one: QWidget, other: QWidget) -> bool:
    return one.mapToGlobal(QPoint()).x() < other.mapToGlobal(QPoint()).x()


def test_the_library_opens_an_article_beside(two: Person, document: Document, other: Document) -> None:
    room = two.window.reader
    assert two.window.stage.room == "reader"
    assert on_desk(two) == document.id
    assert room.beside.opened is not None
    assert room.beside.opened.document.id == other.id
    assert room.beside.page.isVisible()
    assert left_of(room.page, room.beside.page)
    assert abs(room.page.width() - room.beside.page.width()) < 60
    assert room.page.document() is not room.beside.page.document()


def test_f6_goes_to_the_other_side_and_nothing_moves_on_the_screen(
    two: Person, document: Document, other: Document
) -> None:
    room = two.window.reader
    room.beside.page.go_to(700)
    two.read()
    right = room.beside.page.mapToGlobal(QPoint())
    place = room.beside.page.top_offset()
    two.press("F6")
    two.wait_for(lambda: on_desk(two) == other.id)
    assert room.page.hasFocus()
    assert room.page.mapToGlobal(QPoint()) == right
    assert room.page.top_offset() == place
    assert room.beside.opened is not None
    assert room.beside.opened.document.id == document.id
    two.press("Space")
    assert room.page.top_offset() > place
    assert room.beside.page.top_offset() == 0


def test_marking_works_on_either_side(two: Person, document: Document, other: Document) -> None:
    two.press("Ctrl+Backslash")
    two.wait_for(lambda: on_desk(two) == other.id)
    two.press("H")
    two.wait_for(lambda: bool(two.margent.store.reader().annotations(other.id)))
    assert two.margent.store.reader().annotations(document.id) == []


def test_a_click_and_a_selection_take_a_side_over(two: Person, other: Document) -> None:
    room = two.window.reader
    viewport = room.beside.page.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, x, button, held in (
        (QEvent.Type.MouseButtonPress, 60.0, left, left),
        (QEvent.Type.MouseMove, 200.0, none, left),
        (QEvent.Type.MouseButtonRelease, 200.0, left, none),
    ):
        place = QPointF(x, 140.0)
        event = QMouseEvent(kind, place, viewport.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)
        assert on_desk(two) != other.id
    chosen = room.beside.page.selected_range()
    assert chosen is not None
    two.wait_for(lambda: on_desk(two) == other.id)
    assert room.page.selected_range() == chosen


def test_what_is_marked_shows_on_the_other_side_too(person: Person, document: Document) -> None:
    person.read()
    person.press("Ctrl+Backslash")
    person.wait_for(lambda: person.window.reader.beside.shown)
    person.read()
    person.press("H")

    def marked(page: ReaderView) -> bool:
        return bool(page._under.marks.all)

    person.wait_for(lambda: marked(person.window.reader.beside.page))
    assert marked(person.window.reader.page)


@pytest.mark.parametrize("from_the_other", [False, True])
def test_ctrl_w_closes_the_side_one_is_in_and_then_the_article(
    two: Person, document: Document, other: Document, from_the_other: bool
) -> None:
    two.read()
    if from_the_other:
        two.press("Ctrl+Backslash")
        two.wait_for(lambda: on_desk(two) == other.id)
    two.press("Ctrl+W")
    assert not two.window.reader.beside.shown
    assert not two.window.reader.beside.page.isVisible()
    assert not two.window.reader.beside.page.content.text, "a change of the looks would set it anew"
    assert on_desk(two) == (document.id if from_the_other else other.id)
    assert two.window.reader.page.hasFocus()
    assert two.window.reader.outline.isVisible()
    two.press("Ctrl+W")
    assert two.window.desk.opened is None


def test_a_deleted_article_leaves_the_other_alone(two: Person, document: Document, other: Document) -> None:
    two.margent.library.delete(other.id).result()
    two.wait_for(lambda: not two.window.reader.beside.shown)
    assert on_desk(two) == document.id


def test_a_pair_is_there_again_after_a_restart_with_its_place_and_sides(
    two: Person, library: Path, document: Document, other: Document
) -> None:
    two.press("F6")
    room = two.window.reader
    room.beside.page.go_to(700)
    assert on_desk(two) == other.id
    assert room.beside.is_left
    two.window.close()
    two.margent.close()
    margent, window = opened_window(two.bot, library)
    try:
        window.open_document(other.id)
        window.pair.restore()
        window.stage.enter("reader")
        two.bot.wait(50)
        beside = window.reader.beside
        assert beside.opened is not None
        assert beside.opened.document.id == document.id
        assert beside.page.top_offset() == 700
        assert beside.is_left
        assert left_of(beside.page, window.reader.page)
        beside.close()
    finally:
        window.close()
        margent.close()
    margent, window = opened_window(two.bot, library)
    try:
        window.open_document(other.id)
        window.pair.restore()
        assert not window.reader.beside.shown
    finally:
        window.close()
        margent.close()


def test_the_menu_of_the_other_side_is_about_what_was_pointed_at_there(two: Person, other: Document) -> None:
    page = two.window.reader.beside.page
    page.select(3, 20)
    where = page.viewport().mapToGlobal(QPoint(80, 60))
    page.customContextMenuRequested.emit(QPoint(80, 60))
    two.wait_for(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert on_desk(two) == other.id
    assert two.window.reader.page.selected_range() == (3, 20)
    assert menu.geometry().adjusted(-4, -4, 4, 4).contains(where)
    assert abs(menu.geometry().top() - where.y()) < 12
    menu.close()


def test_two_articles_share_all_the_width_that_the_panes_leave(two: Person) -> None:
    room = two.window.reader
    two.wait_for(lambda: room.side.strip.isVisible())
    QApplication.processEvents()
    pages = room.page.width() + room.beside.page.width()
    assert pages > room.width() - room.side.strip.width() - 12
    assert abs(room.page.width() - room.beside.page.width()) < 4


def test_two_articles_share_all_the_width_after_a_restart_too(two: Person, library: Path) -> None:
    document = on_desk(two)
    two.window.close()
    two.margent.close()
    margent, window = built_window(library)
    try:
        room = window.reader
        window.resize(1440, 900)
        window.open_document(document)
        window.pair.restore()
        with two.bot.waitSignal(window.equipped):
            window.show()
        two.wait_for(lambda: room.side.strip.isVisible())
        QApplication.processEvents()
        strip = room.side.strip
        for page in room.beside.pages():
            assert page.width() * 2 > room.width() - strip.width() - 12
        assert strip.mapTo(room, QPoint(strip.width(), 0)).x() == room.width()
    finally:
        window.close()
        margent.close()


def test_a_wide_window_shows_the_outline_beside_two_articles_after_a_restart_too(two: Person, library: Path) -> None:
    document = on_desk(two)
    two.window.close()
    two.margent.close()
    margent, window = built_window(library)
    try:
        room = window.reader
        window.resize(1800, 900)
        window.open_document(document)
        window.pair.restore()
        with two.bot.waitSignal(window.equipped):
            window.show()
        two.wait_for(lambda: room.side.strip.isVisible())
        QApplication.processEvents()
        assert room.outline.isVisible()
        pages = room.page.width() + room.beside.page.width()
        assert pages > room.width() - room.outline.width() - room.side.strip.width() - 12
    finally:
        window.close()
        margent.close()


def test_focus_mode_brings_back_the_glyphs_of_two_articles(two: Person) -> None:
    room = two.window.reader
    two.wait_for(lambda: room.side.strip.isVisible())
    two.read()
    outline = room.outline.isVisible()
    two.press("Z")
    assert not room.side.strip.isVisible()
    two.press("Escape")
    assert room.side.strip.isVisible()
    assert room.outline.isVisible() == outline


def test_a_new_version_leaves_the_page_at_its_words_on_both_sides_and_over_a_restart(
    two: Person, library: Path, tmp_path: Path, other: Document
) -> None:
    path = tmp_path / "bridge.md"
    paragraphs = [f"Paragraph {number} tells of the bridge and of those who keep it. " * 12 for number in range(40)]
    path.write_text("\n\n".join(paragraphs))
    document = two.margent.importing.add_file(path).document
    assert document is not None
    room = two.window.reader
    two.window.open_document(document.id)
    room.open_beside(document.id)

    def words(page: ReaderView) -> str:
        opened = open_document(two.window.desk.reader, document.id)
        return opened.content.text[page.top_offset() :][:12]

    def at_their_words() -> bool:
        return words(room.page) == "Paragraph 20" and words(room.beside.page) == "Paragraph 30"

    text = open_document(two.window.desk.reader, document.id).content.text
    for page, number in ((room.page, 20), (room.beside.page, 30)):
        page.go_to(text.index(f"Paragraph {number} "))
    assert at_their_words()
    path.write_text("\n\n".join([*paragraphs[:3], "Something new above all that. " * 50, *paragraphs[3:]]))
    two.margent.importing.add_file(path)
    two.wait_for(at_their_words)
    two.margent.history.undo().result()
    two.wait_for(at_their_words)
    two.window.close()
    two.margent.close()
    with contextlib.closing(compose(library, parse=registry.parse)) as without_window:
        without_window.importing.add_file(path)
    margent, window = opened_window(two.bot, library)
    try:
        room = window.reader
        window.open_document(document.id)
        window.pair.restore()
        window.stage.enter("reader")
        two.bot.wait(50)
        assert window.desk.opened is not None
        text = window.desk.opened.content.text
        tops = [text[page.top_offset() :][:12] for page in (room.page, room.beside.page)]
        assert tops == ["Paragraph 20", "Paragraph 30"]
    finally:
        window.close()
        margent.close()
