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
