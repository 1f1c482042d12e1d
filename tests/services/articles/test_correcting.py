"""A person says what is a heading, and can take it back."""

import pytest

from desktop_app.services.articles.correcting import LONGEST_HEADING, Correcting
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from tests.samples import BRIDGE, Desk, done


@pytest.fixture
def correcting(desk: Desk) -> Correcting:
    """Corrections at the same desk."""
    return Correcting(desk.history, desk.clock)


def _headings(opened: Opened) -> list[str]:
    return [section.heading for section in opened.sections]


def test_a_paragraph_is_made_a_heading_and_back(desk: Desk, correcting: Correcting) -> None:
    opened = desk.add("Opening words.\n\nThe middle\n\nThe words below it.")
    done(correcting.make_heading(opened, opened.content.text.index("middle")))
    changed = desk.open(opened.document)
    assert _headings(changed) == ["Lead", "The middle"]
    assert changed.document.sections == 2
    assert changed.content.text == opened.content.text
    done(correcting.unmake_heading(changed, changed.content.text.index("middle")))
    assert _headings(desk.open(opened.document)) == ["Lead"]
    done(desk.history.undo())
    done(desk.history.undo())
    assert desk.open(opened.document) == opened


def test_a_heading_is_none(desk: Desk, correcting: Correcting) -> None:
    opened = desk.add()
    done(correcting.unmake_heading(opened, opened.content.text.index("What it costs")))
    assert _headings(desk.open(opened.document)) == ["Lead", "A crack in the arch"]
    assert desk.history.next_undo() == "Not a heading"


def test_what_makes_no_sense_is_refused(desk: Desk, correcting: Correcting) -> None:
    opened = desk.add("# Heading\n\n" + "word " * LONGEST_HEADING)
    for ask, offset, message in (
        (correcting.make_heading, 0, "is a heading already"),
        (correcting.make_heading, 20, "Only a short paragraph"),
        (correcting.unmake_heading, 20, "This is no heading"),
    ):
        with pytest.raises(Refused, match=message):
            ask(opened, offset)


def test_an_article_that_has_changed_meanwhile_is_not_corrected_blindly(desk: Desk, correcting: Correcting) -> None:
    opened = desk.add()
    done(desk.library.delete(opened.document.id))
    done(desk.history.undo())
    done(desk.history.undo())
    with pytest.raises(Refused, match="has changed in the meantime"):
        done(correcting.unmake_heading(opened, BRIDGE.index("A crack")))
