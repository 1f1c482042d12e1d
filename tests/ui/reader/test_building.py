"""Every kind of block is shown as what it is, with its words where the article has them."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QRawFont, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.reader.pages import (
    Show,
    appearance,
    box_of,
    colours_in,
    every_kind,
    middle_of,
    nested,
    picture,
    place_of,
    seen,
)

LIGHT = load_palette(Theme.LIGHT)


@pytest.fixture
def content() -> Content:
    return every_kind()


def shows(view: ReaderView, words: str) -> None:
    view.go_to(place_of(view.content, words)[0])


def font_of(view: ReaderView, words: str) -> QRawFont:
    """The face that the first glyphs of some words are drawn with."""
    start, _ = place_of(view.content, words)
    view.select(start, start + 1)
    cursor = view.textCursor()
    block = view.document().findBlock(cursor.selectionStart())
    (run,) = block.layout().glyphRuns(cursor.selectionStart() - block.position(), 1)
    return run.rawFont()


def test_headings_are_larger_and_heavier_than_text(show: Show, content: Content) -> None:
    view = show(content)
    heading, text = font_of(view, "Boats and"), font_of(view, "Plain words")
    assert heading.pixelSize() > 1.25 * text.pixelSize()
    assert heading.weight() == 600
    assert heading.familyName() == text.familyName() == "Literata"
    assert heading.styleName() == "SemiBold"


def test_the_one_heading_above_all_others_is_the_largest(show: Show) -> None:
    builder = ContentBuilder()
    for level, text in ((1, "Title"), (2, "One"), (3, "Deeper"), (2, "Two")):
        builder.add(BlockKind.HEADING, text, level=level)
        builder.add(BlockKind.PARAGRAPH, "Words.")
    view = show(builder.content())
    sizes = [font_of(view, words).pixelSize() for words in ("Title", "One", "Deeper")]
    assert sizes == sorted(sizes, reverse=True)
    assert font_of(view, "One").pixelSize() == font_of(view, "Two").pixelSize()


def test_inline_spans_are_shown(show: Show, content: Content) -> None:
    view = show(content)
    assert "Italic" in font_of(view, "with a ").styleName()
    assert "Bold" in font_of(view, "note").styleName()
    assert font_of(view, "count(boat)").familyName() == "IBM Plex Mono"
    start, end = place_of(content, "all of it")
    view.select(start, end)
    assert view.textCursor().charFormat().fontStrikeOut()


def test_lines_stand_evenly_whatever_is_in_them(show: Show, content: Content) -> None:
    view = show(content)
    geometry = view.geometry_of_text
    heights = set()
    for index, block in enumerate(content.blocks):
        if block.kind is BlockKind.PARAGRAPH:
            heights |= {line.bottom - line.top for line in geometry.lines(index)}
    assert heights == {30.0}


def test_clicking_a_link_tells_its_address_as_the_article_has_it(show: Show, content: Content) -> None:
    view = show(content)
    shows(view, "Words with a link")
    links: list[str] = []
    notes: list[str] = []
    view.link_activated.connect(links.append)
    view.footnote_activated.connect(notes.append)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, *place_of(content, "link")))
    assert links == ["https://example.org/ä?b=1&c=2#d"]
    assert notes == []
    mark = box_of(view, *place_of(content, " and more")).topLeft() + QPoint(-4, 10)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert notes == ["12"]


def test_the_address_under_the_mouse_is_told(qtbot: QtBot, show: Show, content: Content) -> None:
    view = show(content)
    shows(view, "Words with a link")
    told: list[str] = []
    view.link_hovered.connect(told.append)
    QTest.mouseMove(view.viewport(), QPoint(3, 3))  # a mouse that is there already would not be told of
    QTest.mouseMove(view.viewport(), middle_of(view, *place_of(content, "link")))
    qtbot.waitUntil(lambda: told == ["https://example.org/ä?b=1&c=2#d"])


def test_stored_pictures_are_shown_and_wide_ones_fit_the_column(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "Wide", resource="wide")
    builder.add(BlockKind.FIGURE, "Small", resource="small")
    content = builder.content()
    view = show(content)
    pictures = {"wide": picture(2000, 500), "small": picture(100, 50, "#0033dd")}
    view.show_content(content, sections_of(content), pictures)
    left, right = view.geometry_of_text.column()
    wide, small = (view.geometry_of_text.lines(index)[0] for index in (0, 1))
    assert wide.bottom - wide.top == pytest.approx(660 / 4, abs=12)
    assert right - left == 660
    assert small.bottom - small.top < 70
    image = seen(view)
    assert image.pixelColor(round(left) + 5, round(wide.middle)).name() == "#cc2200"
    assert image.pixelColor(round((left + right) / 2), round(small.middle)).name() == "#0033dd"


@pytest.mark.parametrize("stored", [b"", b"not a picture", picture()[:60]], ids=["none", "text", "cut"])
def test_a_picture_that_cannot_be_shown_leaves_a_place_for_itself(show: Show, stored: bytes) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "Missing words stay", resource="gone")
    content = builder.content()
    view = show(content)
    view.show_content(content, sections_of(content), {"gone": stored})
    line = view.geometry_of_text.lines(0)[0]
    assert line.bottom - line.top > 20
    assert LIGHT.ground() in colours_in(seen(view), view.viewport().rect())
    view.select(0, len(content.text))
    assert view.textCursor().selectedText() == "Missing words stay"


def test_nothing_but_stored_pictures_is_ever_loaded(show: Show, content: Content) -> None:
    view = show(content)
    image = QTextDocument.ResourceType.ImageResource.value
    for address in ("file:///etc/passwd", "https://example.org/a.png", "picture:99", "picture:x", ""):
        served = view.loadResource(image, QUrl(address))
        assert isinstance(served, QImage)
        assert not served.isNull()
    assert view.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("file:///etc/passwd")) == b""


def test_a_pictures_size_follows_the_column(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "Wide", resource="wide")
    content = builder.content()
    view = show(content)
    view.show_content(content, sections_of(content), {"wide": picture(2000, 1000)})
    view.resize(QSize(420, 500))
    line = view.geometry_of_text.lines(0)[0]
    left, right = view.geometry_of_text.column()
    assert line.bottom - line.top == pytest.approx((right - left) / 2, abs=12)


def test_tables_have_their_cells_side_by_side(show: Show, content: Content) -> None:
    view = show(content)
    monday, three = (box_of(view, *place_of(content, words)) for words in ("Monday", "3 😀"))
    assert monday.top() == three.top()
    assert monday.right() < three.left()
    assert len(view.geometry_of_text.rows(0)) == 3
    assert len(view.geometry_of_text.rows(1)) == 2


def test_a_table_and_long_code_stay_inside_the_column_and_nothing_makes_the_page_wider(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before.")
    builder.add(BlockKind.TABLE, "\t".join(f"column{number} of many" for number in range(6)))
    builder.add(BlockKind.CODE, "x" * 500)
    builder.add(BlockKind.TABLE, "\t".join(f"column{number}ofmany" for number in range(9)))
    view = show(builder.content())
    left, right = view.geometry_of_text.column()
    for index in range(3):
        for line in view.geometry_of_text.lines(index):
            assert left <= line.left
            assert line.right <= right + 1
    assert view.horizontalScrollBar().maximum() == 0


def test_the_theme_changes_links_and_grounds_too(show: Show, content: Content) -> None:
    view = show(content, height=1400)
    view.set_appearance(appearance(Theme.DARK))
    dark = load_palette(Theme.DARK)
    found = colours_in(seen(view), view.viewport().rect())
    assert {dark.paper, dark.ink, dark.accent, dark.ground()} <= found
    assert not {LIGHT.paper, LIGHT.accent, LIGHT.ink} & found


def test_an_item_at_any_depth_has_room_for_its_words(show: Show) -> None:
    builder = ContentBuilder()
    for level in range(1, 41):
        builder.add(BlockKind.LIST_ITEM, "Words of an item.", level=level, label="•")
    view = show(builder.content())
    geometry = view.geometry_of_text
    lefts = [geometry.lines(index)[0].left for index in range(40)]
    assert lefts == sorted(lefts)
    assert lefts[0] < lefts[5]
    assert len(geometry.lines(39)) == 1, "all of its words fit in a line"


def test_a_quote_in_a_list_stands_with_its_item(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.LIST_ITEM, "An item.", level=1, label="•")
    builder.add(BlockKind.QUOTE, "Quoted in it.", level=1, lists=1)
    builder.add(BlockKind.QUOTE, "Quoted in nothing.", level=1)
    view = show(builder.content())
    item, inside, outside = (view.geometry_of_text.lines(index)[0].left for index in range(3))
    assert outside < inside
    assert item < inside
    picture_, edge = seen(view), round(view.geometry_of_text.column()[0])
    first, second = (view.geometry_of_text.block_rect(index) for index in (1, 2))
    bare = colours_in(picture_, QRect(edge, round(first.top()), 20, round(first.height())))
    assert len(bare) == 1, "its bar stands beside the item's words"
    assert len(colours_in(picture_, QRect(edge, round(second.top()), 20, round(second.height())))) > 1


def bar_at(view: ReaderView, index: int, x: int) -> bool:
    """Tell whether there is something beside a block, at so many pixels from the column's left edge."""
    rect, left = view.geometry_of_text.block_rect(index), round(view.geometry_of_text.column()[0])
    y = round(rect.top()) - view.verticalScrollBar().value()
    return LIGHT.paper not in colours_in(seen(view), QRect(left + x, y + 3, 2, round(rect.height()) - 6))


