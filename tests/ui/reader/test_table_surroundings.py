"""Tables keep their distance from what stands around them, however they are laid out."""

import pytest

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
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
