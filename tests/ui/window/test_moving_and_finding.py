"""Moving through an article, and finding words in it and in everything."""

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


def test_accents_and_case_do_not_matter_when_finding(person: Person) -> None:
    person.press("Ctrl+F")
    person.type("lubeck")
    opened = person.window.desk.opened
    current = person.window.reader.find_bar.current_range()
    assert opened is not None
    assert current is not None
    assert opened.content.text[slice(*current)] == "Lübeck"


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
    panel = person.window.searching.panel
    person.wait_for(panel.isVisible)
    person.press("Return")
    person.wait_for(lambda: person.window.desk.active == person.placed()[0].annotation.id)
    assert person.window.reader.page.top_offset() < 100


def test_what_is_not_found_is_said_and_escape_gives_the_page_back(person: Person) -> None:
    person.read()
    person.press("Ctrl+K")
    person.type("zzyzx")
    panel = person.window.searching.panel
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
