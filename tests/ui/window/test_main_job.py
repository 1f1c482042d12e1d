"""The main job, from the first key to the Markdown on the disk."""

from pathlib import Path

from desktop_app.core.annotation import Colour
from desktop_app.ui.window import MainWindow
from tests.ui.window.conftest import Person, opened_window


def _select_first_words(person: Person, words: int) -> None:
    person.read()
    person.press("V")
    person.press(*["Ctrl+Shift+Right"] * words)


def test_search_highlight_note_undo_redo_export_and_start_again(person: Person, library: Path, tmp_path: Path) -> None:
    person.press("Ctrl+K")
    person.type("apprentices")
    panel = person.window.commands.searching.panel
    person.wait_for(panel.isVisible)
    person.press("Return")
    person.wait_for(lambda: person.window.reader.page.hasFocus())
    opened = person.window.desk.opened
    assert opened is not None
    found = opened.content.text.index("apprentices")
    page = person.window.reader.page
    assert page.top_offset() <= found <= page.last_offset()

    _select_first_words(person, 3)
    chosen = page.selected_range()
    assert chosen is not None
    quote = opened.content.text[slice(*chosen)].strip()
    person.press("2")
    person.wait_for(lambda: len(person.placed()) == 1)
    made = person.placed()[0].annotation
    assert made.colour is Colour.GREEN
    assert made.target.quote is not None
    assert made.target.quote.exact == quote

    person.press("N")
    person.wait_for(lambda: not page.hasFocus())
    person.type("Worth a footnote.")
    person.press("Escape")
    person.wait_for(lambda: person.placed()[0].annotation.note == "Worth a footnote.")
    assert page.hasFocus()

    person.press("Ctrl+Z")
    person.wait_for(lambda: person.placed()[0].annotation.note == "")
    person.press("Ctrl+Z")
    person.wait_for(lambda: not person.placed())
    person.press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    person.wait_for(lambda: bool(person.placed()) and person.placed()[0].annotation.note == "Worth a footnote.")

    folder = tmp_path / "vault"
    person.window.commands.exporting.export([opened.document], folder)
    person.wait_for(lambda: any(folder.glob("*.md")))
    [file] = folder.glob("*.md")
    written = file.read_text(encoding="utf-8")
    assert f"> {quote}" in written
    assert ">> Worth a footnote." in written
    assert f"^hl-{made.id}" in written

    person.window.close()
    person.margent.close()
    margent, window = opened_window(person.bot, library)
    try:
        window.open_document(opened.document.id)
        assert [one.annotation.id for one in window.desk.placed] == [made.id]
        assert window.desk.placed[0].annotation.note == "Worth a footnote."
    finally:
        window.close()
        margent.close()


def test_a_highlight_without_a_selection_is_the_sentence_at_the_top_of_the_page(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 1)
    quote = person.placed()[0].annotation.target.quote
    assert quote is not None
    assert quote.exact == "The first loom came to Lindholm by boat in 1731."


def test_a_highlight_after_a_search_is_the_sentence_that_was_found(person: Person) -> None:
    person.press("Ctrl+K")
    person.type("apprentices")
    person.wait_for(person.window.commands.searching.panel.isVisible)
    person.press("Return")
    page = person.window.reader.page
    person.wait_for(page.hasFocus)
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 1)
    quote = person.placed()[0].annotation.target.quote
    assert quote is not None
    assert "apprentices" in quote.exact


def test_a_colour_key_recolours_the_highlight_just_made_and_makes_another_where_words_are_selected(
    person: Person,
) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.press("4")
    person.wait_for(lambda: person.placed()[0].annotation.colour is Colour.PINK)
    assert len(person.placed()) == 1
    _select_first_words(person, 2)
    person.press("3")
    person.wait_for(lambda: len(person.placed()) == 2)
    assert {one.annotation.colour for one in person.placed()} == {Colour.PINK, Colour.BLUE}


def test_a_note_on_the_paragraph_that_is_left_empty_leaves_nothing_behind(person: Person) -> None:
    person.read()
    person.press("N")
    person.wait_for(lambda: len(person.placed()) == 1 and not person.window.reader.page.hasFocus())
    person.press("Escape")
    person.wait_for(lambda: not person.placed())
    assert person.margent.history.next_undo() != "Note on the paragraph"


def test_delete_takes_the_chosen_highlight_away_and_the_toast_offers_it_back(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.press("Delete")
    person.wait_for(lambda: not person.placed())
    person.wait_for(lambda: person.window.toast.isVisible())
    person.press("Ctrl+Z")
    person.wait_for(lambda: len(person.placed()) == 1)


def test_what_is_being_typed_is_kept_within_a_second(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.press("N")
    person.wait_for(lambda: not person.window.reader.page.hasFocus())
    person.type("half a thou")
    annotation = person.placed()[0].annotation.id
    reader = person.window.desk.reader
    person.bot.waitUntil(lambda: (draft := reader.draft(annotation)) is not None and bool(draft.note), timeout=1500)
    draft = reader.draft(annotation)
    assert draft is not None
    assert "half a thou".startswith(draft.note.rstrip())


def test_notes_on_the_section_and_the_article_stand_in_the_margin(person: Person) -> None:
    person.read()
    person.press("]", "Shift+N")
    person.wait_for(lambda: len(person.placed()) == 1 and not person.window.reader.page.hasFocus())
    person.type("About the guild")
    person.press("Escape")
    person.wait_for(lambda: person.placed()[0].annotation.note == "About the guild")
    section = person.placed()[0].annotation.target.section
    assert section is not None
    assert section.heading == "How the guild began"


def test_a_paragraph_becomes_a_heading_and_the_undo_takes_that_back(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    count = len(opened.sections)
    person.window.reader.page.go_to(opened.content.text.index("Prices fell twice"))
    person.window.action_set.run("heading.make")
    person.wait_for(lambda: _sections(person.window) == count + 1)
    person.press("Ctrl+Z")
    person.wait_for(lambda: _sections(person.window) == count)


def _sections(window: MainWindow) -> int:
    return len(window.desk.opened.sections) if window.desk.opened else 0
