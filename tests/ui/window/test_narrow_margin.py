"""The margin of a narrow window: glyphs, previews, and cards that come up over the page."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Colour
from tests.ui.window.conftest import Person

QUOTES = ("never seen one work", "weaver")


@pytest.fixture
def narrow(person: Person) -> Person:
    """A person in front of a narrow window, with two marks in the article, one with a note."""
    opened = person.window.desk.opened
    assert opened is not None
    text = opened.content.text
    for quote, note in zip(QUOTES, ("A *true* word.", ""), strict=True):
        start = text.index(quote)
        person.margent.annotating.highlight(opened, start, start + len(quote), colour=Colour.PINK, note=note)[
            1
        ].result()
    person.wait_for(lambda: len(person.placed()) == 2)
    person.window.resize(1000, 700)
    person.read()
    person.bot.wait(60)
    return person


def test_glyphs_stand_level_with_their_lines_in_place_of_the_cards(narrow: Person) -> None:
    room = narrow.window.reader
    assert not room.margin.isVisible()
    assert room.side.strip.isVisible()
    shown = [one for glyph in room.side.strip.glyphs for one in glyph.placed]
    assert {one.annotation.id for one in shown} == {one.annotation.id for one in narrow.placed()}
    for glyph in room.side.strip.glyphs:
        line = room.page.viewport().mapToGlobal(QPoint(0, round(room.page.line_top(glyph.shown.start)))).y()
        assert abs(room.side.strip.mapToGlobal(QPoint(0, glyph.top)).y() - line) <= 1
    boxes = [glyph.box for glyph in room.side.strip.glyphs]
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)


def test_a_wide_window_has_cards_again(narrow: Person) -> None:
    narrow.window.resize(1300, 800)
    narrow.wait_for(narrow.window.reader.margin.isVisible)
    assert not narrow.window.reader.side.strip.isVisible()


def test_a_glyph_shows_its_note_by_the_mouse_and_its_card_by_a_click(narrow: Person) -> None:
    side = narrow.window.reader.side
    glyph = next(glyph for glyph in side.strip.glyphs if glyph.shown.annotation.note)
    QTest.mouseMove(side.strip, glyph.box.center())
    narrow.wait_for(side.preview.isVisible)
    assert "A *true* word." in side.preview.words()
    QTest.mouseClick(side.strip, Qt.MouseButton.LeftButton, pos=glyph.box.center())
    assert narrow.window.reader.margin.isVisible()
    assert not side.preview.isVisible()
    assert narrow.window.desk.active == glyph.shown.annotation.id
    narrow.press("Escape")
    assert not narrow.window.reader.margin.isVisible()
    assert narrow.window.reader.page.hasFocus()


def test_f6_goes_to_the_glyphs_and_enter_brings_the_card(narrow: Person) -> None:
    side = narrow.window.reader.side
    narrow.press("F6")
    assert side.strip.hasFocus()
    narrow.press("Down", "Return")
    assert narrow.window.reader.margin.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert narrow.window.reader.margin.isAncestorOf(focused)


def test_f6_passes_over_a_strip_without_glyphs(narrow: Person) -> None:
    room = narrow.window.reader
    for one in narrow.placed():
        narrow.margent.annotating.delete([one.annotation.id]).result()
    narrow.wait_for(lambda: not narrow.placed() and not room.side.strip.glyphs)
    narrow.read()
    narrow.press("F6")
    assert room.outline.isAncestorOf(QApplication.focusWidget() or room)
    narrow.press("F6")
    assert room.page.hasFocus()


def test_a_note_is_written_over_the_page_and_the_cards_go_when_it_is_done(narrow: Person) -> None:
    page = narrow.window.reader.page
    width = page.width()
    narrow.press("}", "N")
    narrow.wait_for(lambda: narrow.window.reader.side.over_page)
    narrow.wait_for(lambda: not page.hasFocus())
    assert page.width() == width
    narrow.press("End")
    narrow.type(" Yes")
    narrow.press("Ctrl+Return")
    narrow.wait_for(lambda: any(one.annotation.note.endswith("Yes") for one in narrow.placed()))
    narrow.wait_for(lambda: not narrow.window.reader.margin.isVisible())


def test_resting_on_a_highlight_shows_its_note_where_no_card_is(narrow: Person) -> None:
    room = narrow.window.reader
    one = next(one for one in narrow.placed() if one.annotation.note)
    (run,) = room.page.geometry_of_text.runs(one.start, one.end)
    y = (run.line.top + run.line.bottom) / 2 - room.page.verticalScrollBar().value()
    place = QPointF((run.left + run.right) / 2, y)
    viewport = room.page.viewport()

    def move_to(spot: QPointF) -> None:
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(QMouseEvent.Type.MouseMove, spot, viewport.mapToGlobal(spot), none, none, Qt.KeyboardModifier.NoModifier)  # fmt: skip # noqa: E501
        QApplication.sendEvent(viewport, moved)

    move_to(place)
    narrow.wait_for(room.side.preview.isVisible)
    assert "A *true* word." in room.side.preview.words()
    below = room.side.preview.geometry().top() - room.mapFromGlobal(viewport.mapToGlobal(place.toPoint())).y()
    assert below > 0
    move_to(QPointF(5, 5))
    assert not room.side.preview.isVisible()
