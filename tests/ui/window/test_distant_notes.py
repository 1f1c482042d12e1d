"""Notes on the article and on a section are opened from anywhere, once each, and lead back to where one was."""

from desktop_app.core.annotation import Scope
from tests.ui.window.conftest import Person


def _write(person: Person, key: str, words: str) -> None:
    person.press(key)
    person.wait_for(lambda: not person.window.reader.page.hasFocus())
    person.type(words)
    person.press("Escape")
    person.wait_for(lambda: any(one.annotation.note.endswith(words) for one in person.placed()))


def _scopes(person: Person) -> list[Scope]:
    return [one.annotation.target.scope for one in person.placed()]


def test_the_articles_note_leads_back_to_the_place_it_was_opened_from(person: Person) -> None:
    page = person.window.reader.page
    person.window.resize(1200, 420)
    person.read()
    person.press("]", "]")
    left = page.top_offset()
    assert left > 0
    _write(person, "Shift+D", "On all of it")
    assert page.hasFocus()
    assert page.top_offset() == left
    person.press("Shift+D")
    person.wait_for(lambda: not page.hasFocus())
    assert page.top_offset() < left
    person.read()
    person.press("Alt+Left")
    assert page.top_offset() == left


def test_the_note_that_is_there_is_opened_and_no_second_one_begun(person: Person) -> None:
    person.read()
    person.press("]")
    for key, scope in (("Shift+D", Scope.DOCUMENT), ("Shift+N", Scope.SECTION)):
        _write(person, key, "first")
        _write(person, key, " and second")
        assert _scopes(person).count(scope) == 1
    person.wait_for(lambda: {one.annotation.note for one in person.placed()} == {"first and second"})
    person.press("]")
    _write(person, "Shift+N", "the next section")
    assert _scopes(person).count(Scope.SECTION) == 2
