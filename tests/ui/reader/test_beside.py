"""The header names the section one is in; the minimap shows where marks and hits are."""

from random import Random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.header import StickyHeader
from desktop_app.ui.reader.minimap import Minimap
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.reader.pages import Show, colours_in, placed, plain

LIGHT = load_palette(Theme.LIGHT)


def header_of(view: ReaderView) -> StickyHeader:
    (header,) = view.findChildren(StickyHeader)
    return header


def minimap_of(view: ReaderView) -> Minimap:
    (minimap,) = view.findChildren(Minimap)
    return minimap


def test_the_header_follows_the_section(show: Show) -> None:
    content = plain()
    view = show(content)
    sections = sections_of(content)
    assert header_of(view).text == f"Lead · 1 of {len(sections)}"
    view.go_to(sections[3].start)
    assert header_of(view).text == f"Part 3 · 4 of {len(sections)}"
    assert header_of(view).accessibleName() == header_of(view).text
    view.go_to(sections[4].start - 2)
    assert header_of(view).text == f"Part 3 · 4 of {len(sections)}"


def test_the_header_does_not_cover_the_words(show: Show) -> None:
    view = show(plain())
    assert header_of(view).geometry().bottom() < view.viewport().geometry().top()


def test_the_minimap_shows_marks_and_hits_by_their_place_in_the_text(show: Show) -> None:
    content = plain()
    view = show(content)
    length = len(content.text)
    view.set_annotations(placed(content, [(length // 4, length // 4 + 9, Colour.PINK)]))
    view.set_hits([(length * 3 // 4, length * 3 // 4 + 5)], 0)
    minimap = minimap_of(view)
    image = minimap.grab().toImage()
    rows = {name: [y for y in range(image.height()) if image.pixelColor(8, y).name() == name]
            for name in (LIGHT.edges[Colour.PINK], LIGHT.hit)}  # fmt: skip
    assert rows[LIGHT.edges[Colour.PINK]][0] == pytest.approx(image.height() / 4, abs=4)
    assert rows[LIGHT.hit][0] == pytest.approx(image.height() * 3 / 4, abs=4)
    page = view.grab(minimap.geometry()).toImage()
    assert colours_in(page, page.rect()) == {LIGHT.paper, LIGHT.edges[Colour.PINK], LIGHT.hit}
    view.set_annotations([])
    assert LIGHT.edges[Colour.PINK] not in colours_in(minimap.grab().toImage(), minimap.rect())


def test_a_minimap_that_was_changed_looks_like_one_drawn_anew(show: Show) -> None:
    content, chance = plain(), Random(4)
    starts = [chance.randrange(len(content.text) - 20) for _ in range(120)]
    marks = placed(content, [(start, start + 9, chance.choice(list(Colour))) for start in starts])
    view = show(content)
    view.set_hits([(start, start + 3) for start in sorted(starts[::9])])
    shown = marks[:80]
    view.set_annotations(shown)
    view.grab()
    for step in range(5):
        gone, come = shown[step::11], marks[80 + 8 * step : 88 + 8 * step]
        shown = [one for one in shown if one not in gone] + come
        view.change_annotations(gone, come)
        amended = minimap_of(view).grab().toImage()
        view.set_annotations(shown)
        assert minimap_of(view).grab().toImage() == amended


def test_clicking_the_minimap_goes_there(show: Show) -> None:
    content = plain()
    view = show(content)
    minimap = minimap_of(view)
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(5, minimap.height() // 2))
    middle = (view.top_offset() + view.last_offset()) / 2
    assert middle == pytest.approx(len(content.text) / 2, rel=0.1)


def test_everything_beside_the_words_has_a_name_for_those_who_listen(show: Show) -> None:
    view = show(plain())
    assert view.accessibleName()
    assert minimap_of(view).accessibleName()


def test_the_wheel_scrolls_over_the_margins_and_asks_for_zoom_with_ctrl(show: Show) -> None:
    view = show(plain(), width=1300)
    told: list[int] = []
    view.zoom_requested.connect(told.append)
    margin = view.viewport().geometry().topLeft() + QPoint(-80, 200)
    for target, point in ((view, margin), (view.viewport(), QPoint(100, 100))):
        before = view.verticalScrollBar().value()
        _wheel(target, point, Qt.KeyboardModifier.NoModifier)
        assert view.verticalScrollBar().value() > before
    before = view.verticalScrollBar().value()
    _wheel(view.viewport(), QPoint(100, 100), Qt.KeyboardModifier.ControlModifier)
    assert told == [-1]
    assert view.verticalScrollBar().value() == before


def _wheel(target: QWidget, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(point),
        QPointF(target.mapToGlobal(point)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)
