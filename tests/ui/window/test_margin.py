"""The margin: cards level with their lines, and notes edited where they stand."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop_app.ui.margin.margin_pane import Slot, stacked
from desktop_app.ui.margin.note_card import NoteCard
from desktop_app.ui.margin.note_editor import NoteEditor
from tests.ui.window.conftest import Person

_slots = st.lists(st.builds(Slot, st.floats(0, 2000), st.floats(20, 300)), min_size=1, max_size=12).map(
    lambda slots: sorted(slots, key=lambda slot: slot.wanted)
)


@given(_slots, st.integers(0, 11))
def test_cards_never_overlap_and_the_active_one_stands_where_it_wants_to(slots: list[Slot], chosen: int) -> None:
    fixed = chosen if chosen < len(slots) else None
    tops = stacked(slots, fixed)
    for place in range(1, len(slots)):
        assert tops[place] >= tops[place - 1] + slots[place - 1].height
    if fixed is not None:
        assert tops[fixed] == slots[fixed].wanted
    else:
        assert all(top >= slot.wanted for top, slot in zip(tops, slots, strict=True))


def test_the_active_card_gives_way_to_those_of_its_own_line_at_the_top_of_the_pane() -> None:
    slots = [Slot(60, 50), Slot(60, 80), Slot(200, 40)]
    assert stacked(slots, 1, 10, ceiling=44) == [44, 104, 200]
    assert stacked(slots, 1, 10) == [0, 60, 200]
    elsewhere = [Slot(44, 50), Slot(60, 80)]
    assert stacked(elsewhere, 1, 10, ceiling=44) == [0, 60], "another line can be scrolled to"


def _card(person: Person) -> NoteCard:
    [card] = [card for card in person.window.reader.margin.findChildren(NoteCard) if card.isVisible()]
    return card


def test_a_card_stands_level_with_its_line_and_moves_with_it(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index("never seen one work")
    person.margent.annotating.highlight(opened, start, start + 10)[1].result()
    person.wait_for(lambda: len(person.placed()) == 1)
    person.bot.wait(30)
    page = person.window.reader.page

    def offset() -> float:
        card = _card(person)
        line = page.viewport().mapToGlobal(QPoint(0, round(page.line_top(start)))).y()
        return card.mapToGlobal(QPoint(0, 0)).y() - line

    person.wait_for(lambda: abs(offset()) <= 2)
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 20)
    person.wait_for(lambda: abs(offset()) <= 2)


def test_a_click_on_the_empty_note_begins_to_write_it(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.bot.wait(30)
    card = _card(person)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(40, card.height() - 14))
    person.wait_for(lambda: card.editing)
    person.type("by hand")
    person.press("Ctrl+Return")
    person.wait_for(lambda: person.placed()[0].annotation.note == "by hand")
    assert person.window.reader.page.hasFocus()


def test_a_card_shows_the_whole_note(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    note = "One line of a note that is long enough to be broken into several lines by a narrow margin. " * 3
    person.margent.annotating.highlight(opened, 0, 14, note=note)[1].result()
    person.wait_for(lambda: len(person.placed()) == 1)
    person.bot.wait(30)
    card = _card(person)
    assert card.shown_note() == note.strip()
    high = card.height()
    assert high > 8 * card.fontMetrics().lineSpacing()
    foot = card.grab().toImage().copy(20, high - 26, card.width() - 30, 14)
    assert _inked(foot), "the last line stands on the card"
    person.margent.annotating.set_note(card.annotation_id, note + "And one word more than that. " * 3).result()
    person.wait_for(lambda: card.height() > high)


def _inked(image: QImage) -> bool:
    """Whether anything stands on an even ground."""
    ground = image.pixelColor(0, 0)
    return any(image.pixelColor(x, y) != ground for x in range(image.width()) for y in range(image.height()))


def test_cards_move_with_their_lines_in_the_same_painting(person: Person) -> None:
    opened, page = person.window.desk.opened, person.window.reader.page
    assert opened is not None
    page.set_smooth(False)
    start = opened.content.text.index("never seen one work")
    person.margent.annotating.highlight(opened, start, start + 10)[1].result()
    person.wait_for(lambda: len(person.placed()) == 1)
    person.bot.wait(30)
    card = _card(person)
    seen: list[int] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                line = page.viewport().mapToGlobal(QPoint(0, round(page.line_top(start)))).y()
                seen.append(card.mapToGlobal(QPoint()).y() - line)
            return super().eventFilter(watched, event)

    watch = Watch()
    page.viewport().installEventFilter(watch)
    for _ in range(3):
        page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 12)
        person.bot.wait(20)
    assert len(seen) >= 3
    assert max(map(abs, seen)) <= 2


def test_a_link_of_a_note_is_followed_where_it_stands_and_the_note_edited_elsewhere(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    note = "[Somewhere else](https://example.org/there) and some words."
    person.margent.annotating.highlight(opened, 0, 14, note=note)[1].result()
    person.wait_for(lambda: len(person.placed()) == 1)
    person.bot.wait(30)
    card = _card(person)
    followed: list[str] = []
    person.window.reader.margin.link_activated.disconnect()
    person.window.reader.margin.link_activated.connect(followed.append)
    foot = card.height() - 20
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(40, foot))
    assert followed == ["https://example.org/there"]
    assert not card.editing
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 30, foot))
    person.wait_for(lambda: card.editing)
    assert len(followed) == 1


def test_enter_edits_and_delete_deletes_on_a_card(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.bot.wait(30)
    _card(person).setFocus()
    person.press("Return")
    person.wait_for(lambda: _card(person).editing)
    person.press("Escape")
    _card(person).setFocus()
    person.press("Delete")
    person.wait_for(lambda: not person.placed())


def test_a_note_that_is_looked_at_and_left_stays_as_it_is_to_the_letter(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    annotation = person.window.desk.active
    assert annotation is not None
    note = "100\u00a0km, and\u2028a line of its own \n"  # from another program
    person.margent.annotating.set_note(annotation, note).result()
    person.press("N", "Escape")  # before the window has heard of it
    person.wait_for(lambda: person.placed()[0].annotation.note == note)
    person.press("N", "Escape")
    person.bot.wait(50)
    assert person.placed()[0].annotation.note == note
    person.press("N")
    person.type("and 2 m")
    person.press("Escape")
    person.wait_for(lambda: person.placed()[0].annotation.note == "100\u00a0km, and\na line of its own \nand 2 m")


def test_a_note_as_long_as_a_book_shows_its_beginning_and_opens_whole(person: Person) -> None:
    note = "A sentence of a very long note. " * 10_000
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    annotation = person.window.desk.active
    assert annotation is not None
    person.margent.annotating.set_note(annotation, note).result()
    person.wait_for(lambda: person.placed()[0].annotation.note == note)
    person.bot.wait(30)
    shown = _card(person).shown_note()
    assert shown.startswith("A sentence")
    assert len(shown) < 2_000
    assert shown.endswith("318,503 letters more")
    person.press("N")
    [editor] = person.window.reader.margin.findChildren(NoteEditor)
    assert editor.toPlainText() == note


def test_the_note_of_the_article_stands_above_the_note_of_its_first_section(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    annotating = person.margent.annotating
    for (note, saved), words in (
        (annotating.note_on_section(opened, opened.sections[0]), "of the section"),
        (annotating.note_on_document(opened), "of the article"),
    ):
        saved.result()
        annotating.set_note(note.id, words).result()
    person.wait_for(lambda: len([one for one in person.placed() if one.annotation.note]) == 2)
    person.window.reader.page.go_to(0)
    person.bot.wait(60)
    cards = sorted(person.window.reader.margin.findChildren(NoteCard), key=NoteCard.y)
    told = [card.placed.annotation.note for card in cards if card.isVisible()]
    assert told == ["of the article", "of the section"]
