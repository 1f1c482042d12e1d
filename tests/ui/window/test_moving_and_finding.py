"""Moving through an article, and finding words in it and in everything."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.window.conftest import Person


def _current(person: Person) -> str:
    opened = person.window.desk.opened
    assert opened is not None
    return opened.sections[person.window.reader.current_section()].heading


def test_the_outline_names_every_section_and_follows_the_page(person: Person) -> None:
    rows = person.window.reader.outline.list.model()
    assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == [
        "Lead",
        "How the guild began",
        "What the cloth was worth",
        "The long decline",
    ]
    person.read()
    person.press("]", "]")
    assert _current(person) == "What the cloth was worth"
    person.press("[")
    assert _current(person) == "How the guild began"
    person.press("Ctrl+T")
    person.type("the long")
    person.press("Return")
    assert _current(person) == "The long decline"
    assert person.window.reader.page.hasFocus()


def test_find_in_the_article_counts_goes_round_and_comes_back(person: Person) -> None:
    page = person.window.reader.page
    person.read()
    person.press("]")
    start = page.top_offset()
    person.press("/")
    person.type("LOOM")
    bar = person.window.reader.find_bar
    opened = person.window.desk.opened
    assert opened is not None
    total = opened.content.text.casefold().count("loom")
    current = bar.current_range()
    assert current is not None
    assert opened.content.text[slice(*current)].casefold() == "loom"
    seen = {current}
    for _ in range(total - 1):
        person.press("Return")
        assert bar.current_range() not in seen
        seen.add(bar.current_range() or (0, 0))
    person.press("Return")
    assert bar.current_range() == current
    person.press("Shift+Return")
    person.press("Escape")
    assert not bar.isVisible()
    assert page.top_offset() == start
    assert page.hasFocus()


def test_the_bar_lies_on_no_words_and_a_hit_in_the_first_line_is_seen(person: Person) -> None:
    page, window = person.window.reader.page, person.window
    person.read()
    person.press("]")
    top = page.top_offset()
    opened = window.desk.opened
    assert opened is not None
    word = opened.content.text[top:].split()[0]
    person.press("Ctrl+F")
    person.type(word)
    person.bot.wait(20)
    bar = window.reader.find_bar
    assert bar.current_range() == (top, top + len(word))
    assert page.top_offset() == top
    line = page.viewport().mapToGlobal(QPoint(0, round(page.line_top(top)))).y()
    assert line >= bar.mapToGlobal(QPoint(0, bar.height())).y()
    seen = bar.geometry().intersected(page.geometry())
    assert seen.isEmpty()
    person.press("F6", "Shift+Tab")
    assert bar.isAncestorOf(QApplication.focusWidget() or page)  # Tab goes through it as it is seen
    person.press("Ctrl+F", "Escape")
    assert page.top_offset() == top


def test_asking_for_the_bar_again_stays_at_the_match(person: Person) -> None:
    bar = person.window.reader.find_bar
    person.window.resize(1200, 1500)  # all of them are in sight
    person.read()
    person.press("/")
    person.type("loom")
    person.press("Return", "Return")
    person.wait_for(lambda: bar.message() == "3 of 4")
    for key in ("Ctrl+F", "F6", "/"):
        person.press(key)
        assert bar.message() == "3 of 4"
    person.press("F6")
    person.window.resize(1200, 420)
    person.press("Home", "/")  # from where one has gone since
    person.wait_for(lambda: bar.message() == "1 of 4")


def test_accents_and_case_do_not_matter_when_finding(person: Person) -> None:
    person.press("Ctrl+F")
    person.type("lubeck")
    opened = person.window.desk.opened
    current = person.window.reader.find_bar.current_range()
    assert opened is not None
    assert current is not None
    assert opened.content.text[slice(*current)] == "Lübeck"


def _find(person: Person, words: str) -> list[str]:
    """Type words into the find bar and return what was found, once it is there."""
    bar = person.window.reader.find_bar
    answers: list[object] = []
    bar.found.connect(lambda ranges, _current: answers.append(ranges))
    if not bar.isVisible():
        person.press("Ctrl+F")
    bar.field.selectAll()
    person.type(words)
    person.bot.wait(50)
    person.wait_for(lambda: bool(answers))
    opened = person.window.desk.opened
    assert opened is not None
    return [opened.content.text[slice(*found)] for found in bar.ranges()]


def test_whole_words_and_patterns_are_found_when_asked_for(person: Person) -> None:
    bar = person.window.reader.find_bar
    assert "loom" in {found[:4] for found in _find(person, "loom")}
    parts = len(bar.ranges())
    bar.whole.setChecked(True)
    assert 0 < len(bar.ranges()) < parts
    bar.whole.setChecked(False)
    bar.pattern.setChecked(True)
    found = _find(person, "loom|guild")
    person.wait_for(lambda: len(bar.ranges()) > parts)
    assert found
    assert {each.casefold() for each in _find(person, "l[ou]+m")} == {"loom"}


def test_a_long_article_is_looked_through_without_waiting(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    text = opened.content.text
    monkeypatch.setattr("desktop_app.services.searching.finding._QUICK", len(text) - 1)
    bar = person.window.reader.find_bar
    person.press("Ctrl+F")
    person.type("loom")
    person.wait_for(lambda: len(bar.ranges()) == text.casefold().count("loom"))
    assert {text[start:end].casefold() for start, end in bar.ranges()} == {"loom"}
    assert bar.message() == f"1 of {len(bar.ranges())}"


def test_a_pattern_that_is_none_or_takes_for_ever_is_told_and_nothing_freezes(person: Person) -> None:
    bar = person.window.reader.find_bar
    person.press("Ctrl+F")
    bar.pattern.setChecked(True)
    person.type("(loom")
    person.wait_for(lambda: bar.message().startswith("Not a pattern"))
    bar.field.clear()
    person.type(r"(\w|\s|[a-z])+\d{7}")
    person.wait_for(lambda: bar.message() == "This pattern takes too long")


def test_matches_are_counted_in_the_outline(person: Person) -> None:
    found = _find(person, "loom")
    rows = person.window.reader.outline.list.model()
    told = [rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    assert sum(int(match[1]) for each in told if (match := re.search(r"(\d+) match", each))) == len(found)
    person.press("Escape")
    assert not any("match" in rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(len(told)))


def test_the_sentence_of_a_match_is_highlighted_from_the_field(person: Person) -> None:
    found = _find(person, "lubeck")
    person.press("Ctrl+Return")
    person.wait_for(lambda: len(person.placed()) == 1)
    quote = person.placed()[0].annotation.target.quote
    assert quote is not None
    assert found[0] in quote.exact
    assert len(quote.exact) > 20
    assert person.window.reader.find_bar.field.hasFocus()


def test_all_matches_are_highlighted_as_one_step(person: Person) -> None:
    found = _find(person, "loom")
    person.press("Ctrl+Shift+Return")
    person.wait_for(lambda: len(person.placed()) == len(found))
    person.press("F6", "Ctrl+Z")
    person.wait_for(lambda: not person.placed())
    assert person.window.reader.find_bar.isVisible()


def test_many_matches_are_highlighted_only_after_a_question(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _find(person, "e")
    assert len(found) > 50
    asked: list[str] = []

    def answer(_parent: object, _title: str, question: str, _go_on: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr("desktop_app.ui.commands.places.finding.ask_whether", answer)
    person.press("Ctrl+Shift+Return")
    assert f"{len(found):,}" in asked[0]
    assert not person.placed()
    person.press("Ctrl+Shift+Return")
    person.wait_for(lambda: len(person.placed()) == len(found))
    person.window.action_set.run("edit.undo")
    person.wait_for(lambda: not person.placed())


def test_a_note_is_found_as_soon_as_it_is_saved_and_opens_at_its_highlight(person: Person) -> None:
    person.read()
    person.press("H")
    person.wait_for(lambda: person.window.desk.active is not None)
    person.press("N")
    person.wait_for(lambda: not person.window.reader.page.hasFocus())
    person.type("quixotic")
    person.press("Escape")
    person.wait_for(lambda: person.placed()[0].annotation.note == "quixotic")
    person.press("End", "Ctrl+K")
    person.type("quixo")
    panel = person.window.commands.searching.panel
    person.wait_for(panel.isVisible)
    person.press("Return")
    person.wait_for(lambda: person.window.desk.active == person.placed()[0].annotation.id)
    assert person.window.reader.page.top_offset() < 100


def test_what_is_not_found_is_said_and_escape_gives_the_page_back(person: Person) -> None:
    person.read()
    person.press("Ctrl+K")
    person.type("zzyzx")
    panel = person.window.commands.searching.panel
    person.wait_for(panel.isVisible)
    assert panel.message().startswith("Nothing found")
    person.press("Escape")
    assert not panel.isVisible()
    assert person.window.reader.page.hasFocus()


def test_back_and_forward_go_over_jumps(person: Person) -> None:
    page = person.window.reader.page
    person.read()
    person.press("]", "]")
    second = page.top_offset()
    person.press("Alt+Left")
    first = page.top_offset()
    assert first < second
    person.press("Alt+Left")
    assert page.top_offset() == 0
    person.press("Alt+Right", "Alt+Right")
    assert page.top_offset() == second
    person.press("Alt+Right")
    assert page.top_offset() == second


def test_braces_go_from_mark_to_mark(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    for words in ("forty looms", "nine marks", "town hall"):
        start = opened.content.text.index(words)
        person.margent.annotating.highlight(opened, start, start + len(words))[1].result()
    person.wait_for(lambda: len(person.placed()) == 3)
    person.read()
    visited = []
    for _ in range(3):
        person.press("}")
        active = person.window.desk.active_placed()
        assert active is not None
        visited.append(opened.content.text[active.start : active.end])
    assert visited == ["forty looms", "nine marks", "town hall"]
    person.press("{")
    active = person.window.desk.active_placed()
    assert active is not None
    assert opened.content.text[active.start : active.end] == "nine marks"


def test_the_way_back_leads_to_the_words_that_were_left_in_a_new_version_too(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    paragraphs = [f"Paragraph {number} tells of the bridge. {'It is long. ' * 60}".strip() for number in range(30)]
    path.write_text("\n\n".join(paragraphs))
    document = person.margent.importing.add_file(path).document
    assert document is not None
    person.window.open_document(document.id)
    page = person.window.reader.page
    page.set_smooth(False)

    def text() -> str:
        assert person.window.desk.opened is not None
        return person.window.desk.opened.content.text

    page.go_to(text().index("Paragraph 12"))
    person.read()
    person.press("Ctrl+End")
    path.write_text("\n\n".join(["Something new above all that. " * 60, *paragraphs]))
    person.margent.importing.add_file(path)
    person.wait_for(lambda: text().startswith("Something new"))
    person.press("Alt+Left")
    assert text()[page.top_offset() :].startswith("Paragraph 12")
