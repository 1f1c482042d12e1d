"""The panel below the search field: rows by article, completion, another spelling, and coming back to a search."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from desktop_app.core.query.hit import HitKind
from desktop_app.ui.search.past_searches import PastSearches
from desktop_app.ui.search.result_list import ResultList
from desktop_app.ui.search.result_rows import ArticleRow, HitRow, SearchRow, hit_of, told
from desktop_app.ui.settings import WindowSettings
from tests.ui.window.conftest import Person


def _search(person: Person, text: str) -> None:
    """Type a question and wait for its answer."""
    panel = person.window.commands.searching.panel
    person.press("Ctrl+K")
    person.window.top_bar.search.clear()
    person.type(text)
    person.wait_for(lambda: panel.isVisible() and panel.answered() == text)


def _labels(person: Person) -> list[str]:
    return [row.label for row in person.window.commands.searching.panel.rows() if isinstance(row, SearchRow)]


def test_rows_stand_below_their_article_and_only_what_opens_can_be_chosen(person: Person) -> None:
    _search(person, "loom")
    panel = person.window.commands.searching.panel
    rows = panel.rows()
    assert isinstance(rows[0], ArticleRow)
    assert len(rows) > 2
    assert all(isinstance(row, HitRow) for row in rows[1:])
    assert panel.chosen() is rows[1]
    person.press("Up")
    assert panel.chosen() is rows[1]
    person.press("Down")
    assert panel.chosen() is rows[2]
    assert "loom" in told(rows[2]).casefold()


def test_few_rows_are_shown_whole(person: Person) -> None:
    _search(person, "loom guild")
    shown = person.window.commands.searching.panel.findChild(ResultList)
    assert shown is not None
    assert shown.results.rowCount() > 1
    assert shown.verticalScrollBar().maximum() == 0


def test_a_misspelt_word_leads_to_the_right_one(person: Person) -> None:
    _search(person, "apprentcies")
    panel = person.window.commands.searching.panel
    assert _labels(person) == ["apprentices"]
    person.press("Return")
    person.wait_for(lambda: panel.answered() == "apprentices")
    assert any(isinstance(row, HitRow) for row in panel.rows())
    assert person.window.top_bar.search.hasFocus()


def test_tags_colours_fields_and_titles_are_completed(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index("looms")
    person.margent.annotating.highlight(opened, start, start + 5, tags=("weaving", "wages"))[1].result()
    panel = person.window.commands.searching.panel
    _search(person, "tag:we")
    assert _labels(person) == ["tag:weaving"]
    person.press("Return")
    person.wait_for(lambda: panel.answered() == "tag:weaving ")
    assert [hit.kind for row in panel.rows() if (hit := hit_of(row))] == [HitKind.HIGHLIGHT, HitKind.NOTE]
    _search(person, "colour:gr")
    assert _labels(person) == ["colour:green"]
    _search(person, "sect")
    assert _labels(person)[0] == "section:"
    title = opened.document.title
    _search(person, f"in:{title.split()[0][:4].lower()}")
    assert _labels(person) == [f'in:"{title}"']


def test_how_a_question_was_read_is_told(person: Person) -> None:
    _search(person, "loom -guild is:note")
    assert person.window.commands.searching.panel.reading() == "“loom”, in notes, but not “guild”"
    _search(person, "loom")
    assert person.window.commands.searching.panel.reading() == ""


def test_a_search_comes_back_with_its_row_and_is_among_the_recent_ones(person: Person) -> None:
    panel, field = person.window.commands.searching.panel, person.window.top_bar.search
    _search(person, "loom")
    person.press("Down", "Return")
    person.wait_for(person.window.reader.page.hasFocus)
    assert not panel.isVisible()
    person.press("Ctrl+K")
    person.wait_for(panel.isVisible)
    assert panel.chosen() is panel.rows()[2]
    person.press("Escape")
    assert field.text() == ""
    person.press("Ctrl+K")
    person.wait_for(panel.isVisible)
    assert field.text() == field.selectedText() == "loom"
    assert panel.chosen() == panel.rows()[2]
    person.press("Ctrl+S", "Backspace")
    person.wait_for(lambda: _labels(person) == ["loom"])
    assert isinstance(panel.rows()[0], SearchRow)
    assert panel.rows()[0].detail == "saved"
    person.press("Down", "Delete")
    assert not panel.isVisible()


def test_control_enter_opens_beside(person: Person) -> None:
    _search(person, "loom")
    person.press("Ctrl+Return")
    person.wait_for(lambda: person.window.reader.beside.shown)
    assert not person.window.commands.searching.panel.isVisible()


def test_more_rows_come_when_the_end_is_near(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    ranges = [(place, place + 3) for place in range(0, 360, 6) if opened.content.text[place : place + 3].strip()]
    person.margent.annotating.highlight_all(opened, ranges).result()
    panel = person.window.commands.searching.panel
    _search(person, "is:highlight")
    assert panel.foot.counted() == f"50 of {len(ranges)}"
    for _ in range(9):
        person.press("PageDown")
    person.wait_for(lambda: panel.foot.counted() == f"{len(ranges)} results")
    hits = [hit_of(row) for row in panel.rows()]
    assert len({hit.annotation for hit in hits if hit}) == len(ranges)


def test_a_saved_search_is_there_at_the_next_start(person: Person, library: Path) -> None:
    _search(person, "guild")
    person.press("Ctrl+S")
    person.window.close()
    assert PastSearches(WindowSettings(library)).saved == ["guild"]


def test_a_tag_that_nothing_has_is_answered_with_those_there_are(person: Person) -> None:
    _search(person, "tag:")
    assert _labels(person) == ["tag:history", "tag:trade"]
    _search(person, "tag:weather")
    said = "Nothing is tagged “weather”. There are tags such as history, trade."
    assert person.window.commands.searching.panel.message() == said


def test_the_keys_of_the_results_work_from_the_box_below_them(person: Person) -> None:
    _search(person, "loom")
    panel, field = person.window.commands.searching.panel, person.window.top_bar.search
    person.press("Tab", "Space")
    assert panel.foot.narrow.hasFocus()
    assert panel.foot.narrow.isChecked()
    person.wait_for(lambda: panel.answered() == "loom")
    person.press("Down")
    assert panel.chosen() is panel.rows()[2]
    person.press("Shift+Backtab")
    assert field.hasFocus()
    assert panel.isVisible()
    person.press("Tab", "Return")
    assert not panel.isVisible()
    assert person.window.reader.page.hasFocus()


def test_results_do_not_stay_open_behind_somebody_who_has_gone_on(person: Person) -> None:
    _search(person, "loom")
    panel = person.window.commands.searching.panel
    person.press("Tab")
    person.read()
    assert not panel.isVisible()


def test_many_rows_after_few_begin_with_the_article(person: Person) -> None:
    opened = person.window.desk.opened
    assert opened is not None
    ranges = [(place, place + 3) for place in range(0, 240, 6) if opened.content.text[place : place + 3].strip()]
    person.margent.annotating.highlight_all(opened, ranges).result()
    _search(person, "color:yellowish")
    panel = person.window.commands.searching.panel
    shown = panel.findChild(ResultList)
    assert shown is not None
    _search(person, "is:highlight")
    assert isinstance(panel.rows()[0], ArticleRow)
    assert shown.verticalScrollBar().value() == 0


def test_what_is_said_below_a_single_row_is_seen_whole(person: Person) -> None:
    _search(person, "lomo weavres")
    panel = person.window.commands.searching.panel
    person.bot.wait(30)
    [said] = [label for label in panel.findChildren(QLabel) if label.isVisible() and label.text() == panel.message()]
    assert said.height() >= said.heightForWidth(said.width())
