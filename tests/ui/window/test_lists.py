"""The lists that open over the page: bookmarks, what has moved, the trash."""

from tests.ui.window.conftest import Person


def test_what_an_undo_brings_back_into_a_list_is_the_current_one_there(person: Person) -> None:
    for key in ("Home", "]", "]"):
        person.read()
        person.press(key, "M")
        person.bot.wait(100)
    person.wait_for(lambda: len(person.placed()) == 3)
    person.press("Ctrl+B", "Home", "Down")
    panel = person.window.commands.marking.listing.panel
    second = panel.current()
    person.press("Delete")
    person.wait_for(lambda: len(panel.rows()) == 2)
    assert panel.current() != second
    person.press("Ctrl+Z")
    person.wait_for(lambda: len(panel.rows()) == 3)
    assert panel.current() == second
    person.press("Escape")
    person.margent.annotating.delete([one.annotation.id for one in person.placed()]).result(30)
    person.press("Ctrl+Shift+T")
    person.wait_for(lambda: len(panel.rows()) == 3)
    person.press("Home", "Down")
    second = panel.current()
    person.press("Return")
    person.wait_for(lambda: len(panel.rows()) == 2)
    person.press("Ctrl+Z")
    person.wait_for(lambda: len(panel.rows()) == 3)
    assert panel.current() == second
