"""What keys speak of when nobody has named it: the caret, a click, a match, what is chosen, the top of the page."""

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
