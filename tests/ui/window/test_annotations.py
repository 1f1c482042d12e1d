"""Caret, overlaps, ranges, bookmarks, lists: with the keyboard alone."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QMenu

from desktop_app.core.annotation import Colour, Motivation, PlacementState, Style
from desktop_app.services.exporting.exported import Format
from desktop_app.ui.margin.note_card import NoteCard
from desktop_app.ui.outline.legend import Legend
from desktop_app.ui.reader.range_handles import Handle
from tests.ui.window.conftest import Person


def _quotes(person: Person) -> list[str]:
    return [one.annotation.target.quote.exact for one in person.placed() if one.annotation.target.quote]


def _text(person: Person) -> str:
    assert person.window.desk.opened is not None
    return person.window.desk.opened.content.text


def _highlight(person: Person, quote: str, colour: Colour = Colour.YELLOW) -> str:
    assert person.window.desk.opened is not None
    start = _text(person).index(quote)
    annotation, saved = person.margent.annotating.highlight(
        person.window.desk.opened, start, start + len(quote), colour=colour
    )
    saved.result(30)
    person.wait_for(lambda: any(one.annotation.id == annotation.id for one in person.placed()))
    return annotation.id


def test_a_sentence_is_marked_in_four_keys_from_cold(person: Person) -> None:
    person.read()
    person.press("V", "S", "S", "H")
    person.wait_for(lambda: len(person.placed()) == 1)
    assert _quotes(person) == ["Then a widow named Ingrid Falk bought it for the price of a cow."]


def test_the_caret_moves_and_selects_by_words_sentences_and_paragraphs(person: Person) -> None:
    page = person.window.reader.page
    text = _text(person)
    person.read()
    person.press("V")
    assert page.caret_mode()
    first = page.caret_offset()
    person.press("W")
    assert page.caret_offset() > first
    assert text[page.caret_offset() - 1] == " "
    person.press("Shift+W")
    assert page.caret_offset() == first
    person.press("P")
    assert text[page.caret_offset() - 1] == "\n"
    person.press("V", "W", "W")
    chosen = page.selected_range()
    assert chosen is not None
    assert len(text[slice(*chosen)].split()) == 2
    person.press("Shift+W")
    chosen = page.selected_range()
    assert chosen is not None
    assert len(text[slice(*chosen)].split()) == 1
    person.press("V")
    assert page.selected_range() is None
    person.press("Escape")
    assert not page.caret_mode()


def test_overlapping_highlights_are_each_reached_by_keys(person: Person) -> None:
    quote = _text(person)[:40]
    ids = [_highlight(person, quote), _highlight(person, quote[4:30], Colour.PINK), _highlight(person, quote[10:])]
    person.read()
    person.press("V", "W", "W", "W", "W")
    seen = set()
    for _ in range(3):
        person.press("Period")
        seen.add(person.window.desk.active)
    assert seen == set(ids)
    person.press("Comma", "4")
    assert person.window.desk.active in ids
    person.wait_for(lambda: sum(one.annotation.colour is Colour.PINK for one in person.placed()) >= 1)
    assert len(person.placed()) == 3


def test_a_range_is_changed_by_keys_kept_by_enter_and_given_up_by_escape(person: Person) -> None:
    _highlight(person, "first loom")
    person.read()
    person.press("BraceRight", "E")
    page = person.window.reader.page
    person.press("Ctrl+Right")
    chosen = page.selected_range()
    assert chosen is not None
    assert _text(person)[slice(*chosen)] == "first loom came"
    person.press("Space", "Ctrl+Left", "Return")
    person.wait_for(lambda: _quotes(person) == ["The first loom came"])
    assert page.selected_range() is None
    person.press("E", "Left", "Left", "H", "Escape")
    assert _quotes(person) == ["The first loom came"]
    person.press("Ctrl+Z")
    person.wait_for(lambda: _quotes(person) == ["first loom"])
    person.wait_for(lambda: person.window.toast.message() == "Undone: Change the range")


def test_bulk_work_that_is_undone_is_told_once_and_with_its_number(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    annotating = person.margent.annotating
    marks = [annotating.highlight(opened, place, place + 8)[0].id for place in range(120)]
    annotating.recolour_all(marks, Colour.PINK).result()
    person.wait_for(lambda: all(one.annotation.colour is Colour.PINK for one in person.placed()))
    told: list[str] = []
    toast = person.window.toast
    person.window.bridge.changed.connect(
        lambda changed: told.append(toast.message()) if changed.change_set.undoable else None
    )
    person.read()
    for key, word in (("Ctrl+Z", "Undone"), ("Ctrl+Shift+Z", "Redone")):
        told.clear()
        person.press(key)
        person.wait_for(lambda: len(told) == 3)
        assert told == ["", "", f"{word}: Change the colour of 120 annotations"]


def test_both_ends_can_be_dragged(person: Person) -> None:
    _highlight(person, "loom came to")
    page = person.window.reader.page
    person.read()
    person.press("{", "E")
    handles = [one for one in page.viewport().findChildren(Handle) if one.isVisible()]
    first, last = sorted(handles, key=lambda one: one.x())
    text = _text(person)

    def dragged(handle: Handle, offset: int) -> None:
        x, foot = page.foot_of(offset)
        goal = QPoint(round(x), round(foot) - 16) - handle.pos()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
        QTest.mouseMove(handle, goal)
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=goal)

    dragged(first, text.index("first loom"))
    dragged(last, text.index("Lindholm by") + len("Lindholm"))
    assert text[slice(*page.selected_range() or (0, 0))] == "first loom came to Lindholm"
    dragged(first, text.index("Ingrid"))
    assert text[slice(*page.selected_range() or (0, 0))] == "m", "the ends never pass each other"
    dragged(first, text.index("first loom"))
    person.press("Return")
    person.wait_for(lambda: _quotes(person) == ["first loom came to Lindholm"])
    assert not any(one.isVisible() for one in handles)
    person.press("Ctrl+Z")
    person.wait_for(lambda: _quotes(person) == ["loom came to"])


def test_underline_is_turned_on_and_off(person: Person) -> None:
    person.read()
    person.press("U")
    person.wait_for(lambda: person.window.desk.active is not None)
    assert person.placed()[0].annotation.style is Style.UNDERLINE
    person.press("U")
    person.wait_for(lambda: person.placed()[0].annotation.style is Style.FILL)


def test_two_highlights_are_merged_on_request(person: Person) -> None:
    _highlight(person, "The first loom")
    _highlight(person, "to Lindholm by boat")
    person.read()
    person.press("BraceRight", "Ctrl+J")
    person.wait_for(lambda: _quotes(person) == ["The first loom came to Lindholm by boat"])
    person.press("Ctrl+Z")
    person.wait_for(lambda: len(person.placed()) == 2)


def test_bookmarks_come_and_go_with_m_and_are_listed(person: Person) -> None:
    person.read()
    person.press("M")
    person.wait_for(lambda: len(person.placed()) == 1)
    assert person.placed()[0].annotation.motivation is Motivation.BOOKMARKING
    person.press("End", "Ctrl+B")
    panel = person.window.commands.marking.listing.panel
    assert panel.isVisible()
    assert len(panel.rows()) == 1
    person.press("Return")
    assert not panel.isVisible()
    page = person.window.reader.page
    assert page.hasFocus()
    assert page.top_offset() <= person.placed()[0].start <= page.last_offset()
    person.press("M")
    person.wait_for(lambda: not person.placed())


def test_the_trash_gives_back_what_was_deleted(person: Person) -> None:
    _highlight(person, "The first loom")
    person.read()
    person.press("BraceRight", "Delete")
    person.wait_for(lambda: not person.placed())
    person.press("Ctrl+Shift+T")
    panel = person.window.commands.marking.listing.panel
    assert [row.words for row in panel.rows()] == ["The first loom"]
    person.press("Return")
    person.wait_for(lambda: len(person.placed()) == 1)
    person.wait_for(lambda: not panel.rows())
    person.press("Escape")
    assert person.window.reader.page.hasFocus()


def test_an_earlier_state_is_brought_back(person: Person) -> None:
    found = _highlight(person, "The first loom")
    for note in ("One", "Two"):
        person.margent.annotating.set_note(found, note).result(30)
    person.read()
    person.press("BraceRight", "Ctrl+Shift+H")
    panel = person.window.commands.marking.listing.panel
    person.wait_for(panel.isVisible)
    assert [row.words for row in panel.rows()] == ["Note", "Note", "Made"]
    person.press("Down", "Return")
    person.wait_for(lambda: person.placed()[0].annotation.note == "One")


def test_what_is_not_found_is_attached_to_the_selection(person: Person) -> None:
    found = _highlight(person, "The first loom")
    opened = person.window.desk.opened
    assert opened is not None
    person.margent.retargeting.detach(opened, [found]).result(30)
    person.wait_for(lambda: person.placed()[0].placement.state is PlacementState.DETACHED)
    person.read()
    person.press("Ctrl+Shift+M")
    panel = person.window.commands.marking.listing.panel
    assert [row.side for row in panel.rows()] == ["not found"]
    person.press("Return", "V", "V", "W", "W", "R")
    person.wait_for(lambda: person.placed()[0].placement.state is PlacementState.CHANGED)
    assert person.placed()[0].placement.accepted
    person.press("Ctrl+Shift+M")
    assert not panel.rows()


def test_a_click_on_several_highlights_asks_which(person: Person) -> None:
    first, second = _highlight(person, "The first loom came"), _highlight(person, "loom came to", Colour.BLUE)
    page = person.window.reader.page
    page.annotations_clicked.emit([second, first], QPoint(40, 40))
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    assert [action.text() for action in menu.actions()] == ["Background · loom came to", "Claims · The first loom came"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert person.window.desk.active == first


def test_colours_are_called_what_a_person_calls_them(person: Person) -> None:
    _highlight(person, "The first loom came", Colour.GREEN)
    _highlight(person, "first loom", Colour.PINK)
    person.margent.library.name_colour(Colour.GREEN, "Doubts").result(30)
    person.wait_for(lambda: "Doubts" in person.window.action_set["mark.green"].text())
    assert _named(person) == {"Doubts", "Questions"}
    person.wait_for(lambda: _legend(person) == ["Doubts", "Questions"])
    person.press("Ctrl+3")
    shelves = person.window.rooms.notebook.sidebar.findChild(QListView)
    assert shelves is not None
    person.wait_for(lambda: "Doubts" in [str(shelves.model().index(row, 0).data()) for row in range(7)])
    cards = person.window.rooms.notebook.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert any("Doubts, green" in str(cards.index(row, 0).data(role)) for row in range(cards.rowCount()))
    person.press("Ctrl+2")
    person.press("Ctrl+Z")
    person.wait_for(lambda: "Evidence" in person.window.action_set["mark.green"].text())
    assert _named(person) == {"Evidence", "Questions"}
    person.wait_for(lambda: _legend(person) == ["Evidence", "Questions"])
    assert _chooser(person) == ["Questions · first loom", "Evidence · The first loom came"]


def test_exports_and_search_call_colours_by_their_names(person: Person) -> None:
    _highlight(person, "The first loom came", Colour.GREEN)
    person.margent.library.name_colour(Colour.GREEN, "Doubts").result(30)
    assert person.window.desk.opened is not None
    document = person.window.desk.opened.document
    csv = person.margent.file_exporting.text(Format.CSV, [document])
    assert "Doubts" in csv
    answer = person.margent.searching.ask("colour:dou", limit=5).result(30)
    assert [(one.clause, one.meaning) for one in answer.completions] == [("colour:green", "Doubts")]
    reading = person.margent.searching.ask("loom colour:green", limit=5).result(30).reading
    assert "Doubts" in reading


def _named(person: Person) -> set[str]:
    """What the cards beside the page call their colours, for a screen reader."""
    return {card.accessibleName().split(":")[0] for card in person.window.findChildren(NoteCard) if card.isVisible()}


def _legend(person: Person) -> list[str]:
    names = {colour.value for colour in Colour}
    labels = [label.text() for label in person.window.findChildren(Legend)[0].findChildren(QLabel) if label.isVisible()]
    return [words for words in labels if words not in names and not words.isdigit() and words != "●"]


def _chooser(person: Person) -> list[str]:
    page = person.window.reader.page
    ids = [one.annotation.id for one in person.placed()]
    page.annotations_clicked.emit(sorted(ids, reverse=True), QPoint(10, 10))
    menu = page.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    menu.close()
    return words


def test_notes_outlive_their_article_if_a_person_wishes(person: Person) -> None:
    _highlight(person, "The first loom")
    opened = person.window.desk.opened
    assert opened is not None
    person.window.commands.filing.remove(opened.document, keep_notes=True)
    person.wait_for(lambda: person.window.desk.opened is None)
    person.wait_for(lambda: "its notes are kept" in person.window.toast.message())
    assert len(person.window.desk.reader.annotations(opened.document.id)) == 1
    person.press("Ctrl+Z")
    person.wait_for(lambda: person.window.desk.opened is not None)
    assert len(person.placed()) == 1
