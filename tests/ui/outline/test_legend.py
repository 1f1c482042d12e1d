"""The legend of the outline: the colours in use, with their counts."""

from collections import Counter

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.outline.legend import Legend
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.samples import Desk


def test_large_counts_are_written_as_everywhere(qtbot: QtBot, desk: Desk) -> None:
    bridge = Bridge(desk.history.changed)
    legend = Legend(load_palette(Theme.LIGHT), ColourNames(desk.reader, bridge, bridge))
    qtbot.addWidget(legend)
    legend.show_counts(Counter({Colour.YELLOW: 17_976, Colour.BLUE: 3}))
    assert {"17,976", "3"} <= {label.text() for label in legend.findChildren(QLabel)}
