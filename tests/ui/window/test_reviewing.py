"""Looking again at highlights, with the keyboard alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop_app.core.deep_link import deep_link
from desktop_app.ui.review.review_view import ReviewView
from tests.ui.window.conftest import Person

DAY = 86_400_000


@pytest.fixture
def reader(person: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A person who marked seven passages yesterday."""
    opened = person.window.desk.opened
    assert opened is not None
    for start in range(0, 350, 50):
        person.margent.annotating.highlight(opened, start, start + 40)[1].result(30)
    later = person.margent.clock() + DAY
    monkeypatch.setattr("desktop_app.compose.Margent.clock", property(lambda _self: lambda: later), raising=False)
    person.wait_for(lambda: len(person.placed()) == 7)
    person.read()
    return person


def view(person: Person) -> ReviewView:
    return person.window.commands.reviewing.view


def begin(person: Person) -> None:
    person.press("Ctrl+Shift+R")
    person.wait_for(lambda: view(person).isVisible())


def shown(person: Person) -> str:
    return view(person).accessibleName()


def answer(person: Person, key: str) -> None:
    before = shown(person)
    person.press(key)
    person.wait_for(lambda: shown(person) != before)


def test_five_are_answered_from_the_keyboard_and_then_it_is_done(reader: Person) -> None:
    begin(reader)
    assert shown(reader).startswith("1 of 5. ")
    status = reader.window.status
    assert status.message().startswith("k keep")
    for key in ("K", "S", "D", "K", "K"):
        answer(reader, key)
    assert "Done for today" in shown(reader)
    answer(reader, "M")
    assert shown(reader).startswith("1 of 2. ")
    reader.press("Escape")
    assert not view(reader).isVisible()
    assert status.message().startswith("h highlight")
    assert reader.window.reader.page.hasFocus()


def test_an_undo_brings_the_highlight_back_that_it_asks_about_again(reader: Person) -> None:
    begin(reader)
    first = shown(reader)
    answer(reader, "D")
    second = shown(reader)
    reader.press("Ctrl+Z")
    reader.wait_for(lambda: shown(reader) == first)
    assert not reader.window.desk.reader.reviews()
    reader.press("Ctrl+Y")
    reader.wait_for(lambda: shown(reader) == second)


def test_a_highlight_opens_where_it_stands_and_the_rest_waits(reader: Person) -> None:
    begin(reader)
    answer(reader, "K")
    waiting = shown(reader).partition(". ")[2]
    reader.press("O")
    assert not view(reader).isVisible()
    active = reader.window.desk.active_placed()
    assert active is not None
    quote = active.annotation.target.quote
    assert quote is not None
    assert quote.exact in waiting
    begin(reader)
    reader.wait_for(lambda: shown(reader) == f"1 of 4. {waiting}")


def test_tab_stays_among_the_buttons_and_enter_presses_them(reader: Person) -> None:
    begin(reader)
    seen = []
    for _ in range(7):
        reader.press("Tab")
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
    assert seen[:5] == ["Keep, K", "Snooze a week, S", "Discard, D", "Open in context, O", "Close, Esc"]
    assert isinstance(QApplication.focusWidget(), QPushButton)
    before = shown(reader)
    reader.press("Space")
    reader.wait_for(lambda: shown(reader) != before)


def test_what_is_deleted_meanwhile_is_not_asked_about(reader: Person) -> None:
    begin(reader)
    [first] = [one.annotation.id for one in reader.placed() if one.annotation.target.quote is not None
               and shown(reader).startswith(f"1 of 5. {one.annotation.target.quote.exact}.")]  # fmt: skip
    reader.margent.annotating.delete([first]).result(30)
    reader.wait_for(lambda: shown(reader).startswith("1 of 4. "))


def test_nothing_is_mentioned_unless_it_is_asked_for(reader: Person) -> None:
    assert "come back" not in reader.window.status.message()
    reader.window.commands.reviewing.mention()
    reader.bot.wait(50)
    assert "come back" not in reader.window.status.message()
    reader.window.action_set.run("review.daily")
    reader.window.commands.reviewing.mention()
    reader.wait_for(lambda: "5 highlights have come back today" in reader.window.status.message())
    reader.window.action_set.run("review.daily")
    assert "no longer" in reader.window.status.message() or "nothing" in reader.window.status.message().lower()


def test_an_answer_without_a_question_is_refused(reader: Person) -> None:
    reader.window.action_set.run("review.keep")
    assert "“Keep” is about a highlight to look at again, and Ctrl+Shift+R shows it." in reader.window.toast.message()


def test_where_there_is_nothing_it_says_when_there_will_be(person: Person) -> None:
    begin(person)
    assert "Nothing to look at again today" in shown(person)
    assert person.window.status.message() == "Esc closes"  # no answer has been given that could be taken back
    person.press("Ctrl+1")
    assert not view(person).isVisible()


def test_a_link_in_a_note_is_followed(reader: Person) -> None:
    for one in reader.placed():
        link = deep_link(one.annotation.document)
        reader.margent.annotating.set_note(one.annotation.id, f"See [the weavers]({link}).").result(30)
    reader.press("Ctrl+1")
    begin(reader)
    [note] = [one for one in view(reader).card.findChildren(QLabel) if "the weavers" in one.text()]
    place = next(
        QPoint(x, y)
        for y in range(2, note.height(), 4)
        for x in range(2, note.width(), 4)
        if pointed_at(note, QPoint(x, y))
    )
    QTest.mouseClick(note, Qt.MouseButton.LeftButton, pos=place)
    reader.wait_for(lambda: reader.window.stage.room == "reader" and not view(reader).isVisible())


def pointed_at(label: QLabel, place: QPoint) -> bool:
    """Whether the mouse at this place is a hand, since there is a link."""
    QTest.mouseMove(label, place)
    QApplication.processEvents()
    return label.cursor().shape() is Qt.CursorShape.PointingHandCursor
