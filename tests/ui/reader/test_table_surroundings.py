"""Tables keep their distance from code, and show the marks of footnotes, however they are laid out."""

import pytest

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Inline, InlineKind
from tests.ui.reader.pages import Show, appearance

_GROUND = 0.75  # of a letter's size, around code


@pytest.mark.parametrize("kind", [BlockKind.CODE, BlockKind.HEADING, BlockKind.PARAGRAPH])
def test_a_table_touches_nothing_above_and_below_it(show: Show, kind: BlockKind) -> None:
    builder = ContentBuilder()
    builder.add(kind, "one = 1", level=2)
    builder.add(BlockKind.TABLE, "a\tb\n1\t2", level=1)
    builder.add(kind, "two = 2", level=2)
    builder.add(BlockKind.PARAGRAPH, "The end.")
    view = show(builder.content())
    geometry, em = view.geometry_of_text, appearance().size
    around = _GROUND * em if kind is BlockKind.CODE else 0.0
    rows = geometry.rows(1)
    above = rows[0].top() - geometry.block_rect(0).bottom() - around
    below = geometry.block_rect(2).top() - around - rows[-1].bottom()
    assert above > 0.3 * em
    assert below > 0.8 * em


def test_the_marks_of_footnotes_are_shown_in_cells_and_the_text_stays_as_it_is(show: Show) -> None:
    words = "one\ttwo 😀\nthree\tfour\nfive\tsix"
    places = [(3, "1"), (9, "12"), (15, "2"), (15, "3"), (words.index("six") + 3, "4")]
    marks = [Inline(InlineKind.FOOTNOTE_REFERENCE, place, place, sign) for place, sign in places]
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Above.")
    builder.add(BlockKind.TABLE, words, level=1, inline=marks)
    builder.add(BlockKind.PARAGRAPH, "Below.")
    content = builder.content()
    view = show(content)
    view.select(0, len(content.text))
    shown = view.document().toRawText().replace("\u2029", "\n").replace("\ufdd0", "\n").replace("\ufdd1", "\n")
    assert [cell for cell in shown.split("\n") if cell] == [
        "Above.", "one1", "two 😀12", "three23", "four", "five", "six4", "Below.",
    ]  # fmt: skip
    assert view.selected_range() == (0, len(content.text))
    for offset in range(len(content.text) + 1):
        view.place_caret(offset)
        assert view.caret_offset() == offset
    box = view.geometry_of_text.lines(2)[0]
    assert content.text[box.start : box.end] == "Below."
    start = content.text.index("two")
    assert len(view.geometry_of_text.runs(start, start + 5)) == 1  # the mark does not push a word into a second line
