"""Heights that are guessed first and measured later always add up."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.rooms.notebook.row_heights import RowHeights

HEIGHTS = st.lists(st.integers(1, 500), min_size=1, max_size=60)


@given(HEIGHTS, st.data())
def test_rows_lie_one_below_the_other_whatever_was_measured_in_whatever_order(
    guesses: list[int], data: st.DataObject
) -> None:
    rows = RowHeights()
    rows.guess(guesses)
    true = dict(enumerate(guesses))
    for _ in range(data.draw(st.integers(0, 4))):
        first = data.draw(st.integers(0, len(guesses) - 1))
        measured = {row: data.draw(st.integers(1, 500)) for row in range(first, min(first + 5, len(guesses)))}
        rows.measure(measured)
        true.update(measured)
        assert not rows.unmeasured(first, max(measured))
    top = 0
    for row, height in sorted(true.items()):
        assert (rows.top(row), rows.height(row)) == (top, height)
        assert rows.row_at(top) == rows.row_at(top + height - 1) == row
        top += height
    assert rows.total == top
    assert rows.row_at(top + 1000) == len(guesses) - 1


def test_no_rows_take_no_room() -> None:
    rows = RowHeights()
    assert (rows.total, rows.row_at(10), rows.unmeasured(0, 5)) == (0, 0, False)
