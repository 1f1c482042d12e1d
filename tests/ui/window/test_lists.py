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


def test_a_list_is_true_after_more_has_changed_than_is_read_again_at_once(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    marks = [person.margent.annotating.highlight(opened, place, place + 8) for place in range(60)]
    marks[-1][1].result(30)
    person.wait_for(lambda: len(person.placed()) == 60)
    person.margent.retargeting.detach(opened, [one.id for one, _ in marks]).result(30)
    person.bot.wait(300)
    person.read()
    person.press("Ctrl+Shift+M")
    panel = person.window.commands.marking.listing.panel
    assert len(panel.rows()) == 60
    person.margent.annotating.delete([one.id for one, _ in marks[:40]]).result(30)
    person.wait_for(lambda: len(person.placed()) == 20)
    person.bot.wait(200)
    assert len(panel.rows()) == 20


def test_the_trash_keeps_its_title_where_it_is_when_the_last_has_been_restored(person: Person) -> None:
    other = person.margent.importing.add_text("# Dyes\n\nOf madder and woad.").document
    assert other is not None
    person.margent.library.delete(other.id).result(30)
    person.read()
    person.press("Ctrl+Shift+T")
    panel = person.window.commands.marking.listing.panel
    person.wait_for(lambda: len(panel.rows()) == 1)
    title, below = panel.title.geometry(), panel.list.geometry()
    person.press("Return")
    person.wait_for(lambda: not panel.rows())
    person.bot.wait(200)
    assert (panel.title.geometry(), panel.list.geometry()) == (title, below)
    assert panel.height() == panel.sizeHint().height()