def test_what_stands_in_a_quote_keeps_its_bar_and_its_place(show: Show) -> None:
    view = show(nested(), height=1400)
    geometry = view.geometry_of_text
    quote, item, code = (geometry.lines(index)[0].left for index in range(3))
    assert quote < item
    assert quote < code
    assert geometry.rows(3)[0].left() == pytest.approx(quote, abs=1)
    assert all(bar_at(view, index, 5) for index in range(5)), "one bar beside all of it"
    assert not bar_at(view, 5, 5)


def test_the_bar_of_a_quote_has_no_gaps(show: Show) -> None:
    view = show(nested(), height=1400)
    picture_, left = seen(view), round(view.geometry_of_text.column()[0])
    first, last = (view.geometry_of_text.block_rect(index) for index in (0, 4))
    beside = QRect(left + 5, round(first.top()) + 3, 2, round(last.bottom() - first.top()) - 6)
    assert len(colours_in(picture_, beside)) == 1


def test_code_and_tables_in_an_item_stand_where_its_words_do(show: Show) -> None:
    view = show(nested(), height=1400)
    geometry = view.geometry_of_text
    item = geometry.lines(6)[0].left
    assert geometry.rows(8)[0].left() == pytest.approx(item, abs=1)
    ground = QColor(LIGHT.ground()).name()
    rect = geometry.block_rect(7)
    image, y = seen(view), round(rect.center().y())
    assert image.pixelColor(round(item) - 4, y).name() != ground
    assert image.pixelColor(round(item) + 4, y).name() == ground


