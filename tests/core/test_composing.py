"""Blocks are joined into one text, and every offset says where they are in it."""

import pytest
from hypothesis import given

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from tests.strategies import contents


def test_offsets_count_code_points_of_the_joined_text() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.HEADING, "A ferry 🚢", level=1)
    builder.add(BlockKind.RULE, "")
    builder.add(BlockKind.PARAGRAPH, "By May.", inline=[Inline(InlineKind.EMPHASIS, 3, 6)])
    content = builder.content()
    assert content.text == "A ferry 🚢\n\nBy May."
    assert [content.text_of(block) for block in content.blocks] == ["A ferry 🚢", "", "By May."]
    span = content.blocks[2].inline[0]
    assert content.text[span.start : span.end] == "May"


@given(contents())
def test_the_blocks_joined_by_newlines_are_the_text(content: Content) -> None:
    assert "\n".join(content.text_of(block) for block in content.blocks) == content.text
    assert all(block.start <= span.start <= span.end <= block.end for block in content.blocks for span in block.inline)


def test_nothing_added_is_an_empty_text() -> None:
    assert ContentBuilder().content() == Content("", ())


@pytest.mark.parametrize("text", ["cafe\u0301", "one\r\ntwo", "a\u00adb"])
def test_text_that_is_not_normalised_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="normalised"):
        ContentBuilder().add(BlockKind.PARAGRAPH, text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 6), (4, 3)])
def test_a_span_that_leaves_its_block_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="leaves its block"):
        ContentBuilder().add(BlockKind.PARAGRAPH, "short", inline=[Inline(InlineKind.CODE, start, end)])


def test_a_refused_block_leaves_nothing_behind() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "One.")
    with pytest.raises(ValueError, match="leaves its block"):
        builder.add(BlockKind.PARAGRAPH, "Two.", inline=[Inline(InlineKind.CODE, 0, 99)])
    builder.add(BlockKind.PARAGRAPH, "Three.")
    assert builder.content().text == "One.\nThree."
