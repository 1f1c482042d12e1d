"""What the rows of the outline say."""

from desktop_app.core.annotation import Colour
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.outline import sections_of
from desktop_app.ui.outline.items import outline_of, rows_of, tip, told
from tests.ui.reader.pages import placed


def book() -> Content:
    """A lead, two chapters, the first with two sections."""
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before it all begins.")
    for heading, level in (("Ice", 1), ("Thin ice", 2), ("Café on the ice", 2), ("Thaw", 1)):
        builder.add(BlockKind.HEADING, heading, level=level)
        builder.add(BlockKind.PARAGRAPH, "Some words about it.")
    return builder.content()


CONTENT = book()
SECTIONS = sections_of(CONTENT)


def headings(closed: set[int], words: str = "") -> list[str]:
    return [item.section.heading for item in rows_of(outline_of(SECTIONS, ()), closed, words)]


def test_closing_hides_what_is_inside_and_only_that() -> None:
    assert headings(set()) == ["Lead", "Ice", "Thin ice", "Café on the ice", "Thaw"]
    assert headings({1}) == ["Lead", "Ice", "Thaw"]
    assert headings({2, 4}) == headings(set())


def test_the_filter_finds_words_in_any_order_without_accents_even_in_closed_sections() -> None:
    assert headings({1}, "ICE cafe") == ["Café on the ice"]
    assert headings(set(), "glacier") == []


def test_a_closed_section_counts_what_is_inside_it() -> None:
    thin, cafe = SECTIONS[2], SECTIONS[3]
    marks = placed(CONTENT, [(thin.body, thin.body + 4, Colour.PINK), (cafe.body, cafe.body + 4, Colour.PINK)])
    read = [1.0, 1.0, 1.0, 0.0, 0.0]
    items = outline_of(SECTIONS, marks, read, [1.0] * 5)
    ice = rows_of(items, {1}, "")[1]
    assert ice.marks == ((Colour.PINK, 2),)
    assert not ice.is_read
    assert items[2].is_read
    assert ice.holds(3)
    assert not items[1].holds(3)
    assert told(ice) == "Ice, level 1, 2 subsections, closed, 67 % read, 2 highlights"
    assert tip(items[3]) == "Ice › Café on the ice\n1 min · not read yet · 1 highlight"
