"""What keys speak of when nobody has named it: the caret, a click, a match, what is chosen, the top of the page."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_app.core.annotation import Colour, Scope, Style
from tests.ui.window.conftest import Person


def _mark(person: Person, quote: str) -> str:
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index(quote)
    annotation, saved = person.margent.annotating.highlight(opened, start, start + len(quote))
    saved.result(30)
    person.wait_for(lambda: person.window.desk.standing.get(annotation.id) is not None)
    return annotation.id


def test_what_was_just_marked_at_the_caret_is_cycled_and_merged(person: Person) -> None:
    first = _mark(person, "The first loom came to Lindholm")
    person.read()
    person.press("V", "V", "W", "W", "W", "4")
    person.wait_for(lambda: len(person.placed()) == 2)
    person.wait_for(lambda: person.window.desk.active not in (None, first))
    person.press("Escape")
    person.press("Period")
    assert person.window.status.message().startswith("2 of 2")
    assert person.window.desk.active == first


def test_after_marking_by_keyboard_the_caret_behind_it_still_means_it(person: Person) -> None:
    person.read()
    person.press("V", "V", "W", "W", "W", "4")
    person.wait_for(lambda: person.window.desk.active is not None)
    assert person.window.reader.page.caret_mode()
    for key in ("Period", "Comma"):
        person.press(key)
        assert person.window.status.message().startswith("1 of 1")


def _find(person: Person, words: str) -> int:
    """Find words, and leave the bar for the page with the match still shown; return where it is."""
    person.read()
    person.press("/")
    person.type(words)
    page = person.window.reader.page
    person.wait_for(lambda: page.hit_in_sight() is not None)
    person.press("F6")
    found = page.hit_in_sight()
    assert found is not None
    assert page.hasFocus()
    return found[0]


def test_the_caret_begins_at_the_match_and_without_one_at_the_highlight_chosen(person: Person) -> None:
    page = person.window.reader.page
    marked = _mark(person, "She had never seen one work.")
    person.window.desk.activate(marked)
    found = _find(person, "two winters")
    person.press("V")
    assert page.caret_offset() == found
    person.press("Escape", "/", "Escape", "V")
    placed = person.window.desk.standing.get(marked)
    assert placed is not None
    assert page.caret_offset() == placed.start


def test_the_caret_begins_at_the_first_line_where_nothing_is_pointed_at(person: Person) -> None:
    page = person.window.reader.page
    _mark(person, "She had never seen one work.")
    person.read()
    person.press("V")
    assert page.caret_offset() == page.top_offset()


def test_a_selection_is_gone_on_from_though_a_match_is_shown(person: Person) -> None:
    page = person.window.reader.page
    _find(person, "two winters")
    page.select(4, 14)
    person.press("V")
    assert page.selected_range() == (4, 14)


def test_the_match_that_is_shown_is_marked_and_after_escape_the_place_one_came_from(person: Person) -> None:
    found = _find(person, "candlelight")
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 1)
    placed = person.placed()[0]
    assert placed.start <= found < placed.end
    person.window.desk.activate(None)
    person.press("/")
    person.type("winters")
    person.press("Escape", "H")
    person.wait_for(lambda: len(person.placed()) == 2)
    assert person.placed()[0].start == person.window.reader.page.top_offset()


def _click(person: Person, words: str) -> int:
    """Click on words of the page, and return where they are."""
    page = person.window.reader.page
    offset = page.content.text.index(words)
    x, foot = page.foot_of(offset)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x) + 3, round(foot) - 8))
    return offset


def test_a_note_after_a_click_is_about_the_paragraph_clicked_and_not_about_what_was_chosen(person: Person) -> None:
    person.window.desk.activate(_mark(person, "She had never seen one work."))
    offset = _click(person, "argued about the width")
    assert person.window.desk.active is None
    person.press("N")
    person.wait_for(lambda: len(person.placed()) == 2 and not person.window.reader.page.hasFocus())
    note = person.placed()[-1]
    assert note.annotation.target.scope is Scope.BLOCK
    assert note.start <= offset < note.end


def test_a_click_says_which_sentence_is_marked_and_which_section_is_meant(person: Person) -> None:
    offset = _click(person, "argued about the width")
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    placed = person.placed()[0]
    assert placed.start <= offset < placed.end
    person.press("2")
    person.wait_for(lambda: person.placed()[0].annotation.colour is Colour.GREEN)
    _click(person, "sold for nine marks")
    person.press("Shift+N")
    person.wait_for(lambda: len(person.placed()) == 2 and not person.window.reader.page.hasFocus())
    section = next(one.annotation.target.section for one in person.placed() if one.annotation.target.section)
    assert section.heading == "What the cloth was worth"


def test_a_click_counts_while_it_is_in_sight_and_nothing_else_has_been_gone_to(person: Person) -> None:
    person.window.resize(1200, 420)
    page = person.window.reader.page
    _click(person, "Nobody in the town")
    person.press("End")
    assert page.top_offset() > page.content.text.index("Nobody in the town")
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 1)
    assert person.placed()[0].end > page.top_offset()
    person.press("Home")
    person.window.desk.activate(None)
    person.press("M")  # not where there was a click before one went away
    person.wait_for(lambda: len(person.placed()) == 2)
    assert person.placed()[0].start == 0
    _click(person, "Nobody in the town")
    found = _find(person, "two winters")
    person.press("V")
    assert page.caret_offset() == found


def test_a_click_on_the_other_side_says_what_is_meant_there(person: Person) -> None:
    person.read()
    person.press("Ctrl+Backslash")
    room = person.window.reader
    page = room.beside.page
    offset = page.content.text.index("Nobody in the town")
    x, foot = page.foot_of(offset)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x) + 3, round(foot) - 8))
    person.bot.wait(20)
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 1)
    assert person.placed()[0].start == offset


def test_at_the_very_end_one_is_in_the_last_section(person: Person) -> None:
    person.window.resize(1200, 700)
    room, opened = person.window.reader, person.window.desk.opened
    assert opened is not None
    last = opened.sections[-1]
    person.read()
    person.press("End")
    assert room.page.top_offset() < last.start
    assert room.outline.current_section() == last.index
    told = f"Section {len(opened.sections)} of {len(opened.sections)}"
    person.wait_for(lambda: person.window.status._place.text() == told)
    person.press("Shift+N")
    person.wait_for(lambda: len(person.placed()) == 1)
    assert person.placed()[0].start == last.start
    room.page.set_smooth(False)
    person.press("Escape", "K")
    assert room.outline.current_section() < last.index
    person.press("Alt+Up", "Alt+Up", "Alt+Down")
    assert room.current_section() < last.index, "a section that is gone to is where one is, though the end is seen"


def test_in_an_article_that_is_seen_whole_one_is_at_its_beginning(person: Person) -> None:
    person.window.resize(1200, 1600)
    person.bot.wait(20)
    page = person.window.reader.page
    assert page.last_offset() == len(page.content.text)
    assert person.window.reader.current_section() == 0
    for height in range(720, 1100, 20):  # among these, windows that all but a few pixels fit into
        person.window.resize(1200, height)
        page.go_to(0)
        assert person.window.reader.current_section() == 0


def test_a_colour_recolours_the_sentence_that_is_highlighted_though_it_was_not_chosen(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    marked = person.placed()[0].annotation.id
    person.window.desk.activate(None)
    person.press("2")
    person.wait_for(lambda: person.placed()[0].annotation.colour is Colour.GREEN)
    assert [one.annotation.id for one in person.placed()] == [marked]
    assert person.window.desk.active == marked
    person.window.desk.activate(None)
    person.press("U")
    person.wait_for(lambda: person.placed()[0].annotation.style is Style.UNDERLINE)
    assert len(person.placed()) == 1
