"""Twenty notes on one page: level with their lines where they fit, never over one another, and all within reach."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from desktop_app.core.document import Document
from desktop_app.ui.margin.note_card import NoteCard
from tests.ui.window.conftest import Person

_NOTES = 20
_HIGHEST = 50  # pixels below the top of the pane, where no card stands higher
_LONG = "A longer thought, which takes more than one line of the card that it is written on. " * 2


@pytest.fixture
def noted(person: Person, document: Document) -> Person:
    """A person before a page with twenty notes, two of which are about the words of one line."""
    del document
    opened, page = person.window.desk.opened, person.window.reader.page
    assert opened is not None
    page.set_smooth(False)
    page.go_to(0)
    step = (page.last_offset() - page.top_offset()) // (_NOTES + 1)
    places = [page.top_offset() + step * number for number in range(1, _NOTES)]
    for number, start in enumerate([*places, places[5] + 2]):
        note = _LONG if number % 7 == 3 else f"Note {number}"
        person.margent.annotating.highlight(opened, start, start + 8, note=note)[1].result()
    person.wait_for(lambda: len(person.placed()) == _NOTES)
    person.wait_for(lambda: len(cards(person)) == _NOTES)
    person.bot.wait(50)
    return person


def cards(person: Person) -> list[NoteCard]:
    """The cards of the margin in the order of the text."""
    found = [card for card in person.window.reader.margin.findChildren(NoteCard) if card.isVisible()]
    return sorted(found, key=lambda card: (card.placed.start, card.placed.end))


def line_of(person: Person, card: NoteCard) -> int:
    """Where the line of a card begins, in the margin's pixels."""
    page, margin = person.window.reader.page, person.window.reader.margin
    return margin.mapFromGlobal(page.viewport().mapToGlobal(QPoint(0, round(page.line_top(card.placed.start))))).y()


def boxes(person: Person) -> list[QRect]:
    return [card.geometry() for card in cards(person)]


def test_cards_stand_level_with_their_lines_where_they_fit_and_never_over_one_another(noted: Person) -> None:
    for upper, lower in pairwise(boxes(noted)):
        assert lower.top() > upper.bottom()
    free = 0  # where the next card could stand
    for card in cards(noted):
        wanted = line_of(noted, card)
        assert card.y() == pytest.approx(max(wanted, free), abs=2)
        free = card.geometry().bottom() + 11


def test_the_card_one_goes_to_stands_level_with_its_line_and_the_others_make_room(noted: Person) -> None:
    noted.read()
    for _ in range(_NOTES):
        noted.press("Alt+Shift+Down")
        noted.bot.wait(20)
        [active] = [card for card in cards(noted) if card.annotation_id == noted.window.desk.active]
        line = line_of(noted, active)
        if active.y() > line + 2:  # the line has other cards, which would be out of reach above the pane
            first = next(card for card in cards(noted) if line_of(noted, card) == line)
            assert first is not active
            assert first.y() == pytest.approx(_HIGHEST, abs=2)
        else:
            assert active.y() == pytest.approx(line, abs=2)
        assert noted.window.reader.margin.rect().intersects(active.geometry())
        for upper, lower in pairwise(boxes(noted)):
            assert lower.top() > upper.bottom()


def test_every_note_is_reached_by_the_keyboard_alone(noted: Person) -> None:
    noted.read()
    reached = set()
    for _ in range(_NOTES):
        noted.press("Alt+Shift+Down")
        reached.add(noted.window.desk.active)
    assert reached == {one.annotation.id for one in noted.placed()}
    noted.press("N")
    noted.wait_for(lambda: any(card.editing for card in cards(noted)))
    noted.type(" more")
    noted.press("Escape")
    noted.wait_for(lambda: any("more" in one.annotation.note for one in noted.placed()))
    noted.press("F6")
    seen = set()
    for _ in range(3 * _NOTES):
        focused = QApplication.focusWidget()
        while focused is not None and not isinstance(focused, NoteCard):
            focused = focused.parentWidget()
        if focused is not None:
            seen.add(focused.annotation_id)
        noted.press("Tab")
    assert len(seen) >= _NOTES


def test_tab_goes_from_card_to_card_as_they_stand_however_one_has_come_there(noted: Person) -> None:
    bar = noted.window.reader.page.verticalScrollBar()
    for part in (0.5, 1.0, 0.3, 0.0):
        bar.setValue(round(bar.maximum() * part))
        noted.bot.wait(30)
    noted.wait_for(lambda: len(cards(noted)) == _NOTES)
    standing = cards(noted)
    standing[0].setFocus()
    for expected in standing[1:]:
        noted.press("Tab")
        assert QApplication.focusWidget() is expected
