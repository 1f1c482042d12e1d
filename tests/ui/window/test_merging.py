"""Merging takes in what stands beside a highlight, and never the words of another section."""

from desktop_app.core.annotation import Colour
from tests.ui.window.conftest import Person


def _mark(person: Person, quote: str, colour: Colour = Colour.YELLOW) -> str:
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index(quote)
    annotation, saved = person.margent.annotating.highlight(opened, start, start + len(quote), colour=colour)
    saved.result(30)
    person.wait_for(lambda: person.window.desk.standing.get(annotation.id) is not None)
    return annotation.id


def _merge(person: Person, chosen: str) -> None:
    person.window.desk.activate(chosen)
    placed = person.window.desk.standing.get(chosen)
    assert placed is not None
    person.window.reader.page.reveal(placed.start, placed.end)
    person.read()
    person.press("Ctrl+J")


def _quotes(person: Person) -> list[str]:
    return [one.annotation.target.quote.exact for one in person.placed() if one.annotation.target.quote]


def test_one_beyond_a_heading_or_far_away_is_left_alone(person: Person) -> None:
    first = _mark(person, "She had never seen one work.")
    _mark(person, "Within ten years")
    _mark(person, "still read the initials")
    before = _quotes(person)
    _merge(person, first)
    assert "No highlight stands close enough" in person.window.toast.message()
    assert _quotes(person) == before


def test_the_next_paragraph_is_near_enough_and_so_is_the_one_before(person: Person) -> None:
    first, second = _mark(person, "may sell by candlelight."), _mark(person, "The second rule")
    _merge(person, first)
    joined = "may sell by candlelight.\nThe second rule"
    person.wait_for(lambda: _quotes(person) == [joined])
    person.press("Ctrl+Z")
    person.wait_for(lambda: len(_quotes(person)) == 2)
    _merge(person, second)
    person.wait_for(lambda: _quotes(person) == [joined])


def test_one_that_is_met_comes_before_one_that_is_only_near(person: Person) -> None:
    chosen = _mark(person, "The weavers met on Thursdays,")
    _mark(person, "forty looms. The weavers", Colour.GREEN)
    _mark(person, "argued about", Colour.PINK)
    _merge(person, chosen)
    person.wait_for(lambda: _quotes(person) == ["forty looms. The weavers met on Thursdays,", "argued about"])
