"""Blocks that come in portions are shown as if they were one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.formats.losses import Losses
from desktop_app.formats.portions import divided
from desktop_app.ui.reader.setting.page import pieces
from desktop_app.ui.reader.view import ReaderView
from tests.ui.reader.pages import Show


def between(kind: BlockKind, text: str, level: int = 0) -> Content:
    """A block between two paragraphs, in portions."""
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before.")
    builder.add(kind, text, level=level)
    builder.add(BlockKind.PARAGRAPH, "After.")
    return divided(builder.content(), Losses())


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    return Show(qtbot, lazily=False)


def ground(view: ReaderView, y: float) -> str:
    """The colour left of the words at a height on the page."""
    left, _ = view.geometry_of_text.column()
    inside = int(y) - view.verticalScrollBar().value()
    return view.viewport().grab().toImage().pixelColor(int(left) + 8, inside).name()


def test_lines_of_code_follow_one_another_without_a_gap_on_one_ground(show: Show) -> None:
    content = between(BlockKind.CODE, "\n".join(f"line_{number}()" for number in range(500)))
    view = show(content)
    code = [block for block in content.blocks if block.kind is BlockKind.CODE]
    for before, after in pairwise(code):
        view.go_to(before.end - 60)
        upper, lower = view.geometry_of_text.line_of(before.end), view.geometry_of_text.line_of(after.start)
        assert lower.top == upper.bottom
        assert {ground(view, lower.top + step) for step in (-6, -1, 0, 5)} == {ground(view, lower.bottom + 30)}
    paper = view.appearance.palette.paper
    assert ground(view, lower.bottom + 30) != paper


def test_rows_that_go_on_have_the_columns_of_the_rows_above(show: Show) -> None:
    rows = [f"{number}\t{'far ' * (number % 7)}from here\t{number * number}" for number in range(400)]
    content = between(BlockKind.TABLE, "\n".join(["No\tWhere\tSquare", *rows]), level=1)
    view = show(content)
    geometry = view.geometry_of_text
    lefts = {
        tuple(round(geometry.x_of(place)) for place in (block.start, content.text.index("\t", block.start) + 1))
        for block in content.blocks
        if block.kind is BlockKind.TABLE
    }
    assert len(lefts) == 1
    tables = [index for index, block in enumerate(content.blocks) if block.kind is BlockKind.TABLE]
    assert len(tables) > 2
    for index in tables[:-1]:
        assert geometry.rows(index)[-1].bottom() == geometry.rows(index + 1)[0].top()


_spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8).map(
    lambda drawn: [Inline(InlineKind.LINK, min(ends), max(ends), str(place)) for place, ends in enumerate(drawn)]
)


@given(_spans, st.integers(0, 15), st.integers(16, 30))
def test_each_piece_of_a_range_is_under_the_spans_that_hold_it(spans: list[Inline], start: int, end: int) -> None:
    met = [span for span in spans if span.start <= end and span.end >= start]
    found = list(pieces(start, end, met))
    assert [place for place, _, _ in found] == sorted({place for place, _, _ in found})
    assert found[0][0] == start
    assert found[-1][1] == end
    for place, following, over in found:
        assert over == [span for span in met if span.start <= place and span.end >= following]


def test_what_goes_on_of_a_line_of_code_stands_in_as_far_as_the_line(show: Show) -> None:
    indented = "        count(" + ", ".join(f"boat_{number}" for number in range(40)) + ")"
    far = " " * 200 + "too_far(" + "x" * 200 + ")"
    content = between(BlockKind.CODE, f"def 𝔉erries():\n{indented}\nplain(" + "x" * 200 + f")\n{far}\nend")
    view = show(content)
    _, right = view.geometry_of_text.column()
    lines = view.geometry_of_text.lines(1)
    edge = lines[0].left
    words = {content.text[line.start : line.end].strip()[:5]: line for line in lines}
    first = view.geometry_of_text.x_of(content.text.index("count("))
    going_on = [line for line in lines if content.text.index("boat_1,") < line.start < content.text.index("plain(")]
    assert len(going_on) > 2
    assert [line.left for line in going_on] == pytest.approx([first] * len(going_on), abs=1)
    assert words["plain"].left == words["end"].left == edge
    assert next(line.left for line in lines if content.text[line.start : line.end].startswith("xxx")) == edge
    assert all(line.right <= right + 1 for line in lines)
