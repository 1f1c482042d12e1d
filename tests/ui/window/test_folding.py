"""Folding sections by keys, and finding them folded again."""

import pytest

from desktop_app.core.coverage import part_covered
from desktop_app.core.document import Document
from desktop_app.core.outline import section_at
from desktop_app.ui.margin.note_card import NoteCard
from tests.ui.window.conftest import Person
from tests.ui.window.test_outline_and_progress import add_book, rows


def go_to_section(person: Person, number: int) -> None:
    person.window.reader.go_to_section(number)


def cards(person: Person) -> list[NoteCard]:
    return [card for card in person.window.reader.margin.findChildren(NoteCard) if card.isVisible()]


def test_a_key_folds_the_section_one_is_in_and_unfolds_it(person: Person) -> None:
    page = person.window.reader.page
    go_to_section(person, 2)
    person.press("C")
    assert page.folded() == {2}
    assert "Folded" in person.window.status.message()
    person.press("C")
    assert page.folded() == frozenset()


def test_all_is_folded_to_the_main_headings_and_unfolded(person: Person) -> None:
    page = person.window.reader.page
    person.read()
    person.press("Shift+C")
    assert len(page.folded()) > 1
    person.press("Shift+C")
    assert page.folded() == frozenset()


def test_cards_of_what_is_folded_away_are_not_in_the_way(person: Person) -> None:
    room = person.window.reader
    go_to_section(person, 2)
    assert person.window.desk.opened is not None
    body = person.window.desk.opened.sections[2].body
    room.page.select(body, body + 12)
    person.press("H")
    person.wait_for(lambda: len(cards(person)) == 1)
    person.press("C")
    person.wait_for(lambda: not cards(person))
    assert len(person.placed()) == 1
    person.press("}")  # to the next annotation, which is in there
    assert room.page.folded() == frozenset()
    person.wait_for(lambda: len(cards(person)) == 1)


def test_a_match_in_a_folded_section_comes_into_sight(person: Person) -> None:
    room = person.window.reader
    opened = person.window.desk.opened
    assert opened is not None
    last = opened.sections[-1]
    word = max(opened.content.text[last.body : last.end].split(), key=len).strip(".,")
    room.page.set_folded([last.index])
    person.read()
    person.press("/")
    person.type(word)
    person.wait_for(lambda: section_at(opened.sections, room.page.top_offset()) is not None and not room.page.folded())


def test_what_is_folded_is_folded_again_after_a_restart(person: Person) -> None:
    document = person.window.desk.opened
    assert document is not None
    go_to_section(person, 2)
    person.press("C")
    person.wait_for(
        lambda: (
            (state := person.window.desk.reader.reading_state(document.document.id)) is not None and bool(state.folded)
        )
    )
    person.window.desk.clear()
    person.window.open_document(document.document.id)
    assert person.window.reader.page.folded() == {2}


def test_folding_reads_nothing(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    places, now = person.window.places, [0]
    places._clock = lambda: now[0]
    go_to_section(person, 1)
    person.press("Shift+C")
    places._settled()
    now[0] += 60_000
    places.leave()
    person.wait_for(lambda: bool(person.margent.reader().reading_state(opened.document.id)))
    state = person.margent.reader().reading_state(opened.document.id)
    assert state is not None
    hidden = [section for section in opened.sections if section.index in person.window.reader.page.folded()]
    assert hidden
    assert all(part_covered(state.seen, section.body, section.end) == 0 for section in hidden)


def folded(person: Person) -> list[str]:
    """The headings of the sections that are folded."""
    assert person.window.desk.opened is not None
    return [person.window.desk.opened.sections[index].heading for index in sorted(person.window.reader.page.folded())]


@pytest.fixture
def book(person: Person) -> Document:
    """A book about rivers, upstream and in the delta, and about lakes; it is open."""
    document = add_book(person.margent.importing)
    person.window.open_document(document.id)
    person.read()
    return document


@pytest.mark.usefixtures("book")
def test_outline_and_page_fold_together(person: Person) -> None:
    every = rows(person)
    person.press("]", "C")
    assert folded(person) == ["Rivers"]
    assert rows(person) == ["Book", "Rivers", "Lakes"]
    assert "words hidden" in person.window.status.message()
    person.press("Ctrl+Period")
    assert rows(person) == every
    person.press("O")
    while person.window.reader.outline.list.currentIndex().data() != "Rivers":
        person.press("Down")
    person.press("Left")
    assert folded(person) == ["Rivers"]
    person.press("Right", "Down", "Down")
    assert folded(person) == []
    person.press("Ctrl+Period")
    assert folded(person) == ["Delta"]
    assert person.window.reader.outline.list.currentIndex().data() == "Delta"
    person.press("Right")
    assert folded(person) == []


@pytest.mark.usefixtures("book")
def test_going_from_section_to_section_passes_those_that_are_folded_away(person: Person) -> None:
    page = person.window.reader.page
    person.press("]", "C", "]")
    assert person.window.reader.page.top_offset() == page.content.text.index("Lakes")
    person.press("[")
    assert person.window.reader.page.top_offset() == page.content.text.index("Rivers")
    assert folded(person) == ["Rivers"]


@pytest.mark.usefixtures("book")
def test_where_all_that_follows_is_folded_away_that_is_said(person: Person) -> None:
    page = person.window.reader.page
    person.press("C")
    assert folded(person) == ["Book"]
    top = page.top_offset()
    person.press("]")
    assert person.window.toast.message() == "What follows is folded away. c unfolds the section."
    assert page.top_offset() == top
    person.press("C", "]")
    assert page.top_offset() == page.content.text.index("Rivers")


@pytest.mark.usefixtures("book")
def test_a_match_comes_out_while_one_looks_and_is_folded_again_when_one_comes_back(person: Person) -> None:
    person.press("Shift+C", "/")
    before = folded(person)
    person.type("sentence of nine")
    page = person.window.reader.page
    person.wait_for(lambda: page.hit_in_sight() is not None)
    assert folded(person) != before
    person.press("Escape")
    assert folded(person) == before
    person.press("/")
    person.type("nine words")
    person.wait_for(lambda: page.hit_in_sight() is not None)
    person.press("F6")
    assert folded(person) != before


@pytest.mark.usefixtures("book")
def test_folds_come_along_to_the_other_side(person: Person) -> None:
    person.press("]", "C", "Ctrl+Backslash")
    room = person.window.reader
    assert room.beside.page.folded() == room.page.folded()
    room.beside.page.set_folded(())
    person.press("Ctrl+Backslash")
    assert folded(person) == []
    assert len(room.beside.page.folded()) == 1
