"""A note on a section goes where the section goes."""

import pytest

from desktop_app.core.anchoring import Anchored, Lost, anchor
from desktop_app.core.annotation import PlacementState
from desktop_app.core.outline import Section, sections_of
from desktop_app.core.section_anchoring import anchor_section, describe_opening
from desktop_app.core.selectors import OPENING, SectionSelector, TextPositionSelector
from tests.samples import BRIDGE, content_of

TWICE = "# North\n\n# Prices\n\nThe ferry is cheap here.\n\n# Prices\n\nThe bus is dear, and late as well."


def _found(old: str, new: str, index: int, *, known: bool = True) -> tuple[Anchored | Lost, tuple[Section, ...]]:
    content = content_of(old)
    section = sections_of(content)[index]
    wanted = SectionSelector(section.path, section.heading, content.text[section.body : section.end][:OPENING])
    position = TextPositionSelector(section.start, section.end)
    renewed = content_of(new)
    opening = anchor(
        content.text if known else None,
        renewed.text,
        *describe_opening(content.text if known else None, wanted, position),
    )
    return anchor_section(sections_of(renewed), wanted, position, opening), sections_of(renewed)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_section_that_is_still_there_is_exact(index: int) -> None:
    found, sections = _found(BRIDGE, BRIDGE, index)
    assert found == Anchored(sections[index].start, sections[index].start, PlacementState.EXACT, 1.0)


@pytest.mark.parametrize("known", [True, False])
def test_a_section_that_was_renamed_is_known_by_how_it_begins(known: bool) -> None:
    found, sections = _found(
        BRIDGE, "Opening.\n\n" + BRIDGE.replace("A crack in the arch", "The fault"), 1, known=known
    )
    assert isinstance(found, Anchored)
    assert (found.start, found.state) == (sections[1].start, PlacementState.CHANGED)


def test_a_section_that_moved_and_kept_its_name_has_moved() -> None:
    found, sections = _found(BRIDGE, "A longer opening.\n\n" + BRIDGE, 2)
    assert found == Anchored(sections[2].start, sections[2].start, PlacementState.MOVED, 1.0)


@pytest.mark.parametrize("index", [1, 2])
def test_sections_of_one_name_are_told_apart_by_how_they_begin(index: int) -> None:
    found, sections = _found(TWICE, "# News\n\nNone.\n\n" + TWICE, index)
    assert isinstance(found, Anchored)
    assert found.start == sections[index + 1].start


def test_a_section_that_is_gone_is_lost() -> None:
    gone = BRIDGE.split("# What it costs", maxsplit=1)[0]
    found, _ = _found(BRIDGE, gone, 2)
    assert isinstance(found, Lost)
    found, _ = _found(BRIDGE, "", 2)
    assert found == Lost()


def test_a_section_whose_words_went_into_another_is_lost_with_a_guess() -> None:
    new = BRIDGE.replace("# What it costs\n\n", "").replace("measured it again.", "measured it again. " * 9)
    found, sections = _found(BRIDGE, new, 2)
    assert isinstance(found, Lost)
    assert found.start == sections[1].start
