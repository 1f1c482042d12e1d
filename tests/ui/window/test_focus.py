"""Focus mode, the spotlight, and smooth scrolling."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.ui.frame.spotlight import Light
from desktop_app.ui.rooms.font_note import FontNote
from desktop_app.ui.settings import WindowSettings
from tests.ui.window.conftest import Person


def chrome_seen(person: Person) -> list[bool]:
    window = person.window
    return [part.isVisible() for part in (window.top_bar, window.status, window.reader.outline, window.reader.margin)]


def test_one_key_puts_everything_but_the_page_away_and_escape_brings_it_back(person: Person) -> None:
    person.read()
    place = person.window.reader.page.top_offset()
    person.press("Z")
    assert chrome_seen(person) == [False] * 4
    assert person.window.reader.page.hasFocus()
    assert person.window.reader.page.top_offset() == place
    person.press("Escape")
    assert chrome_seen(person) == [True] * 4


def test_focus_mode_puts_away_what_is_told_above_the_article(person: Person) -> None:
    note = person.window.reader.findChild(FontNote)
    assert note is not None
    person.bot.wait(600)  # until it has been found that no letter is missing
    note.show_missing("ሀ")
    person.read()
    person.press("Z")
    assert not note.isVisible()
    person.press("Escape")
    assert note.isVisible()


def test_focus_mode_gives_way_to_the_search_and_to_other_rooms(person: Person) -> None:
    person.read()
    person.press("Shift+F11")
    person.press("Ctrl+K")
    assert person.window.top_bar.search.hasFocus()
    assert chrome_seen(person) == [True] * 4
    person.read()
    person.press("Z", "Ctrl+1")
    assert person.window.top_bar.isVisible()
    assert person.window.stage.room == "library"


def test_panes_that_were_hidden_before_stay_so(person: Person) -> None:
    person.read()
    person.press("F9", "Z", "Escape")
    assert chrome_seen(person) == [True, True, False, False]


def test_escape_in_caret_mode_leaves_that_first(person: Person) -> None:
    person.read()
    person.press("Z", "V", "Escape")
    assert person.window.commands.focusing.on
    person.press("Escape")
    assert not person.window.commands.focusing.on


def test_the_spotlight_shows_one_paragraph_and_dims_the_others(person: Person) -> None:
    person.read()
    page, spotlight = person.window.reader.page, person.window.commands.focusing.spotlight
    before = page.grab().toImage()
    person.press("F")
    assert spotlight.light is Light.PARAGRAPH
    QApplication.processEvents()
    after = page.grab().toImage()
    lit, origin = spotlight.lit().toRect(), spotlight.geometry().topLeft()
    assert 0 < lit.height() < spotlight.height() // 2

    def darkest(image: QImage, top: int, bottom: int) -> int:
        rows = range(max(origin.y(), top), min(image.height(), bottom), 2)
        return min(image.pixelColor(x, y).lightness() for y in rows for x in range(200, image.width() - 100, 2))

    inside = origin.y() + lit.top() + 10, origin.y() + lit.bottom() - 10
    below = origin.y() + lit.bottom() + 10, page.height()
    assert darkest(after, *inside) == darkest(before, *inside)
    assert darkest(after, *below) > darkest(before, *below) + 80
    person.press("F")
    QApplication.processEvents()
    assert page.grab().toImage() == before


def test_every_paragraph_comes_into_the_light_as_one_scrolls(person: Person) -> None:
    person.read()
    page, spotlight = person.window.reader.page, person.window.commands.focusing.spotlight
    person.press("Shift+F")
    assert spotlight.light is Light.LINES
    page.set_smooth(False)
    bar, seen = page.verticalScrollBar(), []
    geometry = page.geometry_of_text
    for value in range(0, bar.maximum() + 1, 4):
        bar.setValue(value)
        seen.append(geometry.line_below(value + spotlight.lit().center().y()).block)
    bar.setValue(bar.maximum())
    seen.append(geometry.line_below(bar.value() + spotlight.lit().center().y()).block)
    assert seen == sorted(seen)
    assert {seen[0], seen[-1]} == {0, len(page.content.blocks) - 1}


def test_smooth_scrolling_is_a_choice_that_lasts(person: Person, library: Path) -> None:
    page = person.window.reader.page
    before = page.smooth()
    person.window.action_set.run("view.smooth")
    assert page.smooth() is not before
    assert person.window.action_set["view.smooth"].isChecked() is not before
    person.window._settings.save()
    assert WindowSettings(library).load().smooth is not before
