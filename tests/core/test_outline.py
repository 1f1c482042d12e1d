"""Headings make sections, and sections hold the whole text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotation import Target
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.correction import Correction, CorrectionKind, corrected
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.outline import LEAD, Outline, below_title, block_at, section_at, sections_of
from tests.samples import BRIDGE, content_of
from tests.strategies import contents, targets


def _built(*blocks: tuple[BlockKind, str, int]) -> Content:
    builder = ContentBuilder()
    for kind, text, level in blocks:
        builder.add(kind, text, level=level)
    return builder.content()


def test_an_article_has_a_lead_and_its_sections() -> None:
    content = content_of(BRIDGE)
    sections = sections_of(content)
    assert [(section.heading, section.level) for section in sections] == [
        (LEAD, 1),
        ("A crack in the arch", 1),
        ("What it costs", 1),
    ]
    bodies = [content.text[section.body : section.end] for section in sections]
    assert bodies[0].startswith("The bridge over")
    assert bodies[0].endswith("was surprised.")
    assert bodies[1].startswith("An inspector")
    assert bodies[1].endswith("for closing.")
    assert bodies[2].endswith("by May.”")


def test_a_text_without_headings_is_all_lead() -> None:
    content = content_of("One.\n\nTwo.")
    (lead,) = sections_of(content)
    assert (lead.heading, lead.start, lead.body, lead.end) == (LEAD, 0, 0, len(content.text))


def test_a_text_that_begins_with_a_heading_has_no_lead() -> None:
    assert [section.heading for section in sections_of(content_of("# First\n\nBody."))] == ["First"]


def test_an_empty_text_has_no_sections() -> None:
    assert sections_of(Content("", ())) == ()
    assert section_at((), 0) is None
    assert block_at((), 0) is None


def test_a_rule_above_the_first_heading_is_no_lead() -> None:
    content = _built((BlockKind.RULE, "", 0), (BlockKind.HEADING, "First", 1), (BlockKind.PARAGRAPH, "Body.", 0))
    assert [section.heading for section in sections_of(content)] == ["First"]


def test_paths_follow_the_levels_even_where_one_is_left_out() -> None:
    headings = [("One", 1), ("Deep", 3), ("Less deep", 2), ("Two", 1), ("Below", 2)]
    content = _built(*((BlockKind.HEADING, name, level) for name, level in headings))
    assert [section.path for section in sections_of(content)] == [
        ("One",),
        ("One", "Deep"),
        ("One", "Less deep"),
        ("Two",),
        ("Two", "Below"),
    ]


def test_the_white_space_of_a_heading_is_tidied_in_its_name_only() -> None:
    content = _built((BlockKind.HEADING, "A heading\non two  lines", 1))
    (section,) = sections_of(content)
    assert section.heading == "A heading on two lines"
    assert (section.start, section.end) == (0, len(content.text))


@given(contents())
def test_sections_hold_every_block_that_has_words_once(content: Content) -> None:
    sections = sections_of(content)
    assert all(section.start <= section.body <= section.end <= len(content.text) for section in sections)
    assert all(earlier.end <= later.start for earlier, later in pairwise(sections))
    for block in content.blocks:
        holding = [section for section in sections if section.start <= block.start and block.end <= section.end]
        assert len(holding) == 1 or (not content.text_of(block).strip() and len(holding) <= 2)


@given(contents())
def test_one_section_alone_is_as_it_is_among_all(content: Content) -> None:
    outline = Outline(content)
    assert tuple(map(outline.section, range(len(outline)))) == sections_of(content)


@given(contents(), st.lists(st.tuples(st.sampled_from(CorrectionKind), st.integers(0, 60)), max_size=4), targets)
def test_sections_hold_every_word_of_a_corrected_text_too(
    content: Content, places: list[tuple[CorrectionKind, int]], target: Target
) -> None:
    corrections = [
        Correction(f"{made:03}", "d", "v", kind, target, start, start, 1, made)
        for made, (kind, start) in enumerate(places)
    ]
    changed = corrected(content, corrections)
    sections = sections_of(changed)
    words = " ".join(changed.text[section.start : section.end] for section in sections)
    assert "".join(words.split()) == "".join(changed.text.split())


@given(contents())
def test_every_place_with_words_is_in_the_section_and_block_that_hold_it(content: Content) -> None:
    sections = sections_of(content)
    for offset in (place for place, sign in enumerate(content.text) if not sign.isspace()):
        section, block = section_at(sections, offset), block_at(content.blocks, offset)
        assert section is not None
        assert section.start <= offset < section.end
        assert block is not None
        assert block.start <= offset < block.end


def test_the_end_of_a_block_belongs_to_it() -> None:
    content = content_of("One.\n\nTwo.")
    first = block_at(content.blocks, 4)
    assert first is not None
    assert content.text_of(first) == "One."


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("The tides", "Tables"), ("Tables",)),
        (("Tables", "Steps"), ("Tables", "Steps")),
        (("Tables", "Tables"), ("Tables",)),
        (("The tides",), ()),
    ],
)
def test_headings_that_repeat_the_title_are_not_told_again(path: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert below_title(path, "The tides") == told
