"""Focus mode, the spotlight, and smooth scrolling."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.core.outline import sections_of
from desktop_app.ui.frame.spotlight import Light
from desktop_app.ui.reader.geometry.geometry import LineBox
from desktop_app.ui.rooms.font_note import FontNote
from desktop_app.ui.settings import WindowSettings
from tests.ui.reader.pages import picture
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


def lit_lines(person: Person) -> tuple[list[LineBox], list[LineBox]]:
    """The lines of words that are in the light as a whole, and those that its edge goes through."""
    page, spotlight = person.window.reader.page, person.window.commands.focusing.spotlight
    top, lit = page.verticalScrollBar().value(), spotlight.lit()
    lines = [
        line
        for index, block in enumerate(page.content.blocks)
        for line in page.geometry_of_text.lines(index)
        if block.kind is not BlockKind.FIGURE
    ]
    # Letters stand between a little below the top of their line and a little below its bottom.
    high = [(line, line.top - top + 0.2 * (line.bottom - line.top), line.bottom - top) for line in lines]
    whole = [line for line, upper, lower in high if lit.top() <= upper and lower <= lit.bottom()]
    cut = [line for line, upper, lower in high if upper < lit.top() < lower or upper < lit.bottom() < lower - 3]
    return whole, cut


def test_the_ruler_lights_whole_lines_wherever_they_stand(person: Person) -> None:
    person.read()
    page = person.window.reader.page
    page.set_smooth(False)
    person.press("Shift+F")
    bar = page.verticalScrollBar()
    for value in range(60, bar.maximum() - 60, 7):
        bar.setValue(value)
        whole, cut = lit_lines(person)
        assert len({line.top for line in whole}) == 3, value
        assert not cut, value


def look_at(person: Person, rect: QRectF) -> None:
    """Scroll so that a place of the page is where one reads."""
    page = person.window.reader.page
    page.set_smooth(False)
    for _ in range(3):  # where that is changes near the ends of an article
        page.verticalScrollBar().setValue(round(rect.center().y() - person.window.commands.focusing.spotlight._eye()))


def test_the_ruler_lights_a_picture_as_a_whole(person: Person) -> None:
    page = person.window.reader.page
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Words. " * 200)
    builder.add(BlockKind.FIGURE, "A harbour", resource="harbour")
    builder.add(BlockKind.PARAGRAPH, "Words. " * 800)
    content = builder.content()
    page.show_content(content, sections_of(content), {"harbour": picture(500, 300)})
    person.press("Shift+F")
    figure = page.geometry_of_text.block_rect(1)
    spotlight = person.window.commands.focusing.spotlight
    look_at(person, figure)
    lit, top = spotlight.lit(), page.verticalScrollBar().value()
    assert lit.top() + top <= figure.top()
    assert figure.bottom() <= lit.bottom() + top
    assert lit.height() < figure.height() + 20


def test_the_light_on_one_item_does_not_reach_into_the_next(person: Person) -> None:
    page, spotlight = person.window.reader.page, person.window.commands.focusing.spotlight
    builder = ContentBuilder()
    for number in range(60):
        builder.add(BlockKind.LIST_ITEM, f"Item {number}", level=1, label="•")
    content = builder.content()
    page.show_content(content, sections_of(content), {})
    person.press("F")
    items = [page.geometry_of_text.block_rect(index) for index in range(60)]
    look_at(person, items[30])
    lit = spotlight.lit().translated(0, page.verticalScrollBar().value())
    assert [index for index in range(60) if lit.intersects(items[index])] == [30]