def test_signs_stand_where_words_that_run_to_the_left_begin(show: Show) -> None:
    view = show(nested(), height=1400)
    left, right = view.geometry_of_text.column()
    for index in (9, 10, 11, 12):
        line = view.geometry_of_text.lines(index)[0]
        assert line.right < right - 10, "there is room for a sign"
        y = round(line.top)
        height = round(line.bottom - line.top)
        image = seen(view)
        assert len(colours_in(image, QRect(round(line.right) + 2, y, round(right - line.right) - 2, height))) > 1, index
        assert index == 9 or len(colours_in(image, QRect(round(left), y, 30, height))) == 1, index


def test_a_rule_has_its_room_above_and_below_a_table(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Words.")
    builder.add(BlockKind.RULE, "")
    builder.add(BlockKind.TABLE, "Day\tBoats\nMonday\t3", level=1)
    builder.add(BlockKind.RULE, "")
    builder.add(BlockKind.PARAGRAPH, "More words.")
    content = builder.content()
    view = show(content)
    rects = [view.geometry_of_text.block_rect(index) for index in range(5)]
    assert [rects[index].height() for index in (1, 3)] == pytest.approx([2 * 18.5] * 2)
    assert rects[2].top() - rects[1].bottom() >= 10
    assert rects[3].top() - rects[2].bottom() >= 20
    for offset in range(len(content.text) + 1):
        view.place_caret(offset)
        assert view.caret_offset() == offset
    view.select(0, len(content.text))
    assert view.createMimeDataFromSelection().text() == content.text
