"""Opening an article, and finding one's place in it again."""

import pytest

from desktop_app.core.document import ReadingStatus
from desktop_app.core.outline import LEAD
from desktop_app.services.errors import Refused
from desktop_app.services.reading import open_document
from tests.samples import Desk, done


def test_an_article_opens_with_its_text_and_sections(desk: Desk) -> None:
    opened = desk.add()
    assert [section.heading for section in opened.sections] == [LEAD, "A crack in the arch", "What it costs"]
    assert opened.document.words > 70
    assert opened.document.sections == 3
    assert (opened.state.position, opened.state.progress) == (0, 0)
    assert opened.state.status is ReadingStatus.TO_READ
    assert opened.state.opened is None


def test_the_place_is_kept_and_progress_never_goes_back(desk: Desk) -> None:
    document = desk.add().document.id
    done(desk.reading.keep_place(document, 200, 0.61234))
    done(desk.reading.keep_place(document, 20, 0.1))
    state = desk.open(document).state
    assert (state.position, state.progress, state.status) == (20, 0.6123, ReadingStatus.READING)
    assert state.opened is not None


def test_an_article_seen_to_its_end_is_finished(desk: Desk) -> None:
    document = desk.add().document.id
    done(desk.reading.keep_place(document, 400, 0.979))
    assert desk.open(document).state.status is ReadingStatus.READING
    done(desk.reading.keep_place(document, 420, 1.2))
    state = desk.open(document).state
    assert (state.status, state.progress) == (ReadingStatus.FINISHED, 1.0)
    done(desk.reading.keep_place(document, 0, 0.2))
    assert desk.open(document).state.status is ReadingStatus.FINISHED


def test_the_place_in_what_is_gone_is_not_kept(desk: Desk) -> None:
    assert done(desk.reading.keep_place("01nowhere", 5, 0.5)) is None
    assert desk.reader.reading_states() == {}


@pytest.mark.parametrize("document", ["01nowhere", None])
def test_a_deleted_article_does_not_open(desk: Desk, document: str | None) -> None:
    wanted = document or desk.add().document.id
    if document is None:
        done(desk.library.delete(wanted))
    with pytest.raises(Refused, match="has been deleted"):
        open_document(desk.reader, wanted)
