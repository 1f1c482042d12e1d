"""The palette that comes when words are selected with the mouse."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from desktop_app.core.annotation import Colour
from desktop_app.ui.frame.mark_palette import MarkPalette
from desktop_app.ui.menus.bar import page_menu
from tests.ui.window.conftest import Person


def test_words_selected_with_the_mouse_bring_a_palette(person: Person) -> None:
    page = person.window.reader.page
    start = person.window.reader.page.content.text.index("never seen one work")
    page.place_caret(start)
    middle = page.cursorRect().center() + QPoint(6, 0)
    QTest.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    palette = person.window.findChild(MarkPalette)
    assert palette is not None
    person.wait_for(palette.isVisible)
    assert not _panel(palette).intersects(page.selection_box()), "it covers words that were selected"
    QTest.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.selection_box().height() >= 60, "a third click selects the paragraph"
    assert not _panel(palette).intersects(page.selection_box())
    page.select(start, start + len("never seen one work"))
    page.selected_by_mouse.emit(page.viewport().mapToGlobal(middle))
    button = next(one for one in palette.findChildren(QToolButton) if "green" in one.accessibleName())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    person.wait_for(lambda: len(person.placed()) == 1)
    assert person.placed()[0].annotation.colour is Colour.GREEN
    assert not palette.isVisible()


def _panel(palette: MarkPalette) -> QRect:
    return QRect(palette.mapToGlobal(palette.contentsRect().topLeft()), palette.contentsRect().size())


def test_the_menu_of_the_page_shows_each_colour_beside_its_name(person: Person) -> None:
    menu = page_menu(person.window.action_set, person.window)
    menu.aboutToShow.emit()
    pictures = [person.window.action_set[f"mark.{colour}"].icon().pixmap(20).toImage() for colour in Colour]
    assert not any(picture.isNull() for picture in pictures)
    assert all(one != other for one, other in pairwise(pictures))
