"""A real article is revised in every way at once, and each of fifty highlights is told truly what became of it."""

from collections import Counter
from pathlib import Path

import pytest

from desktop_app.core.annotation import Colour, Placed, PlacementState
from desktop_app.core.document import Content, Document
from desktop_app.formats import registry
from desktop_app.services.articles.comparing import Comparing
from desktop_app.services.clock import wall_clock
from desktop_app.services.importing.importing import Importing
from desktop_app.services.importing.placing import Outcome
from tests.revised import OURS, SHARED, Marked, Revised, chosen, revise
from tests.samples import Desk, done
from tests.storage.looking import state_of

ARTICLES = [OURS, *sorted(SHARED.glob("*.txt"))]
COUNT = 50


@pytest.fixture(params=ARTICLES, ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an article, to be revised."""
    path = tmp_path / "article.txt"
    path.write_bytes(request.param.read_bytes())
    return path


def _importing(desk: Desk) -> Importing:
    """Importing as the program does it, headings and all."""
    return Importing(desk.store, desk.history, registry.parse, wall_clock)


def _marked(desk: Desk, path: Path) -> tuple[Document, Revised, dict[str, Marked]]:
    """Add the article and highlight sentences all over it."""
    arrival = _importing(desk).add_file(path)
    assert arrival.document is not None, arrival.message
    opened = desk.open(arrival.document)
    revised = revise(opened.content)
    marks: dict[str, Marked] = {}
    for number, one in enumerate(chosen(revised, COUNT)):
        colour = list(Colour)[number % len(Colour)]
        annotation, saved = desk.annotating.highlight(opened, one.start, one.end, colour=colour)
        done(saved)
        marks[annotation.id] = one
    return arrival.document, revised, marks


def _renewed(desk: Desk, path: Path, revised: Revised) -> tuple[Content, dict[str, Placed]]:
    path.write_text(revised.text, encoding="utf-8")
    arrival = _importing(desk).add_file(path)
    assert arrival.outcome is Outcome.VERSION, arrival.message
    assert arrival.document is not None
    opened = desk.open(arrival.document)
    return opened.content, {one.annotation.id: one for one in desk.reader.placed(opened.document)}


def test_every_state_is_right_and_undo_restores_them(desk: Desk, article: Path) -> None:
    document, revised, marks = _marked(desk, article)
    assert len(marks) == COUNT
    assert {one.state for one in marks.values()} == set(PlacementState)
    before = state_of(desk.store.path)
    content, placed = _renewed(desk, article, revised)
    wrong = {
        one.words: (one.state, placed[annotation].placement.state)
        for annotation, one in marks.items()
        if placed[annotation].placement.state is not one.state
    }
    assert not wrong
    for annotation, one in marks.items():
        stands = placed[annotation]
        if one.state is not PlacementState.DETACHED:
            assert content.text[stands.start : stands.end] == one.words
    done(desk.history.undo())
    assert state_of(desk.store.path) == before
    assert {one.placement.state for one in desk.reader.placed(document)} == {PlacementState.EXACT}
    done(desk.history.redo())
    assert Counter(one.placement.state for one in desk.reader.placed(desk.open(document).document)) == Counter(
        one.state for one in marks.values()
    )


def test_a_comparison_shows_each_highlight_over_its_words(desk: Desk, article: Path) -> None:
    document, revised, marks = _marked(desk, article)
    _renewed(desk, article, revised)
    old, new = desk.reader.versions(document.id)
    comparing = Comparing(desk.store)
    try:
        compared = done(comparing.compare(document.id, old.id, new.id))
    finally:
        comparing.close()
    woven = compared.comparison
    for standing in compared.standings:
        one = marks[standing.annotation.id]
        assert standing.placement.state is one.state
        shown = woven.content.text[standing.start : standing.end]
        if one.state is PlacementState.CHANGED:  # the word that was taken out stands beside the new one
            assert len(shown.split()) == len(one.words.split()) + 1
        else:
            assert shown == one.words
    gone = {standing.start for standing in compared.standings if standing.placement.state is PlacementState.DETACHED}
    removed = [one.removed for one in woven.revisions if one.removed is not None]
    assert gone
    assert all(any(start <= place < end for start, end in removed) for place in gone)
