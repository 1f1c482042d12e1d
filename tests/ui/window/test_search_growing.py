"""A search while the index is being built: it follows what comes, and leaves what is chosen alone."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import pytest

from desktop_app.core.query.hit import Hit, Results
from desktop_app.services.searching.indexing import Indexed
from desktop_app.services.searching.searching import Answer
from desktop_app.ui.search.index_growth import IndexGrowth
from desktop_app.ui.search.panel import SearchPanel
from desktop_app.ui.search.result_list import ResultList
from desktop_app.ui.search.result_rows import hit_of
from tests.ui.window.conftest import Person

Asked = list[tuple[str, int]]


@pytest.fixture
def panel(person: Person) -> SearchPanel:
    """The panel below the search field."""
    return person.window.commands.searching.panel


@pytest.fixture
def found(person: Person) -> tuple[Hit, ...]:
    """Places of one article, many of them."""
    hits = person.margent.searching.search("loom", limit=50).result().hits
    return tuple(
        replace(hits[-1], start=hits[-1].start + place, end=hits[-1].end + place, score=60 - place)
        for place in range(40)
    )


@pytest.fixture
def answer_with(person: Person, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Asked]:
    """Has all questions answered with some hits from now on; gives what is asked."""

    def answer_with(hits: tuple[Hit, ...], *, approximate: bool) -> Asked:
        asked: Asked = []

        def ask(text: str, *, limit: int, offset: int = 0, document: str | None = None) -> Future[Answer]:
            del offset, document
            asked.append((text, limit))
            future: Future[Answer] = Future()
            future.set_result(Answer(Results(hits[:limit], len(hits), approximate)))
            return future

        monkeypatch.setattr(person.margent.searching, "ask", ask)
        return asked

    return answer_with


def _search(person: Person, panel: SearchPanel, text: str) -> None:
    person.press("Ctrl+K")
    person.type(text)
    person.wait_for(lambda: panel.isVisible() and panel.answered() == text)


def test_an_open_search_finds_what_comes_and_says_how_far_it_is(
    person: Person, panel: SearchPanel, found: tuple[Hit, ...], answer_with: Callable[..., Asked]
) -> None:
    answer_with(found[3:6], approximate=True)
    panel.growth.tell(Indexed(312, 1_204))
    _search(person, panel, "loom")
    assert panel.foot.counted() == "3 results so far · indexing 312 of 1,204"
    person.press("Down")
    answer_with(found, approximate=True)
    panel.growth.tell(Indexed(320, 1_204))  # so little is not worth a question
    assert panel.foot.counted() == "3 results so far · indexing 320 of 1,204"
    panel.growth.tell(Indexed(700, 1_204))
    person.wait_for(lambda: panel.foot.counted() == "40 results so far · indexing 700 of 1,204")
    assert hit_of(panel.chosen()) == found[4]
    answer_with(found, approximate=False)
    panel.growth.tell(Indexed(1, 1))
    person.wait_for(lambda: panel.foot.counted() == "40 results · everything is indexed")
    assert hit_of(panel.chosen()) == found[4]


def test_what_is_chosen_stays_where_it_is_however_it_is_ranked_by_then(
    person: Person, panel: SearchPanel, found: tuple[Hit, ...], answer_with: Callable[..., Asked]
) -> None:
    answer_with(found[10:], approximate=True)
    panel.growth.tell(Indexed(100, 1_204))
    _search(person, panel, "loom")
    shown = panel.findChild(ResultList)
    assert shown is not None
    for _ in range(3):
        person.press("PageDown")
    chosen, height = hit_of(panel.chosen()), shown.visualRect(shown.currentIndex()).top()
    assert chosen is not None
    assert shown.verticalScrollBar().value() > 0
    answer_with(tuple(replace(hit, score=hit.score / 2) for hit in found), approximate=False)
    panel.growth.tell(Indexed(1, 1))
    person.wait_for(lambda: panel.foot.counted() == "40 results · everything is indexed")
    now = hit_of(panel.chosen())
    assert now is not None
    assert now.start == chosen.start
    assert shown.visualRect(shown.currentIndex()).top() == height


def test_a_whole_answer_is_not_asked_for_again(
    person: Person, panel: SearchPanel, found: tuple[Hit, ...], answer_with: Callable[..., Asked]
) -> None:
    asked = answer_with(found, approximate=False)
    _search(person, panel, "loom")
    before = len(asked)
    panel.growth.tell(Indexed(1, 300))
    panel.growth.tell(Indexed(200, 300))
    panel.growth.tell(Indexed(1, 1))
    assert panel.foot.counted() == "40 results"
    assert len(asked) == before


def test_a_left_search_is_not_asked_again(
    person: Person, panel: SearchPanel, found: tuple[Hit, ...], answer_with: Callable[..., Asked]
) -> None:
    asked = answer_with(found, approximate=True)
    _search(person, panel, "loom")
    person.press("Escape")
    before = len(asked)
    panel.growth.tell(Indexed(1, 300))
    panel.growth.tell(Indexed(1, 1))
    assert len(asked) == before


def test_a_pause_is_told(person: Person) -> None:
    growth = IndexGrowth(person.window)
    assert growth.words() == ""
    growth.tell(Indexed(312, 1_204, paused=True))
    assert growth.words() == "indexing paused at 312 of 1,204"
    growth.tell(Indexed(0, 0, "The search index was damaged."))
    assert growth.words() == ""


def test_questions_are_some_time_apart(person: Person) -> None:
    growth = IndexGrowth(person.window)
    grown: list[bool] = []
    growth.grown.connect(lambda: grown.append(growth.is_going_on))
    for done in range(0, 1_000, 50):
        growth.tell(Indexed(done, 1_000))
    assert grown == [True]
    person.wait_for(lambda: len(grown) == 2)
    growth.tell(Indexed(1_000, 1_000))
    assert grown == [True, True, False]
