"""Over many versions, marks and corrections stay with their words, and nobody waits for that."""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.change import altered, change_set
from desktop_app.services.articles.correcting import Correcting
from desktop_app.services.articles.reading import Opened
from desktop_app.services.importing.carrying import Carrying, text_of
from desktop_app.services.importing.placing import Outcome
from tests.samples import BRIDGE, Desk, content_of, done

QUOTE = "She measured it twice, and then she measured it again"


class Article:
    """One file that is written again and again."""

    def __init__(self, desk: Desk, path: Path) -> None:
        """Bring it into the library."""
        self._desk = desk
        self._path = path
        self.opened = self.becomes(BRIDGE)

    def becomes(self, text: str) -> Opened:
        """Write the file anew and import it."""
        self._path.write_text(text, encoding="utf-8")
        arrival = self._desk.importing.add_file(self._path)
        assert arrival.document is not None, arrival.message
        assert arrival.outcome in (Outcome.ADDED, Outcome.VERSION)
        self.opened = self._desk.open(arrival.document)
        return self.opened

    def standing(self, annotation: Annotation) -> tuple[Placement, str]:
        """Return where an annotation stands in the text as it is now, and on what words."""
        placement = self._desk.reader.placements(self.opened.version.id)[annotation.id]
        return placement, self.opened.content.text[placement.start : placement.end]


@pytest.fixture
def article(desk: Desk, tmp_path: Path) -> Article:
    """The article about the bridge."""
    return Article(desk, tmp_path / "bridge.txt")


def test_an_edited_passage_is_marked_as_changed(desk: Desk, article: Article) -> None:
    marked = desk.mark(article.opened, QUOTE)
    article.becomes(BRIDGE.replace("and then she measured it again", "and then measured it once more"))
    placement, words = article.standing(marked)
    assert placement.state is PlacementState.CHANGED
    assert words == "She measured it twice, and then measured it once more"
    assert 0.5 < placement.score < 1
    assert desk.annotation(marked.id) == marked


def test_small_changes_of_many_versions_add_up(desk: Desk, article: Article) -> None:
    marked = desk.mark(article.opened, QUOTE)
    text = BRIDGE
    for was, becomes in (
        ("She measured it twice", "The woman measured it twice"),
        ("twice, and then she", "three times, and then she"),
        ("measured it again", "wrote it down"),
        ("and then she", "before she"),
    ):
        text = text.replace(was, becomes)
        article.becomes(text)
    placement, words = article.standing(marked)
    assert (placement.state, words) == (
        PlacementState.CHANGED,
        "The woman measured it three times, before she wrote it down",
    )


def test_words_that_come_back_are_exact_again(desk: Desk, article: Article) -> None:
    marked = desk.mark(article.opened, QUOTE)
    article.becomes(BRIDGE.replace(QUOTE + ".", ""))
    placement, _ = article.standing(marked)
    assert placement.state is PlacementState.DETACHED
    article.becomes(BRIDGE)
    assert article.standing(marked) == (
        Placement(marked.id, article.opened.version.id, *_place(QUOTE), PlacementState.EXACT, 1.0),
        QUOTE,
    )


def _place(quote: str) -> tuple[int, int]:
    start = content_of(BRIDGE).text.index(quote)
    return start, start + len(quote)


def test_a_detached_mark_keeps_the_best_guess(desk: Desk, article: Article) -> None:
    marked = desk.mark(article.opened, QUOTE)
    article.becomes(BRIDGE.replace(QUOTE, "Her brother looked at it twice"))
    placement, _ = article.standing(marked)
    assert placement.state is PlacementState.DETACHED
    paragraph = article.opened.content.text.index("An inspector")
    assert paragraph <= placement.start <= paragraph + 80


def test_what_a_person_agreed_to_stays_agreed_to_while_its_words_stay(desk: Desk, article: Article) -> None:
    marked = desk.mark(article.opened, QUOTE)
    edited = BRIDGE.replace("measured it again", "measured it once more")
    article.becomes(edited)
    placement, _ = article.standing(marked)
    agreed = replace(placement, accepted=True)
    done(desk.history.record(lambda _: change_set("Accept", [altered(placement, agreed)])))
    article.becomes("A new first line.\n\n" + edited)
    assert article.standing(marked)[0].accepted
    article.becomes("A new first line.\n\n" + edited.replace("twice", "three times"))
    assert not article.standing(marked)[0].accepted


def test_corrections_follow_their_headings_through_versions(desk: Desk, article: Article) -> None:
    correcting = Correcting(desk.history, desk.clock)
    done(correcting.unmake_heading(article.opened, article.opened.content.text.index("What it costs")))
    for text in (
        "First.\n\n" + BRIDGE,
        "First.\n\nSecond.\n\n" + BRIDGE,
        "First.\n\n" + BRIDGE.replace("it costs", "it will cost"),
    ):
        article.becomes(text)
        assert [section.heading for section in article.opened.sections] == ["Lead", "A crack in the arch"]


def test_what_was_prepared_is_not_sought_again(desk: Desk, article: Article) -> None:
    opened = article.opened
    marks = [desk.mark(opened, quote) for quote in (QUOTE, "Nobody in the valley", "by May")]
    carrying = Carrying(content_of("New. \n\n" + BRIDGE))
    carrying.prepare(desk.reader, opened.document)
    found = dict(carrying._found)
    later = desk.mark(opened, "An inspector")
    placements = carrying.placements(desk.reader, opened.document, "next", ())
    assert {placement.annotation for placement in placements} == {one.id for one in (*marks, later)}
    assert len(carrying._found) == len(found) + 1, "only what came since was sought"


def test_marks_are_carried_though_the_former_text_is_lost(desk: Desk, article: Article) -> None:
    marked = desk.mark(article.opened, QUOTE)
    version = article.opened.version
    with contextlib.closing(sqlite3.connect(desk.store.path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM blob WHERE hash = ?", (version.text,))
    assert text_of(desk.reader, version.id) is None
    article.becomes("A new first line.\n\n" + BRIDGE)
    assert article.opened.document.id == marked.document
    assert article.standing(marked)[1] == QUOTE
