"""What an annotation is about, and where it stands: reshaped, joined, accepted, detached, attached."""

from pathlib import Path

import pytest

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.services.importing.placing import Outcome
from tests.samples import BRIDGE, Desk, done
from tests.storage.looking import state_of


def _place(desk: Desk, opened: Opened, annotation: Annotation) -> tuple[PlacementState, str, bool]:
    [placed] = [one for one in desk.reader.placed(opened.document) if one.annotation.id == annotation.id]
    words = opened.content.text[placed.start : placed.end]
    return placed.placement.state, words, placed.placement.accepted


def _range(opened: Opened, quote: str) -> tuple[int, int]:
    start = opened.content.text.index(quote)
    return start, start + len(quote)


def test_a_reshaped_highlight_is_about_its_new_words_and_the_undo_gives_the_old_ones_back(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "She measured it")
    before = state_of(desk.store.path)
    done(desk.retargeting.reshape(opened, marked.id, *_range(opened, " measured it twice,")))
    quote = desk.annotation(marked.id).target.quote
    assert quote is not None
    assert quote.exact == "measured it twice,"
    assert _place(desk, opened, marked) == (PlacementState.EXACT, "measured it twice,", False)
    done(desk.history.undo())
    assert state_of(desk.store.path) == before


def test_a_reshaped_highlight_is_carried_with_its_new_words(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    document = desk.importing.add_file(path).document
    assert document is not None
    opened = desk.open(document)
    marked = desk.mark(opened, "She measured it")
    done(desk.retargeting.reshape(opened, marked.id, *_range(opened, "measured it twice")))
    path.write_text("A new beginning.\n\n" + BRIDGE)
    assert desk.importing.add_file(path).outcome is Outcome.VERSION
    renewed = desk.open(document)
    assert _place(desk, renewed, marked) == (PlacementState.MOVED, "measured it twice", False)


def test_notes_on_paragraphs_have_no_ends_to_move(desk: Desk) -> None:
    opened = desk.add()
    note, saved = desk.annotating.note_on_block(opened, 0)
    done(saved)
    with pytest.raises(Refused, match="Only a highlight"):
        done(desk.retargeting.reshape(opened, note.id, 0, 10))
    with pytest.raises(Refused, match="Select some words"):
        desk.retargeting.reshape(opened, note.id, 3, 3)


def test_two_highlights_become_one_with_both_notes_and_all_tags(desk: Desk) -> None:
    opened = desk.add()
    first, second = desk.mark(opened, "She measured it twice"), desk.mark(opened, "measured it again")
    done(desk.annotating.set_note(first.id, "One. #a"))
    done(desk.annotating.set_note(second.id, "Two. #b"))
    before = state_of(desk.store.path)
    done(desk.retargeting.merge(opened, first.id, second.id))
    joined = desk.annotation(first.id)
    assert (joined.note, joined.tags) == ("One. #a\n\nTwo. #b", ("a", "b"))
    words = "She measured it twice, and then she measured it again"
    assert _place(desk, opened, first) == (PlacementState.EXACT, words, False)
    assert desk.annotation(second.id).deleted is not None
    done(desk.history.undo())
    assert state_of(desk.store.path) == before


def test_a_changed_place_is_accepted_detached_and_attached_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    document = desk.importing.add_file(path).document
    assert document is not None
    marked = desk.mark(desk.open(document), "A new arch costs 4.2 million crowns")
    path.write_text(BRIDGE.replace("4.2 million", "5.1 million"))
    desk.importing.add_file(path)
    opened = desk.open(document)
    assert _place(desk, opened, marked) == (PlacementState.CHANGED, "A new arch costs 5.1 million crowns", False)
    done(desk.retargeting.accept(opened, [marked.id]))
    assert _place(desk, opened, marked)[2]
    done(desk.retargeting.detach(opened, [marked.id]))
    assert _place(desk, opened, marked)[0] is PlacementState.DETACHED
    done(desk.retargeting.attach(opened, marked.id, *_range(opened, "Nobody in the valley")))
    assert _place(desk, opened, marked) == (PlacementState.CHANGED, "Nobody in the valley", True)
    assert desk.annotation(marked.id).target == marked.target, "what was marked stays known"
    for _ in range(3):
        done(desk.history.undo())
    assert _place(desk, opened, marked) == (PlacementState.CHANGED, "A new arch costs 5.1 million crowns", False)


def test_what_was_attached_by_hand_stays_there_in_the_next_version(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    document = desk.importing.add_file(path).document
    assert document is not None
    marked = desk.mark(desk.open(document), "She measured it twice")
    revised = BRIDGE.replace("She measured it twice, and then she measured it again.", "Nothing more is known of it.")
    path.write_text(revised)
    desk.importing.add_file(path)
    opened = desk.open(document)
    done(desk.retargeting.attach(opened, marked.id, *_range(opened, "Nothing more is known")))
    path.write_text("One line more.\n\n" + revised)
    desk.importing.add_file(path)
    state, words, accepted = _place(desk, desk.open(document), marked)
    assert (state, words, accepted) == (PlacementState.CHANGED, "Nothing more is known", True)


def test_a_placement_in_another_version_is_left_alone(desk: Desk) -> None:
    opened = desk.add()
    marked = desk.mark(opened, "by May")
    done(desk.retargeting.reshape(opened, marked.id, *_range(opened, "a ferry")))
    places = desk.reader.placements_of(marked.id)
    assert [type(place) for place in places] == [Placement]


def _article(desk: Desk, path: Path) -> Opened:
    document = desk.importing.add_file(path).document
    assert document is not None
    return desk.open(document)


def test_a_place_that_was_refused_stays_refused_in_later_versions(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    marked = desk.mark(_article(desk, path), "A new arch costs 4.2 million crowns")
    changed = BRIDGE.replace("4.2 million", "5.1 million")
    path.write_text(changed)
    done(desk.retargeting.detach(_article(desk, path), [marked.id]))
    for above in ("One line more.\n\n", "Two lines more.\n\n"):
        path.write_text(above + changed)
        opened = _article(desk, path)
        assert _place(desk, opened, marked) == (PlacementState.DETACHED, "A new arch costs 5.1 million crowns", True)
    path.write_text(BRIDGE)
    opened = _article(desk, path)
    assert _place(desk, opened, marked)[:2] == (PlacementState.EXACT, "A new arch costs 4.2 million crowns")


def test_what_was_attached_elsewhere_stays_there_though_the_words_marked_once_still_stand(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    opened = _article(desk, path)
    marked = desk.mark(opened, "Nobody in the valley")
    done(desk.retargeting.attach(opened, marked.id, *_range(opened, "She measured it twice")))
    path.write_text(BRIDGE + "\n\nOne line more.")
    opened = _article(desk, path)
    assert _place(desk, opened, marked) == (PlacementState.CHANGED, "She measured it twice", True)
    path.write_text(BRIDGE.replace("measured it twice", "measured it three times"))
    opened = _article(desk, path)
    assert _place(desk, opened, marked) == (PlacementState.CHANGED, "She measured it three times", False)
    path.write_text(BRIDGE.replace("measured it twice", "measured it three times") + "\n\nOne line more.")
    opened = _article(desk, path)
    assert _place(desk, opened, marked) == (PlacementState.CHANGED, "She measured it three times", False)


def test_a_persons_word_on_the_place_of_a_section_note_holds_in_later_versions(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    opened = _article(desk, path)
    (refused, first), (attached, second) = (
        desk.annotating.note_on_section(opened, opened.sections[number]) for number in (1, 2)
    )
    done(first), done(second)
    renamed = BRIDGE.replace("# A crack in the arch", "# Why the bridge is closed")
    path.write_text(renamed)
    opened = _article(desk, path)
    assert _place(desk, opened, refused)[0] is PlacementState.CHANGED
    done(desk.retargeting.detach(opened, [refused.id]))
    done(desk.retargeting.attach(opened, attached.id, *_range(opened, "The council met")))
    path.write_text("One line more.\n\n" + renamed)
    opened = _article(desk, path)
    places = desk.reader.placements(opened.version.id)
    assert places[refused.id].state is PlacementState.DETACHED
    assert places[attached.id].start == opened.content.text.index("The council met")
