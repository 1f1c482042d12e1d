"""A person has the last word on what is a heading, and the text stays what it is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotation import Scope, Target
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.correction import Correction, CorrectionKind, corrected
from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from tests.samples import content_of
from tests.strategies import contents, targets

ARTICLE = content_of("# Opening\n\nThe first words.\n\nThe second words.\n\n## Closing\n\nThe last words.")


def _correction(kind: CorrectionKind, start: int, *, level: int = 1, made: int = 1, name: str = "c") -> Correction:
    return Correction(name, "d", "v", kind, Target(Scope.BLOCK, "v"), start, start, level, made)


def _at(words: str) -> int:
    return ARTICLE.text.index(words)


def _block(content: Content, words: str) -> Block:
    return next(block for block in content.blocks if content.text_of(block).startswith(words))


def test_a_paragraph_becomes_a_heading() -> None:
    changed = corrected(ARTICLE, [_correction(CorrectionKind.MAKE_HEADING, _at("The second"), level=2)])
    assert (_block(changed, "The second").kind, _block(changed, "The second").level) == (BlockKind.HEADING, 2)
    assert _block(changed, "The first") == _block(ARTICLE, "The first")


def test_a_heading_becomes_a_paragraph() -> None:
    changed = corrected(ARTICLE, [_correction(CorrectionKind.UNMAKE_HEADING, _at("Closing"))])
    assert (_block(changed, "Closing").kind, _block(changed, "Closing").level) == (BlockKind.PARAGRAPH, 0)


def test_a_heading_gets_another_level() -> None:
    changed = corrected(ARTICLE, [_correction(CorrectionKind.SET_LEVEL, _at("Closing"), level=4)])
    assert _block(changed, "Closing").level == 4


def test_two_blocks_are_joined() -> None:
    changed = corrected(ARTICLE, [_correction(CorrectionKind.JOIN, _at("The first"))])
    assert changed.text_of(_block(changed, "The first")) == "The first words.\nThe second words."
    assert len(changed.blocks) == len(ARTICLE.blocks) - 1


def test_a_block_is_split() -> None:
    changed = corrected(ARTICLE, [_correction(CorrectionKind.SPLIT, _at("second"))])
    assert changed.text_of(_block(changed, "The second"[:4])) == "The first words."
    assert [changed.text_of(block) for block in changed.blocks[2:4]] == ["The ", "second words."]


def test_what_was_split_off_can_be_made_a_heading() -> None:
    place = _at("second")
    split = _correction(CorrectionKind.SPLIT, place, made=1, name="a")
    heading = _correction(CorrectionKind.MAKE_HEADING, place, made=2, name="b")
    changed = corrected(ARTICLE, [heading, split])
    assert [block.kind for block in changed.blocks[2:4]] == [BlockKind.PARAGRAPH, BlockKind.HEADING]


def test_splitting_and_joining_again_changes_nothing() -> None:
    place = _block(ARTICLE, "The second")
    split = _correction(CorrectionKind.SPLIT, place.start + 4, made=1)
    join = _correction(CorrectionKind.JOIN, place.start, made=2)
    assert corrected(ARTICLE, [split, join]) == ARTICLE


def test_spans_are_split_with_their_block_and_a_footnote_reference_is_kept() -> None:
    builder = ContentBuilder()
    spans = [
        Inline(InlineKind.STRONG, 0, 3),
        Inline(InlineKind.EMPHASIS, 2, 8),
        Inline(InlineKind.FOOTNOTE_REFERENCE, 4, 4, "1"),
        Inline(InlineKind.CODE, 4, 9),
    ]
    builder.add(BlockKind.PARAGRAPH, "One, two.", inline=spans)
    first, second = corrected(builder.content(), [_correction(CorrectionKind.SPLIT, 4)]).blocks
    assert first.inline == (spans[0], Inline(InlineKind.EMPHASIS, 2, 4), spans[2])
    assert second.inline == (Inline(InlineKind.EMPHASIS, 4, 8), spans[3])


@pytest.mark.parametrize("kind", [CorrectionKind.UNMAKE_HEADING, CorrectionKind.SET_LEVEL])
def test_what_is_no_heading_has_nothing_to_unmake(kind: CorrectionKind) -> None:
    assert corrected(ARTICLE, [_correction(kind, _at("The first"))]) == ARTICLE


@pytest.mark.parametrize("start", [0, len("Opening"), len(ARTICLE.text), len(ARTICLE.text) + 50])
def test_a_block_cannot_be_split_at_its_ends(start: int) -> None:
    assert corrected(ARTICLE, [_correction(CorrectionKind.SPLIT, start)]) == ARTICLE


def test_the_last_block_has_nothing_to_be_joined_to() -> None:
    assert corrected(ARTICLE, [_correction(CorrectionKind.JOIN, _at("The last"))]) == ARTICLE


def test_corrections_apply_in_the_order_in_which_they_were_made() -> None:
    make = _correction(CorrectionKind.MAKE_HEADING, _at("The first"), made=1, name="b")
    unmake = _correction(CorrectionKind.UNMAKE_HEADING, _at("The first"), made=2, name="a")
    assert _block(corrected(ARTICLE, [unmake, make]), "The first").kind is BlockKind.PARAGRAPH
    assert corrected(ARTICLE, [unmake, make]) == corrected(ARTICLE, [make, unmake])


drawn = st.builds(
    Correction,
    *(st.text("ab", max_size=3), st.just("d"), st.just("v"), st.sampled_from(CorrectionKind), targets),
    *(st.integers(0, 80), st.integers(0, 80), st.integers(1, 6), st.integers(0, 9)),
)


@given(contents(), st.lists(drawn, max_size=6))
def test_no_correction_touches_the_text_or_the_order_of_its_blocks(
    content: Content, corrections: list[Correction]
) -> None:
    changed = corrected(content, corrections)
    assert changed.text == content.text
    assert all(block.start <= block.end for block in changed.blocks)
    assert all(earlier.end <= later.start for earlier, later in pairwise(changed.blocks))
    covered = "".join(changed.text_of(block) for block in changed.blocks)
    assert covered.replace("\n", "") == content.text.replace("\n", "")
    assert all(block.start <= span.start <= span.end <= block.end for block in changed.blocks for span in block.inline)


@given(contents(), st.lists(drawn, max_size=6))
def test_no_correction_loses_a_footnote_reference(content: Content, corrections: list[Correction]) -> None:
    def references(of: Content) -> list[Inline]:
        spans = (span for block in of.blocks for span in block.inline)
        return sorted((span for span in spans if span.start == span.end), key=lambda span: (span.start, span.kind))

    assert references(corrected(content, corrections)) == references(content)
