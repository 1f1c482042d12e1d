"""Opening an article, and finding one's place in it again."""

import pytest

from desktop_app.core.document import ReadingStatus
from desktop_app.core.outline import LEAD
from desktop_app.core.pace import Passage
from desktop_app.services.errors import Refused
from desktop_app.services.reading import open_document, pace
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


def test_what_was_read_is_known_by_section_and_gives_the_pace(desk: Desk) -> None:
    opened = desk.add()
    lead, crack, _ = opened.sections
    slow, leafed = Passage(0, lead.end, 100, 30_000), Passage(crack.start, crack.end, 900, 1_000)
    done(desk.reading.keep_place(opened.document.id, 0, 0.3, opened.version.id, [slow, leafed]))
    opened = desk.open(opened.document.id)
    assert opened.read_of(lead) == 1
    assert opened.read_of(crack) == 0
    assert desk.reader.reading_time() == (100, 30_000)
    assert pace(desk.reader) < 230
    done(desk.reading.keep_place(opened.document.id, 0, 0.3, opened.version.id, [Passage(40, 60, 4, 2_000)] * 200))
    assert pace(desk.reader) < 170
    assert desk.open(opened.document.id).state.read == ((0, lead.end),)


def test_what_was_read_of_another_version_says_nothing(desk: Desk) -> None:
    opened = desk.add()
    done(desk.reading.keep_place(opened.document.id, 0, 0.3, "01another", [Passage(0, 40, 20, 9_000)]))
    opened = desk.open(opened.document.id)
    assert opened.read_of(opened.sections[0]) == 0
    done(desk.reading.keep_place(opened.document.id, 0, 0.3, opened.version.id, [Passage(10, 20, 2, 900)]))
    assert desk.open(opened.document.id).state.read == ((10, 20),)
