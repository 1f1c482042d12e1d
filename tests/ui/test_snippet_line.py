"""A snippet on one line says by "…" that there is more of it, wherever the line ends."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from desktop_app.ui.search.result_delegate import fitted
from desktop_app.ui.theme import fonts

RUNS = [("the ", False), ("loom", True), (" came to ", False), ("Lindholm", True), (" by boat", False)]


@pytest.mark.usefixtures("qtbot")
def test_what_is_cut_ends_in_three_dots_and_nothing_is_cut_that_has_room() -> None:
    fonts.load(fonts.Family.SERIF)
    plain = QFontMetrics(fonts.sized(fonts.Family.SERIF.face, 14))
    bold = QFontMetrics(fonts.sized(fonts.Family.SERIF.face, 14, QFont.Weight.DemiBold))

    def wide(runs: list[tuple[str, bool]]) -> int:
        return sum((bold if found else plain).horizontalAdvance(run) for run, found in runs)

    whole = wide(RUNS)
    assert fitted(RUNS, plain, bold, whole) == RUNS
    before = "".join(run for run, _ in RUNS)
    for width in range(20, whole):
        shown = fitted(RUNS, plain, bold, width)
        assert shown[-1][0].endswith("…"), (width, shown)
        assert before.startswith("".join(run for run, _ in shown)[:-1].rstrip("…"))
        assert wide(shown) <= width
