"""What is too large for a page is divided, and no word is lost or changed by it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.text.sentences import sentences
from desktop_app.formats.losses import Losses
from desktop_app.formats.portions import LARGE, LONGEST_HEADING, PORTION, WIDEST_TABLE, divided
from desktop_app.formats.registry import parse
from desktop_app.formats.source import Imported, Source
from tests.formats.content_checks import check_content
from tests.strategies import contents

SENTENCE = "The ferry left at noon with Mr. Orr and a crate of lemons. "


def one(kind: BlockKind, text: str, **more: object) -> Content:
    """A short paragraph, a block, and another paragraph."""
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before.")
    builder.add(kind, text, **more)  # type: ignore[arg-type]
    builder.add(BlockKind.PARAGRAPH, "After.")
    return builder.content()


def portions(content: Content) -> list[str]:
    """The texts of the blocks between the two paragraphs."""
    made = divided(content, Losses())
    return [made.text_of(block) for block in made.blocks[1:-1]]


def imported(text: str, name: str) -> Imported:
    made = parse(Source(text.encode(), name))
    check_content(made.content)
    return made


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


_pieces = st.lists(
    st.tuples(st.sampled_from(["a", "é", "漢", "👩🏽", ". ", "Ja. ", "\n", "\t", " ", "  ", "\u00a0", "e\u0331"]),
              st.integers(1, 4_000)),
    min_size=3, max_size=12,
)  # fmt: skip


@st.composite
def large_contents(draw: st.DrawFn) -> Content:
    """Blocks of every kind, most of them much too large, with spans anywhere in them."""
    builder = ContentBuilder()
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(BlockKind))
        text = "".join(piece * count for piece, count in draw(_pieces)) if kind is not BlockKind.RULE else ""
        text = text.strip()
        places = st.integers(0, len(text))
        drawn = draw(st.lists(st.tuples(st.sampled_from(InlineKind), places, places), max_size=4))
        spans = [Inline(span, min(ends), max(ends)) for span, *ends in drawn]
        level = 1 if kind in (BlockKind.HEADING, BlockKind.TABLE, BlockKind.QUOTE) else 0
        builder.add(kind, text, level=level, label="1.", inline=spans)
    return builder.content()


@given(large_contents())
def test_portions_joined_are_the_same_text_but_for_white_space(content: Content) -> None:
    made = divided(content, Losses())
    check_content(made)
    assert without_spaces(made.text) == without_spaces(content.text)
    for block in made.blocks:
        assert block.end - block.start <= LARGE.length
        assert made.text_of(block).count("\n") < LARGE.lines or block.kind not in (BlockKind.CODE, BlockKind.TABLE)


@given(large_contents())
def test_spans_lie_over_the_same_letters(content: Content) -> None:
    def spanned(of: Content) -> dict[tuple[InlineKind, str], str]:
        found: dict[tuple[InlineKind, str], str] = {}
        for block in of.blocks:
            for span in block.inline:
                key = (span.kind, span.href)
                found[key] = found.get(key, "") + without_spaces(of.text[span.start : span.end])
        return found

    numbered = ContentBuilder()
    for number, block in enumerate(content.blocks):
        spans = [Inline(span.kind, span.start - block.start, span.end - block.start, f"{number}.{place}")
                 for place, span in enumerate(block.inline)]  # fmt: skip
        numbered.add(block.kind, content.text_of(block), level=block.level, inline=spans)
    before, after = spanned(numbered.content()), spanned(divided(numbered.content(), Losses()))
    assert {key: words for key, words in before.items() if words} == {key: w for key, w in after.items() if w}


@given(contents())
def test_an_ordinary_content_comes_out_as_the_object_it_was(content: Content) -> None:
    assert divided(content, Losses()) is content


def test_a_long_paragraph_is_cut_where_sentences_end() -> None:
    text = SENTENCE.strip() + (" " + SENTENCE.strip()) * 999
    parts = portions(one(BlockKind.PARAGRAPH, text))
    assert " ".join(parts) == text
    assert all(part.endswith("lemons.") and len(part) <= PORTION.length for part in parts)


def test_a_long_word_is_cut_between_letters_and_their_accents() -> None:
    parts = portions(one(BlockKind.PARAGRAPH, "x" + "e\u0331" * LARGE.length))
    assert len(parts) > 2
    assert not any(part.startswith("\u0331") for part in parts)


def test_a_no_break_space_does_not_part_words() -> None:
    parts = portions(one(BlockKind.PARAGRAPH, ("10\u00a0km, " * 3_000).strip()))
    assert all(part.endswith("km,") for part in parts)


def test_only_the_first_portion_of_an_item_has_its_number() -> None:
    made = divided(one(BlockKind.LIST_ITEM, SENTENCE * 400, level=2, label="4."), Losses())
    items = [block for block in made.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [block.label for block in items] == ["4.", *[""] * (len(items) - 1)]
    assert {block.level for block in items} == {2}


def test_code_stays_as_it_is_and_goes_on() -> None:
    code = "\n".join(f"    line_{number}()" if number % 3 else "" for number in range(5_000))
    content = one(BlockKind.CODE, code, label="python")
    made = divided(content, Losses())
    assert made.text == content.text
    lines = [block for block in made.blocks if block.kind is BlockKind.CODE]
    assert [block.continues for block in lines] == [False, *[True] * (len(lines) - 1)]
    assert all(made.text_of(block).count("\n") < PORTION.lines for block in lines)


def test_code_with_one_endless_line_is_cut_all_the_same() -> None:
    parts = portions(one(BlockKind.CODE, "short\n" + "long " * 20_000 + "\nend"))
    assert parts[0] == "short"
    assert parts[-1] == "end"
    assert max(map(len, parts)) <= PORTION.length


def table(columns: int, rows: int) -> str:
    """A Markdown table whose cells all differ."""
    lines = ["|".join(f"{row}.{column}" for column in range(columns)) for row in range(rows)]
    return "\n".join([lines[0], "|".join(["---"] * columns), *lines[1:]]) + "\n"


def test_the_rows_of_a_long_table_go_on_in_blocks_of_whole_rows() -> None:
    made = imported(table(5, 500), "a.md")
    assert not made.dropped
    blocks = made.content.blocks
    assert {block.kind for block in blocks} == {BlockKind.TABLE}
    assert [block.level for block in blocks] == [1, *[-1] * (len(blocks) - 1)]
    assert made.content.text.count("\n") == 499
    for block in blocks:
        rows = made.content.text_of(block).split("\n")
        assert len(rows) * 5 <= PORTION.cells
        assert {row.count("\t") for row in rows} == {4}


def test_a_table_too_wide_for_a_page_is_lines_of_text_and_the_import_says_so() -> None:
    made = imported(table(WIDEST_TABLE + 1, 3), "a.md")
    assert made.dropped == ("1 table is too wide for a page and is set as lines of plain text.",)
    assert [block.kind for block in made.content.blocks] == [BlockKind.CODE]
    assert made.content.text.split("\n")[1].split("\t")[:2] == ["1.0", "1.1"]
    assert [block.kind for block in imported(table(WIDEST_TABLE, 3), "a.md").content.blocks] == [BlockKind.TABLE]


def test_a_heading_as_long_as_a_chapter_is_a_paragraph_and_the_import_says_so() -> None:
    made = imported("# " + "word " * LONGEST_HEADING + "\n\nText.\n", "a.md")
    assert {block.kind for block in made.content.blocks} == {BlockKind.PARAGRAPH}
    assert made.dropped == ("1 heading is too long for an outline and was made a plain paragraph.",)
    assert len(made.title) < 400


def test_a_block_with_very_many_spans_is_divided_by_them() -> None:
    made = imported(" ".join(f"*w{number}*" for number in range(2_000)) + "\n", "a.md")
    assert max(len(block.inline) for block in made.content.blocks) <= PORTION.spans
    assert sum(len(block.inline) for block in made.content.blocks) == 2_000


def test_a_footnote_reference_between_two_portions_stays_with_the_word_before_it() -> None:
    sentence = SENTENCE.strip()
    text = " ".join([sentence] * 400)
    ends = [end for _, end in sentences(text)]
    marks = [Inline(InlineKind.FOOTNOTE_REFERENCE, end, end, "1") for end in ends]
    made = divided(one(BlockKind.PARAGRAPH, text, inline=marks), Losses())
    parts: list[Block] = list(made.blocks[1:-1])
    assert all(block.inline[-1].end == block.end for block in parts)
    assert all(block.inline[0].start > block.start for block in parts)
    for before, after in pairwise(parts):
        assert before.end < after.start


@pytest.mark.parametrize(
    "text", ["." * 200_000 + "x", "x" * 200_000 + ". End", "Mr. " * 50_000, "a" + " " * 200_000 + "b."]
)
def test_sentences_of_monstrous_texts_are_found_in_time_that_grows_with_them(text: str) -> None:
    found = sentences(text)
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")
