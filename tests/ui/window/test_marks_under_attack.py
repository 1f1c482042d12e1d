"""What goes wrong around marks and notes: too many of them, odd places, and others who change them meanwhile."""

import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Colour
from desktop_app.services.annotations.recalling import states_of
from desktop_app.ui.frame.stage import READER
from desktop_app.ui.margin.note_editor import NoteEditor
from tests.samples import done, opened_desk
from tests.ui.window.conftest import Person

ODD = """# Odd places

مرحبا بكم في هذا المقال الطويل. هذه جملة ثانية هنا. And English after it שלום עולם עברית.

| Year | Looms |
|------|-------|
| 1741 | 40    |
| 1755 | 66    |

```
code line one
code line two
```

Text with a note[^1] and 🚢 more.

> A quote of somebody.

- item one
- item two

[^1]: The footnote has words.
"""


def _marked(person: Person) -> str:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active_placed() is not None)
    return person.placed()[0].annotation.id


def _write(person: Person, words: str) -> None:
    person.press("N")
    person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    person.type(words)


def test_fifty_highlights_over_one_word_are_all_reached(person: Person) -> None:
    person.read()
    page = person.window.reader.page
    start = person.window.desk.opened.content.text.index("widow")  # type: ignore[union-attr]
    for number in range(50):
        page.select(start, start + 5)
        person.press(str(1 + number % 5))
        person.wait_for(lambda wanted=number + 1: len(person.placed()) == wanted)  # type: ignore[misc]
    page.clear_selection()
    person.press("V")
    page.place_caret(start + 1)
    reached = set()
    for _ in range(50):
        person.press(".")
        reached.add(person.window.desk.active)
    assert len(reached) == 50
    person.press("Delete")
    person.wait_for(lambda: len(person.placed()) == 49)


def test_marks_across_tables_code_notes_and_scripts_stand_where_they_were_made(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    path.write_text(ODD, encoding="utf-8")
    document = person.margent.importing.add_file(path).document
    assert document is not None
    person.window.open_document(document.id)
    person.read()
    page, opened = person.window.reader.page, person.window.desk.opened
    assert opened is not None
    text, made = opened.content.text, 0
    for start in range(0, len(text) - 1, 13):
        for end in (start + 5, start + 50, len(text)):
            if text[start:end].strip():
                page.select(start, min(end, len(text)))
                assert page.selected_range() == (start, min(end, len(text)))
                person.press("H")
                made += 1
                person.wait_for(lambda: len(person.placed()) == made)  # noqa: B023 - it is asked at once
    for one in person.placed():
        quote = one.annotation.target.quote
        assert quote is not None
        assert text[one.start : one.end] == quote.exact == quote.exact.strip()
    for _ in range(made):
        person.margent.history.undo()
    person.wait_for(lambda: not person.placed())


def test_keys_that_are_quicker_than_the_disk_are_about_the_same_highlight(person: Person) -> None:
    slow = threading.Event()
    person.margent.store.submit(lambda _: slow.wait(10))
    person.read()
    person.press("H", "3", "N")
    slow.set()
    person.wait_for(lambda: isinstance(QApplication.focusWidget(), NoteEditor))
    person.type("about it")
    person.press("Escape")
    person.wait_for(lambda: [one.annotation.note for one in person.placed()] == ["about it"])
    assert [one.annotation.colour for one in person.placed()] == [Colour.BLUE]


def test_a_note_of_blanks_is_none(person: Person) -> None:
    person.read()
    _write(person, "    ")
    person.press("Escape")
    person.wait_for(lambda: person.margent.history.next_undo() == "Add the article" and not person.placed())
    assert person.window.desk.reader.drafts() == []


def test_undo_from_the_menu_while_a_note_is_typed_leaves_the_keyboard_on_the_page(person: Person) -> None:
    _marked(person)
    _write(person, "first words")
    person.window.action_set.run("edit.undo")
    person.wait_for(lambda: person.window.status.message() == "Undone: Edit note")
    assert person.placed()[0].annotation.note == ""
    assert person.window.reader.page.hasFocus()
    person.press("Ctrl+Shift+Z")
    person.wait_for(lambda: person.placed()[0].annotation.note == "first words")


def test_words_are_kept_when_somebody_else_deletes_what_they_are_about(person: Person) -> None:
    mark = _marked(person)
    _write(person, "these words")
    with opened_desk(person.margent.store.folder) as elsewhere:
        done(elsewhere.annotating.delete([mark]))
    person.window.watch()
    person.wait_for(lambda: bool(person.window.desk.reader.drafts()) and not person.placed())
    assert "could not be kept" in person.window.toast.message()
    assert person.window.reader.page.hasFocus()
    with opened_desk(person.margent.store.folder) as elsewhere:
        done(elsewhere.trash.restore([mark]))
    person.window.watch()
    person.wait_for(lambda: bool(person.placed()))
    person.window.desk.activate(mark)
    _write(person, "")
    assert QApplication.focusWidget().toPlainText() == "these words"  # type: ignore[union-attr]


def test_two_who_write_one_note_are_told_and_lose_nothing(person: Person) -> None:
    mark = _marked(person)
    _write(person, "mine")
    with opened_desk(person.margent.store.folder) as elsewhere:
        done(elsewhere.annotating.set_note(mark, "theirs"))
    person.press("Escape")
    person.wait_for(lambda: "changed elsewhere while you wrote" in person.window.toast.message())
    assert [state.state.note for state in states_of(person.window.desk.reader, mark)] == ["mine", "theirs", ""]
    _write(person, " again")
    person.press("Escape")
    person.wait_for(lambda: person.placed()[0].annotation.note == "mine again")


def test_a_note_that_is_typed_while_its_article_changes_is_kept(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    path.write_text(ODD, encoding="utf-8")
    document = person.margent.importing.add_file(path).document
    assert document is not None
    person.window.open_document(document.id)
    _marked(person)
    _write(person, "typed before")
    path.write_text(f"# New\n\nIt begins otherwise.\n\n{ODD}", encoding="utf-8")
    person.window.commands.filing.add_files([path])
    person.wait_for(lambda: len(person.window.desk.reader.versions(document.id)) == 2)
    person.wait_for(lambda: [one.annotation.note for one in person.placed()] == ["typed before"])


def test_the_article_beside_stays_when_the_other_is_deleted(person: Person) -> None:
    arrival = person.margent.importing.add_text("# Other\n\nIt has some words. And more.")
    window = person.window
    assert arrival.document is not None
    assert window.desk.opened is not None
    first, other = window.desk.opened.document, arrival.document
    window.reader.open_beside(other.id)
    window.commands.filing.remove(other, keep_notes=False)
    person.wait_for(lambda: not window.reader.beside.shown)
    assert window.desk.opened.document == first
    person.press("Ctrl+Z")
    person.wait_for(lambda: window.desk.reader.document(other.id).deleted is None)  # type: ignore[union-attr]
    window.reader.open_beside(other.id)
    window.commands.filing.remove(first, keep_notes=True)
    person.wait_for(lambda: not window.reader.beside.shown)
    assert window.desk.opened is not None
    assert (window.desk.opened.document.id, window.stage.seen) == (other.id, READER)
    window.commands.filing.remove(other, keep_notes=False)
    person.wait_for(lambda: window.desk.opened is None)
