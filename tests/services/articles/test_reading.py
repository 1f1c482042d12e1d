"""Opening an article, and finding one's place in it again."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.document import BlockKind, ReadingStatus
from desktop_app.core.outline import LEAD
from desktop_app.core.pace import Passage
from desktop_app.services.articles.reading import Opened, open_document, pace
from desktop_app.services.errors import Refused
from tests.samples import BRIDGE, Desk, done


def test_an_article_opens_with_its_text_and_sections(desk: Desk) -> None:
    opened = desk.add()
    assert [section.heading for section in opened.sections] == [LEAD, "A crack in the arch", "What it costs"]
    assert opened.document.words > 70
    assert opened.document.sections == 3
    assert (opened.state.position, opened.state.progress) == (0, 0)
    assert opened.state.status is ReadingStatus.TO_READ
    assert opened.state.opened is None


def test_the_place_is_kept_and_progress_never_goes_back(desk: Desk) -> None:
    opened = desk.add()
    done(desk.reading.keep_place(opened, 200, _from_start(opened, 0.5)))
    done(desk.reading.keep_place(opened, 20, _from_start(opened, 0.1)))
    state = desk.open(opened.document).state
    assert (state.position, state.status) == (20, ReadingStatus.READING)
    assert state.progress == pytest.approx(0.5, abs=0.01)
    assert state.opened is not None


def test_an_article_seen_to_its_end_is_finished(desk: Desk) -> None:
    opened = desk.add()
    document = opened.document
    done(desk.reading.keep_place(opened, 400, _from_start(opened, 0.97)))
    assert desk.open(document).state.status is ReadingStatus.READING
    done(desk.reading.keep_place(opened, 420, _from_start(opened, 1)))
    state = desk.open(document).state
    assert (state.status, state.progress) == (ReadingStatus.FINISHED, 1.0)
    done(desk.reading.keep_place(opened, 0, _from_start(opened, 0.2)))
    assert desk.open(document).state.status is ReadingStatus.FINISHED


def test_what_was_leapt_over_has_not_been_seen(desk: Desk) -> None:
    opened = desk.add()
    end = len(opened.content.text)
    done(desk.reading.keep_place(opened, end - 40, ((0, 40), (end - 40, end))))
    state = desk.open(opened.document).state
    assert state.progress == pytest.approx(80 / end, abs=0.001)
    assert state.status is ReadingStatus.READING


def test_footnotes_at_the_end_need_not_be_paged_through(desk: Desk) -> None:
    opened = desk.add()
    blocks = opened.content.blocks
    footnote = replace(blocks[-1], kind=BlockKind.FOOTNOTE)
    opened = replace(opened, content=replace(opened.content, blocks=(*blocks[:-1], footnote)))
    done(desk.reading.keep_place(opened, 0, ((0, footnote.start - 1),)))
    assert desk.open(opened.document).state.status is ReadingStatus.FINISHED


def test_a_version_that_grows_is_not_finished_any_more(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    opened = _renewed(desk, path, BRIDGE)
    done(desk.reading.keep_place(opened, 0, _from_start(opened, 1)))
    opened = _renewed(desk, path, f"{BRIDGE}\n\n{'The mill will be sold. ' * 20}")
    state = desk.reader.reading_states()[opened.document.id]
    assert state.status is ReadingStatus.READING
    assert 0.3 < state.progress < 0.8
    done(desk.history.undo())
    assert desk.reader.reading_states()[opened.document.id].status is ReadingStatus.FINISHED


def test_an_article_is_marked_as_read_and_as_unread_and_the_undo_fits_though_one_reads_on(desk: Desk) -> None:
    opened = desk.add()
    document = opened.document.id

    def standing() -> tuple[ReadingStatus, float]:
        state = desk.open(document).state
        return state.status, state.progress

    done(desk.reading.mark(document, read=True))
    assert standing() == (ReadingStatus.FINISHED, 1)
    with pytest.raises(Refused, match="marked as read already"):
        done(desk.reading.mark(document, read=True))
    done(desk.reading.keep_place(opened, 30, ((30, 60),)))
    assert standing() == (ReadingStatus.FINISHED, 1)
    done(desk.reading.mark(document, read=False))
    assert standing() == (ReadingStatus.TO_READ, 0)
    done(desk.reading.keep_place(opened, 50, ((50, 60),)))
    done(desk.history.undo())
    assert standing() == (ReadingStatus.FINISHED, 1)
    assert desk.open(document).state.position == 50
    done(desk.history.undo())
    assert standing() == (ReadingStatus.TO_READ, 0)
    assert desk.open(document).state.position == 50
    done(desk.history.redo())
    assert standing() == (ReadingStatus.FINISHED, 1)


def test_the_place_in_what_is_gone_is_not_kept(desk: Desk) -> None:
    opened = desk.add()
    nowhere = replace(opened, document=replace(opened.document, id="01nowhere"))
    assert done(desk.reading.keep_place(nowhere, 5)) is None
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
    done(desk.reading.keep_place(opened, 0, passages=[slow, leafed]))
    opened = desk.open(opened.document.id)
    assert opened.read_of(lead) == 1
    assert opened.read_of(crack) == 0
    assert desk.reader.reading_time() == (100, 30_000)
    assert pace(desk.reader) < 230
    done(desk.reading.keep_place(opened, 0, passages=[Passage(40, 60, 4, 2_000)] * 200))
    assert pace(desk.reader) < 170
    assert desk.open(opened.document.id).state.read == ((0, lead.end),)


def _from_start(opened: Opened, part: float) -> tuple[tuple[int, int]]:
    return ((0, round(part * len(opened.content.text))),)


def _renewed(desk: Desk, path: Path, text: str) -> Opened:
    path.write_text(text, encoding="utf-8")
    document = desk.importing.add_file(path).document
    assert document is not None
    return desk.open(document)


def _words_at(opened: Opened) -> str:
    return opened.content.text[opened.state.position :][:21]


def test_the_place_is_at_its_words_in_a_new_version_and_in_the_former_one_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    opened = _renewed(desk, path, BRIDGE)
    place = opened.content.text.index("She measured it twice")
    done(desk.reading.keep_place(opened, place))
    opened = _renewed(desk, path, BRIDGE.replace("# A crack", "Something new above it.\n\n# A crack"))
    assert _words_at(opened) == "She measured it twice"
    assert desk.reader.reading_states()[opened.document.id].position == opened.state.position, "it is on the disk"
    done(desk.reading.keep_place(opened, opened.state.position + 100))
    done(desk.history.undo())
    assert _words_at(desk.open(opened.document)) == "She measured it twice", "the undo fits though one has read on"
    done(desk.history.redo())
    assert _words_at(desk.open(opened.document)) == "She measured it twice"


@pytest.mark.parametrize(
    ("revised", "words"),
    [
        (BRIDGE.replace("by chance", "on a Monday"), "She measured it twice"),
        (BRIDGE.replace("She measured it", "And measured"), "An inspector found th"),
        (BRIDGE.replace("An inspector", "Somebody").replace("She measured it twice, and", ""), "Somebody found the cr"),
    ],
)
def test_the_place_in_a_paragraph_that_has_changed_is_as_near_as_can_be(
    desk: Desk, tmp_path: Path, revised: str, words: str
) -> None:
    path = tmp_path / "bridge.txt"
    opened = _renewed(desk, path, BRIDGE)
    done(desk.reading.keep_place(opened, opened.content.text.index("She measured")))
    assert _words_at(_renewed(desk, path, revised)) == words


def test_who_has_not_begun_begins_with_what_is_new(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    done(desk.reading.keep_place(_renewed(desk, path, BRIDGE), 0))
    assert _renewed(desk, path, f"Something new above it.\n\n{BRIDGE}").state.position == 0


def test_what_was_read_stays_read_where_its_words_stay(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    opened = _renewed(desk, path, BRIDGE)
    lead, crack, costs = opened.sections
    everything = Passage(0, len(opened.content.text), 90, 60_000)
    done(desk.reading.keep_place(opened, 0, passages=[everything]))
    opened = _renewed(desk, path, BRIDGE.replace("# A crack", "Something new.\n\n# A crack").replace("1,900", "1,901"))
    lead, crack, costs = opened.sections
    assert 0 < opened.read_of(lead) < 1
    assert opened.read_of(crack) == 1
    assert 0 < opened.read_of(costs) < 1


def test_the_place_on_a_page_of_the_former_version_does_not_count(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    opened = _renewed(desk, path, BRIDGE)
    done(desk.reading.keep_place(opened, opened.content.text.index("She measured")))
    renewed = _renewed(desk, path, BRIDGE.replace("# A crack", "Something new above it.\n\n# A crack"))
    done(desk.reading.keep_place(opened, 3, passages=[Passage(0, 40, 100, 30_000)]))  # as the page is put away
    state = desk.open(opened.document).state
    assert (state.position, state.read, state.words_read) == (renewed.state.position, (), 100)


def test_what_lies_open_is_not_read_again_but_where_one_was_in_it_is(desk: Desk) -> None:
    opened = desk.add()
    other = desk.add("# The harbour\n\nShips came here until 1950.")
    done(desk.reading.keep_place(opened, 10))
    again = open_document(desk.reader, opened.document.id, opened)
    assert again.content is opened.content
    assert (again.state.position, again.sections) == (10, opened.sections)
    assert open_document(desk.reader, other.document.id, opened) == other
